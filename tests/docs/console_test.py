"""Runs the commands that a page shows and compares what they print.

A fenced block marked `console` holds commands after `$ ` (a line that ends in a backslash goes on in the next) and what they print;
a line of nothing but an ellipsis stands for any number of lines. The commands of a page run in one shell, in an empty folder in which
`build`, `datasets` and `docs` are those of the checkout. Figures with decimals may differ by two units of the third decimal: processors round
differently, which a training shows in its last digits. Commands in blocks marked `sh` of README.md are run too, on small files that stand for
the reader's own; of them only the exit code is looked at.

usage: console_test.py SOURCE BINARY PAGE
"""
import gzip
import os
import re
import signal
import subprocess
import sys
import tempfile

source, binary, page = sys.argv[1:4]
ELLIPSIS = {"…", "  …"}
MARK = "\x01"
NUMBER = re.compile(r"\d+\.\d+")
failures = []


def blocks(text, kind):
    return re.findall(r"^```" + kind + r"\n(.*?)^```$", text, re.S | re.M)


def steps(block):
    """[(command, [lines that it shows])] of a console block."""
    found, goes_on = [], False
    for line in block.splitlines():
        if goes_on:
            found[-1][0] += "\n" + line
            goes_on = line.endswith("\\")
        elif line.startswith("$ "):
            found.append([line[2:], []])
            goes_on = line.endswith("\\")
        else:
            assert found, f"{page}: a console block starts with no command: {line}"
            found[-1][1].append(line)
    return found


def same_line(shown, printed):
    if shown == printed:
        return True
    if NUMBER.sub("#", shown) != NUMBER.sub("#", printed):
        return False
    pairs = zip(NUMBER.findall(shown), NUMBER.findall(printed))
    return all(abs(float(a) - float(b)) <= (0.0021 if len(a.split(".")[1]) >= 3 else 0.11) for a, b in pairs)


def matches(shown, printed):
    """Whether the lines shown are the lines printed, ellipses standing for any. A page's blocks are short: greedy search is enough, since
    what follows an ellipsis is looked for in the first place where all of it fits."""
    if not shown:
        return not printed
    if shown[0] in ELLIPSIS:
        return any(matches(shown[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and same_line(shown[0], printed[0]) and matches(shown[1:], printed[1:])


def prepare(folder):
    for name, target in (("build", binary), ("datasets", f"{source}/datasets"), ("docs", f"{source}/docs")):
        os.symlink(target, f"{folder}/{name}")


def environment(folder):
    left_out = {"STANCE_MODEL", "NO_COLOR"}
    return {k: v for k, v in os.environ.items() if k not in left_out} | {"COLUMNS": "100" if page == "README.md" else "80", "LC_ALL": "C.UTF-8", "TERM": "dumb", "HOME": folder}


def run_console(text, folder):
    todo = [step for block in blocks(text, "console") for step in steps(block)]
    script = "".join(f"{command}\nprintf '\\n{MARK}%d{MARK}\\n' $?\n" for command, _ in todo)
    done = subprocess.run(["sh"], input=script, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=300)
    parts = re.split(f"\n?{MARK}(\\d+){MARK}\n", done.stdout)
    for i, (command, shown) in enumerate(todo):
        printed, code = parts[2 * i], parts[2 * i + 1]
        if code != "0":
            failures.append(f"$ {command}\nexit code {code}\n{printed}")
        elif not matches(shown, printed.splitlines()):
            failures.append(f"$ {command}\nprints\n{printed}\nbut the page shows\n" + "\n".join(shown))
    return len(todo)


def stand_ins(folder):
    """The reader's own files, as README.md names them."""
    rows = open(f"{source}/datasets/tutorial/coded.csv", encoding="utf-8").read().splitlines()[1:]
    article = open(f"{source}/datasets/articles/lake-talks.txt", encoding="utf-8").read()
    labels = {"1": "conciliatory", "2": "uncompromising", "0": "neither"}
    codes = {"1": "3", "2": "17", "0": "neither"}

    def write(name, text):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
            out.write(text)

    coded = ["article,speaker,text,label,sentence,code,ana,ben"]
    for number, row in enumerate(rows):
        head, text, code = re.fullmatch(r'([^"]*),("[^"]*"),(\d)', row).groups()
        other = "neither" if number % 9 == 0 else labels[code]
        coded.append(f"{head},{text},{labels[code]},{text},{codes[code]},{labels[code]},{other}")
    write("coded.csv", "\n".join(coded) + "\n")
    write("held-out.csv", "\n".join(coded) + "\n")
    write("statements.csv", "\n".join(coded) + "\n")
    write("article.txt", article)
    os.mkdir(f"{folder}/news")
    write("news/article.txt", article)
    with gzip.open(f"{folder}/dump.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write('{"text": "\\"We agree,\\" said Ilse Andrade.", "title": "Talks"}\n')


def run_plain(text, folder):
    """Every command of the sh blocks, but ./bootstrap, which made the build. Servers are ended once they listen."""
    stand_ins(folder)
    env = environment(folder)
    count = 0
    for block in blocks(text, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            if not line.strip() or line.startswith("./bootstrap"):
                continue
            if "held-out" in line and not os.path.exists(f"{folder}/other.stance"):
                os.symlink(f"{binary}/default.stance", f"{folder}/other.stance")
            command = line.split("  #")[0].rstrip()
            count += 1
            if " serve" in command:
                server = subprocess.Popen(["sh", "-c", "exec " + command + " --port 0"], cwd=folder, env=env, stdout=subprocess.PIPE,
                                          stderr=subprocess.STDOUT, text=True)
                first = server.stdout.readline()
                server.send_signal(signal.SIGTERM)
                rest = server.communicate(timeout=60)[0]
                if "http://127.0.0.1:" not in first + rest or server.returncode != 0:
                    failures.append(f"{command}\nexit code {server.returncode}\n{first}{rest}")
                continue
            done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  timeout=300)
            if done.returncode != 0:
                failures.append(f"{command}\nexit code {done.returncode}\n{done.stdout[-2000:]}")
    return count


with open(f"{source}/{page}", encoding="utf-8") as file:
    text = file.read()
with tempfile.TemporaryDirectory() as folder:
    prepare(folder)
    count = run_console(text, folder)
    if page == "README.md":
        count += run_plain(text, folder)
if count == 0:
    failures.append("the page shows no command")
for failure in failures:
    print(f"{page}: {failure}\n")
print(f"{page}: {count} commands, {len(failures)} failed")
sys.exit(bool(failures))
