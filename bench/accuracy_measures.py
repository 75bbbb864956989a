"""What each command measures. A measure is a function of a scratch folder that gives a dict of figures; figures are shares."""
import json
import time

import numpy as np
from sklearn.metrics import roc_auc_score

import accuracy_stance as stance
from accuracy_data import DATA, SEEDS, SETS, plover_rows, sentence_rows, stratified, write_rows
from accuracy_peers import PEERS, score

OURS = {"default": "stance, default recipe", "nested": "stance, default recipe, own folds, nested",
        "tuned": "stance `--tune`, own folds, nested"}
ROWS = {**OURS, **{name: peer.title for name, peer in PEERS.items()}}

# The default recipe, one change at a time: name, options of `stance train`.
ABLATIONS = (
    ("default recipe", ()),
    ("no lexicon", ("--lexicon", "none")),
    ("lexicon weighs 1", ("--lexicon-weight", 1)),
    ("term weights: none", ("--term-weight", "none")),
    ("term weights: idf alone", ("--term-weight", "idf")),
    ("term weights: log-count ratios alone", ("--term-weight", "lcr")),
    ("smoothing 1", ("--smoothing", 1)),
    ("stems 1–1", ("--stems", "1-1")),
    ("stems 1–2", ("--stems", "1-2")),
    ("words 1–3 for stems", ("--stems", "none", "--words", "1-3")),
    ("words 1–3 beside stems", ("--words", "1-3")),
    ("no characters", ("--chars", "none")),
    ("characters 3–4", ("--chars", "3-4")),
    ("characters 3–6", ("--chars", "3-6")),
    ("characters 2–5", ("--chars", "2-5")),
    ("norm to the power 0.5", ("--norm", 0.5)),
    ("no norm", ("--norm", 0)),
    ("terms of 2 statements or more", ("--min-df", 2)),
    ("no terms of more than half of all", ("--max-df", 0.5)),
    ("20,000 terms by chi-square", ("--select", 20000)),
    ("term frequency: counts", ("--tf", "count")),
    ("term frequency: 1 + ln", ("--tf", "log")))


# The default model's recipe, one change at a time, for what carries over to text of others.
CARRIED = (
    ("default model's recipe", ()),
    ("no lexicon", ("--lexicon", "none")),
    ("lexicon weighs 1", ("--lexicon-weight", 1)),
    ("norm 1, the default of `stance train`", ("--norm", 1)),
    ("term weights: idf alone", ("--term-weight", "idf")),
    ("term weights: log-count ratios alone", ("--term-weight", "lcr")),
    ("no characters", ("--chars", "none")),
    ("C 0.5", ("--cost", 0.5)))
JOINT_WEIGHTS = (1, 10, 30)  # of a PLOVER sentence beside a shipped statement's 1


def spread(values):
    return {"value": float(np.mean(values)), "low": float(min(values)), "high": float(max(values)), "n": len(values)}


def out_of_fold(labelled, predict):
    """Per fold seed the figure of the pooled predictions of its test rows."""
    values = []
    for splits in labelled.splits.values():
        tested = np.concatenate([test for _, test in splits])
        predicted = np.concatenate([predict(train, test) for train, test in splits])
        values.append(score(labelled.measure, labelled.labels[tested], predicted))
    return spread(values)


def nested(folder, texts, labels, seeds, options=(), key="macro_f1"):
    """The cross-validated figure that `stance train` itself reports."""
    data = folder / "whole.tsv"
    write_rows(data, texts, labels)
    return [stance.figures(stance.train(folder / "whole.stance", (*options, "--seed", s), data))[key] for s in seeds]


def peer_row(folder, set_name, row):
    """None where a row makes no sense for a set."""
    labelled = SETS[set_name]()
    if row in ("nested", "tuned"):
        if labelled.measure != "macro_f1":
            return None
        return spread(nested(folder, labelled.texts, labelled.labels, SEEDS, ("--tune",) if row == "tuned" else ()))
    if row == "default":
        return out_of_fold(labelled, lambda a, b: stance.predict(folder, labelled.texts, labelled.labels, a, b))
    return out_of_fold(labelled, PEERS[row](labelled, folder).predict)


def ablation_row(folder, set_name, options):
    if set_name == "plover-verbal":
        return spread(nested(folder, *plover_rows("verbal"), range(1, 6), options))
    if set_name == "cr":
        return spread(nested(folder, *sentence_rows("cr"), range(1, 4), options, "accuracy"))
    labelled = SETS[set_name]()
    return out_of_fold(labelled, lambda a, b: stance.predict(folder, labelled.texts, labelled.labels, a, b, options))


def default_on_plover(folder):
    """Macro-F1, accuracy and what is confident, by the model that the build trained on the shipped statements alone."""
    texts, labels = plover_rows("verbal")
    data = folder / "plover.tsv"
    write_rows(data, texts, labels)
    got = stance.answers(stance.DEFAULT_MODEL, data)
    predicted, sure = np.array([a["label"] for a in got]), np.array([a["confident"] for a in got])
    right = predicted == np.array(labels)
    return {"macro_f1": score("macro_f1", labels, predicted), "accuracy": float(right.mean()), "confident": float(sure.mean()),
            "confident_right": float(right[sure].mean()), "n": len(got)}


def default_on_neither(folder):
    got = stance.answers(stance.DEFAULT_MODEL, DATA / "plover" / "neither.tsv")
    return {"not_confident": float(np.mean([not a["confident"] for a in got])), "n": len(got)}


def default_on_speeches(folder):
    got = stance.answers(stance.DEFAULT_MODEL, DATA / "unscon" / "speeches_2014.tsv")
    truth = [a["given_label"] == "uncompromising" for a in got]
    p = [a["probabilities"]["uncompromising"] for a in got]
    return {"roc_auc": float(roc_auc_score(truth, p)), "n": len(got)}


def default_card(folder):
    """Out of fold, on the shipped statements themselves."""
    card = stance.card(stance.DEFAULT_MODEL)
    return {**card["cross_validation"], "data": card["data"]}


def plover_calibration(folder):
    texts, labels = plover_rows("verbal")
    values = {key: [] for key in ("ece", "brier", "log_loss")}
    data = folder / "plover.tsv"
    write_rows(data, texts, labels)
    for seed in SEEDS:
        got = stance.figures(stance.train(folder / "plover.stance", ("--seed", seed), data))
        for key in values:
            values[key].append(got[key])
    return {key: spread(v) for key, v in values.items()}


def shipped_and_plover(folder):
    """Shipped statements beside each fold's PLOVER training rows; measured on PLOVER's test rows. Rows labelled neither do not change
    the stance machine and are left out; C by the inner folds of all training rows."""
    texts, labels = plover_rows("verbal")
    shipped = folder / "shipped.jsonl"
    with open(shipped, "w", encoding="utf-8") as out:
        for path in sorted((stance.ROOT / "datasets" / "statements").glob("*.jsonl")):
            out.writelines(line for line in path.open(encoding="utf-8") if json.loads(line)["label"] != "neither")
    labels = np.array(labels)
    result = {}
    for weight in JOINT_WEIGHTS:
        values = []
        for seed in (1, 2, 3):
            predicted = np.empty(len(labels), dtype=object)
            for train, test in stratified(labels, 5, seed):
                predicted[test] = stance.predict(folder, texts, labels, train, test, others=(shipped,), weight=weight)
            values.append(score("macro_f1", labels, predicted))
        result[f"weight {weight}"] = spread(values)
    return result


def carried_over(folder):
    """Trained on the shipped statements with a stance: macro-F1 on PLOVER verbal, ROC-AUC on the speeches."""
    recipe = [word for line in (stance.ROOT / "models" / "default_recipe.txt").read_text(encoding="utf-8").splitlines()
              if line.startswith("--") and not line.startswith(("--name", "--note")) for word in line.split()]
    shipped = sorted((stance.ROOT / "datasets" / "statements").glob("*.jsonl"))
    texts, labels = plover_rows("verbal")
    data, model = folder / "plover.tsv", folder / "carried.stance"
    write_rows(data, texts, labels)
    result = {}
    for name, options in CARRIED:
        given = [o for pair in zip(recipe[::2], recipe[1::2]) if pair[0] not in options for o in pair]
        stance.train(model, (*given, *options, "--drop-label", "neither"), *shipped)
        got = stance.answers(model, DATA / "unscon" / "speeches_2014.tsv")
        auc = roc_auc_score([a["given_label"] == "uncompromising" for a in got], [a["probabilities"]["uncompromising"] for a in got])
        result[name] = {"macro_f1": score("macro_f1", labels, [a["label"] for a in stance.answers(model, data)]), "roc_auc": float(auc)}
    return result


def tuning_time(folder):
    """Seconds, on all cores: the one measure here that depends on the machine."""
    data = folder / "plover.tsv"
    write_rows(data, *plover_rows("verbal"))
    begin = time.monotonic()
    stance.run("train", "--quiet", "--tune", data, "-o", folder / "tuned.stance")
    return {"seconds": time.monotonic() - begin}


TRANSFER = {"plover": default_on_plover, "neither": default_on_neither, "speeches": default_on_speeches, "shipped": default_card,
            "calibration": plover_calibration, "joint": shipped_and_plover, "carried": carried_over, "tuning": tuning_time}
