"""Command line of bench/peers: measures, keeps results in build/bench/peers.json, prints the tables of docs/benchmarks.md."""
import argparse
import datetime
import subprocess
import sys

import kept
from comparisons import COMPARISONS
from processes import BUILD, STANCE
from tables import machine, table, version_of

KEPT = BUILD / "bench"
PEERS = {"fasttext": "fastText", "python3-sklearn": "scikit-learn", "liblinear-tools": "liblinear", "libsvm-tools": "libsvm",
         "coreutils": "coreutils"}


def seconds(value):
    return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value:.3f} s" if value < 10 else f"{value:.1f} s"


def tables(results):
    results = {name: results[name] for name in COMPARISONS if name in results}
    runs = [[r["run"], f"`{r['command']}`", seconds(r["seconds"]), f"{seconds(r['least'])}–{seconds(r['most'])}",
             seconds(r["processor_seconds"]), f"{r['peak_mib']:.1f}", str(r["runs"])] for found in results.values() for r in found["runs"]]
    figures = [[f["figure"], f"{f['value']:,.{f['digits']}f}", f["asked"], "yes" if f["met"] else "**no**"]
               for found in results.values() for f in found["figures"]]
    dates = sorted({found["date"] for found in results.values()})
    versions = ", ".join(f"{title} {version_of(package)}" for package, title in PEERS.items())
    ours = subprocess.run([str(STANCE), "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    return (table(["figure", "reached", "asked", "met"], figures) + "\n" +
            table(["run", "command", "median", "least–most", "processor", "peak MiB", "runs"], runs) + "\n" +
            f"Measured {' to '.join(dict.fromkeys((dates[0], dates[-1])))}: {ours}; {versions}; Debian 12; {machine()}.\n" if results else "")


def main():
    parser = argparse.ArgumentParser(prog="bench/peers")
    parser.add_argument("command", choices=("run", "tables"))
    parser.add_argument("--only", help="measure these alone, by comma: " + ", ".join(COMPARISONS))
    parser.add_argument("--rounds", type=int, default=5, help="of each comparison (5)")
    given = parser.parse_args()
    names = given.only.split(",") if given.only else list(COMPARISONS)
    for name in names:
        if name not in COMPARISONS:
            raise SystemExit(f"bench/peers: no comparison '{name}'; there are {', '.join(COMPARISONS)}")
    for name in names if given.command == "run" else ():
        print(f"bench/peers: {name}", file=sys.stderr)
        found = COMPARISONS[name](given.rounds)
        found["date"] = datetime.date.today().isoformat()
        kept.keep(KEPT, "peers", name, found)
    print(tables(kept.read(KEPT, "peers")), end="")


if __name__ == "__main__":
    main()
