"""Writes results between the markers of docs/accuracy.md."""
import os
import platform

import sklearn

import accuracy_stance as stance
from accuracy_measures import ABLATIONS, CARRIED, JOINT_WEIGHTS, OURS, ROWS
from tables import table, version_of

TITLES = {"plover-verbal": "PLOVER verbal", "plover-binary": "PLOVER binary", "sst2": "SST-2", "mr": "MR", "cr": "CR", "mpqa": "MPQA",
          "subj": "Subj"}


def share(value, digits=3):
    return "–" if value is None else f"{value:.{digits}f}"


def provenance(kept):
    """Date, versions, machine: what a figure needs to be repeated."""
    dates = sorted({r["date"] for r in kept.values() if r.get("date")})
    if not dates:
        return "Not measured yet.\n"
    when = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    ours = stance.run("--version").split("\n")[0]
    return (f"Measured {when}: {ours}; scikit-learn {sklearn.__version__}, fastText {version_of('fasttext')}, liblinear "
            f"{version_of('liblinear-tools')}, libsvm {version_of('libsvm-tools')}, Python {platform.python_version()}; Debian 12, "
            f"{os.cpu_count()} cores, {platform.machine()}.\n")


def peers_tables(kept):
    def cell(name, row):
        r = kept.get(f"{name}/{row}")
        if not r:
            return "–"
        return f"{r['value']:.3f} ({r['low']:.3f}–{r['high']:.3f})" if r["n"] > 1 else f"{r['value']:.3f}"

    plover = [name for name in TITLES if name.startswith("plover")]
    others = [name for name in TITLES if not name.startswith("plover")]
    first = table(["macro-F1, mean (range) of 10 fold seeds", *(TITLES[n] for n in plover)],
                  [[title, *(cell(n, row) for n in plover)] for row, title in ROWS.items()])
    second = table(["accuracy", *(TITLES[n] for n in others)],
                   [[title, *(cell(n, row) for n in others)] for row, title in ROWS.items() if row == "default" or row not in OURS])
    return first + "\n" + second + "\n" + provenance(kept)


def ablation_tables(kept):
    sets = ("plover-verbal", "cr", "sst2")
    rows = []
    base = {s: kept.get(f"{s}/{ABLATIONS[0][0]}") for s in sets}
    for name, options in ABLATIONS:
        row = [name, f"`{' '.join(map(str, options))}`" if options else ""]
        for s in sets:
            r = kept.get(f"{s}/{name}")
            difference = f" ({r['value'] - base[s]['value']:+.3f})" if r and options and base[s] else ""
            row.append(share(r["value"] if r else None) + difference)
        rows.append(row)
    return table(["change", "options", "PLOVER verbal, macro-F1", "CR, accuracy", "SST-2, accuracy"], rows) + "\n" + provenance(kept)


def transfer_tables(kept):
    get = lambda part, key: kept.get(part, {}).get(key)
    mean = lambda part, key: (get(part, key) or {}).get("value")
    data = get("shipped", "data") or {"statements": 0, "labels": {}}
    counts = ", ".join(f"{n} {label}" for label, n in data["labels"].items())
    rows = [["PLOVER verbal", "macro-F1", share(get("plover", "macro_f1"))],
            ["", "accuracy", share(get("plover", "accuracy"))],
            ["", "share confident", share(get("plover", "confident"))],
            ["", "of the confident, right", share(get("plover", "confident_right"))],
            ["`neither.tsv`", "share not confident", share(get("neither", "not_confident"))],
            ["speeches of 2014", "ROC-AUC of P(uncompromising), *uncompromising* against `other`", share(get("speeches", "roc_auc"))],
            ["shipped statements, out of fold", "macro-F1", share(get("shipped", "macro_f1"))],
            ["", "share confident", share(get("shipped", "coverage"))],
            ["", "of the confident, right", share(get("shipped", "confident_accuracy"))],
            ["", "of `neither`, share not confident", share(get("shipped", "neither_rejected"))],
            ["", "expected calibration error", share(get("shipped", "ece"))]]
    own = [["PLOVER verbal, trained on it: expected calibration error, mean of 10 seeds", share(mean("calibration", "ece"))],
           ["the same, highest of the seeds", share((get("calibration", "ece") or {}).get("high"))],
           ["the same: Brier score", share(mean("calibration", "brier"))],
           ["the same: log loss", share(mean("calibration", "log_loss"))],
           *([f"Shipped statements plus PLOVER at {w}: macro-F1 on PLOVER's part, mean of 3 seeds", share(mean("joint", w))]
             for w in (f"weight {w}" for w in JOINT_WEIGHTS))]
    carried = [[name, f"`{' '.join(map(str, options))}`" if options else "", *(share((get("carried", name) or {}).get(key))
                                                                              for key in ("macro_f1", "roc_auc"))] for name, options in CARRIED]
    text = f"The default model was trained on {data['statements']:,} shipped statements: {counts}.\n\n" if counts else ""
    return (text + table(["measured on", "figure", "default model"], rows) + "\n" +
            table(["change of the default model's recipe", "options", "PLOVER verbal, macro-F1", "speeches, ROC-AUC"], carried) + "\n" +
            table(["other trainings", "figure"], own) + "\n" +
            provenance(kept))


def goals_table(all_kept):
    peers, transfer = all_kept["peers"], all_kept["transfer"]
    value = lambda name, row: peers.get(f"{name}/{row}", {}).get("value")
    get = lambda part, key: transfer.get(part, {}).get(key)
    ece = (get("calibration", "ece") or {}).get("value")
    joint = max((r["value"] for r in transfer.get("joint", {}).values() if isinstance(r, dict)), default=None)
    peer = lambda name: max((value(name, row) for row in ROWS if row not in OURS and value(name, row) is not None), default=None)
    goals = [("PLOVER verbal, `--tune`, nested, macro-F1", 0.945, value("plover-verbal", "tuned"), peer("plover-verbal")),
             ("PLOVER binary, `--tune`, nested, macro-F1", 0.905, value("plover-binary", "tuned"), peer("plover-binary")),
             ("default model on PLOVER verbal, macro-F1", 0.88, get("plover", "macro_f1"), None),
             ("default model on speeches, ROC-AUC", 0.76, get("speeches", "roc_auc"), None),
             ("shipped statements plus PLOVER, best weight, PLOVER's part, macro-F1", 0.955, joint, None),
             *((f"{TITLES[n]}, default recipe, accuracy", goal, value(n, "default"), peer(n))
               for n, goal in (("sst2", 0.84), ("mr", 0.80), ("cr", 0.83), ("mpqa", 0.88), ("subj", 0.935))),
             ("`neither.tsv` not confident", 0.70, get("neither", "not_confident"), None),
             ("PLOVER verbal confident, default model", 0.85, get("plover", "confident"), None),
             ("shipped `neither` not confident, out of fold", 0.85, get("shipped", "neither_rejected"), None),
             ("shipped stances confident, out of fold", 0.90, get("shipped", "coverage"), None)]
    met = lambda got, holds: "" if got is None else "yes" if holds(got) else "**no**"
    rows = [[name, f"at least {goal:g}", share(got), share(best), met(got, lambda x: x >= goal)] for name, goal, got, best in goals]
    seconds = get("tuning", "seconds")
    rows.append(["expected calibration error, PLOVER verbal", "at most 0.04", share(ece), "–", met(ece, lambda x: x <= 0.04)])
    rows.append(["`--tune` on PLOVER verbal, seconds", "at most 60", share(seconds, 0), "–", met(seconds, lambda x: x <= 60)])
    return table(["goal", "asked", "reached", "best peer, same splits", "met"], rows)


def write(path, kept):
    text = path.read_text(encoding="utf-8")
    blocks = {"goals": goals_table(kept), "peers": peers_tables(kept["peers"]), "ablation": ablation_tables(kept["ablation"]),
              "transfer": transfer_tables(kept["transfer"])}
    for name, block in blocks.items():
        begin, end = f"<!-- {name}: written by bench/accuracy -->\n", f"<!-- end of {name} -->\n"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise SystemExit(f"{path}: the markers of '{name}' must be there once")
        before, rest = text.split(begin)
        text = before + begin + block + end + rest.split(end)[1]
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
