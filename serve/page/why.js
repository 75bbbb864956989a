/* Why a text got its label: what the model thinks of each label, and the terms that weighed. */
import { el } from "./dom.js";
import { shareBar } from "./stances.js";
import { figure, signed } from "./text.js";

/* The text from start to end as nodes; words that weighed are marked as speaking for the label or against it. `unit` turns the reasons'
   places into those of the text. Where terms overlap, the sum of their weights says which. */
export function reasonMarks(text, start, end, reasons, unit) {
  const heavy = reasons.map((reason) => ({ start: unit(reason.start), end: unit(reason.end), weight: reason.weight }))
    .filter((reason) => reason.start < end && reason.end > start);
  const cuts = [start, end];
  for (const reason of heavy) cuts.push(Math.max(reason.start, start), Math.min(reason.end, end));
  cuts.sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    if (cuts[i] === cuts[i + 1]) continue;
    const weight = heavy.reduce((sum, reason) => sum + (reason.start <= cuts[i] && reason.end >= cuts[i + 1] ? reason.weight : 0), 0);
    const part = text.slice(cuts[i], cuts[i + 1]);
    nodes.push(weight ? el("span", { class: weight > 0 ? "w for" : "w against" }, part) : part);
  }
  return nodes;
}

function termRow(reason, heaviest) {
  const share = Math.abs(reason.weight) / heaviest;
  return el("tr", {}, el("th", { scope: "row" }, el("i", {}, reason.term)), el("td", { class: "n" }, signed(reason.weight)),
    el("td", { class: "draw" }, shareBar(share, reason.weight > 0 ? "for" : "against")));
}

/* answer: a `Statement`, or anything else with an answer and reasons. */
export function why(answer, stances) {
  const named = stances.answerOf(answer);
  const shares = stances.labels.map((label) => [label, answer.probabilities[label]]);
  const heaviest = Math.max(...(answer.reasons ?? []).map((reason) => Math.abs(reason.weight)), 1e-9);
  return [
    el("table", { class: "shares" }, el("caption", {}, "Probability of each label"),
      el("tbody", {}, shares.map(([label, share]) => el("tr", {}, el("th", { scope: "row" }, stances.word(label)),
        el("td", { class: "n" }, figure(share, 2)), el("td", { class: "draw" }, shareBar(share, stances.classOf(label))))),
      answer.neither !== null && el("tr", {}, el("th", { scope: "row" }, stances.word("neither")), el("td", { class: "n" }, figure(answer.neither, 2)),
        el("td", { class: "draw" }, shareBar(answer.neither, "ne"))))),
    named === "unclear" && el("p", {}, `Unclear: ${figure(answer.probability, 2)} is below the model’s threshold of ${figure(stances.threshold, 2)}.`),
    named === "neither" && el("p", {}, `Above ${figure(stances.neitherThreshold, 2)} the model takes a statement to have no stance.`),
    answer.reasons?.length
      ? el("table", { class: "terms" }, el("caption", {}, `Terms that weighed most for ${answer.label}`),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, `for ${answer.label}`), el("th", { scope: "col", class: "n" }, "weight"),
          el("th", { scope: "col", class: "draw" }, el("span", { class: "hidden" }, "bar")))),
        el("tbody", {}, answer.reasons.map((reason) => termRow(reason, heaviest))))
      : el("p", {}, "No term of it is known to the model."),
    answer.reasons?.length ? el("p", { class: "key" }, el("span", { class: "for" }, "Bold"), " in the text speaks for it, ",
      el("span", { class: "against" }, "slanted"), " against.") : null,
  ];
}
