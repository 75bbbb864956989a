/* Retraining: started here, run by the server, looked at twice a second; then the old model against the new one on the random part. */
import { ApiError, connection, get, post } from "./api.js";
import { el, find, number, replace, table } from "./dom.js";
import { intervalBar } from "./stances.js";
import { count, ended, figure, interval, sentence, signed } from "./text.js";

const LOOK = 500;
let timer = 0, adopted = () => {};

function say(message, wrong = false) {
  find("retrain-status").classList.toggle("wrong", wrong);
  replace(find("retrain-status"), message);
}

/* The served model and the new one, both on statements that neither was trained on. */
function comparison(evaluation) {
  const other = evaluation.comparison;
  if (!evaluation.n) return el("p", { class: "note" }, "The random part has no label with a stance yet: label some of it to compare the models.");
  const rows = [["accuracy", "accuracy"], ["macro F1", "macro_f1"]].map(([name, key]) => [name,
    number(figure(evaluation[key])), number(interval(evaluation[`${key}_ci95`])),
    { class: "draw", content: intervalBar(evaluation[key], evaluation[`${key}_ci95`]) },
    number(figure(other[key])), number(interval(other[`${key}_ci95`])),
    { class: "draw", content: intervalBar(other[key], other[`${key}_ci95`], evaluation[key]) },
    number(signed(other[`${key}_difference`], 3)), number(interval(other[`${key}_difference_ci95`]))]);
  const head = ["Figure", number("old"), number("95 %"), { class: "draw", content: "" }, number("new"), number("95 %"), { class: "draw", content: "" },
    number("difference"), number("95 %")];
  const { mcnemar } = other;
  return [el("p", {}, `On ${count(evaluation.n, "labelled statement")} of the random part:`), table("Old model against new model", head, rows, "versus"),
    mcnemar && el("p", { class: "note" }, `Only the old one is right on ${mcnemar.only_first_right}, only the new one on ${mcnemar.only_second_right} ` +
      `(McNemar’s exact test: p = ${figure(mcnemar.p, 3)}).`)];
}

function show(state) {
  const running = state.state === "running";
  find("retrain").disabled = running;
  find("retrain-cancel").hidden = !running;
  const bar = el("progress", { max: 1, "aria-label": "Training" });
  if (state.share !== null) bar.value = state.share;
  replace(find("retrain-progress"), running && bar, state.log.length > 0 && el("details", {}, el("summary", {}, "What the training says"),
    el("pre", { tabindex: "0" }, state.log.join("\n"))));
  replace(find("retrain-result"), state.state === "done" && [
    state.evaluation ? comparison(state.evaluation) : el("p", { class: "note" }, "The random part has no labels yet: label some of it to compare the models."),
    state.adopted ? el("p", { class: "note" }, "The new model answers now.")
      : el("p", { class: "row" }, el("button", { type: "button", id: "adopt", onclick: adopt }, "Use the new model"),
        el("span", { class: "soft" }, "Kept as ", el("bdi", {}, state.model ?? "")))]);
  const rows = `${count(state.training_rows, "labelled row")}`;
  const share = state.share === null ? "" : `, ${Math.round(100 * state.share)} %`;
  if (running) say(`Training on ${rows}: ${state.phase ?? "starting"}${share}, ${Math.round(state.seconds)} s.`);
  else if (state.state === "done") say(`Trained on ${rows} in ${Math.round(state.seconds)} s.`);
  else if (state.state === "failed") say(`The training failed: ${ended(state.error)}`, true);
  else say(state.state === "cancelled" ? "The training was stopped." : "");
}

async function look() {
  clearTimeout(timer);
  try {
    const state = await get("retrain", { seconds: 15 });
    const open = find("retrain-progress").querySelector("details")?.open;
    show(state);
    if (open) find("retrain-progress").querySelector("details").open = true;
    if (state.state === "running") timer = setTimeout(look, LOOK);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(error.lost ? "The server does not answer; how the training went shows when it is back." : sentence(error.message), true);
  }
}

async function ask(path, body) {
  try {
    show(await post(path, body));
    look();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(sentence(error.message), true);
  }
}

async function adopt() {
  try {
    await post("retrain/adopt", {});
    connection.dispatchEvent(new Event("model"));
    adopted();
    await look();
    say("The new model answers now.");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(sentence(error.message), true);
  }
}

let listening = false;

/* whenAdopted() is called when another model answers. */
export async function startRetraining(whenAdopted) {
  adopted = whenAdopted;
  if (!listening) {
    listening = true;
    find("retrain").addEventListener("click", () => ask("retrain", { tune: find("retrain-tune").checked }));
    find("retrain-cancel").addEventListener("click", () => ask("retrain/cancel", {}));
    connection.addEventListener("back", look);
  }
  await look();
}
