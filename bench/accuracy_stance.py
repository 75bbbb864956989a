"""Our own program, run as its users run it."""
import json
import os
import subprocess
from pathlib import Path

import numpy as np

from accuracy_data import write_rows

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("STANCE_BUILD", ROOT / "build"))
STANCE = BUILD / "stance"
DEFAULT_MODEL = BUILD / "default.stance"


def run(*arguments):
    done = subprocess.run([str(STANCE), *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"stance {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def train(model, options, *files):
    run("train", "--quiet", "--threads", 1, *options, *files, "-o", model)
    return model


def card(model):
    return json.loads(run("inspect", "--format", "json", model))["card"]


def figures(model):
    return card(model)["cross_validation"]


def answers(model, path, *options):
    """One answer (a dict) a statement of a TSV, in order."""
    return [json.loads(line) for line in run("infer", "-m", model, "--input", "tsv", "--format", "jsonl", *options, path).splitlines()]


def predict(folder, texts, labels, train_rows, test_rows, options=(), others=(), weight=1):
    """Labels of the test rows by a model of the training rows, each of this weight beside the files `others`; C is chosen on those."""
    train_file, test_file, model = folder / "train.tsv", folder / "test.tsv", folder / "fold.stance"
    write_rows(train_file, texts, labels, train_rows, weight)
    write_rows(test_file, texts, labels, test_rows)
    train(model, options, *others, train_file)
    got = answers(model, test_file)
    if len(got) != len(test_rows):
        raise SystemExit(f"stance infer gave {len(got)} answers for {len(test_rows)} statements")
    return np.array([answer["label"] for answer in got])
