/* What a model's answer is called, and how it looks: one colour and one sign a label, as in the HTML reports. */
import { el, svg } from "./dom.js";
import { count } from "./text.js";

const signs = ["●", "■", "▲", "◆", "▼", "✚"];
const UNCLEAR = "unclear", NEITHER = "neither";

/* The labels of the model that answers, and its thresholds; a `ModelHead` of the API. */
export class Stances {
  constructor(model) {
    this.labels = model.labels;
    this.neitherThreshold = model.neither_threshold;
    this.threshold = model.threshold;
    this.answers = [...model.labels, UNCLEAR, NEITHER];
  }
  /* The word for an answer: a label where it is confident. */
  answerOf(answer) {
    if (answer.confident) return answer.label;
    return answer.neither !== null && answer.neither > this.neitherThreshold ? NEITHER : UNCLEAR;
  }
  classOf(answer) {
    const i = this.labels.indexOf(answer);
    return i >= 0 ? `l${i % signs.length}` : answer === NEITHER ? "ne" : "un";
  }
  signOf(answer) {
    const i = this.labels.indexOf(answer);
    return i >= 0 ? signs[i % signs.length] : answer === NEITHER ? "–" : "○";
  }
  /* "● conciliatory" in its colour. */
  word(answer) {
    return el("span", { class: `stance ${this.classOf(answer)}` }, el("span", { "aria-hidden": "true" }, this.signOf(answer)),
      el("span", { class: "word" }, `\u00a0${answer}`));
  }
  /* A bar of the answers, whose length is their share of `whole`. */
  bar(answers, whole) {
    const drawing = svg("svg", { class: "bar", width: "100%", height: "14", "aria-hidden": "true", focusable: "false" });
    let at = 0;
    for (const answer of this.answers) {
      if (!answers[answer]) continue;
      const width = (100 * answers[answer]) / whole;
      drawing.append(svg("rect", { class: `seg ${this.classOf(answer)}`, x: `${at.toFixed(2)}%`, width: `${width.toFixed(2)}%`, height: "14" },
        svg("title", {}, count(answers[answer], answer, answer))));
      at += width;
    }
    return drawing;
  }
}

/* A bar of a share between 0 and 1. */
export function shareBar(share, className) {
  const drawing = svg("svg", { class: "bar", width: "100%", height: "10", "aria-hidden": "true", focusable: "false" });
  drawing.append(svg("rect", { class: "trough", width: "100%", height: "10" }));
  if (share > 0) drawing.append(svg("rect", { class: `seg ${className}`, width: `${(100 * Math.min(share, 1)).toFixed(2)}%`, height: "10" }));
  return drawing;
}

/* A figure between 0 and 1 with its interval, and a thing to compare it with. */
export function intervalBar(value, pair, reference = null) {
  const drawing = svg("svg", { class: "bar interval", width: "100%", height: "14", "aria-hidden": "true", focusable: "false" });
  const percent = (share) => `${(100 * Math.min(Math.max(share, 0), 1)).toFixed(2)}%`;
  drawing.append(svg("line", { class: "scale", x1: "0%", x2: "100%", y1: "7", y2: "7" }));
  if (reference !== null) drawing.append(svg("line", { class: "reference", x1: percent(reference), x2: percent(reference), y1: "1", y2: "13" }));
  if (pair) drawing.append(svg("line", { class: "range", x1: percent(pair[0]), x2: percent(pair[1]), y1: "7", y2: "7" }));
  if (value !== null && value !== undefined) drawing.append(svg("circle", { class: "dot", cx: percent(value), cy: "7", r: "4" }));
  return drawing;
}
