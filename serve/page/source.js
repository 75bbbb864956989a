/* Where the article comes from: the field, typed or pasted; or a file or a long text, which is kept beside the field because a browser
   lays out some megabytes in a field only with pain. */
import { MOST_ARTICLE } from "./api.js";
import { drops, el, find, later, replace } from "./dom.js";
import { size } from "./text.js";

const LONG = 200000; /* characters that are no longer put into the field */

const looksLikeHtml = (text) => /^\s*(<\?xml[^>]*>\s*|<!--[\s\S]{0,2000}?-->\s*)*<(!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6])\b/i.test(text);

export class Source {
  /* changed() is called when there is another article, soon after the last key. */
  constructor(changed) {
    Object.assign(this, { field: find("source"), aside: find("source-aside"), held: null, changed });
    const soon = later(() => this.changed(), 250);
    this.field.addEventListener("input", soon);
    this.field.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.length <= LONG) return;
      event.preventDefault();
      this.hold(new Blob([text]), "pasted text", looksLikeHtml(text.slice(0, 4000)));
    });
    find("source-file").addEventListener("change", (event) => {
      this.take([...event.target.files], "");
      event.target.value = "";
    });
    find("source-clear").addEventListener("click", () => this.set(""));
    drops(find("panel-read"), (files, text) => this.take(files, text));
  }

  async take(files, text) {
    if (!files.length) return text.length > LONG ? this.hold(new Blob([text]), "dropped text", looksLikeHtml(text.slice(0, 4000))) : text && this.set(text);
    const file = files[0];
    const html = /\.x?html?$/i.test(file.name) || file.type === "text/html" || looksLikeHtml(await file.slice(0, 4000).text());
    return this.hold(file, file.name, html);
  }

  /* Reads the bytes as they are: a page names its own encoding. */
  hold(blob, name, html) {
    this.held = { body: blob, name, html };
    this.field.value = "";
    this.field.disabled = true;
    replace(this.aside, el("span", {}, "Reading ", el("bdi", {}, name), `, ${size(blob.size)}${html ? ", as HTML" : ""}.`), " ",
      el("button", { type: "button", class: "quiet", onclick: () => this.set("") }, "Put it away"));
    this.changed();
  }

  set(text) {
    this.held = null;
    this.field.disabled = false;
    this.field.value = text;
    replace(this.aside);
    this.field.focus();
    this.changed();
  }

  /* {body, type, name}; null where there is nothing to read; {tooLong: bytes} where the server would not take it. */
  current() {
    const text = this.field.value;
    const now = this.held ?? (text.trim() ? { body: new Blob([text]), name: "pasted text", html: looksLikeHtml(text) } : null);
    if (!now) return null;
    if (now.body.size > MOST_ARTICLE) return { tooLong: now.body.size, name: now.name };
    return { body: now.body, type: now.html ? "text/html" : "text/plain; charset=utf-8", name: now.name };
  }
}
