/* The tab that judges the model on a labelled file: the file is sent, the report comes back. */
import { ApiError, MOST_UPLOAD, connection, get, post } from "./api.js";
import { drops, find, replace } from "./dom.js";
import { downloads } from "./downloads.js";
import { drawEvaluation } from "./evaluation.js";
import { Stances } from "./stances.js";
import { ended, size } from "./text.js";

const MISTAKES = 20;
let file = null, running = null;

function say(message, wrong = false) {
  find("evaluate-status").classList.toggle("wrong", wrong);
  replace(find("evaluate-status"), message);
}

const words = (id) => find(id).value.split(",").map((word) => word.trim()).filter(Boolean);

const query = (format) => ({ name: file.name, format, errors: MISTAKES, by: find("evaluate-by").value.trim(), text_field: find("evaluate-text").value.trim(),
  label_field: find("evaluate-label").value.trim(), group_field: find("evaluate-group").value.trim(), map: words("evaluate-map"), drop: words("evaluate-drop"),
  skip_bad: find("evaluate-skip").checked ? "true" : null });

const ask = (format, options) => post("evaluate", file, { type: "application/octet-stream", query: query(format), seconds: 120, ...options });

async function evaluate() {
  running?.abort();
  find("evaluate-again").disabled = !file;
  if (!file) return undefined;
  find("evaluate-empty").hidden = true;
  find("evaluate-downloads").hidden = true;
  replace(find("evaluation"));
  if (file.size > MOST_UPLOAD) return say(`${file.name} has ${size(file.size)}; the server takes at most ${size(MOST_UPLOAD)}. Nothing was sent.`, true);
  running = new AbortController();
  const { signal } = running;
  say(`Labelling the statements of ${file.name}…`);
  try {
    const [model, evaluation] = await Promise.all([get("model", { signal }), ask("json", { signal })]);
    if (signal.aborted) return undefined;
    drawEvaluation(find("evaluation"), evaluation, new Stances(model), file.name);
    find("evaluate-downloads").hidden = false;
    return say("The report is below.");
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "bad_data") document.querySelector("#panel-evaluate .options").open = true;
    return say(error.lost ? "The server does not answer. The file is read again as soon as it does." : `Not evaluated: ${ended(error.message)}`, true);
  }
}

function take(files) {
  if (!files.length) return;
  [file] = files;
  evaluate();
}

let listening = false;

export function startEvaluating() {
  if (listening) return undefined;
  listening = true;
  find("evaluate-file").addEventListener("change", (event) => {
    take([...event.target.files]);
    event.target.value = "";
  });
  find("evaluate-again").addEventListener("click", evaluate);
  drops(find("panel-evaluate"), take);
  connection.addEventListener("back", () => file && find("evaluate-downloads").hidden && evaluate());
  return downloads(find("evaluate-downloads"), "evaluate",
    { fetchForm: (format) => ask(format, { raw: true }), baseName: () => `${file.name.replace(/(\.[a-z]+)+$/i, "")}-evaluation`, say });
}
