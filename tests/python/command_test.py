"""Python's answers are the command's. Two comparisons: every floating-point number of an answer, to the last bit, with those of a program
made of the same rooms as the command (label_hex.c); and everything that `stance infer --format jsonl` prints, whose numbers have six
decimals: Python's, rounded by the rule of docs/formats.md, read back as the same floats."""
import json
import math
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import stance

SOURCE, BINARY = Path(os.environ["STANCE_SOURCE"]), Path(os.environ["STANCE_BINARY"])
MODEL = str(BINARY / "default.stance")
COMMAND = str(BINARY / "stance")


PAGE = """<!doctype html><html><head><meta charset="windows-1252"><title>Talks</title></head><body><nav>Home</nav><article><h1>Über talks</h1>
<p>“We will never yield,” Bo Ék told reporters, “whatever they offer.”</p><p>Ana Ruiz welcomed the plan and said it was “a first step”.</p>
</article></body></html>"""


def rounded(value):
    """Six decimals, halves away from zero, computed as base/buffer.c does; None for what is no number."""
    if value is None or not math.isfinite(value):
        return None
    scaled = int(abs(value) * 1000000 + 0.5)
    text = f"{scaled // 1000000}.{scaled % 1000000:06d}"
    return float("-" + text if value < 0 and scaled else text)


def run(*arguments, given=None):
    return subprocess.run(arguments, input=given, check=True, capture_output=True).stdout.decode()


def statements():
    """Every shipped statement, and texts that are hard on the way through: other scripts, no known term, one character."""
    texts = []
    for file in sorted((SOURCE / "datasets" / "statements").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in file.read_text().splitlines()]
    return texts + ["x", "We’ll talk — naïve café, 日本語, 𝒻𝓊𝓁𝓁 width ＡＢＣ.", "\u202eright to left", "zzzz qqqq", "no" * 5000, "a\tb"]


def members(label):
    """The answer's members of stance.statement/1."""
    return {
        "label": label.label,
        "probability": rounded(label.probability),
        "probabilities": {name: rounded(p) for name, p in label.probabilities.items()},
        "neither": rounded(label.neither),
        "confident": label.confident,
        "decision": rounded(label.decision),
    }


def reasons(given):
    return [{"term": r.term, "weight": rounded(r.weight), "start": r.start, "end": r.end} for r in given]


class Command(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts = statements()
        cls.model = stance.Model(MODEL)

    @classmethod
    def tearDownClass(cls):
        cls.model.close()

    def test_answers_are_the_same_to_the_bit(self):
        lines = run(os.environ["STANCE_LABEL_HEX"], MODEL, given="\n".join(self.texts).encode()).splitlines()
        answers = self.model.label(self.texts)
        self.assertEqual(len(lines), len(answers))
        self.assertGreater(len(answers), 1000)
        for text, line, a in zip(self.texts, lines, answers):
            label, probability, decision, neither, confident, known, *probabilities = line.split()
            self.assertEqual(
                (a.label, a.probability, a.decision, a.neither, a.confident, a.known_terms, list(a.probabilities.values())),
                (label, float.fromhex(probability), float.fromhex(decision), float.fromhex(neither), confident == "1", int(known),
                 [float.fromhex(p) for p in probabilities]),
                text,
            )

    def test_lines_are_printed_with_the_same_answers(self):
        lines = run(COMMAND, "infer", "-m", MODEL, "--input", "lines", "--format", "jsonl", given="\n".join(self.texts).encode()).splitlines()
        for text, line, a in zip(self.texts, lines, self.model.label(self.texts), strict=True):
            printed = json.loads(line)
            self.assertEqual({k: printed[k] for k in members(a)}, members(a), text)

    def test_reasons_are_the_same(self):
        texts = self.texts[::40] + self.texts[-6:]
        lines = run(COMMAND, "infer", "-m", MODEL, "--input", "lines", "--format", "jsonl", "--explain", "7", given="\n".join(texts).encode())
        for text, line in zip(texts, lines.splitlines(), strict=True):
            self.assertEqual(json.loads(line)["reasons"], reasons(self.model.explain(text, 7)), text)

    def test_articles_are_read_the_same(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        page = Path(folder.name) / "page.html"
        page.write_bytes(PAGE.encode("windows-1252"))
        paths = [page, *sorted((SOURCE / "datasets" / "articles").glob("*"))]
        self.assertGreater(len(paths), 2)
        for path in paths:
            printed = [json.loads(line) for line in
                       run(COMMAND, "infer", "-m", MODEL, "--format", "jsonl", "--explain", "3", str(path)).splitlines()]
            article = self.model.read(path.read_bytes(), name=str(path), reasons=3)
            self.assertEqual(article.text, run(COMMAND, "infer", "--emit-text", str(path)).removesuffix("\n" if article.text[-1] != "\n" else ""))
            self.assertEqual(len(article.statements), len(printed))
            for s, p in zip(article.statements, printed):
                self.assertEqual(p.pop("schema"), "stance.statement/1")
                self.assertEqual(p, {
                    "article": str(path), "index": s.index, "start": s.start, "end": s.end, "spans": [list(span) for span in s.spans],
                    "kind": s.kind, "text": s.text, "speaker": s.speaker and s.speaker._asdict(), "cue": s.cue, "target": s.target,
                    **members(s.label), "reasons": reasons(s.reasons),
                })


if __name__ == "__main__":
    unittest.main()
