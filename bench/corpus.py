"""Made sentences for speed and scale, in the forms that the peers read. Written once, under build/bench/data; never part of the repository."""
import os
import subprocess
import sys
from pathlib import Path

from processes import BUILD

DATA = Path(os.environ["STANCE_DATA"]).resolve()
MADE = BUILD / "bench" / "data"
HELD_OUT = 20_000  # of another seed


def written(name, make, program=None):
    """MADE/name, made by make(path of a new file) where it is not there yet, or is older than the program that writes it."""
    MADE.mkdir(parents=True, exist_ok=True)
    path = MADE / name
    if not path.exists() or (program and path.stat().st_mtime < program.stat().st_mtime):
        print(f"making {path}", file=sys.stderr)
        fresh = path.with_name(path.name + ".new")
        make(fresh)
        fresh.replace(path)
    return path


def printed(*arguments):
    """For `written`: what a command prints."""
    def make(path):
        with open(path, "wb") as out:
            subprocess.run([str(a) for a in arguments], stdout=out, check=True)
    return make


def sentences(n, seed=1):
    """label<TAB>text. A longer corpus of the same seed begins with the shorter one."""
    return written(f"sentences-{n}-{seed}.tsv", printed(sys.executable, DATA.parent / "tools" / "make_corpus.py", n, seed))


def changed(source, name, change):
    def make(path):
        with open(source, encoding="utf-8") as lines, open(path, "w", encoding="utf-8", newline="\n") as out:
            for line in lines:
                label, text = line.rstrip("\n").split("\t", 1)
                out.write(change(label, text) + "\n")
    return written(name, make)


def lines(n):
    return changed(sentences(n), f"lines-{n}.txt", lambda label, text: text)


def fasttext_lines(n):
    return changed(sentences(n), f"fasttext-{n}.txt", lambda label, text: f"__label__{label} {text}")


def held_out():
    return sentences(HELD_OUT, seed=2)


def articles():
    """The folders of PolNeAR's texts, and how many articles they hold."""
    folders = [DATA / "polnear" / part / "text" for part in ("dev", "train")]
    return folders, sum(len(list(folder.glob("*.txt"))) for folder in folders)
