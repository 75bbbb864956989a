/* The tab where statements are labelled by single keys. The next ones are fetched ahead, so that no key waits for the disk; what is said to
   be saved is what the server has answered for. */
import { ApiError, MOST_UPLOAD, connection, get, post } from "./api.js";
import { beginning, drawCard, drawKeys, drawMessage, keysOf } from "./card.js";
import { el, find, later, replace } from "./dom.js";
import { Outbox } from "./outbox.js";
import { showAgreement, showProgress } from "./progress.js";
import { startRetraining } from "./retrain.js";
import { Stances } from "./stances.js";
import { count, ended, sentence, size } from "./text.js";

const NOTHING = "There is nothing to label yet. Add a file of unlabelled statements, or articles whose statements are to be labelled.";
const WAITING = "No other statement is at hand until the server answers.";
const FINISHED = "All statements of the pool are labelled or skipped by you.";
const AHEAD = 12, NAME = "stance.annotator";

let outbox, stances, keys, items = [], pool = null, filling = null, told = null;
const given = []; /* ids, in the order in which they got a label here */
const uploads = []; /* {file, kind}: sent again to a server that was started anew */

const annotator = () => find("annotator").value.trim();

function say(wrong, ...message) {
  const status = find("label-status");
  status.classList.toggle("wrong", wrong);
  replace(status, message);
}

function unsaved() {
  const n = outbox.entries.length;
  return `${count(n, "label")} not saved yet: kept here, and sent again`;
}

/* ---- The statement on the card ---- */

function draw() {
  const card = find("card"), item = items[0];
  for (const button of find("label-keys").querySelectorAll("button")) button.disabled = !annotator() || (!item && button.dataset.key !== "z");
  if (!annotator()) return drawMessage(card, "Enter your name as annotator first: labels are kept by name, so that several people’s can be compared.");
  if (item) {
    if (item.id !== told) replace(find("whisper"), item.text); /* for screen readers */
    told = item.id;
    return drawCard(card, item);
  }
  if (filling) return drawMessage(card, "Fetching…");
  if (pool && !pool.size) return drawMessage(card, NOTHING);
  return drawMessage(card, outbox.entries.length ? WAITING : FINISHED);
}

/* Fetches the next statements. The server may have answered before it took the labels that were under way: their statements are left out. */
async function fill() {
  const name = annotator(), from = given.length, underWay = outbox.entries.map((entry) => entry.item.id);
  if (!name) return draw();
  const mine = (filling = get("label/next", { query: { annotator: name, n: Math.min(50, AHEAD + outbox.entries.length) }, seconds: 15 }));
  try {
    const answer = await mine;
    if (filling !== mine) return undefined; /* a later one is under way */
    filling = null;
    const done = new Set([...underWay, ...given.slice(from)]);
    items = answer.items.filter((item) => !done.has(item.id));
    showProgress(find("label-progress"), answer.progress);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (filling === mine) filling = null;
    if (!error.lost) say(true, `Not fetched: ${ended(error.message)}`);
  }
  return draw();
}

/* ---- Keys ---- */

function press(key) {
  if (key === "z") return undo();
  const item = items[0];
  if (!item || !annotator() || !(keys.has(key) || key === "s")) return undefined;
  items.shift();
  given.push(item.id);
  say(false, "Saving…");
  outbox.add({ event: key === "s" ? "skip" : "label", annotator: annotator(), item, label: keys.get(key) ?? null });
  draw();
  if (items.length < AHEAD / 3 && !filling) fill();
  return undefined;
}

async function undo() {
  if (!annotator()) return;
  const entry = outbox.takeBack();
  if (entry) {
    items.unshift(entry.item);
    say(false, "Taken back before it was saved.");
    draw();
    return;
  }
  if (outbox.sending) return;
  try {
    const saved = await post("label/undo", { annotator: annotator() }, { seconds: 10 });
    if (saved.item) items = [saved.item, ...items.filter((item) => item.id !== saved.item.id)];
    showProgress(find("label-progress"), saved.progress);
    say(false, "Taken back.");
    draw();
    if (!saved.item) fill();
    countSoon();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(true, error.lost ? "The server does not answer; whether the last label was taken back shows when it does." : sentence(error.message));
  }
}

function onKey(event) {
  if (find("panel-label").hidden || !find("single-keys").checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, [role=tab]")) return;
  const key = event.key.toLowerCase();
  if (!keys?.has(key) && key !== "s" && key !== "z") return;
  event.preventDefault();
  press(key);
}

/* ---- What became of it ---- */

function onSaved({ detail: { entry, saved } }) {
  showProgress(find("label-progress"), saved.progress);
  countSoon();
  if (outbox.entries.length) return say(true, `${unsaved()}.`);
  if (entry.event === "skip") return say(false, "Saved: skipped ", beginning(entry.item.text));
  const model = stances.answerOf(entry.item.model);
  const chance = model === "neither" ? entry.item.model.neither : entry.item.model.probability;
  return say(false, el("span", {}, "Saved: ", stances.word(entry.label), " ", beginning(entry.item.text), ". The model ",
    model === entry.label ? "agrees" : ["says ", stances.word(model)], ` (${chance.toFixed(2)}).`));
}

function onKept({ detail: { error, lost, unknown } }) {
  if (!outbox.entries.length) return undefined;
  if (lost) return say(true, `${unsaved()} when the server is back.`);
  const again = el("button", { type: "button", class: "quiet", onclick: () => outbox.send() }, "Try now");
  if (unknown) return say(true, `${unsaved()} once the server has its statement again: add the file that it came from. `, again);
  return say(true, `${unsaved()} every few seconds. ${sentence(error.message)} `, again);
}

/* ---- The pool ---- */

function sayPool(message, wrong = false) {
  find("pool-status").classList.toggle("wrong", wrong);
  replace(find("pool-status"), message);
}

const poolLine = () => `${count(pool.size, "statement")} to label, ${pool.random.toLocaleString("en-GB")} of them drawn at random` +
  (pool.repeated ? `; ${count(pool.repeated, "repeated text")} left out.` : ".");

async function upload({ file, kind }) {
  if (file.size > MOST_UPLOAD) return sayPool(`${file.name} has ${size(file.size)}; the server takes at most ${size(MOST_UPLOAD)}. Nothing was sent.`, true);
  sayPool(`Reading ${file.name}…`);
  try {
    pool = await post("label/pool", file, { type: "application/octet-stream", query: { name: file.name, kind }, seconds: 120 });
    if (!uploads.some((known) => known.file.name === file.name)) uploads.push({ file, kind });
    sayPool(`${count(pool.added, "statement")} added from ${file.name}. ${poolLine()}`);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return sayPool(error.lost ? `${file.name} was not added: the server does not answer.` : `Not added: ${ended(error.message)}`, true);
  }
}

async function addFiles(files, kind) {
  for (const file of files) await upload({ file, kind });
  outbox.send();
  fill();
}

/* A server that was started again has forgotten the files that were added here. */
async function back() {
  pool = await get("label/pool");
  for (const known of uploads) if (!pool.sources.some((source) => source.name === known.file.name)) await upload(known);
  await outbox.send();
  if (!outbox.entries.length) say(false, "The server is back; everything is saved.");
  await fill();
  countSoon();
}

const countSoon = later(() => showAgreement(find("agreement"), stances).catch(() => {}), 700);

export async function startLabelling() {
  const { labelling } = await get("health");
  find("label-off").hidden = labelling;
  find("label-on").hidden = !labelling;
  if (!labelling) return;
  const stats = await get("label/stats");
  stances = new Stances(await get("model"));
  pool = stats.pool;
  keys = keysOf(stats.labels);
  sayPool(pool.size ? poolLine() : "");
  drawKeys(find("label-keys"), keys, stances, press);
  if (!outbox) listen();
  find("annotator").value = localStorage.getItem(NAME) ?? "";
  await fill();
  if (outbox.entries.length) outbox.send();
  await showAgreement(find("agreement"), stances);
  await startRetraining(() => {
    fill();
    countSoon();
  });
}

function listen() {
  outbox = new Outbox();
  outbox.addEventListener("saved", onSaved);
  outbox.addEventListener("kept", onKept);
  outbox.addEventListener("refused", ({ detail: { entry, error } }) => {
    say(true, `Not saved ${beginning(entry.item.text)}: ${ended(error.message)}`);
    fill();
  });
  connection.addEventListener("back", () => back().catch(() => {}));
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !outbox.entries.length && fill());
  find("annotator").addEventListener("change", () => {
    localStorage.setItem(NAME, annotator());
    items = [];
    fill();
  });
  for (const [id, kind] of [["pool-statements", "statements"], ["pool-articles", "articles"]])
    find(id).addEventListener("change", (event) => {
      addFiles([...event.target.files], kind);
      event.target.value = "";
    });
}
