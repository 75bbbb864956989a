"""The peer of bench/peers' training row, a process of its own: sklearn_training.py TRAIN.tsv [HELD_OUT.tsv], label<TAB>text.

What is usual: TfidfVectorizer over words 1–2 and LinearSVC, one C, no cross-validation, no calibration. With held-out sentences, prints the
share it labels right (not part of what is timed)."""
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC


def read(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return zip(*(line.rstrip("\n").split("\t", 1) for line in lines))


labels, texts = read(sys.argv[1])
machine = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LinearSVC(C=1)).fit(texts, labels)
if len(sys.argv) > 2:
    labels, texts = read(sys.argv[2])
    print(machine.score(texts, labels))
