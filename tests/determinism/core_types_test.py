"""One model answers the same on every type of processor that OpenBLAS has code for and this machine can run, and models trained there agree.

usage: core_types_test.py BINARY_FOLDER SOURCE_FOLDER [--all]

Types that end in SIGILL cannot be run here, those that the library does not have are not tried; every other must pass. Labels and probabilities of
a given model must be the same bytes; two trainings must agree in label wherever a decision is beyond 0.01, though their last digits may differ.
With --all, over more statements and seeds, and each training twice."""
import json
import os
import signal
import subprocess
import sys
import tempfile

import battery

BINARY, SOURCE = map(os.path.abspath, sys.argv[1:3])
ALL = "--all" in sys.argv[3:]
STATEMENTS, SURE = 50 if ALL else 30, 1e-2
# driver/others/dynamic.c of OpenBLAS 0.3.21, and those of later ones.
TYPES = ("Prescott", "Core2", "Atom", "Penryn", "Dunnington", "Nehalem", "Sandybridge", "Haswell", "SkylakeX", "Cooperlake", "SapphireRapids",
         "Opteron", "Opteron_SSE3", "Barcelona", "Bobcat", "Bulldozer", "Piledriver", "Steamroller", "Excavator", "Zen", "Nano")
COMMON = ["--stems", "1-2", "--chars", "3-4", "--folds", "3", "--quiet"]
TRAININGS = {
    "libsvm": ["--solver", "libsvm", "--cost", "0.5,1"],
    "descent": ["--solver", "descent", "--cost", "0.5,1"],
    "rbf": ["--kernel", "rbf", "--gamma", "0.7", "--cost", "2", "--term-weight", "idf"],
    "tuned-libsvm": ["--solver", "libsvm", "--cost", "1", "--tune", "--trials", "2"],
    "tuned-descent": ["--solver", "descent", "--cost", "1", "--tune", "--trials", "2"],
}

# (training, seed)
ASKED = [(name, seed) for name in TRAININGS for seed in (1, 2)] if ALL else list(zip(TRAININGS, range(1, 6)))


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def environment(core):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("OPENBLAS", "STANCE"))}
    env.update(OPENBLAS_VERBOSE="2")
    if core:
        env["OPENBLAS_CORETYPE"] = core
    return env


def run(core, work, *arguments):
    return subprocess.run([os.path.join(BINARY, "stance"), *arguments], cwd=work, env=environment(core), stdin=subprocess.DEVNULL,
                          capture_output=True, check=False)


def train(core, work, name, seed):
    """The model's bytes, or why there are none: "cannot" be run here, or the library does "not have" the type."""
    path = os.path.join(work, "trained.stance")
    if os.path.exists(path):
        os.unlink(path)
    done = run(core, work, "train", *COMMON, *TRAININGS[name], "--seed", str(seed), "train.jsonl", "-o", path)
    if core and f"Core: {core}".lower().encode() not in done.stderr.lower().splitlines():
        return "not have"
    if done.returncode == -signal.SIGILL:
        return "cannot"
    check(done.returncode == 0, f"{core}, {name}, seed {seed}: exit code {done.returncode}: {done.stderr.decode()}")
    with open(path, "rb") as file:
        return file.read()


def answers(core, work, model):
    path = os.path.join(work, "asked.stance")
    with open(path, "wb") as out:
        out.write(model)
    done = run(core, work, "infer", "--input", "lines", "--format", "jsonl", "-m", path, "held_out.txt")
    check(done.returncode == 0, f"{core}: {done.stderr.decode()}")
    return done.stdout


def decisions(told):
    return [(row["label"], row["decision"]) for row in map(json.loads, told.splitlines())]


def main():
    tried = {"not have": [], "cannot": [], "run": []}
    furthest, differ, statements = 0.0, 0, 0
    with tempfile.TemporaryDirectory() as work:
        battery.make_data(work, SOURCE, STATEMENTS * 2)
        with open(os.path.join(work, "all.jsonl"), encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        with open(os.path.join(work, "train.jsonl"), "w", encoding="utf-8") as out:
            out.writelines(json.dumps({key: row.get(key) for key in ("label", "text", "group")}) + "\n" for row in rows[::2])
        with open(os.path.join(work, "held_out.txt"), "w", encoding="utf-8") as out:
            out.writelines(row["text"] + "\n" for row in rows[1::2])
        given = {asked: train(None, work, *asked) for asked in ASKED}
        expected = {key: answers(None, work, model) for key, model in given.items()}
        for core in TYPES:
            first = train(core, work, "libsvm", 1)
            if isinstance(first, str):
                tried[first].append(core)
                continue
            tried["run"].append(core)
            for (name, seed), model in given.items():
                check(answers(core, work, model) == expected[name, seed], f"{core}: the model {name} answers otherwise")
                trained = train(core, work, name, seed)
                check(not ALL or trained == train(core, work, name, seed), f"{core}, {name}, seed {seed}: not the same bytes twice")
                differ += trained != model
                for (label, decision), (other, further) in zip(decisions(expected[name, seed]), decisions(answers(core, work, trained)), strict=True):
                    statements += 1
                    furthest = max(furthest, abs(decision - further)) if label == other else furthest
                    check(label == other or max(abs(decision), abs(further)) <= SURE,
                          f"{core}, {name}, seed {seed}: {label} {decision}, {other} {further}")
    check(len(tried["run"]) >= 2, f"too few types can be run here: {tried}")
    print(f"run here: {' '.join(tried['run'])}\ncannot be run here: {' '.join(tried['cannot'])}\n"
          f"not in this OpenBLAS: {' '.join(tried['not have'])}")
    print(f"{len(given)} models answer {len(rows[1::2])} statements with the same bytes under each; {differ} of {len(given) * len(tried['run'])} "
          f"trainings differ in bytes, no label of {statements} beyond a decision of {SURE}; decisions by at most {furthest:.2g}")


main()
