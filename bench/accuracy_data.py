"""The labelled sets that accuracy is measured on, and how each is split. Reads the data folder; keeps nothing of it."""
import os
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

DATA = Path(os.environ["STANCE_DATA"])
SEEDS = range(1, 11)  # fold seeds of the PLOVER sets
PENTA = {"verbal": {"1": "conciliatory", "3": "uncompromising"},
         "binary": {"1": "conciliatory", "2": "conciliatory", "3": "uncompromising", "4": "uncompromising"}}


class LabelledSet:
    """texts [n], labels [n] (strings), splits: per fold seed a list of (training rows, test rows), measure: macro_f1 or accuracy."""

    def __init__(self, name, title, texts, labels, splits, measure):
        self.name, self.title, self.texts, self.labels, self.splits, self.measure = name, title, texts, np.array(labels), splits, measure


def stratified(labels, folds, seed):
    return list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(np.zeros(len(labels)), labels))


def read_rows(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def write_rows(path, texts, labels, rows=None, weight=1):
    """A TSV that stance reads, with a header."""
    rows = range(len(texts)) if rows is None else rows
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("label\tweight\ttext\n")
        for i in rows:
            out.write(f"{labels[i]}\t{weight}\t{texts[i]}\n")


def plover_rows(task):
    """Sentences once each; those whose codes disagree after mapping are left out."""
    found = {}
    header, *rows = read_rows(DATA / "plover" / "train.tsv")
    penta, text = header.index("penta"), header.index("text")
    for row in rows:
        if row[penta] in PENTA[task]:
            found.setdefault(row[text], set()).add(PENTA[task][row[penta]])
    agreed = [(t, labels.pop()) for t, labels in found.items() if len(labels) == 1]
    return [t for t, _ in agreed], [label for _, label in agreed]


def plover(task):
    texts, labels = plover_rows(task)
    return LabelledSet(f"plover-{task}", f"PLOVER {task}", texts, labels, {s: stratified(labels, 5, s) for s in SEEDS}, "macro_f1")


def sentence_rows(name):
    rows = [row for row in read_rows(DATA / "sentences" / f"{name}.tsv") if row[1].strip()]  # CR has one empty text
    return [row[1] for row in rows], [row[0] for row in rows]


def ten_folds(name, title):
    texts, labels = sentence_rows(name)
    return LabelledSet(name, title, texts, labels, {1: stratified(labels, 10, 1)}, "accuracy")


def sst2():
    train_texts, train_labels = sentence_rows("sst2.train")
    test_texts, test_labels = sentence_rows("sst2.test")
    n = len(train_texts)
    split = (np.arange(n), np.arange(n, n + len(test_texts)))
    return LabelledSet("sst2", "SST-2", train_texts + test_texts, train_labels + test_labels, {1: [split]}, "accuracy")


SETS = {"plover-verbal": lambda: plover("verbal"), "plover-binary": lambda: plover("binary"), "sst2": sst2,
        "cr": lambda: ten_folds("cr", "CR"), "mpqa": lambda: ten_folds("mpqa", "MPQA"), "mr": lambda: ten_folds("mr", "MR"),
        "subj": lambda: ten_folds("subj", "Subj")}
