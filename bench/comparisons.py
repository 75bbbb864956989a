"""What bench/peers measures. A comparison is a function of the number of rounds that gives its runs (a command each, timed as a whole
process) and its figures (what the runs say, and what was asked)."""
import json
import subprocess
import sys

import corpus
from agreement_with_libsvm import largest_difference
from processes import BUILD, DEFAULT_MODEL, EMPTY, ROOT, STANCE, Command, alternate

SENTENCES, LARGE, LIBSVM_SENTENCES = 200_000, 2_000_000, 5_000
WORDS = ("--words", "1-2", "--stems", "none", "--chars", "none", "--lexicon", "none", "--term-weight", "idf", "--tf", "count")
COSTS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


def train(data, model, *options):
    return (STANCE, "train", "--quiet", *WORDS, *options, data.name, "-o", model.name)


def shown(goal):
    return f"{goal:,.3f}".rstrip("0").rstrip(".")


def at_least(name, value, goal, digits=1):
    return {"figure": name, "value": value, "asked": f"at least {shown(goal)}", "met": value >= goal, "digits": digits}


def at_most(name, value, goal, digits=1):
    return {"figure": name, "value": value, "asked": f"at most {shown(goal)}", "met": value <= goal, "digits": digits}


def result(commands, timings, figures):
    return {"runs": [{"run": name, "command": commands[name].shown, **timings[name].result()} for name in commands], "figures": figures}


def words_model():
    """Of all made sentences, words 1–2: about 260,000 terms."""
    data = corpus.sentences(SENTENCES)

    def make(path):
        subprocess.run([str(a) for a in (STANCE, "train", "--quiet", *WORDS, "--cost", 1, data, "-o", path)], check=True)
    return corpus.written(f"words-{SENTENCES}.stance", make, BUILD / "stance-train")


def vectors_of(n):
    """The rows of words 1–2 that training sees, for those who start from vectors."""
    return corpus.written(f"vectors-{n}.svm", corpus.printed(STANCE, "features", "--quiet", *WORDS, corpus.sentences(n)), STANCE)


def fasttext_model():
    data = corpus.fasttext_lines(SENTENCES)

    def make(path):
        stem = path.with_suffix("")
        subprocess.run(["fasttext", "supervised", "-input", str(data), "-output", str(stem), "-wordNgrams", "2", "-bucket", "2000000",
                        "-verbose", "0"], check=True)
        stem.with_name(stem.name + ".bin").replace(path)
        stem.with_name(stem.name + ".vec").unlink()
    return corpus.written(f"fasttext-{SENTENCES}.bin", make)


def labelling(rounds):
    """200,000 lines with a model of words 1–2, beside fastText and beside counting words."""
    lines, model, theirs = corpus.lines(SENTENCES), words_model(), fasttext_model()
    here = corpus.MADE
    infer = (STANCE, "infer", "--input", "lines", "--format", "csv")
    commands = {
        "stance, words 1–2": Command((*infer, "-m", model.name, lines.name), here),
        "fastText, words 1–2": Command(("fasttext", "predict", theirs.name, lines.name), here),
        "wc -w": Command(("wc", "-w", lines.name), here, env={"LC_ALL": "C.UTF-8"}),
        "stance, the default model": Command((*infer, "-m", DEFAULT_MODEL, lines.name), here),
        "stance, words 1–2, into a file": Command((*infer, "-m", model.name, lines.name), here, out=here / "answers.csv"),
        "stance, words 1–2, one thread": Command((*infer, "--threads", 1, "-m", model.name, lines.name), here)}
    timings = alternate(commands, rounds)
    ours, fasttext, wc, default = (timings[name].median for name in list(commands)[:4])
    return result(commands, timings, [
        at_least("labelling, words 1–2: times as fast as fastText", fasttext / ours, 25),
        at_most("labelling, words 1–2: times as long as `wc -w`", ours / wc, 2.5),
        at_least("labelling, default model: times as fast as fastText", fasttext / default, 8)])


def start(rounds):
    """One line, from nothing to exit, with a large model."""
    model, theirs, here = words_model(), fasttext_model(), corpus.MADE
    line = corpus.written("line.txt", lambda path: path.write_text("we are ready to talk , and we will not walk away .\n", encoding="utf-8"))
    commands = {
        "stance, one line": Command((STANCE, "infer", "-m", model.name, "--input", "lines", "--format", "csv"), here, line.name),
        "an empty C program": Command((EMPTY,), here, line.name)}
    quick = alternate(commands, rounds, repeats=40)
    slow = {"fastText, one line": Command(("fasttext", "predict", theirs.name, "-"), here, line.name)}
    timings = {**quick, **alternate(slow, rounds)}
    commands.update(slow)
    ours, empty, fasttext = (timings[name] for name in commands)
    return result(commands, timings, [
        at_least("one line, start to exit: times as fast as fastText", fasttext.median / ours.median, 150),
        at_most("one line, start to exit: times as long as an empty C program", ours.median / empty.median, 4),
        at_most("one line: peak memory, MiB", max(ours.peak), 8)])


def accuracy(model, data):
    done = subprocess.run([str(a) for a in (STANCE, "evaluate", "-m", model, "--format", "json", data)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"stance evaluate: {done.stderr}")
    return json.loads(done.stdout)["accuracy"]


def takes(*arguments):
    """Whether the program takes these options at all."""
    return subprocess.run([str(a) for a in arguments], capture_output=True, cwd=corpus.MADE).returncode == 0


def training(rounds):
    """Text to model: ours with and without cross-validation and calibration, scikit-learn's pipeline without; and liblinear on vectors
    that are there already, which is no whole training but says what the rest costs."""
    data, held_out, here = corpus.sentences(SENTENCES), corpus.held_out(), corpus.MADE
    small, model, plain = corpus.sentences(2000), here / "trained.stance", here / "plain.stance"
    sklearn = ("/usr/bin/python3", ROOT / "bench" / "sklearn_training.py", data.name)
    vectors = vectors_of(SENTENCES)
    commands = {
        "stance, one C, 5 folds, calibration": Command(train(data, model, "--cost", 1), here),
        "stance, one C, a fifth held out": Command(train(data, plain, "--cost", 1, "--folds", 1), here),
        "scikit-learn, one C": Command(sklearn, here),
        "liblinear-train on ready vectors": Command(("liblinear-train", "-q", "-s", 3, "-B", 1, "-c", 1, vectors.name, "liblinear.model"), here)}
    if not takes(*train(small, here / "probe.stance", "--cost", 1, "--folds", 1)):
        del commands["stance, one C, a fifth held out"]
        print("bench/peers: stance train does not take --folds 1 here; that row is left out", file=sys.stderr)
    timings = alternate(commands, rounds, warm=False)
    ours, theirs = timings["stance, one C, 5 folds, calibration"], timings["scikit-learn, one C"]
    done = subprocess.run([*map(str, sklearn), held_out.name], cwd=here, capture_output=True, text=True, check=True)
    right = accuracy(model, held_out)
    figures = [at_least("training, 5 folds and calibration: times as fast as scikit-learn without", theirs.median / ours.median, 4)]
    if "stance, one C, a fifth held out" in timings:
        figures.insert(0, at_least("training, a fifth held out: times as fast as scikit-learn", theirs.median / timings["stance, one C, a fifth held out"].median, 8))
    figures += [at_most("training, 5 folds: share of scikit-learn's memory", max(ours.peak) / max(theirs.peak), 1 / 3, 3),
                at_least(f"accuracy on {corpus.HELD_OUT:,} others, ours less scikit-learn's ({right:.4f}, {float(done.stdout):.4f})",
                         right - float(done.stdout), 0, 4)]
    return result(commands, timings, figures)


def large(rounds):
    """Memory is the question, so one run is enough."""
    data, here = corpus.sentences(LARGE), corpus.MADE
    commands = {f"stance, {LARGE:,} sentences, one C, 5 folds, calibration": Command(train(data, here / "large.stance", "--cost", 1), here)}
    timings = alternate(commands, 1, warm=False)
    peak = max(max(t.peak) for t in timings.values()) / 1024
    return result(commands, timings, [at_most(f"training on {LARGE:,} sentences: peak memory, GiB", peak, 3, 2)])


def libsvm(rounds):
    """The reference solver's own program, eight values of C by five folds, beside ours, which fits nested folds and the model on top."""
    data, here = corpus.sentences(LIBSVM_SENTENCES), corpus.MADE
    vectors = vectors_of(LIBSVM_SENTENCES)
    eight = f"for c in {' '.join(map(str, COSTS))}; do svm-train -q -t 0 -v 5 -c $c {vectors.name} || exit; done"
    commands = {
        "stance --solver libsvm, 5 folds by 8 C": Command(train(data, here / "libsvm.stance", "--solver", "libsvm", "--cost",
                                                                ",".join(map(str, COSTS))), here),
        "svm-train -v 5, eight times": Command(("sh", "-c", eight), here)}
    timings = alternate(commands, rounds, warm=False)
    ours, theirs = (timings[name].median for name in commands)
    difference, apart = largest_difference(data, WORDS, cost=1, folds=5, folder=here)
    return result(commands, timings, [
        at_least("libsvm route: times as fast as eight `svm-train -v 5`", theirs / ours, 15),
        at_most("libsvm route: largest difference of a decision to svm-train's, 5 folds", difference, 0.005, 5),
        at_most("libsvm route: labels that differ from svm-train's where it is 0.005 and more from the border", apart, 0, 0)])


def articles(rounds):
    folders, n = corpus.articles()
    commands = {"stance, articles to labelled JSONL": Command((STANCE, "infer", "--quiet", "--format", "jsonl", *folders), corpus.MADE)}
    timings = alternate(commands, rounds)
    rate = n / timings["stance, articles to labelled JSONL"].median
    return result(commands, timings, [at_least(f"articles a second, text to labelled JSONL, {n} of PolNeAR", rate, 4200, 0)])


COMPARISONS = {"labelling": labelling, "start": start, "training": training, "libsvm": libsvm, "articles": articles, "large": large}
