"""Whether the libsvm route decides as svm-train does: folds of a set, fitted by `stance train --solver libsvm` and by svm-train on the
vectors of the same rows, and the decisions of both on the rows that the fold left out."""
import json
import subprocess

import numpy as np
import scipy.sparse as sp
from sklearn.datasets import dump_svmlight_file, load_svmlight_file
from sklearn.feature_extraction.text import TfidfTransformer

from processes import STANCE


def call(folder, *arguments):
    done = subprocess.run([str(a) for a in arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def vectors_of(folder, data, features):
    """Counts alone; idf and length are fitted on a fold's training rows here, as stance does there."""
    path = folder / "counts.svm"
    path.write_text(call(folder, STANCE, "features", "--quiet", *features, "--term-weight", "none", "--norm", 0, data.name))
    counts, y = load_svmlight_file(str(path))
    return counts, y.astype(int)


def fold_vectors(counts, train, test):
    """Terms that only the fold's test rows hold are unknown to it."""
    seen = np.asarray((counts[train] > 0).sum(0)).ravel() > 0
    transform = TfidfTransformer().fit(counts[train][:, seen])
    return (sp.csr_matrix(transform.transform(counts[rows][:, seen])) for rows in (train, test))


def libsvm_decisions(folder, train, y, test, cost):
    """From svm-train's model file: svm-predict prints labels alone. Positive for label 1."""
    data, model = folder / "fold.svm", folder / "fold.model"
    dump_svmlight_file(train, y, str(data), zero_based=False)
    call(folder, "svm-train", "-q", "-t", 0, "-c", cost, data.name, model.name)
    head, vectors = model.read_text().split("SV\n")
    fields = dict(line.split(" ", 1) for line in head.splitlines())
    support_file = folder / "support.svm"  # its lines are svmlight's, with a coefficient for a label
    support_file.write_text(vectors)
    support, coefficient = load_svmlight_file(str(support_file), n_features=train.shape[1])
    weights = support.T @ coefficient
    decisions = test @ weights - float(fields["rho"])
    return decisions if fields["label"].split()[0] == "1" else -decisions


def our_decisions(folder, lines, train, test, features, cost):
    for name, rows in (("fold.tsv", train), ("rest.tsv", test)):
        (folder / name).write_text("".join(lines[i] for i in rows), encoding="utf-8")
    call(folder, STANCE, "train", "--quiet", "--solver", "libsvm", *features, "--cost", cost, "fold.tsv", "-o", "fold.stance")
    answers = call(folder, STANCE, "infer", "-m", "fold.stance", "--input", "tsv", "--format", "jsonl", "rest.tsv")
    return np.array([json.loads(line)["decision"] for line in answers.splitlines()])


def largest_difference(data, features, cost, folds, folder, near=0.005):
    """The largest difference of two decisions on one row, and how many rows beyond `near` of the border get different labels."""
    lines = data.read_text(encoding="utf-8").splitlines(keepends=True)
    counts, y = vectors_of(folder, data, features)
    fold = np.arange(len(lines)) % folds
    largest, apart = 0.0, 0
    for f in range(folds):
        train, test = np.flatnonzero(fold != f), np.flatnonzero(fold == f)
        train_rows, test_rows = fold_vectors(counts, train, test)
        theirs = libsvm_decisions(folder, train_rows, y[train], test_rows, cost)
        ours = our_decisions(folder, lines, train, test, features, cost)
        largest = max(largest, float(np.abs(ours - theirs).max()))
        apart += int(((ours > 0) != (theirs > 0))[np.abs(theirs) > near].sum())
    return largest, apart
