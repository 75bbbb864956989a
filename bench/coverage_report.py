"""What gcov counted, as tables: files and rooms, those first that miss most. Needs gcc's gcov and python3's standard library alone.

Every C file and header of a room counts, whether a test came near it or not; tests, measuring programs, generated files and libraries do
not. A line is covered where any of its code ran; a branch is one way out of a condition, as gcc sees it. A header's inline function is one
function, however many files include it."""
import collections
import json
import os
import subprocess
import sys

NOT_OURS = ("tests", "bench", "docs", "build")
LINES, BRANCHES = 95, 90
# What stands between a model's bytes and their use: all of its branches.
READER = ("models/model_open.c", "models/model_header.c", "models/model_contents.c", "models/model_stream.c",
          "models/model_layout.c", "models/feature_fields.c", "features/term_index.c")
Tally = collections.namedtuple("Tally", "lines hit branches taken")


def room_of(file, root):
    """The room of a file of ours, with its path in the tree; None for any other."""
    path = os.path.relpath(os.path.realpath(file), root)
    room = path.split(os.sep)[0]
    return (room, path) if os.sep in path and not path.startswith("..") and not room.startswith(NOT_OURS) else None


def read_counts(root, build):
    """{path: ({line: count}, {(line, function, number): count})}"""
    notes = [os.path.join(folder, name) for folder, _, names in os.walk(build) for name in names if name.endswith(".gcno")]
    if not notes:
        sys.exit("bench/coverage: nothing was built for counting in build-coverage; run bench/coverage without options")
    run = subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--stdout", *sorted(notes)], capture_output=True, text=True,
                         cwd=build, check=True)
    files = collections.defaultdict(lambda: (collections.Counter(), collections.Counter()))
    for unit in run.stdout.splitlines():
        unit = json.loads(unit)
        for file in unit["files"]:
            ours = room_of(os.path.join(unit["current_working_directory"], file["file"]), root)
            if not ours:
                continue
            lines, branches = files[ours[1]]
            for line in file["lines"]:
                lines[line["line_number"]] += line["count"]
                for number, branch in enumerate(line["branches"]):
                    branches[line["line_number"], line.get("function_name", ""), number] += branch["count"]
    return files


def tally(counts):
    lines, branches = counts
    return Tally(len(lines), sum(n > 0 for n in lines.values()), len(branches), sum(n > 0 for n in branches.values()))


def total(tallies):
    return Tally(*map(sum, zip(*tallies))) if tallies else Tally(0, 0, 0, 0)


def percent(part, whole):
    return 100 * part / whole if whole else 100.0


def missing(t):
    return t.lines - t.hit + t.branches - t.taken


def row(name, t):
    return (f"{name:<34} {t.hit:>6}/{t.lines:<6} {percent(t.hit, t.lines):6.2f} % {t.lines - t.hit:>6}"
            f"   {t.taken:>6}/{t.branches:<6} {percent(t.taken, t.branches):6.2f} % {t.branches - t.taken:>6}\n")


def table(title, tallies):
    head = f"{title:<34} {'lines':>13} {'':>8} {'missed':>6}   {'branches':>13} {'':>8} {'missed':>6}\n"
    ranked = sorted(tallies.items(), key=lambda item: (-missing(item[1]), item[0]))
    return head + "".join(row(name, t) for name, t in ranked) + "\n"


def report(files):
    by_file = {path: tally(counts) for path, counts in files.items()}
    by_room = collections.defaultdict(list)
    for path, t in by_file.items():
        by_room[path.split(os.sep)[0]].append(t)
    reader = {path: by_file.get(path, Tally(1, 0, 1, 0)) for path in READER}
    everything, opening = total(list(by_file.values())), total(list(reader.values()))
    text = table("file", by_file) + table("room", {room: total(list(ts)) for room, ts in by_room.items()})
    text += table("what reads a model", reader) + table("all", {"total": everything})
    short = []
    if percent(everything.hit, everything.lines) < LINES:
        short.append(f"less than {LINES} % of lines")
    if percent(everything.taken, everything.branches) < BRANCHES:
        short.append(f"less than {BRANCHES} % of branches")
    if opening.taken < opening.branches:
        short.append("less than all branches of what reads a model")
    return text + (f"short: {'; '.join(short)}\n" if short else "all that was asked for\n"), not short


def show_missing(path, counts, root):
    lines, branches = counts
    lost = collections.defaultdict(list)
    for (line, _, number), count in sorted(branches.items()):
        if not count:
            lost[line].append(str(number))
    with open(os.path.join(root, path), encoding="utf-8") as source:
        texts = source.read().splitlines()
    for line in sorted(set(lost) | {n for n, count in lines.items() if not count}):
        mark = "     " if lines[line] else "#####"
        ways = len([1 for key in branches if key[0] == line])
        print(f"{path}:{line}: {mark} {'branch ' + ','.join(lost[line]) + f' of {ways}' if line in lost else '':<22} {texts[line - 1]}")


def main():
    root, build, *wanted = sys.argv[1:]
    files = read_counts(os.path.realpath(root), build)
    if wanted:
        for path in wanted:
            if path not in files:
                sys.exit(f"bench/coverage: {path}: no file of a room that was built; name it from the top of the tree")
            show_missing(path, files[path], root)
        return 0
    text, enough = report(files)
    with open(os.path.join(build, "coverage.txt"), "w", encoding="utf-8") as out:
        out.write(text)
    print(text, end="")
    return 0 if enough else 1


sys.exit(main())
