"""Command line of bench/growth: doubles the work, fits time = a * n^b by least squares over logarithms, prints the table."""
import argparse
import datetime
import math
import sys

import corpus
import kept
from comparisons import WORDS, words_model
from processes import BUILD, STANCE, Command, alternate
from tables import machine, table

KEPT = BUILD / "bench"
FIRST, DOUBLINGS, GOAL = 20_000, 7, 1.05
TITLES = {"labelling": "labelling, words 1–2", "training": "training by descent, one C, 5 folds"}


def labelling(lines, _, model):
    return Command((STANCE, "infer", "--input", "lines", "--format", "csv", "-m", model.name, lines.name), corpus.MADE)


def training(_, sentences, __):
    return Command((STANCE, "train", "--quiet", *WORDS, "--solver", "descent", "--cost", 1, sentences.name, "-o", "growth.stance"), corpus.MADE)


WORK = {"labelling": labelling, "training": training}


def exponent(sizes, seconds):
    """The slope of ln(seconds) over ln(size)."""
    x, y = [math.log(n) for n in sizes], [math.log(s) for s in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)


def of_size(n):
    """The first n sentences of the largest set, so that a size holds the ones before it."""
    largest = corpus.sentences(FIRST << DOUBLINGS)

    def head(path):
        with open(largest, "rb") as lines, open(path, "wb") as out:
            out.writelines(line for line, _ in zip(lines, range(n)))
    return largest if n == FIRST << DOUBLINGS else corpus.written(f"growth-{n}.tsv", head)


def measure(work, doublings, rounds):
    """Sizes are run one after the other in each round, so that a slow minute of the machine falls on many of them."""
    sizes = [FIRST << d for d in range(doublings + 1)]
    model = words_model() if work == "labelling" else None
    commands = {}
    for n in sizes:
        sentences = of_size(n)
        lines = corpus.changed(sentences, f"growth-{n}.txt", lambda label, text: text) if work == "labelling" else None
        commands[n] = WORK[work](lines, sentences, model)
    timings = alternate(commands, rounds, warm=work == "labelling")
    return {"command": commands[sizes[0]].shown, "date": datetime.date.today().isoformat(),
            "sizes": [{"sentences": n, **timings[n].result()} for n in sizes],
            "exponent": exponent(sizes, [timings[n].median for n in sizes]),
            "exponent_processor": exponent(sizes, [t.result()["processor_seconds"] for t in timings.values()])}


def tables(results):
    parts = []
    for name, found in results.items():
        rows, before = [], None
        for size in found["sizes"]:
            step = f"{size['seconds'] / before:.2f}" if before else "–"
            before = size["seconds"]
            rows.append([f"{size['sentences']:,}", f"{size['seconds']:.3f}", step, f"{size['seconds'] / size['sentences'] * 1e6:.2f}",
                         f"{size['processor_seconds']:.3f}", f"{size['peak_mib']:,.0f}"])
        met = "met" if found["exponent"] <= GOAL else "**not met**"
        parts.append(f"{TITLES[name]}: exponent {found['exponent']:.3f} ({found['exponent_processor']:.3f} of processor seconds), asked at "
                     f"most {GOAL}: {met}. `{found['command']}`\n\n" +
                     table(["sentences", "seconds", "of half as many", "seconds a million", "processor seconds", "peak MiB"], rows))
    dates = sorted({found["date"] for found in results.values()})
    return "\n".join(parts) + f"\nMeasured {' to '.join(dict.fromkeys((dates[0], dates[-1])))}; {machine()}.\n" if parts else ""


def main():
    parser = argparse.ArgumentParser(prog="bench/growth")
    parser.add_argument("command", choices=("run", "tables"))
    parser.add_argument("--only", choices=tuple(WORK), help="this alone")
    parser.add_argument("--rounds", type=int, default=3, help="of each size (3)")
    parser.add_argument("--doublings", type=int, default=DOUBLINGS, help=f"of {FIRST:,} ({DOUBLINGS})")
    given = parser.parse_args()
    if not 1 <= given.doublings <= DOUBLINGS:
        parser.error(f"--doublings takes 1 to {DOUBLINGS}")
    for work in ([given.only] if given.only else WORK) if given.command == "run" else ():
        print(f"bench/growth: {work}", file=sys.stderr)
        kept.keep(KEPT, "growth", work, measure(work, given.doublings, given.rounds))
    found = kept.read(KEPT, "growth")
    print(tables({name: found[name] for name in WORK if name in found}), end="")


if __name__ == "__main__":
    main()
