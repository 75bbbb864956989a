"""Training and evaluating: the files and figures of the command, from files and from memory; progress, and stopping."""
import itertools
import json
import math
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import stance

BINARY = Path(os.environ["STANCE_BINARY"])
SMALL = stance.Features(words=(1, 1), stems=(0, 0), chars=(0, 0), lexicon=False)
SMALL_OPTIONS = ["--words", "1-1", "--stems", "none", "--chars", "none", "--lexicon", "none", "--folds", "3"]


def rows():
    """Statements that are easily told apart, in groups; some take no stance."""
    sides = {
        "conciliatory": (["welcome", "accept", "support"], ["talks", "the offer", "an agreement"]),
        "uncompromising": (["reject", "refuse", "condemn"], ["threats", "the demand", "any concession"]),
        "neither": (["attended", "scheduled", "counted"], ["a meeting", "the ballots", "three items"]),
    }
    who = ["We", "They", "Our ministers", "The delegates", "Both houses", "All parties"]
    made = []
    for label, (verbs, things) in sides.items():
        for i, (w, v, t) in enumerate(itertools.product(who, verbs, things)):
            made.append(stance.Row(label, f"{w} {v} {t} number {i}.", f"{label}{i // 3}"))
    return made


class Trained(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.rows = rows()
        cls.file = os.path.join(cls.folder.name, "rows.jsonl")
        with open(cls.file, "w") as out:
            for row in cls.rows:
                out.write(json.dumps({"label": row.label, "text": row.text, "group": row.group}) + "\n")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def command(self, *arguments):
        return subprocess.run([str(BINARY / "stance"), *arguments], check=True, capture_output=True, text=True).stdout


class Training(Trained):
    def test_the_model_is_the_commands_byte_for_byte(self):
        heard = []
        trained = stance.train(self.file, self.path("python.stance"), features=SMALL, folds=3, name="toy", threads=2,
                               progress=lambda *told: heard.append(told))
        self.command("train", "-q", *SMALL_OPTIONS, "--name", "toy", self.file, "-o", self.path("command.stance"))
        self.assertEqual(Path(self.path("python.stance")).read_bytes(), Path(self.path("command.stance")).read_bytes())
        self.assertEqual((trained.n_stance, trained.n_neither, trained.folds), (108, 54, 3))
        self.assertGreater(trained.metrics.macro_f1, 0.9)
        self.assertEqual(len(trained.fold_macro_f1), 3)
        self.assertTrue(heard)
        for phase, done, total in heard:
            self.assertTrue(phase and 0 <= done <= total, (phase, done, total))
        with trained.model() as model:
            self.assertEqual(model.card["name"], "toy")
            self.assertEqual(model.label("They welcome talks.").label, "conciliatory")

    def test_rows_in_memory_give_the_same_machine(self):
        stance.train(self.file, self.path("a.stance"), features=SMALL, folds=3, cost=[0.5, 1])
        stance.train((tuple(row)[:3] for row in self.rows), self.path("b.stance"), features=SMALL, folds=3, cost=(0.5, 1))
        texts = [row.text for row in self.rows]
        with stance.Model(self.path("a.stance")) as a, stance.Model(self.path("b.stance")) as b:
            self.assertEqual(a.label(texts), b.label(texts))
            self.assertEqual(a.card["data"]["hash"], b.card["data"]["hash"])

    def test_labels_are_mapped_and_dropped(self):
        options = stance.DataOptions(map_labels={"conciliatory": "soft", "uncompromising": "hard"}, drop_labels=["neither"])
        trained = stance.train(self.rows, self.path("m.stance"), options=options, features=SMALL, folds=3, cost=1)
        self.assertEqual((trained.metrics.labels, trained.dropped, trained.n_neither), (("hard", "soft"), 54, 0))
        with trained.model() as model:
            self.assertFalse(model.has_neither)
            self.assertIsNone(model.label("They welcome talks.").neither)

    def test_three_labels(self):
        data = [(row.label if row.label != "neither" else "third", row.text, row.group) for row in self.rows]
        with stance.train(data, self.path("three.stance"), features=SMALL, folds=3, cost=1).model() as model:
            self.assertEqual(model.labels, ("conciliatory", "third", "uncompromising"))
            for row, answer in zip(data, model.label([row[1] for row in data])):
                self.assertEqual(answer.label, row[0])
                self.assertAlmostEqual(sum(answer.probabilities.values()), 1)
                self.assertEqual(answer.probabilities[answer.label], answer.probability)

    def test_a_progress_function_stops_it(self):
        with self.assertRaises(stance.CancelledError) as caught:
            stance.train(self.file, self.path("none.stance"), features=SMALL, folds=3, progress=lambda *told: False)
        self.assertEqual(caught.exception.status, 6)

        class Mine(BaseException):
            pass

        def fail(*told):
            raise Mine

        with self.assertRaises(Mine):
            stance.train(self.file, self.path("none.stance"), features=SMALL, folds=3, progress=fail)
        self.assertFalse(os.path.exists(self.path("none.stance")))

    def test_what_makes_no_sense_is_refused(self):
        bad = self.path("bad.jsonl")
        Path(bad).write_text('{"label":"a","text":"x"}\n{"label":"a"}\n')
        with self.assertRaises(stance.DataError) as caught:
            stance.train(bad, self.path("none.stance"))
        self.assertEqual((caught.exception.file, caught.exception.line), (bad, 2))
        with self.assertRaises(stance.MachineError):
            stance.train(self.path("absent.tsv"), self.path("none.stance"))
        with self.assertRaises(stance.MachineError):
            stance.train(self.rows, self.path("no/folder/x.stance"), features=SMALL, folds=3, cost=1)
        with self.assertRaisesRegex(stance.DataError, "records:2: an empty text"):
            stance.train([("a", "x"), ("b", " ")], self.path("none.stance"))
        for data in [[("a",)], ["x.tsv", ("a", "x")], [3]]:
            with self.assertRaises(TypeError):
                stance.train(data, self.path("none.stance"))
        for options in [{"solver": "x"}, {"cost": -1}, {"folds": 0}, {"seed": -1}, {"threads": 1.5},
                        {"features": stance.Features(words=(3, 1))}, {"features": stance.Features(weight="x")}, {"name": "\ud800"}]:
            with self.assertRaises(stance.UsageError, msg=str(options)):
                stance.train(self.rows, self.path("none.stance"), **options)
        with self.assertRaises(stance.UsageError):
            stance.train([], self.path("none.stance"))
        with self.assertRaises(stance.DataError):
            stance.train(bad, self.path("none.stance"), options=stance.DataOptions(skip_bad=True))  # one label is none


class Evaluating(Trained):
    def test_figures_are_the_commands(self):
        with stance.Model(str(BINARY / "default.stance")) as model:
            found = stance.evaluate(model, self.file)
            printed = json.loads(self.command("evaluate", "-m", model.path, "--format", "json", self.file))
            reported = json.loads(found.report("json", dataset=self.file))
        m = found.metrics
        for name in ["n", "accuracy", "macro_f1", "mcc", "kappa", "roc_auc", "average_precision", "log_loss", "brier", "ece",
                     "majority_accuracy", "coverage", "confident_accuracy"]:
            self.assertEqual(getattr(m, name), printed[name], name)  # the command writes these with all their digits
        self.assertEqual(list(m.accuracy_ci95), printed["accuracy_ci95"])
        self.assertEqual([list(row) for row in m.confusion], printed["confusion"])
        self.assertEqual({k: v._asdict() for k, v in m.per_label.items()}, printed["per_label"])
        self.assertEqual(found.neither, 54)
        for name in reported:
            if name not in ("shares",):
                self.assertEqual(reported[name], printed[name], name)

    def test_reports_need_the_open_model_and_figures_do_not(self):
        model = stance.Model(str(BINARY / "default.stance"))
        found = stance.evaluate(model, [row for row in self.rows if row.label != "neither"], draws=200)
        self.assertIn("macro", found.report().lower())
        self.assertTrue(found.report("html", title="T").lower().startswith("<!doctype html>"))
        with self.assertRaises(stance.UsageError):
            found.report("pdf")
        model.close()
        with self.assertRaisesRegex(stance.UsageError, "closed"):
            found.report()
        self.assertGreater(found.metrics.n, 0)

    def test_unknown_labels_are_refused_and_nothing_to_judge_is_no_figure(self):
        with stance.Model(str(BINARY / "default.stance")) as model:
            with self.assertRaisesRegex(stance.DataError, "records:2: .*'odd'"):
                stance.evaluate(model, [("conciliatory", "We agree."), ("odd", "We do.")])
            found = stance.evaluate(model, [("neither", "The meeting begins at noon.")])
            self.assertIsNone(found.metrics)
            self.assertEqual(found.neither, 1)
            lone = stance.evaluate(model, [("conciliatory", "We agree.")])
            self.assertTrue(math.isnan(lone.metrics.accuracy_ci95.low))


if __name__ == "__main__":
    unittest.main()
