"""Models and labels as a Python user meets them: what goes in, what is refused, threads, life and death."""
import gc
import os
import pickle
import subprocess
import sys
import threading
import unittest
from pathlib import Path

import stance

SOURCE, BINARY = Path(os.environ["STANCE_SOURCE"]), Path(os.environ["STANCE_BINARY"])
MODEL = str(BINARY / "default.stance")
os.environ.pop("STANCE_MODEL", None)  # a tester's own
WELCOME, REFUSE = "We welcome the offer and are ready to talk.", "We reject it and will never yield."


class Models(unittest.TestCase):
    def setUp(self):
        self.model = stance.Model(MODEL)
        self.addCleanup(self.model.close)

    def test_says_what_is_in_it(self):
        self.assertEqual(self.model.labels, ("conciliatory", "uncompromising"))
        self.assertEqual(self.model.card["schema"], "stance.card/1")
        self.assertTrue(self.model.has_neither)
        self.assertTrue(0 < self.model.threshold < 1)
        terms = self.model.strongest_terms("uncompromising", 5)
        self.assertEqual(len(terms), 5)
        self.assertEqual([w for _, w in terms], sorted((w for _, w in terms), reverse=True))
        self.assertEqual(self.model.strongest_terms("uncompromising", 0), [])
        self.model.verify()
        self.assertIn("uncompromising", repr(self.model))

    def test_labels_texts_in_order(self):
        answers = self.model.label([WELCOME, REFUSE.encode(), WELCOME])
        self.assertEqual([a.label for a in answers], ["conciliatory", "uncompromising", "conciliatory"])
        self.assertEqual(answers[0], answers[2])
        self.assertEqual(answers[0], self.model.label(WELCOME))
        self.assertEqual(answers[1], self.model.label(REFUSE.encode()))
        self.assertEqual(answers[0].probability, answers[0].probabilities["conciliatory"])
        self.assertEqual(self.model.label([]), [])
        self.assertEqual(self.model.label(iter([REFUSE])), [answers[1]])

    def test_an_answer_is_unclear_or_neither_where_it_is_not_confident(self):
        texts = [WELCOME, "The meeting begins at noon on Tuesday in the town hall.", "zzzz qqqq", ""]
        for a in self.model.label(texts):
            neither = a.neither > self.model.neither_threshold
            self.assertEqual(a.answer, a.label if a.confident else "neither" if neither else "unclear")
            self.assertEqual(a.confident, a.known_terms > 0 and a.probability >= self.model.threshold and not neither)
        self.assertEqual(self.model.label("").known_terms, 0)

    def test_batches_and_threads_do_not_show(self):
        texts = [f"{WELCOME if i % 3 else REFUSE} Number {i}, é." for i in range(40000)]
        answers = self.model.label(texts, threads=1)
        self.assertEqual(len(answers), len(texts))
        self.assertEqual(self.model.label((t for t in texts), threads=3), answers)
        for few in [1, 7, 32, 33]:  # one by one and in batches
            self.assertEqual(list(self.model.stream(texts[:100], batch=few)), answers[:100])

    def test_a_stream_reads_no_further_than_its_batch(self):
        taken = []

        def texts():
            for i in range(100):
                taken.append(i)
                yield WELCOME

        stream = self.model.stream(texts(), batch=10)
        next(stream)
        self.assertEqual(len(taken), 10)

    def test_bad_texts_are_named(self):
        for bad, what in [("a \ud800 b", "U\\+D800, at index 2"), (b"a\xff", "UTF-8 at byte 1"), (b"\xed\xa0\x80", "UTF-8 at byte 0")]:
            with self.assertRaisesRegex(stance.DataError, "text 2 .*" + what):
                self.model.label([WELCOME, "é", bad])
            with self.assertRaisesRegex(stance.DataError, f"text 20001 .*{what}"):
                self.model.label([WELCOME] * 20001 + [bad])
        for bad in [None, 3, ["x"], bytearray(b"x")]:
            with self.assertRaisesRegex(TypeError, "text 1 is"):
                self.model.label([WELCOME, bad])
        with self.assertRaises(TypeError):
            self.model.stream(WELCOME).__next__()
        self.assertEqual(self.model.label("a\0b").label, self.model.label("a\0b".encode()).label)
        for arguments in [{"threads": -1}]:
            with self.assertRaises(stance.UsageError):
                self.model.label([WELCOME], **arguments)

    def test_explains_in_code_points(self):
        text = "“Émigrés”, 𝒻: we will never yield."
        found = self.model.explain(text, 20, label="uncompromising")
        self.assertTrue(any(text[r.start : r.end] == "never" for r in found), found)
        self.assertEqual([abs(r.weight) for r in found], sorted((abs(r.weight) for r in found), reverse=True))
        other = self.model.explain(text, 20, label="conciliatory")
        self.assertEqual([(r.term, -r.weight) for r in other], [(r.term, r.weight) for r in found])
        self.assertEqual(self.model.explain(text, 0), [])
        self.assertEqual(self.model.explain("zzzz qqqq", 3, label="conciliatory"), [])
        with self.assertRaisesRegex(stance.UsageError, "no label 'x'; it has"):
            self.model.explain(text, 3, label="x")


class Opening(unittest.TestCase):
    def test_the_default_model_is_found(self):
        with stance.Model() as model:
            self.assertEqual(Path(model.path).resolve(), Path(MODEL).resolve())
        self.assertEqual(Path(stance.default_model_path()).resolve(), Path(MODEL).resolve())

    def test_a_model_from_memory_answers_alike(self):
        data = Path(MODEL).read_bytes()
        with stance.Model(MODEL) as file, stance.Model(data=data) as memory:
            self.assertEqual(file.label([WELCOME, REFUSE]), memory.label([WELCOME, REFUSE]))
            with self.assertRaises(TypeError):
                pickle.dumps(memory)
        with self.assertRaises(stance.ModelError) as caught:
            stance.Model(data=data[:-1])
        self.assertEqual(caught.exception.file, "model in memory")

    def test_what_is_no_model_is_refused(self):
        with self.assertRaises(stance.MachineError) as caught:
            stance.Model("/nowhere/x.stance")
        self.assertEqual((caught.exception.status, caught.exception.file), (1, "/nowhere/x.stance"))
        with self.assertRaises(stance.ModelError) as caught:
            stance.Model(SOURCE / "README.md")
        self.assertEqual(caught.exception.status, 4)
        self.assertIn("README.md: ", str(caught.exception))
        with self.assertRaises(ValueError):
            stance.Model("a\0b")
        with self.assertRaises(stance.UsageError):
            stance.Model(MODEL, data=b"")

    def test_a_closed_model_says_so(self):
        model = stance.Model(MODEL)
        model.close()
        model.close()
        for use in [lambda: model.label(WELCOME), lambda: model.read(WELCOME), lambda: model.card, lambda: model.explain(WELCOME)]:
            with self.assertRaisesRegex(stance.UsageError, "was closed"):
                use()
        self.assertIn("closed", repr(model))

    def test_a_pickled_model_is_opened_again(self):
        with stance.Model(MODEL) as model:
            again = pickle.loads(pickle.dumps(model))
            self.assertEqual(again.label(WELCOME), model.label(WELCOME))
            again.close()


class Threads(unittest.TestCase):
    def test_one_model_serves_many_threads(self):
        texts = [f"{WELCOME} {i}" for i in range(300)] + [f"{REFUSE} {i}" for i in range(300)]
        article = (SOURCE / "datasets" / "articles" / "lake-talks.txt").read_text()
        with stance.Model(MODEL) as model:
            answers, read, reasons = model.label(texts), model.read(article), model.explain(REFUSE)
            wrong = []

            def work():
                for _ in range(3):
                    if model.label(texts) != answers or model.read(article) != read or model.explain(REFUSE) != reasons:
                        wrong.append(threading.current_thread())

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(wrong, [])

    def test_closing_waits_for_those_who_are_labelling(self):
        """Each thread either gets its answers whole or is told that the model was closed."""
        texts = [WELCOME] * 3000
        for _ in range(5):
            model, said = stance.Model(MODEL), []

            def work():
                try:
                    while True:
                        self.assertEqual(len(model.label(texts)), len(texts))
                except stance.UsageError as error:
                    said.append(error)

            threads = [threading.Thread(target=work) for _ in range(3)]
            for thread in threads:
                thread.start()
            model.label(WELCOME)
            model.close()
            for thread in threads:
                thread.join()
            self.assertEqual(len(said), len(threads))

    def test_other_python_threads_run_while_a_batch_is_labelled(self):
        """The library is called without Python's lock: the work of another thread goes on."""
        with stance.Model(MODEL) as model:
            text, counted, done = [(WELCOME + " ") * 30000], [0], threading.Event()

            def count():
                while not done.is_set():
                    counted[0] += 1

            thread = threading.Thread(target=count)
            thread.start()
            before = counted[0]
            model.label(text)  # one call, of a megabyte
            during = counted[0] - before
            done.set()
            thread.join()
            self.assertGreater(during, 1000)


class Memory(unittest.TestCase):
    def test_what_is_dropped_is_given_back(self):
        """A model that nobody closed leaves no mapping behind."""
        def mapped():
            return Path("/proc/self/maps").read_text().count("default.stance")

        gc.collect()
        before = mapped()
        models = [stance.Model(MODEL) for _ in range(5)]
        models[0].label(WELCOME)
        self.assertEqual(mapped(), before + 5)
        del models
        gc.collect()
        self.assertEqual(mapped(), before)


class Library(unittest.TestCase):
    def python(self, program, **variables):
        environment = {k: v for k, v in os.environ.items() if k != "STANCE_LIBRARY"}
        return subprocess.run([sys.executable, "-c", program], env={**environment, **variables}, capture_output=True, text=True)

    def test_a_missing_library_is_an_import_error_with_a_remedy(self):
        ran = self.python("import stance\ntry: stance.Model()\nexcept ImportError as e: print(e)", STANCE_LIBRARY="/nowhere/libstance.so.0")
        self.assertIn("cannot load libstance.so.0", ran.stdout, ran.stderr)
        self.assertIn("STANCE_LIBRARY", ran.stdout)

    def test_labelling_loads_no_blas(self):
        program = f"import stance\nstance.Model({MODEL!r}).label('x')\nprint(open('/proc/self/maps').read())"
        ran = self.python(program, STANCE_LIBRARY=str(BINARY / "libstance.so.0"))
        self.assertIn("libstance.so", ran.stdout, ran.stderr)
        for heavy in ["openblas", "libsvm", "libstance_train"]:
            self.assertNotIn(heavy, ran.stdout)


if __name__ == "__main__":
    unittest.main()
