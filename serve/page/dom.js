/* Elements are built here and nowhere else: every string goes in as text, made visible, never as markup. */
import { visible } from "./text.js";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

/* Appends nodes, strings and numbers, and lists of them; null and false are left out. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : visible(String(child)));
  }
  return element;
}

export const el = (name, properties = {}, ...children) => fill(document.createElement(name), properties, children);
export const svg = (name, properties = {}, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
export const find = (id) => document.getElementById(id);

/* Somebody's name or other text of unknown direction, which must not turn what stands around it. */
export const bdi = (text) => el("bdi", {}, text);

export function replace(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

/* A table that scrolls by itself where it is too wide, also by keyboard. `head`: cells; `rows`: cells, the first of which is the row's name.
   A cell is content or {class, content}. */
export function table(caption, head, rows, className = "") {
  const properties = (cell) => (cell && cell.content !== undefined ? { class: cell.class } : {});
  const content = (cell) => (cell && cell.content !== undefined ? cell.content : cell);
  return el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
    el("table", { class: className }, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col", ...properties(cell) }, content(cell))))),
      el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell, i) =>
        el(i ? "td" : "th", { scope: i ? null : "row", ...properties(cell) }, content(cell))))))));
}

export const number = (content) => ({ class: "n", content });

/* Lets the user keep bytes as a file. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/* Calls f once `milliseconds` have passed without another call. */
export function later(f, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...values), milliseconds);
  };
}

/* Files that are dropped onto `element`. */
export function drops(element, take) {
  const over = (event) => {
    if (![...event.dataTransfer.types].some((type) => type === "Files" || type === "text/plain")) return;
    event.preventDefault();
    element.classList.add("over");
  };
  element.addEventListener("dragenter", over);
  element.addEventListener("dragover", over);
  element.addEventListener("dragleave", (event) => element.contains(event.relatedTarget) || element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("over");
    take([...event.dataTransfer.files], event.dataTransfer.getData("text/plain"));
  });
}
