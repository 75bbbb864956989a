/* How far the labelling is, how right the model is about it, and how far the annotators agree. */
import { get } from "./api.js";
import { bdi, el, number, replace, save, table } from "./dom.js";
import { count, figure, interval } from "./text.js";

export function showProgress(root, progress) {
  const done = progress.labelled + progress.skipped, all = done + progress.left;
  replace(root, el("p", {}, `${progress.labelled.toLocaleString("en-GB")} labelled, ${progress.skipped.toLocaleString("en-GB")} skipped, ` +
    `${progress.left.toLocaleString("en-GB")} left; of the random part ${progress.random_labelled} of ${progress.random_size} labelled.`),
    el("progress", { max: Math.max(all, 1), value: done, "aria-label": "Labelled or skipped" }));
}

const share = (accuracy) => (accuracy.accuracy === null ? "—" : `${figure(accuracy.accuracy, 2)} (${accuracy.right} of ${accuracy.n})`);

function people(stats) {
  const rows = stats.annotators.map((person) => [bdi(person.name), number(person.labelled), number(person.skipped), number(share(person.random)),
    number(interval(person.random.accuracy_ci95, 2)), number(share(person.uncertain)), number(figure(person.model_agreement.kappa, 2))]);
  const head = ["Annotator", number("labelled"), number("skipped"), number("model right, random part"), number("95 % interval"),
    number("model right, unsure part"), number("kappa with the model")];
  return [table("Annotators, and how right the model is by their labels", head, rows),
    el("p", { class: "note" }, "Only the random part says how right the model is on the whole pool; the rest is what it is least sure of.")];
}

function agreement(answer) {
  if (!answer.agreement) return el("p", { class: "note" }, "No statement has labels of two annotators yet.");
  const figures = answer.agreement;
  const rows = [["Krippendorff’s alpha", "alpha"], ["Fleiss’ kappa", "fleiss_kappa"], ["observed agreement", "observed"]].map(([name, key]) =>
    [name, number(figure(figures[key])), number(interval(figures[`${key}_ci95`]))]);
  const pairs = figures.pairs.filter((pair) => pair.n).map((pair) => [[bdi(pair.first), ", ", bdi(pair.second)], number(pair.n),
    number(figure(pair.observed)), number(figure(pair.kappa)), number(interval(pair.kappa_ci95))]);
  const labelled = `${count(figures.n_pairable, "statement")} with labels of at least two annotators, ${figures.n_complete} with those of all.`;
  return [el("p", { class: "note" }, labelled),
    table("Agreement of all annotators", ["Measure", number("value"), number("95 % interval")], rows),
    table("Agreement of pairs", ["Pair", number("statements"), number("observed"), number("Cohen’s kappa"), number("95 % interval")], pairs)];
}

export async function showAgreement(root) {
  const stats = await get("label/stats");
  if (!stats.annotators.length) return replace(root, el("p", { class: "note" }, "No label was given yet."));
  const several = stats.annotators.length > 1 ? await get("label/agreement") : null;
  const file = (form, name, title) => el("button", { type: "button", class: "quiet", onclick: async () =>
    save(await get("label/export", { query: { form }, raw: true }), name) }, title);
  return replace(root, people(stats), several && agreement(several),
    el("p", { class: "row" }, file("training", "labels-training.jsonl", "Download as training set"),
      file("annotators", "labels-annotators.csv", "Download by annotator")));
}
