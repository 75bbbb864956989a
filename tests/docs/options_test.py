"""Holds docs/commands.md and --help together, both ways.

Between its markers the page has the options of each command, with what --help says of them; UPDATE=1 writes them anew. What the other
pages call an option (`--name` beside a command of this program) must be one.

usage: options_test.py SOURCE BINARY
"""
import glob
import os
import re
import subprocess
import sys

source, binary = sys.argv[1:3]
COMMANDS = ["train", "infer", "evaluate", "features", "inspect", "serve"]
PAGE = f"{source}/docs/commands.md"
OTHERS = {"--screenshots"}  # of tests/serve/page_tests.py
failures = []


def ask(command):
    return subprocess.run([f"{binary}/stance", "help", command], stdout=subprocess.PIPE, text=True, check=True,
                          env=dict(os.environ, COLUMNS="100", LC_ALL="C")).stdout


def options(command):
    """[(heading or None, option, what --help says)]"""
    found, heading, after_examples = [], None, False
    for line in ask(command).splitlines():
        if re.fullmatch(r"[a-z].*:", line):
            after_examples = line != "examples:"
            heading = line[:-1]
            continue
        if not line.startswith("  "):
            after_examples = after_examples or (not line and bool(found))
        option = re.fullmatch(r"  (-[a-zA-Z], |    )(--[a-z0-9-]+(?: \S+)?)(?:  +(.*))?", line)
        if option:
            found.append([heading if after_examples else None, option.group(1).strip() + " " * (option.group(1)[0] == "-") + option.group(2),
                          option.group(3) or ""])
        elif found and after_examples and re.match(r" {30,}\S", line):
            found[-1][2] = (found[-1][2] + " " + line.strip()).strip()
    return found


def table(command):
    out, before = [], object()
    for heading, option, text in options(command):
        if heading != before:
            out += ["", f"*{heading}*" if heading else "", "", "| option | what |", "| --- | --- |"]
            before = heading
        out.append("| `{}` | {} |".format(option.replace("|", "\\|"), text.replace("|", "\\|").replace("<", "\\<")))
    return re.sub(r"\n\n\n+", "\n\n", "\n".join(out)).strip("\n")


with open(PAGE, encoding="utf-8") as file:
    page = file.read()
written = page
for command in COMMANDS:
    if len(options(command)) < 2:
        failures.append(f"stance help {command}: no options found in it")
    begin, end = f"<!-- options of {command} -->\n", f"\n<!-- end of {command} -->"
    head, rest = written.split(begin)
    written = head + begin + table(command) + end + rest.split(end, 1)[1]
if os.environ.get("UPDATE"):
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(written)
elif written != page:
    failures.append(f"docs/commands.md is not what --help says; UPDATE=1 python3 tests/docs/options_test.py {source} {binary}")

known = {command: set(re.findall(r"--[a-z0-9-]+", ask(command))) | {"--help"} for command in COMMANDS}
every = set().union(*known.values()) | {"--version"} | OTHERS
count = 0
for path in sorted([f"{source}/README.md", *glob.glob(f"{source}/docs/*.md")]):
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("\\\n", " ")
    for line in text.splitlines():
        for command, rest in re.findall(r"\bstance (train|infer|evaluate|features|inspect|serve)\b([^`|;#>]*)", line):
            for option in re.findall(r"(?<=\s)--[a-z0-9-]+", rest):
                count += 1
                if option not in known[command]:
                    failures.append(f"{os.path.relpath(path, source)}: 'stance {command}' has no option {option}")
    name = os.path.basename(path)
    if name in ("README.md", "tutorial.md", "evaluation.md", "articles-input.md", "reports.md", "serve.md", "formats.md"):
        for option in re.findall(r"`(--[a-z0-9-]+)[^`]*`", text):
            count += 1
            if option not in every:
                failures.append(f"{name}: no command has an option {option}")
for failure in failures:
    print(failure)
print(f"{count} options named by the pages, {len(failures)} failures")
sys.exit(bool(failures) or count < 50)
