/* Starts the page: the tabs, the line that says how the server is, and what each tab does when it is first opened. */
import { connection, get, health } from "./api.js";
import { el, find, replace } from "./dom.js";
import { startEvaluating } from "./evaluate.js";
import { startLabelling } from "./label.js";
import { startReading } from "./read.js";
import { tabs } from "./tabs.js";
import { count } from "./text.js";

const starts = { read: startReading, label: startLabelling, evaluate: startEvaluating };
const started = new Set();

async function start(name) {
  if (started.has(name)) return;
  started.add(name);
  try {
    await starts[name]();
  } catch (error) {
    started.delete(name); /* the tab is tried again when the server is back */
    if (!error.lost) replace(find("connection"), el("p", { class: "warning" }, `This tab could not be opened: ${error.message}.`));
  }
}

async function showModel() {
  const model = await get("model");
  replace(find("model"), el("bdi", {}, model.name), ` · ${count(model.terms, "term")}`);
}

let open = "read";
connection.addEventListener("lost", () => replace(find("connection"), el("p", { class: "warning" },
  "The server does not answer. Is it still running? Nothing is lost: this page keeps what was not saved and goes on when the server is back.")));
connection.addEventListener("back", ({ detail }) => {
  replace(find("connection"), detail.restarted && el("p", { class: "note" }, "The server was started again; the page goes on."));
  setTimeout(() => find("connection").querySelector(".note")?.remove(), 15000);
  start(open);
  showModel().catch(() => {});
});
connection.addEventListener("model", () => showModel().catch(() => {}));

health().catch(() => {});
showModel().catch(() => {});
tabs(Object.keys(starts), (name) => {
  open = name;
  start(name);
});
