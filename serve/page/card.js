/* The statement that is to be labelled, and the keys. What the model thinks is not shown before the label is given: it would lead. */
import { bdi, el, replace } from "./dom.js";
import { visible } from "./text.js";

/* The key of each label: its first letter, a digit where that is taken. */
export function keysOf(labels) {
  const taken = new Set(["s", "z"]), keys = new Map();
  labels.forEach((label, i) => {
    const letter = label[0].toLowerCase();
    const key = /[a-z]/.test(letter) && !taken.has(letter) ? letter : String(i + 1);
    taken.add(key);
    keys.set(key, label);
  });
  return keys;
}

const MOST_CONTEXT = 400; /* characters that the server gives on a side */

/* What stands around the statement in its article, on one line. The cue is part of what is labelled, and not said twice. */
function around(item) {
  if (!item.context) return { before: "", after: "" };
  let { before, after } = item.context;
  if (before.length >= MOST_CONTEXT) before = `…${before.replace(/^\S*\s/, "")}`;
  if (after.length >= MOST_CONTEXT) after = `${after.replace(/\s\S*$/, "")}…`;
  [before, after] = [before, after].map((text) => text.replace(/\s+/g, " ").trim());
  if (item.cue && item.text.startsWith(`${item.cue} `) && before.endsWith(item.cue)) before = before.slice(0, -item.cue.length).trimEnd();
  return { before, after };
}

export function drawCard(root, item) {
  const { before, after } = around(item);
  const about = [item.speaker && bdi(item.speaker), item.kind && `${item.kind} speech`, item.article && bdi(item.article)].filter(Boolean);
  replace(root,
    el("p", { class: "kicker", id: "card-title" }, item.drawn === "random" ? "From the random part" : "The model is unsure of this one"),
    el("p", { class: "context" }, before && el("span", { class: "soft" }, bdi(before)), el("strong", { class: "statement" }, bdi(item.text)),
      after && el("span", { class: "soft" }, bdi(after))),
    about.length > 0 && el("p", { class: "byline" }, about.flatMap((part, i) => (i ? [" · ", part] : [part]))));
}

export function drawMessage(root, ...lines) {
  replace(root, el("p", { class: "kicker", id: "card-title" }, "Statement"), lines.map((line) => el("p", {}, line)));
}

/* Buttons for the labels, skipping and undoing, each with its key. */
export function drawKeys(root, keys, stances, press) {
  const button = (key, content) => el("button", { type: "button", "data-key": key, "aria-keyshortcuts": key, onclick: () => press(key) },
    el("kbd", { "aria-hidden": "true" }, key), " ", content);
  replace(root, [...keys].map(([key, label]) => button(key, stances.word(label))),
    el("span", { class: "apart" }, button("s", "skip"), button("z", "undo")));
}

/* The first words of a text, to say which one is meant. */
export function beginning(text) {
  const shown = visible(text).replace(/\s+/g, " ");
  return shown.length > 60 ? `“${shown.slice(0, 57).trimEnd()}…”` : `“${shown}”`;
}
