#!/usr/bin/python3
"""Labelling lines from Python beside the command: python_speed.py [BUILD [LINES [ROUNDS]]]. The lines are the shipped statements over and over,
each with a number of its own. Both read the file; the command writes JSON to /dev/null, Python keeps a list of Labels. They take turns, since
a machine is not equally busy all the time; the least of the rounds counts. Times are of whole processes, start to exit."""
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import sys, stance
with open(sys.argv[1], encoding="utf-8", newline="\\n") as file:
    answers = stance.Model(sys.argv[2]).label(line.rstrip("\\n") for line in file)
print(len(answers), sum(a.confident for a in answers))
"""


def write_lines(path, n):
    texts = []
    for file in sorted((ROOT / "datasets" / "statements").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in file.read_text().splitlines()]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as out:
        for i in range(n):
            print(texts[i % len(texts)], i, file=out)


def timed(arguments, **options):
    """Wall and processor seconds of a process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, **options)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    build = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build").resolve()
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    lines, model = build / "bench" / "data" / f"python_{n}.txt", build / "default.stance"
    write_lines(lines, n)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "python"), "STANCE_LIBRARY": str(build / "libstance.so.0")}
    ways = {
        "stance infer": lambda: timed([build / "stance", "infer", "-m", model, "--input", "lines", "--format", "jsonl", lines]),
        "Python": lambda: timed([sys.executable, "-c", PROGRAM, lines, model], env=environment),
    }
    found = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            found[name].append(run())
    print(f"| {n:,} lines | wall, s | processor, s | lines a second (wall) |\n|---|---|---|---|")
    for name, times in found.items():
        wall, cpu = (min(column) for column in zip(*times))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {n / wall:,.0f} |")


if __name__ == "__main__":
    main()
