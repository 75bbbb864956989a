"""Labelling cut over processes: GNU parallel from a pipe and from a file, and a process a partition, as Spark's pipe runs them. Compares the
bytes with those of one process, times all, keeps results in build/bench/parallel.json, prints the table. Called by bench/parallel."""
import argparse
import datetime
import filecmp

import corpus
import kept
from processes import BUILD, ROOT, STANCE, Command, alternate
from tables import machine, table

KEPT = BUILD / "bench"
ABOUT, PARTITION = 1_000_000, 10_000
INFER = f"{STANCE} infer --input jsonl --format jsonl"
BLOCKS = f"--block 16M --keep-order --halt soon,fail=1 {INFER} --threads 1"


def statements(about):
    """The shipped statements over and over."""
    once = b"".join(path.read_bytes() for path in sorted((ROOT / "datasets" / "statements").glob("*.jsonl")))
    return corpus.written(f"statements-{about}.jsonl", lambda path: path.write_bytes(once * (about // once.count(b"\n"))))


def partitions(source):
    """A folder of files of PARTITION lines each."""
    folder = corpus.MADE / f"{source.stem}.parts"
    if not folder.exists():
        fresh = corpus.MADE / f"{source.stem}.new"
        fresh.mkdir(exist_ok=True)
        with open(source, "rb") as lines:
            for number, line in enumerate(lines):
                if number % PARTITION == 0:
                    out = open(fresh / f"part-{number // PARTITION:05d}", "wb")
                out.write(line)
            out.close()
        fresh.rename(folder)
    return folder


def measure(rounds, about):
    source = statements(about)
    parts = partitions(source).name
    lines = {
        "one process, one thread": f"{INFER} --threads 1 {source.name}",
        "one process, all threads": f"{INFER} {source.name}",
        "GNU parallel, from a pipe": f"cat {source.name} | parallel --pipe {BLOCKS}",
        "GNU parallel, from a file": f"parallel --pipe-part --arg-file {source.name} {BLOCKS}",
        f"a process for every {PARTITION:,}, one after the other":
            f"for part in {parts}/*; do {INFER} --threads 1 <$part || exit; done"}
    commands = {name: Command(("sh", "-c", line), corpus.MADE, out=corpus.MADE / f"answers-{number}.jsonl", env={"HOME": corpus.MADE})
                for number, (name, line) in enumerate(lines.items())}
    timings = alternate(commands, rounds)
    one, *others = [command.out for command in commands.values()]
    for name, other in zip(list(lines)[1:], others):
        if not filecmp.cmp(one, other, shallow=False):
            raise SystemExit(f"bench/parallel: {name}: other bytes than one process")
    with open(source, "rb") as all_lines:
        n = sum(1 for _ in all_lines)
    return {"statements": n, "date": datetime.date.today().isoformat(),
            "runs": [{"run": name, "command": lines[name].replace(f"{BUILD}/", ""), **timings[name].result()} for name in commands]}


def tables(found):
    million = found["statements"] / 1e6
    rows = [[r["run"], f"`{r['command']}`".replace("|", "\\|"), f"{r['seconds'] / million:.1f}", f"{r['processor_seconds'] / million:.1f}",
             f"{r['peak_mib']:.0f}"] for r in found["runs"]]
    return (table(["way", "command", "seconds a million", "processor seconds a million", "peak MiB of a process"], rows) +
            f"\n{found['statements']:,} statements, into files; medians of {found['runs'][0]['runs']}. Measured {found['date']}; {machine()}.\n")


def main():
    parser = argparse.ArgumentParser(prog="bench/parallel")
    parser.add_argument("command", choices=("run", "tables"))
    parser.add_argument("--rounds", type=int, default=3, help="of each way (3)")
    parser.add_argument("--statements", type=int, default=ABOUT, help=f"about as many ({ABOUT:,})")
    given = parser.parse_args()
    if given.command == "run":
        kept.keep(KEPT, "parallel", "all", measure(given.rounds, given.statements))
    found = kept.read(KEPT, "parallel").get("all")
    print(tables(found) if found else "", end="")


if __name__ == "__main__":
    main()
