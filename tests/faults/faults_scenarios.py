"""The commands that suffer: each command, each way in, each way out, on inputs as small as they can be."""
import gzip
import json
import os
import subprocess

OLD = b"what stood here before\n"
PLAIN = ["--quiet", "--words", "1-1", "--stems", "none", "--chars", "none", "--lexicon", "none", "--cost", "1", "--threads", "1"]
ARTICLE = """Ilse Andrade said on Monday that Kelldin was ready to open the lock. "We will not pay to fill it," Bram Osei said.
He rejected the plan. "We welcome the offer," Andrade told reporters.
"""
PAGE = ("<!DOCTYPE html><html><head><title>Locks</title><meta charset=utf-8></head><body><article><h1>Locks</h1>"
        + "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines()) + "</article></body></html>")


class Scenario:
    """A command line; `{NAME}` in it is a prepared file. `output` is the file it writes, which holds OLD before."""

    def __init__(self, name, program, arguments, standard_input=None, output=None, code=0, needs=()):
        self.name, self.program, self.arguments = name, program, arguments.split()
        self.standard_input, self.output, self.code, self.needs = standard_input, output, code, needs


def scenarios():
    train, run = "stance-train", "stance"
    plain = " ".join(PLAIN)
    return [
        Scenario("train-libsvm-tsv", train, f"train {plain} --solver libsvm --folds 2 small.tsv -o out", output="out", needs=["small.tsv"]),
        Scenario("train-libsvm-rbf-jsonl", train, f"train {plain} --solver libsvm --kernel rbf --term-weight idf --folds 2 small.jsonl -o out", output="out",
                 needs=["small.jsonl"]),
        Scenario("train-descent-csv", train, f"train {plain} --solver descent --folds 2 --class-weight balanced small.csv -o out",
                 output="out", needs=["small.csv"]),
        Scenario("train-descent-stdin", train, f"train {plain} --solver descent --folds 2 --name x --note y - -o out", output="out",
                 standard_input="small.tsv", needs=["small.tsv"]),
        Scenario("train-tune-jsonl", train, "train --quiet --max-terms 100 --tune --trials 2 --threads 1 --folds 3 --cost 1 --solver descent "
                 "small.jsonl -o out", output="out", needs=["small.jsonl"]),
        Scenario("train-held-out-gz", train, f"train {plain} --solver descent --folds 1 small.tsv.gz -o out", output="out",
                 needs=["small.tsv.gz"]),
        Scenario("train-curve-fasttext", train, f"train {plain} --solver descent --folds 2 --learning-curve small.ft -o out", output="out",
                 needs=["small.ft"]),
        Scenario("train-by-stance", run, "train --threads 2 --stems 1-1 --chars 3-3 --hash-bits 8 --cost 1 --folds 2 --solver libsvm "
                 "small.tsv -o out", output="out", needs=["small.tsv"]),
        Scenario("infer-text", run, "infer -m model --threads 1 article.txt", needs=["model", "article.txt"]),
        Scenario("infer-html", run, "infer -m model --threads 1 --format jsonl page.html", needs=["model", "page.html"]),
        Scenario("infer-stdin", run, "infer -m model --threads 1 --format csv", standard_input="article.txt", needs=["model", "article.txt"]),
        Scenario("infer-explain", run, "infer -m model --threads 1 --format jsonl --explain 2 article.txt -o out", output="out",
                 needs=["model", "article.txt"]),
        Scenario("infer-lines", run, "infer -m model --threads 1 --input lines", standard_input="lines.txt", needs=["model", "lines.txt"]),
        Scenario("infer-csv", run, "infer -m model --threads 1 --input csv --format csv small.csv -o out", output="out",
                 needs=["model", "small.csv"]),
        Scenario("infer-jsonl", run, "infer -m model --threads 2 --input jsonl --format jsonl --explain 1 small.jsonl.gz",
                 needs=["model", "small.jsonl.gz"]),
        Scenario("infer-articles", run, "infer -m model --threads 1 --input articles --format json articles.jsonl",
                 needs=["model", "articles.jsonl"]),
        Scenario("infer-folder-summary", run, "infer -m model --threads 2 --summary speaker --format csv --aliases names.tsv folder",
                 needs=["model", "names.tsv", "folder"]),
        Scenario("infer-report", run, "infer -m model --threads 1 --format html article.txt page.html -o out", output="out",
                 needs=["model", "article.txt", "page.html"]),
        Scenario("infer-emit-text", run, "infer --emit-text article.txt.gz", needs=["article.txt.gz"]),
        Scenario("infer-stems", run, "infer -m stems --threads 1 --format jsonl article.txt", needs=["stems", "article.txt"]),
        Scenario("evaluate-table", run, "evaluate -m model --threads 1 --errors 2 small.tsv", needs=["model", "small.tsv"]),
        Scenario("evaluate-json", run, "evaluate -m model --threads 1 --by speaker --format json small.jsonl", needs=["model", "small.jsonl"]),
        Scenario("evaluate-html", run, "evaluate -m model --threads 1 --format html small.csv -o out", output="out",
                 needs=["model", "small.csv"]),
        Scenario("evaluate-compare", run, "evaluate -m model --threads 1 --compare stems --format markdown small.tsv -o out", output="out",
                 needs=["model", "stems", "small.tsv"]),
        Scenario("evaluate-annotators", run, "evaluate --annotators ana,ben --format csv coded.csv", needs=["coded.csv"]),
        Scenario("evaluate-gate", run, "evaluate -m model --threads 1 --min-macro-f1 1 coin.tsv", code=5, needs=["model", "coin.tsv"]),
        Scenario("features-svmlight", run, "features --term-weight idf small.tsv --words 1-1 --stems none --chars none --lexicon none", needs=["small.tsv"]),
        Scenario("features-vocabulary", run, "features --positive neither small.jsonl --format vocabulary --stems 1-1 --chars none", needs=["small.jsonl"]),
        Scenario("features-top", run, "features --positive neither small.csv --top 3 --words 1-1 --stems none --chars none --select 20", needs=["small.csv"]),
        Scenario("inspect-table", run, "inspect model", needs=["model"]),
        Scenario("inspect-json", run, "inspect --format json --top 3 model", needs=["model"]),
        Scenario("help", run, "help infer"),
        Scenario("version", run, "--version"),
    ]


def _rows(source):
    wanted = {"conciliatory": 8, "uncompromising": 8, "neither": 5}
    rows = []
    with open(os.path.join(source, "datasets", "statements", "council_debates.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if wanted[row["label"]] and len(row["text"]) < 160:
                wanted[row["label"]] -= 1
                rows.append(row)
    return rows


def _quoted(text):
    return '"' + text.replace('"', '""') + '"'


class Inputs:
    """Everything that scenarios name, made once in a folder."""

    def __init__(self, folder, build, source):
        self.folder = folder
        rows = _rows(source)
        tsv = "".join(f"{r['label']}\t{r['text']}\n" for r in rows)
        jsonl = "".join(json.dumps({k: r[k] for k in ("id", "text", "label", "group", "speaker") if r.get(k)}) + "\n" for r in rows)
        csv = "text,label\r\n" + "".join(f"{_quoted(r['text'])},{r['label']}\r\n" for r in rows)
        other = {"conciliatory": "uncompromising", "uncompromising": "conciliatory", "neither": "neither"}
        coded = "text,ana,ben\n" + "".join(
            f"{_quoted(r['text'])},{r['label']},{r['label'] if i % 4 else other[r['label']]}\n" for i, r in enumerate(rows))
        files = {"small.tsv": tsv, "small.jsonl": jsonl, "small.csv": csv, "coded.csv": coded, "article.txt": ARTICLE, "page.html": PAGE,
                 "coin.tsv": "".join(f"{'conciliatory' if i % 2 else 'uncompromising'}\tWe met in hall {i}.\n" for i in range(6)),
                 "small.ft": "".join(f"__label__{r['label']} {r['text']}\n" for r in rows),
                 "lines.txt": "".join(r["text"] + "\n" for r in rows[:6]), "names.tsv": "Ilse Andrade\tAndrade\n",
                 "articles.jsonl": "".join(json.dumps({"id": i, "text": ARTICLE, "date": f"2024-05-0{i}"}) + "\n" for i in range(1, 4))}
        for name, text in files.items():
            self.write(name, text.encode())
        for name in ("small.tsv", "small.jsonl", "article.txt"):
            self.write(name + ".gz", gzip.compress(files[name].encode(), mtime=0))
        os.mkdir(os.path.join(folder, "folder"))
        self.write("folder/one.txt", ARTICLE.encode())
        self.write("folder/two.html", PAGE.encode())
        trainer = os.path.join(build, "stance-train")
        for name, features in (("model", PLAIN), ("stems", PLAIN[:1] + ["--stems", "1-1", "--chars", "none", "--cost", "1"])):
            subprocess.run([trainer, "train", *features, "--folds", "2", "--solver", "descent", "small.tsv", "-o", name], check=True, cwd=folder)

    def write(self, name, data):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(data)

    def give(self, scenario, folder):
        """Links the scenario's files into its folder, which has nothing else but the old output."""
        os.mkdir(folder)
        for name in scenario.needs:
            os.symlink(os.path.join(self.folder, name), os.path.join(folder, name))

    @staticmethod
    def reset(scenario, folder):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                os.unlink(path)
        if scenario.output:
            with open(os.path.join(folder, scenario.output), "wb") as file:
                file.write(OLD)
