"""Labelling and retraining on the page."""
import json
import os
import signal
import subprocess
import tempfile

from page_case import SOURCE, PageCase
from selenium.webdriver.common.keys import Keys

KEYS = {"conciliatory": "c", "uncompromising": "u", "neither": "n"}


def shipped(name, first, last):
    """Rows of a shipped data set: text to label."""
    with open(os.path.join(SOURCE, "datasets", "statements", name), encoding="utf-8") as file:
        return {row["text"]: row["label"] for row in [json.loads(line) for line in file][first:last]}


class Labelling(PageCase):
    rows = shipped("council_debates.jsonl", 0, 60)

    def setUp(self):
        self.options = ["--labels", "labels.jsonl", *self.more_options()]
        super().setUp()
        self.server.write("pool.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in self.rows))

    def more_options(self):
        return []

    def records(self):
        with open(self.server.path("labels.jsonl"), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def begin(self, name="Ana", upload=True):
        page = self.browser
        page.open(self.server, "label")
        page.until(lambda: page.shown("#annotator"), "labelling is not on")
        if upload:
            page.one("#pool-statements").send_keys(self.server.path("pool.jsonl"))
            page.says("#pool-status", f"{len(self.rows)} statements added")
        page.one("#annotator").clear()
        page.one("#annotator").send_keys(name, Keys.TAB)
        page.until(lambda: page.shown("#card .statement"), "no statement is shown")

    def card(self):
        return self.browser.script("return document.querySelector('#card .statement')?.textContent ?? ''")

    def give(self, key):
        """A key on the card; the next statement is there afterwards."""
        before = self.card()
        self.browser.one("body").send_keys(key)
        self.browser.until(lambda: self.card() != before, f"the key {key} does nothing")
        return before


class LabelTest(Labelling):
    def test_keys_label_skip_and_undo_and_are_saved(self):
        page = self.browser
        self.begin()
        text = self.give("c")
        page.says("#label-status", "Saved:")
        self.assertEqual([(r["event"], r["annotator"], r["label"], r["text"]) for r in self.records()], [("label", "Ana", "conciliatory", text)])
        self.give("u")
        page.says("#label-progress", "2 labelled")
        skipped = self.give("s")
        page.says("#label-progress", "1 skipped")
        page.one("body").send_keys("z")
        page.says("#label-status", "Taken back")
        self.assertEqual(self.card(), skipped)
        page.says("#label-progress", "0 skipped")
        page.one("#label-keys [data-key=n]").click()
        page.says("#label-progress", "3 labelled")
        self.assertEqual([r["event"] for r in self.records()], ["label", "label", "skip", "undo", "label"])
        page.says("#agreement", "Ana")

        page.one("#annotator").clear()  # letters in a field are letters
        page.one("#annotator").send_keys("cun", Keys.TAB)
        page.says("#label-progress", "0 labelled")
        self.give("c")
        self.give("c")
        self.give("n")
        page.says("#agreement", "Krippendorff’s alpha")
        page.says("#agreement", "Cohen’s kappa")
        self.assertEqual(len(self.records()), 8)

    def test_what_was_labelled_elsewhere_is_not_labelled_twice(self):
        page = self.browser
        self.begin()
        item = self.server.json("GET", "/api/v1/label/next?annotator=Ana")[1]["items"][0]
        self.assertEqual(item["text"], self.card())
        self.server.json("POST", "/api/v1/label", {"annotator": "Ana", "id": item["id"], "label": "conciliatory"})
        self.give("u")
        page.says("#label-status", "Not saved")
        self.assertEqual([r["label"] for r in self.records()], ["conciliatory"])
        self.assertTrue(page.complaints())  # the answer 409

        first = page.driver.current_window_handle
        page.driver.switch_to.new_window("tab")
        try:
            page.open(self.server, "label")
            page.until(self.card, "the second tab shows nothing")
            self.assertEqual(page.script("return document.getElementById('annotator').value"), "Ana")
            text = self.give("u")
            page.says("#label-status", "Saved:")
        finally:
            page.driver.close()
            page.driver.switch_to.window(first)
        page.script("document.dispatchEvent(new Event('visibilitychange'))")
        page.until(lambda: self.card() not in ("", text), "the first tab still offers what the second has labelled")
        page.says("#label-progress", "2 labelled")


class LostTest(Labelling):
    may_complain = True

    def test_a_server_that_dies_and_comes_back_loses_nothing(self):
        page = self.browser
        self.begin()
        given = [(self.give("c"), "conciliatory"), (self.give("u"), "uncompromising")]
        page.says("#label-progress", "2 labelled")
        self.server.stop(signal.SIGKILL)
        given += [(self.give("n"), "neither"), (self.give("c"), "conciliatory")]
        page.says("#label-status", "2 labels not saved yet")
        page.says("#connection", "does not answer")
        self.assertNotIn("Saved", page.text("#label-status"))
        given += [(self.give("u"), "uncompromising")]
        page.says("#label-status", "3 labels not saved yet")
        page.one("body").send_keys("z")  # what was not sent is taken back here
        page.says("#label-status", "Taken back before it was saved")
        given[-1] = (self.give("c"), "conciliatory")

        self.server.options = (*self.server.options, "--port", str(self.server.port))
        self.server.start()
        page.says("#label-status", "everything is saved")
        page.says("#connection", "started again")
        page.says("#label-progress", "5 labelled")
        self.assertEqual([(r["text"], r["label"]) for r in self.records()], given)
        given.append((self.give("u"), "uncompromising"))
        page.says("#label-status", "Saved:")
        self.assertEqual([(r["text"], r["label"]) for r in self.records()], given)


    def test_what_was_not_saved_is_kept_over_a_reload(self):
        page = self.browser
        self.begin()
        page.script("const asked = window.fetch; window.fetch = (url, options) => url.endsWith('/label') ? Promise.reject(new TypeError('lost'))"
                    ": asked(url, options)")  # until the reload
        text = self.give("u")
        page.says("#label-status", "1 label not saved yet")
        self.assertEqual(self.records(), [])
        page.driver.refresh()
        page.until(lambda: self.card() not in ("", text), "a label that is under way is asked for again")
        page.says("#label-progress", "1 labelled")
        self.assertEqual([(r["text"], r["label"]) for r in self.records()], [(text, "uncompromising")])


class RetrainTest(Labelling):
    """The first model has seen few statements, and none of those that are labelled."""
    rows = shipped("council_debates.jsonl", 100, 190)
    base = [os.path.join(SOURCE, "datasets", "statements", name) for name in ("valleys_and_harbours.jsonl", "truces_and_quotas.jsonl")]

    def more_options(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        model = os.path.join(folder.name, "first.stance")
        subprocess.run([os.path.join(self.binary, "stance"), "train", "--quiet", *self.base, "-o", model], check=True)
        return ["-m", model, *(part for path in self.base for part in ("--train-with", path))]

    def test_labels_train_a_model_that_is_compared_and_used(self):
        page = self.browser
        self.begin()
        for _ in range(40):
            text = self.card()
            self.give(KEYS[self.rows[text]])
        page.says("#label-progress", "40 labelled")
        page.says("#agreement", "Ana")
        page.script("window.said = []; const s = document.getElementById('retrain-status');"
                    "new MutationObserver(() => window.said.push(s.textContent)).observe(s, { childList: true })")
        page.one("#retrain").click()
        page.says("#retrain-status", "Trained on")
        self.assertTrue(page.one("#retrain").is_enabled())
        self.assertTrue(any(line.startswith("Training on 30") for line in page.script("return window.said")), "its progress was not shown")
        page.says("#retrain-result", "accuracy")
        state = self.server.json("GET", "/api/v1/retrain")[1]
        self.assertIn(f"{state['evaluation']['accuracy']:.3f}", page.text("#retrain-result"))
        self.assertIn(f"{state['evaluation']['comparison']['accuracy']:.3f}", page.text("#retrain-result"))
        self.assertFalse(state["adopted"])
        self.picture("serve-label.png", 1150)
        page.one("#adopt").click()
        page.says("#model", "retrained")
        page.says("#retrain-status", "answers now")
        self.give("s")
        page.says("#label-status", "Saved:")


class OffTest(PageCase):
    def test_without_a_label_file_the_page_says_what_to_do(self):
        self.browser.open(self.server, "label")
        self.browser.says("#label-off", "stance serve --labels")
        self.assertFalse(self.browser.shown("#label-on"))
