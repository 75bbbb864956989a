"""Command line of bench/accuracy: runs measures, keeps their results in build/accuracy, writes the tables. Called by the script."""
import argparse
import datetime
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import accuracy_tables
import kept
from accuracy_data import SETS
from accuracy_measures import ABLATIONS, OURS, ROWS, TRANSFER, ablation_row, peer_row
from accuracy_stance import ROOT

KEPT = ROOT / "build" / "accuracy"
ABLATION_SETS = ("plover-verbal", "cr", "sst2")
OPTIONS = dict(ABLATIONS)


def measure(command, part, row):
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="accuracy-") as scratch:
        folder = Path(scratch)
        if command == "peers":
            result = peer_row(folder, part, row)
        elif command == "ablation":
            result = ablation_row(folder, part, OPTIONS[row])
        else:
            result = TRANSFER[part](folder)
    if result is not None:
        result["date"] = datetime.date.today().isoformat()
    return result, time.monotonic() - begin


def jobs_of(command, only, rows):
    if command == "peers":
        return [(part, row) for part in SETS for row in ROWS if part in only and row in rows]
    if command == "ablation":
        return [(part, row) for part in ABLATION_SETS for row in OPTIONS if part in only]
    return [(part, "") for part in TRANSFER if part in only]


def run(command, only, rows):
    with ProcessPoolExecutor(int(os.environ.get("STANCE_JOBS", "1"))) as pool:
        waiting = {pool.submit(measure, command, *job): job for job in jobs_of(command, only, rows)}
        for done in as_completed(waiting):
            part, row = waiting[done]
            try:
                result, seconds = done.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
            if result is None:
                continue
            kept.keep(KEPT, command, f"{part}/{row}" if row else part, result)
            value = {k: v for k, v in result.items() if isinstance(v, float)}
            print(": ".join(filter(None, (command, part, row))), *(f"{k} {v:.4f}" for k, v in value.items()), f"({seconds:.0f} s)",
                  file=sys.stderr)


def names(text, known, what):
    picked = text.split(",") if text else list(known)
    for name in picked:
        if name not in known:
            raise SystemExit(f"bench/accuracy: no {what} '{name}'; there are {', '.join(known)}")
    return picked


def main():
    parser = argparse.ArgumentParser(prog="bench/accuracy")
    parser.add_argument("command", choices=("peers", "ablation", "transfer", "tables", "all"))
    parser.add_argument("--only", help="measure these alone, by comma")
    parser.add_argument("--rows", help="of peers: these alone, by comma; 'ours' is all of stance's")
    given = parser.parse_args()
    parts = {"peers": SETS, "ablation": ABLATION_SETS, "transfer": TRANSFER}
    rows = names(",".join(OURS) if given.rows == "ours" else given.rows, ROWS, "row")
    commands = parts if given.command == "all" else () if given.command == "tables" else (given.command,)
    for command in commands:
        run(command, names(given.only, parts[command], "set"), rows)
    accuracy_tables.write(ROOT / "docs" / "accuracy.md", {command: kept.read(KEPT, command) for command in parts})


if __name__ == "__main__":
    main()
