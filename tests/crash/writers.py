"""The commands that write a file, over data small enough to be run a thousand times."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "serve"))
from served import Server, check, pool, small_model, statements  # noqa: E402 # pylint: disable=unused-import,wrong-import-position


class Writer:
    """A command that writes `target`, in two versions that are told apart."""

    def __init__(self, kind, target, commands):
        self.kind, self.target, self.commands = kind, target, commands

    def run(self, version, **rest):
        return subprocess.run(self.commands[version], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **rest)

    def contents(self):
        """What it writes, version by version."""
        found = []
        for version in range(2):
            self.run(version)
            with open(self.target, "rb") as file:
                found.append(file.read())
        check(found[0] != found[1], f"{self.kind}: two versions with the same bytes")
        return found


def data(folder, source):
    """(statements as TSV, statements as lines, an article, a model) in the folder."""
    rows = {text: label for text, label in statements(source, 60).items() if label != "neither"}
    for name, lines in (("small.tsv", [f"{label}\t{text}" for text, label in rows.items()]), ("lines.txt", list(rows) * 8),
                        ("article.txt", [f"“{text}” said Ada Penrose.\n" for text in rows])):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
    return [os.path.join(folder, name) for name in ("small.tsv", "lines.txt", "article.txt", "small.stance")]


def all_writers(binary, source, inputs, outputs):
    """Every way in which a command writes a file: the folder of the inputs, that of the outputs."""
    table, lines, article, model = data(inputs, source)
    stance, train = os.path.join(binary, "stance"), os.path.join(binary, "stance-train")
    fit = [train, "train", "--quiet", "--threads", "1", "--stems", "1-1", "--chars", "none", "--folds", "2", "--solver", "descent"]
    subprocess.run([*fit, "--cost", "1", table, "-o", model], check=True)

    def out(name):
        return os.path.join(outputs, name)

    def writer(kind, name, command, first, second):
        return Writer(kind, out(name), [[*command, *version, "-o", out(name)] for version in (first, second)])

    infer, evaluate = [stance, "infer", "--quiet", "--threads", "1", "-m", model], [stance, "evaluate", "--threads", "1", "-m", model]
    return [
        writer("model", "my.stance", [*fit, table], ["--cost", "0.5"], ["--cost", "2"]),
        writer("labels of lines", "labels.out", [*infer, "--input", "lines", lines], ["--format", "jsonl"], ["--format", "csv"]),
        writer("article report", "article.html", [*infer, article, article, "--format", "html"], ["--full-articles", "1"], ["--full-articles", "2"]),
        writer("evaluation", "report.html", [*evaluate, table, "--format", "html"], ["--seed", "1"], ["--seed", "2"]),
    ]
