/* A `stance.evaluation/1` on the page: headline figures with their intervals, the confusion, how well probabilities hold, slices, mistakes. */
import { bdi, el, number, replace, table } from "./dom.js";
import { intervalBar } from "./stances.js";
import { count, figure, interval, placesOf, signed } from "./text.js";
import { reasonMarks } from "./why.js";

const MOST_SLICES = 200; /* shown; they come by falling size */

function headline(evaluation) {
  const one = (name, value, pair, note, reference = null) => el("div", {}, el("dt", {}, name),
    el("dd", {}, el("span", { class: "value" }, figure(value)),
      pair !== undefined && [el("br"), "95 % interval ", interval(pair), intervalBar(value, pair, reference)],
      note && [pair === undefined && el("br"), el("span", { class: "soft" }, note)]));
  const majority = evaluation.majority_accuracy;
  return el("dl", { class: "headline" },
    one("Macro-averaged F1", evaluation.macro_f1, evaluation.macro_f1_ci95),
    one("Accuracy", evaluation.accuracy, evaluation.accuracy_ci95, `the most frequent label alone: ${figure(majority)}`, majority),
    one("Right where confident", evaluation.confident_accuracy, undefined, `on ${figure(100 * evaluation.coverage, 1)} % of the statements`));
}

function confusion(evaluation, stances) {
  const head = ["Truth", ...evaluation.labels.map((label) => number(stances.word(label)))];
  const rows = evaluation.labels.map((label, i) => [stances.word(label), ...evaluation.confusion[i].map((n, j) =>
    ({ class: i === j ? "n right" : "n", content: n.toLocaleString("en-GB") }))]);
  return [el("h3", {}, "Confusion"), table("Confusion: rows are the truth, columns the answers", head, rows, "confusion"),
    el("p", { class: "note" }, "Rows are the truth, columns the model’s answers.")];
}

function labels(evaluation, stances) {
  const rows = evaluation.labels.map((label) => {
    const { precision, recall, f1, support } = evaluation.per_label[label];
    return [stances.word(label), number(figure(precision)), number(figure(recall)), number(figure(f1)), number(support)];
  });
  return table("Figures of each label", ["Label", number("precision"), number("recall"), number("F1"), number("statements")], rows);
}

function calibration(evaluation) {
  const rows = [["expected calibration error", evaluation.ece, "0: a probability of 0.8 is right eight times of ten"],
    ["Brier score", evaluation.brier, "squared error of the probabilities"], ["log loss", evaluation.log_loss, "punishes sure mistakes"],
    ["area under the ROC curve", evaluation.roc_auc, "a random pair is ordered rightly"], ["average precision", evaluation.average_precision, ""],
    ["Cohen’s kappa", evaluation.kappa, "agreement beyond chance"], ["Matthews correlation", evaluation.mcc, ""]];
  return [el("h3", {}, "Calibration and ranking"), table("Calibration and ranking", ["Figure", number("value"), "meaning"],
    rows.map(([name, value, meaning]) => [name, number(figure(value)), { class: "soft", content: meaning }]))];
}

function slices(evaluation) {
  if (!evaluation.slices) return null;
  const rows = evaluation.slices.slice(0, MOST_SLICES).map((slice) => [slice.name === null ? "(none)" : bdi(slice.name), number(slice.n),
    number(figure(slice.accuracy)), number(interval(slice.accuracy_ci95)),
    { class: "draw", content: intervalBar(slice.accuracy, slice.accuracy_ci95, evaluation.accuracy) }, number(figure(slice.macro_f1))]);
  const head = ["Value", number("n"), number("accuracy"), number("95 % interval"), { class: "draw", content: "" }, number("macro F1")];
  const more = evaluation.slices.length - rows.length;
  return [el("h3", {}, "By ", bdi(evaluation.by)), table(`Figures by ${evaluation.by}`, head, rows),
    more > 0 && el("p", { class: "note" }, `${count(more, "smaller slice")} are in the downloads.`)];
}

function mistakes(evaluation, stances) {
  if (!evaluation.errors?.length) return null;
  const rows = evaluation.errors.map((error) => {
    const reasons = error.reasons ?? [];
    const shown = reasonMarks(error.text, 0, error.text.length, reasons.filter((reason) => reason.weight > 0), placesOf(error.text));
    const terms = reasons.map((reason) => `${reason.term} ${signed(reason.weight)}`).join(", ");
    return [number(error.line), { class: "text", content: el("bdi", {}, shown) }, stances.word(error.truth),
      [stances.word(error.label), ` ${figure(error.probability, 2)}`], { class: "weighed", content: terms }];
  });
  const head = [number("Line"), "statement", "truth", "answer", "weighed for the answer"];
  return [el("h3", {}, "Most confident mistakes"), table("Most confident mistakes", head, rows, "mistakes"),
    el("p", { class: "note" }, "Words that spoke for the wrong answer are bold.")];
}

export function drawEvaluation(root, evaluation, stances, name) {
  const { neither } = evaluation;
  const taken = neither && neither.n > 0 &&
    el("p", { class: "note" }, `${count(neither.n, "row")} labelled neither; of those the model was, as it should be, not confident on ` +
      `${neither.not_confident}. They are in no other figure.`);
  const head = el("header", {}, el("h2", {}, bdi(name)),
    el("p", { class: "byline" }, `${count(evaluation.n, "statement")} with a stance · model `, bdi(evaluation.model)));
  const body = evaluation.n
    ? [headline(evaluation), taken, labels(evaluation, stances), confusion(evaluation, stances), calibration(evaluation), slices(evaluation),
      mistakes(evaluation, stances)]
    : [el("p", {}, "No statement of this file has a stance that the model knows."), taken];
  return replace(root, el("div", { class: "evaluation" }, head, body));
}
