"""The peers: each predicts the test rows of a split, its cost chosen by three inner folds of the training rows.

Counts are taken once for a whole set and cut by rows; document frequencies, ratios and norms are fitted on training rows alone, terms
that only test rows hold are dropped, so the outcome is that of fitting a vectorizer on the training rows.
"""
import re
import subprocess
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.datasets import dump_svmlight_file, load_svmlight_file
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.svm import LinearSVC

import accuracy_stance
from accuracy_data import stratified, write_rows

COSTS = (0.1, 0.5, 1, 2, 5)
warnings.simplefilter("ignore", ConvergenceWarning)  # liblinear stops after 1,000 sweeps; so does its own program, silently
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def score(measure, truth, predicted):
    return accuracy_score(truth, predicted) if measure == "accuracy" else f1_score(truth, predicted, average="macro")


def call(*arguments):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")


class Peer:
    """Subclasses say how rows become matrices (`views`) and how one fit predicts (`fit_predict`)."""
    grid = COSTS
    inner = 3  # folds of the training rows that the choice is made on

    def __init__(self, labelled, folder):
        self.set, self.folder = labelled, folder
        self.y = (labelled.labels == sorted(set(labelled.labels))[1]).astype(int)
        self.prepare()

    def prepare(self):
        pass

    def best(self, rows):
        total = np.zeros(len(self.grid))
        for a, b in stratified(self.y[rows], 3, 1)[:self.inner]:
            train, test = self.views(rows[a], rows[b])
            for i, setting in enumerate(self.grid):
                total[i] += score(self.set.measure, self.y[rows[b]], self.fit_predict(train, self.y[rows[a]], test, setting))
        return self.grid[int(np.argmax(total))]

    def predict(self, train_rows, test_rows):
        setting = self.best(train_rows)
        train, test = self.views(train_rows, test_rows)
        y = self.fit_predict(train, self.y[train_rows], test, setting)
        return np.array(sorted(set(self.set.labels)))[y]


def tfidf(counts, train_rows, test_rows):
    train, test = counts[train_rows], counts[test_rows]
    seen = np.asarray((train > 0).sum(0)).ravel() > 0
    train, test = train[:, seen], test[:, seen]
    transform = TfidfTransformer().fit(train)
    return transform.transform(train), transform.transform(test)


class WordsSvc(Peer):
    title = "scikit-learn, TF-IDF words 1–2, LinearSVC"
    vectorizers = (dict(ngram_range=(1, 2)),)

    def prepare(self):
        self.blocks = [CountVectorizer(**v).fit_transform(self.set.texts).tocsr() for v in self.vectorizers]

    def views(self, train_rows, test_rows):
        parts = [tfidf(block, train_rows, test_rows) for block in self.blocks]
        return tuple(sp.hstack(side).tocsr() for side in zip(*parts))

    def fit_predict(self, train, y, test, cost):
        return LinearSVC(C=cost, random_state=1).fit(train, y).predict(test)


class WordsCharactersSvc(WordsSvc):
    title = "scikit-learn, words 1–2 and characters 3–5, LinearSVC"
    vectorizers = (dict(ngram_range=(1, 2)), dict(analyzer="char_wb", ngram_range=(3, 5)))


class NbSvm(Peer):
    """Wang and Manning (2012): binarised counts times log-count ratios (smoothing 1), squared hinge, weights interpolated by 0.25 with
    their mean magnitude. Tokens are words and punctuation marks, as in the authors' data. The intercept is interpolated as the weights
    are, with that of naive Bayes at equal priors, 0: kept whole, as in some implementations, it costs 0.09 to 0.10 on sets of unequal
    classes."""
    title = "NBSVM, words 1–2"
    interpolation = 0.25

    def prepare(self):
        vectorizer = CountVectorizer(tokenizer=TOKEN.findall, token_pattern=None, ngram_range=(1, 2), binary=True)
        self.counts = vectorizer.fit_transform(self.set.texts).astype(float).tocsr()

    def views(self, train_rows, test_rows):
        train, y = self.counts[train_rows], self.y[train_rows]
        seen = np.asarray(train.sum(0)).ravel() > 0
        train, test = train[:, seen], self.counts[test_rows][:, seen]
        p, q = (1 + np.asarray(train[y == k].sum(0)).ravel() for k in (1, 0))
        ratio = sp.diags(np.log((p / p.sum()) / (q / q.sum())))
        return (train @ ratio).tocsr(), (test @ ratio).tocsr()

    def fit_predict(self, train, y, test, cost):
        machine = LinearSVC(C=cost, random_state=1).fit(train, y)
        w = machine.coef_.ravel()
        w = (1 - self.interpolation) * np.abs(w).mean() + self.interpolation * w
        return (test @ w + self.interpolation * machine.intercept_[0] > 0).astype(int)


class FastText(Peer):
    """Supervised, words 1–2, lower case with punctuation set apart; (learning rate, epochs) chosen on the first of the inner folds."""
    title = "fastText, words 1–2"
    inner = 1
    grid = ((0.1, 50), (0.5, 25), (1, 25))

    def prepare(self):
        self.lines = [" ".join(TOKEN.findall(text.lower())) for text in self.set.texts]
        self.buckets = 20 * len(self.lines)  # about as many as there are bigrams; the default 2 million makes files of 800 MB

    def views(self, train_rows, test_rows):
        return train_rows, test_rows

    def fit_predict(self, train, y, test, setting):
        train_file, test_file, model = (self.folder / name for name in ("fasttext.train", "fasttext.test", "fasttext"))
        train_file.write_text("".join(f"__label__{k} {self.lines[i]}\n" for i, k in zip(train, y)), encoding="utf-8")
        test_file.write_text("".join(self.lines[i] + "\n" for i in test), encoding="utf-8")
        call("fasttext", "supervised", "-input", train_file, "-output", model, "-wordNgrams", 2, "-dim", 50, "-bucket", self.buckets, "-lr",
             setting[0], "-epoch", setting[1], "-thread", 1, "-verbose", 0)
        done = subprocess.run(["fasttext", "predict", f"{model}.bin", str(test_file)], capture_output=True, text=True, check=True)
        got = [line.removeprefix("__label__") for line in done.stdout.splitlines()]
        # A sentence without a known word gets an empty line: the commoner label.
        common = str(int(y.mean() > 0.5))
        return np.array([int(k or common) for k in got])


class LibLinear(Peer):
    """Vectors from `stance features`: binary words 1–2; idf and length fitted here, on training rows. Hinge loss, bias 1."""
    title = "liblinear, words 1–2 idf, hinge"

    def prepare(self):
        data, vectors = self.folder / "all.tsv", self.folder / "all.svm"
        write_rows(data, self.set.texts, self.y)
        vectors.write_text(accuracy_stance.run("features", "--quiet", "--words", "1-2", "--stems", "none", "--chars", "none", "--lexicon",
                                               "none", "--term-weight", "none", "--norm", 0, data))
        self.counts, y = load_svmlight_file(str(vectors))
        if not np.array_equal(y.astype(int), self.y):
            raise SystemExit("stance features gave other rows than it was given")

    def views(self, train_rows, test_rows):
        return tfidf(self.counts, train_rows, test_rows)

    def fit_predict(self, train, y, test, cost):
        """For the inner folds: scikit-learn's copy of liblinear, which spares the files."""
        return LinearSVC(C=cost, loss="hinge", random_state=1).fit(train, y).predict(test)

    def fit(self, cost):
        return ("liblinear-train", "-q", "-s", 3, "-B", 1, "-c", cost), ("liblinear-predict", "-q")

    def predict(self, train_rows, test_rows):
        train, test = self.views(train_rows, test_rows)
        y = self.command(train, self.y[train_rows], test, *self.fit(self.best(train_rows)))
        return np.array(sorted(set(self.set.labels)))[y]

    def command(self, train, y, test, fit, predict):
        train_file, test_file, model, out = (self.folder / name for name in ("peer.train", "peer.test", "peer.model", "peer.out"))
        dump_svmlight_file(train, y, str(train_file), zero_based=False)
        dump_svmlight_file(test, np.zeros(test.shape[0], int), str(test_file), zero_based=False)
        call(*fit, train_file, model)
        call(*predict, test_file, model, out)
        return np.array([int(float(line)) for line in out.read_text().split()])


class LibSvm(LibLinear):
    """The same vectors and loss, so the same choice of C: svm-train would take hours on the inner folds."""
    title = "libsvm, words 1–2 idf, svm-train -t 0"

    def fit(self, cost):
        return ("svm-train", "-q", "-t", 0, "-m", 500, "-c", cost), ("svm-predict", "-q")


PEERS = {"words": WordsSvc, "characters": WordsCharactersSvc, "nbsvm": NbSvm, "fasttext": FastText, "liblinear": LibLinear,
         "libsvm": LibSvm}
