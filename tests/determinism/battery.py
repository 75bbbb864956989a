"""Every command in every format, over small data: what each writes, to be compared between ways of running it."""
import gzip
import json
import os
import subprocess


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="iso-8859-1" if name.endswith("latin.html") else "utf-8", newline="") as out:
        out.write(text)


def csv_field(text):
    return '"' + text.replace('"', '""') + '"'


def make_data(folder, source, n=22, order=1):
    """Statements of each shipped file's beginning, in every format; articles in a folder, whose names are created in the order given."""
    rows = []
    shipped = os.path.join(source, "datasets", "statements")
    for name in sorted(os.listdir(shipped))[::3]:
        with open(os.path.join(shipped, name), encoding="utf-8") as lines:
            rows += [json.loads(line) for _, line in zip(range(n), lines)]
    for i, row in enumerate(rows):
        row["weight"], row["other"] = 1 + i % 4 / 2, "conciliatory" if i % 7 == 0 else row["label"]
    write(folder, "all.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    write(folder, "all.csv", "\r\n".join(["label,other,group,speaker,text"] + [",".join(map(csv_field, (
        row["label"], row["other"], row.get("group") or "", row.get("speaker") or "", row["text"]))) for row in rows]) + "\r\n")
    stances = [row for row in rows if row["label"] != "neither"]
    write(folder, "two.tsv", "".join(f"{row['label']}\t{row['text']}\n" for row in stances))
    write(folder, "all.ft", "".join(f"__label__{row['label']} {row['text']}\n" for row in stances))
    write(folder, "lines.txt", "".join(row["text"] + "\n" for row in rows))
    with open(os.path.join(folder, "lines.txt.gz"), "wb") as out:
        out.write(gzip.compress("".join(row["text"] + "\n" for row in rows).encode(), mtime=0))
    three = [("DIŞ" if i % 3 == 0 else row["label"], row["text"]) for i, row in enumerate(stances)]
    write(folder, "three.tsv", "".join(f"{label}\t{text}\n" for label, text in three))

    articles = {}
    for name in ("lake-talks.txt", "tram-strike.txt"):
        with open(os.path.join(source, "datasets", "articles", name), encoding="utf-8") as text:
            articles[name] = text.read()
    for i in range(12):
        said = "".join(f"<p>“{row['text']}” said Ada Penrose {i}.</p>\n" for row in rows[i * 5:i * 5 + 5])
        articles[f"page{i}.HTML"] = f"<!DOCTYPE HTML><TITLE>Page {i}</TITLE><META NAME=date CONTENT=2026-03-{i + 1:02}><DIV ID=MAIN>{said}</DIV>"
    # What a page says about itself, in capitals: they are no other letters where the host of the library is Turkish.
    articles["capitals.html"] = (f"<HTML><HEAD><META NAME='ARTICLE:PUBLISHED_TIME' CONTENT='2 DIYANA, 12 JUNI 2026'>"
                                 f"<META NAME=DC.DATE.ISSUED CONTENT='2026-04-02'><META PROPERTY=OG:SITE_NAME CONTENT=HERALD></HEAD>"
                                 f"<BODY><DIV CLASS='SIDEBAR NAVIGATION'><P>“{rows[0]['text']}” said Mia Furniture.</P></DIV>"
                                 f"<DIV ROLE=MAIN><P>“{rows[1]['text']}” said Ada Penrose.</P><P>“{rows[2]['text']}” she said.</P></DIV>"
                                 f"<DIV ROLE=NAVIGATION><P>“{rows[3]['text']}” said Mia Furniture.</P></DIV></BODY></HTML>")
    articles["latin.html"] = "<META CHARSET=ISO-8859-1><P>\"We agree, naturally, to talk\" said J\xfcrgen Brandt.</P>"
    articles["dump.jsonl"] = "".join(json.dumps({"id": i, "date": f"2026-0{i % 3 + 1}-1{i % 10}", "source": "IIıi",
                                                 "text": f"“{row['text']}” said Ivo Brandt."}) + "\n" for i, row in enumerate(rows[:40]))
    for name in sorted(articles)[::order]:
        write(folder, os.path.join("articles", name), articles[name])


SMALL = ["--stems", "1-2", "--chars", "3-4"]
TRAININGS = {
    "libsvm": ["--solver", "libsvm", "--cost", "1,2", "two.tsv"],
    "descent": ["--solver", "descent", "--cost", "1,2", "--seed", "7", "all.jsonl"],
    "rbf": ["--kernel", "rbf", "--term-weight", "idf", "--cost", "1,2", "--folds", "3", "--seed", "2", "all.csv"],
    "tuned-libsvm": ["--tune", "--trials", "3", "--solver", "libsvm", "--folds", "3", "--cost", "1", "two.tsv"],
    "tuned-descent": ["--tune", "--trials", "4", "--solver", "descent", "--folds", "3", "--cost", "1", "--seed", "3", "all.ft"],
    "held-out": ["--folds", "1", "--cost", "1", "all.jsonl"],
    "curve": ["--learning-curve", "--folds", "3", "--cost", "1", "--name", "Iı", "--class-weight", "balanced", "three.tsv"],
    "hashed": ["--hash-bits", "10", "--words", "1-2", "--tf", "log", "--cost", "1", "--folds", "2", "all.jsonl"],
    "selected": ["--select", "500", "--lexicon", "none", "--term-weight", "idf", "--cost", "1", "--folds", "2", "two.tsv"],
}
FILTERS = [("lines", "lines.txt"), ("lines", "lines.txt.gz"), ("tsv", "two.tsv"), ("csv", "all.csv"), ("jsonl", "all.jsonl"), ("fasttext", "all.ft")]
FORMATS = ("table", "json", "jsonl", "csv")


def commands(models):
    """{name: (program and arguments, whether it takes --threads)}; the models are written to the folder `models`."""
    def model(name):
        return os.path.join(models, name + ".stance")

    found = {}
    for name, options in TRAININGS.items():
        found["train " + name] = (["train", *SMALL, *options, "-o", model(name)], True)
    for name in TRAININGS:
        found["inspect " + name] = (["inspect", "--format", "json", "--top", "5", model(name)], False)
        found["infer with " + name] = (["infer", "--input", "lines", "--format", "jsonl", "-m", model(name), "lines.txt"], True)
    found["inspect as table"] = (["inspect", model("descent")], False)
    for kind, file in FILTERS:
        found[f"infer {file}"] = (["infer", "--input", kind, "--format", "jsonl", "--explain", "2", "-m", model("libsvm"), file], True)
    for form in FORMATS:
        found[f"infer lines {form}"] = (["infer", "--input", "lines", "--format", form, "-m", model("libsvm"), "lines.txt"], True)
        found[f"infer articles {form}"] = (["infer", "--format", form, "--explain", "2", "-m", model("descent"), "articles"], True)
    for by in ("speaker", "pair", "date", "source"):
        for form in ("table", "json", "csv"):
            found[f"infer by {by} {form}"] = (["infer", "--summary", by, "--format", form, "-m", model("descent"), "articles"], True)
    found["infer page"] = (["infer", "--format", "html", "-m", model("descent"), "articles"], True)
    found["infer page, to a file"] = (["infer", "--format", "html", "-m", model("descent"), "-o", model("page"), "articles"], True)
    found["infer text"] = (["infer", "--emit-text", "-m", model("descent"), "articles/page1.HTML"], True)
    for form in ("table", "json", "csv", "markdown", "html"):
        found[f"evaluate {form}"] = (["evaluate", "--by", "speaker", "--errors", "3", "--format", form, "-m", model("descent"),
                                      "--compare", model("libsvm"), "all.jsonl"], True)
        found[f"agreement {form}"] = (["evaluate", "--annotators", "label,other", "--format", form, "all.csv"], False)
    found["evaluate three labels"] = (["evaluate", "--format", "json", "--seed", "5", "-m", model("curve"), "three.tsv"], True)
    found["features"] = (["features", *SMALL, "--positive", "neither", "all.jsonl"], False)
    found["features vocabulary"] = (["features", "--format", "vocabulary", "two.tsv"], False)
    found["features top"] = (["features", "--top", "7", "two.tsv"], False)
    return found


def by_the_library(name):
    """Whether what a command writes is put together by the library, and not printed by the command itself."""
    return not name.startswith(("inspect", "features"))


def run_all(binary, data, models, threads, env, prepare=None, hosted=False):
    """{name: what the command wrote}: standard output, standard error, exit code, and the files of the folder `models`. The commands run in the
    folder `data`, and find `models` there under its name. Hosted: only what the library does, without numbers among the options that a command
    in another locale would read otherwise."""
    os.makedirs(os.path.join(data, models), exist_ok=True)
    found = {}
    for name, (arguments, threaded) in commands(models).items():
        if hosted:
            if not by_the_library(name):
                continue
            arguments = [argument.replace("1,2", "1") for argument in arguments]
        extra = ["--threads", str(threads)] if threaded and threads else []
        done = subprocess.run([os.path.join(binary, "stance"), arguments[0], *extra, *arguments[1:]], cwd=data, env=env, preexec_fn=prepare,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        found[name] = (done.stdout, b"" if hosted else done.stderr, done.returncode)
    for name in sorted(os.listdir(os.path.join(data, models))):
        with open(os.path.join(data, models, name), "rb") as file:
            found["file " + name] = (file.read(), b"", 0)
    return found
