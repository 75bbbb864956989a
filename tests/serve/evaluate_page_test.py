"""Judging the model on the page."""
import json
import os

from page_case import SOURCE, PageCase


class EvaluateTest(PageCase):
    def test_a_labelled_file_gives_the_report(self):
        page = self.browser
        with open(os.path.join(SOURCE, "datasets", "statements", "hard_cases.jsonl"), encoding="utf-8") as file:
            self.server.write("coded.jsonl", "".join(file.readlines()[:120]))
        with open(self.server.path("coded.jsonl"), "rb") as file:
            _, report = self.server.json("POST", "/api/v1/evaluate", file.read(), media="application/octet-stream", name="coded.jsonl", errors=20)
        page.open(self.server, "evaluate")
        page.one("#evaluate-file").send_keys(self.server.path("coded.jsonl"))
        page.says("#evaluation", "Confusion")
        shown = page.text("#evaluation")
        for value in [report["macro_f1"], report["accuracy"], *report["accuracy_ci95"], report["ece"], report["brier"]]:
            self.assertIn(f"{value:.3f}", shown)
        cells = [int(cell.text) for cell in page.all(".confusion td")]
        self.assertEqual(cells, [n for row in report["confusion"] for n in row])
        self.assertEqual(len(page.all(".mistakes tbody tr")), len(report["errors"]))
        self.assertTrue(page.shown(".mistakes .w.for"))

        page.one("#evaluate-downloads [data-format=json]").click()
        self.assertEqual(json.loads(page.downloaded("coded-evaluation.json"))["macro_f1"], report["macro_f1"])
        page.one(".options summary").click()
        page.one("#evaluate-by").send_keys("kind")
        page.one("#evaluate-again").click()
        page.says("#evaluation", "By kind")

    def test_a_bad_row_is_named(self):
        page = self.browser
        self.server.write("bad.tsv", "label\ttext\nconciliatory\tWe are ready to talk.\nno tab here\n")
        page.open(self.server, "evaluate")
        page.one("#evaluate-file").send_keys(self.server.path("bad.tsv"))
        page.says("#evaluate-status", "bad.tsv:3")
        page.one("#evaluate-skip").click()
        page.one("#evaluate-again").click()
        page.says("#evaluation", "1 statement with a stance")
        self.assertTrue(page.complaints())  # the answer 422
