/* The tab that reads an article: what is in the field is sent, and the same article comes back marked. */
import { ApiError, MOST_ARTICLE, connection, post } from "./api.js";
import { bdi, el, find, replace } from "./dom.js";
import { downloads } from "./downloads.js";
import { ArticleView } from "./marks.js";
import { Source } from "./source.js";
import { Speakers, speakerOf } from "./speakers.js";
import { Stances } from "./stances.js";
import { count, ended, size } from "./text.js";

/* How many terms are asked for with each statement; of a long article few, since the server's answers are bounded too. */
const reasonsFor = (bytes) => (bytes > 1 << 20 ? 2 : 8);
const LONG = 1 << 18; /* bytes whose reading takes so long that it is said */
const example = `Talks over the water of Lake Oru ended without a treaty on Friday.

“We will keep the gates open and we are ready to meet again next week,” said Mara Delune, who leads the northern delegation. She added that her side would welcome observers.

Governor Pavel Ostrow rejected the offer. “There is nothing to discuss until the dam comes down,” he told reporters, and warned the north that every delay would be answered.

Both delegations agreed to publish the measurements of the last ten years.`;

let source, view = null, inference = null, stances = null, running = null, speakers;
const chosen = { speaker: null, answers: new Set() };

function say(message, wrong = false) {
  const status = find("read-status");
  status.classList.toggle("wrong", wrong);
  replace(status, message);
}

const whisper = (message) => replace(find("whisper"), message);

const query = (article, format) => ({ name: article.name, format,
  explain: format === "csv" || format === "html" ? null : reasonsFor(article.body.size) });

async function infer(article, format, options = {}) {
  return post("infer", article.body, { type: article.type, query: query(article, format), ...options });
}

async function read() {
  running?.abort();
  const article = source.current();
  if (!article) return clear(true);
  if (article.tooLong) {
    clear(false);
    return say(`This article has ${size(article.tooLong)}; the server takes at most ${size(MOST_ARTICLE)}. Nothing was sent: cut it into parts.`, true);
  }
  running = new AbortController();
  const { signal } = running, began = performance.now();
  find("panel-read").setAttribute("aria-busy", "true");
  if (article.body.size > LONG) say(`Reading ${size(article.body.size)}…`);
  try {
    const answer = await infer(article, "json", { signal });
    if (signal.aborted) return undefined;
    show(answer, performance.now() - began);
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof ApiError)) throw error;
    if (error.lost) return say("The server does not answer. The article stays here and is read as soon as it does.", true);
    clear(false);
    say(`Not read: ${ended(error.message)}`, true);
  } finally {
    if (!signal.aborted) find("panel-read").removeAttribute("aria-busy");
  }
  return undefined;
}

function clear(empty) {
  inference = view = null;
  find("read-empty").hidden = !empty;
  find("read-result").hidden = true;
  find("panel-read").removeAttribute("aria-busy");
  if (empty) say("");
}

function show(answer, milliseconds) {
  inference = answer;
  stances = new Stances(answer.model);
  const { article, statements } = answer;
  find("read-empty").hidden = true;
  find("read-result").hidden = false;
  find("read-warning").hidden = !article.language_warning;
  const byline = [bdi(article.name), article.date && ` · ${article.date}`, article.source && [" · ", bdi(article.source)],
    ` · ${count(statements.length, "statement")} · ${(milliseconds / 1000).toFixed(2)} s`];
  replace(find("read-byline"), byline);
  replace(find("read-title"), article.title ?? "Article");
  if (chosen.speaker !== null && !answer.speakers.some((speaker) => speakerOf(speaker) === chosen.speaker)) chosen.speaker = null;
  speakers.show(answer, stances);
  filters();
  view = new ArticleView(find("article"), answer, stances, whisper);
  filter();
}

/* ---- Filters ---- */

const matches = (statement) => (chosen.speaker === null || (statement.speaker?.name ?? "") === chosen.speaker) &&
  (chosen.answers.size === 0 || chosen.answers.has(stances.answerOf(statement)));

function filters() {
  const counts = {};
  for (const statement of inference.statements) counts[stances.answerOf(statement)] = (counts[stances.answerOf(statement)] ?? 0) + 1;
  for (const answer of chosen.answers) if (!counts[answer]) chosen.answers.delete(answer);
  replace(find("filter-answers"), stances.answers.filter((answer) => counts[answer]).map((answer) => {
    const button = el("button", { type: "button", class: "choice", "aria-pressed": String(chosen.answers.has(answer)), "data-answer": answer },
      stances.word(answer), " ", el("span", { class: "soft" }, counts[answer]));
    button.addEventListener("click", () => {
      if (!chosen.answers.delete(answer)) chosen.answers.add(answer);
      button.setAttribute("aria-pressed", String(chosen.answers.has(answer)));
      filter();
    });
    return button;
  }));
  const select = find("filter-speaker");
  const names = inference.speakers.slice(0, 1000).map(speakerOf);
  replace(select, el("option", { value: "*" }, "everybody"), names.map((name) => el("option", { value: `=${name}` }, name || "no speaker named")));
  select.value = chosen.speaker === null ? "*" : `=${chosen.speaker}`;
}

function filter() {
  view.filter(matches);
  speakers.mark(chosen.speaker);
  const n = inference.statements.filter(matches).length, all = inference.statements.length;
  find("filter-clear").hidden = find("filter-clear").disabled = chosen.speaker === null && !chosen.answers.size;
  if (!all) return say("No statement was found in this text: nobody is quoted or reported in it.");
  return say(n === all ? `${count(all, "statement")} by ${count(inference.speakers.filter((speaker) => speaker.name !== null).length, "speaker")}.`
    : `${n} of ${count(all, "statement")} marked.`);
}

function chooseSpeaker(name) {
  chosen.speaker = chosen.speaker === name ? null : name;
  find("filter-speaker").value = chosen.speaker === null ? "*" : `=${chosen.speaker}`;
  filter();
}

export function startReading() {
  speakers = new Speakers(find("speakers"), chooseSpeaker);
  source = new Source(read);
  connection.addEventListener("back", () => source.current() && read());
  find("read-example").addEventListener("click", () => source.set(example));
  find("filter-speaker").addEventListener("change", (event) => {
    chosen.speaker = event.target.value === "*" ? null : event.target.value.slice(1);
    filter();
  });
  find("filter-clear").addEventListener("click", () => {
    chosen.speaker = null;
    chosen.answers.clear();
    filters();
    filter();
    find("filter-speaker").focus();
  });
  find("go-back").addEventListener("click", () => view.go(-1) || whisper("This is the first."));
  find("go-on").addEventListener("click", () => view.go(1) || whisper("This is the last."));
  find("read-result").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && view?.close()) event.preventDefault();
  });
  const fetchForm = (format) => infer(source.current(), format, { raw: true });
  const baseName = () => (inference.article.name.replace(/\.[a-z]+$/i, "").replace(/[^\p{L}\p{N}._-]+/gu, "-") || "article") + "-stances";
  return downloads(find("read-downloads"), "infer", { fetchForm, baseName, say });
}
