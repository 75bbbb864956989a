/* Buttons that ask the server for an answer in another form and hand it over as a file. The forms are those that the server offers. */
import { ApiError, formatsOf } from "./api.js";
import { add, el, save } from "./dom.js";
import { ended } from "./text.js";

const kinds = {
  json: ["JSON", "application/json"],
  jsonl: ["JSON lines", "application/x-ndjson"],
  csv: ["CSV", "text/csv"],
  markdown: ["Markdown", "text/markdown"],
  html: ["HTML report", "text/html"],
};
const endings = { markdown: "md" };

/* path: of the API; fetchForm(format) yields the bytes; baseName() names the file; say(message, wrong) tells how it went. */
export async function downloads(element, path, { fetchForm, baseName, say }) {
  add(element, el("span", { class: "soft" }, "Download "));
  for (const format of await formatsOf(path)) {
    const [title, type] = kinds[format] ?? [format, "application/octet-stream"];
    const button = el("button", { type: "button", class: "quiet", "data-format": format }, title);
    button.addEventListener("click", async () => {
      try {
        const bytes = await fetchForm(format);
        const name = `${baseName()}.${endings[format] ?? format}`;
        save(new Blob([bytes], { type }), name);
        say(`Saved ${name}.`, false);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        say(`Not downloaded: ${ended(error.message)}`, true);
      }
    });
    add(element, button);
  }
}
