"""Runs bench_micro, keeps what it says in build/bench/micro.json, prints the table. Called by bench/micro."""
import datetime
import json
import subprocess
import sys

import corpus
import kept
from comparisons import words_model
from processes import BUILD
from tables import machine, table

KEPT = BUILD / "bench"
SENTENCES = 50_000
UNITS = {"bytes": (1e6, "MB"), "terms": (1e6, "million terms"), "statements": (1e3, "thousand statements"),
         "products": (1e6, "million inner products"), "terms of rows": (1e6, "million terms of rows")}


def measure():
    folders, _ = corpus.articles()
    paths = sorted(str(path) for folder in folders for path in folder.glob("*.txt"))
    done = subprocess.run([str(BUILD / "bench" / "bench_micro"), str(words_model()), str(corpus.sentences(SENTENCES)), *paths],
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"bench_micro: exit {done.returncode}\n{done.stderr}")
    return {**json.loads(done.stdout), "date": datetime.date.today().isoformat()}


def share(part):
    if "share" not in part:
        return "–"
    return f"{part['share'] * 100:.1f} % of {part['limit']}" if part["share"] >= 0.001 else f"{part['share'] * 100:.3f} % of {part['limit']}"


def tables(found):
    limits = found["limits"]
    rows = []
    for part in found["parts"]:
        size, unit = UNITS[part["unit"]]
        rows.append([part["part"], f"{part['seconds'] * 1000:.1f} ms" if "seconds" in part else "–",
                     f"{part['per_second'] / size:,.1f} {unit} a second", share(part)])
    return (f"One core reads {limits['read_bytes'] / 1e9:.1f} GB a second in order, copies {limits['copy_bytes'] / 1e9:.1f}, reads "
            f"{limits['random_lines'] / 1e6:.0f} million cache lines a second at random, and does {limits['multiply_adds'] / 1e9:.1f} billion "
            f"float multiply-adds a second in OpenBLAS.\n\n" +
            table(["part, one thread", "least processor time", "rate", "least possible work, share of the limit"], rows) +
            f"\n{found['statements']:,} made sentences, {found['bytes'] / 1e6:.1f} MB; the extractor on all of PolNeAR's articles. Measured "
            f"{found['date']}; {machine()}.\n")


def main():
    if sys.argv[1] == "run":
        kept.keep(KEPT, "micro", "all", measure())
    found = kept.read(KEPT, "micro").get("all")
    print(tables(found) if found else "", end="")


if __name__ == "__main__":
    main()
