"""Every relative link of every page leads to a file of the tree, and its anchor to a heading there.

usage: links_test.py SOURCE
"""
import os
import re
import sys
import urllib.parse

source = sys.argv[1]
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
failures, count = [], 0


def pages():
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "build")))
        yield from (os.path.join(folder, f) for f in sorted(files) if f.endswith(".md"))


def without_code(text):
    return re.sub(r"^(```+).*?^\1\s*$", "", text, flags=re.S | re.M)


def anchors(path):
    """As hosting pages make them of headings: lower case, white space to hyphens, punctuation gone, repeats numbered."""
    found = set()
    with open(path, encoding="utf-8") as file:
        text = without_code(file.read())
    for title in re.findall(r"^#{1,6} +(.*?)\s*#*$", text, re.M):
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title.replace("`", ""))
        name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        number, unique = 0, name
        while unique in found:
            number += 1
            unique = f"{name}-{number}"
        found.add(unique)
    return found


for page in pages():
    with open(page, encoding="utf-8") as file:
        text = re.sub(r"`[^`\n]*`", "", without_code(file.read()))
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        count += 1
        path, _, anchor = urllib.parse.unquote(link).partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
        where = os.path.relpath(page, source)
        if os.path.isabs(path) or not target.startswith(source) or not os.path.exists(target):
            failures.append(f"{where}: {link} leads nowhere")
        elif anchor and (not target.endswith(".md") or anchor not in anchors(target)):
            failures.append(f"{where}: {link}: no such heading")
for failure in failures:
    print(failure)
print(f"{count} links, {len(failures)} failures")
sys.exit(bool(failures) or count < 20)
