"""mypy --strict over the package and over a program that uses it. Skipped where Debian's mypy is not installed."""
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["STANCE_SOURCE"])
MYPY = next((path for path in ["/usr/bin/mypy", shutil.which("mypy")] if path and os.path.exists(path)), None)
RIGHT = """
import stance
with stance.Model() as model:
    one: stance.Label = model.label("x")
    many: list[stance.Label] = model.label(["x", b"y"])
    article: stance.Article = model.read("x", reasons=2)
    place: int = article.statements[0].reasons[0].start
    name: str = article.statements[0].speaker.name if article.statements[0].speaker else article[0:1]
found: stance.Evaluation = stance.evaluate(model, "x.tsv")
trained: stance.Training = stance.train([("a", "text"), stance.Row("b", "text", group="g")], "x.stance", features=stance.Features(words=(1, 2)))
"""
WRONG = {"model.label(3)": "No overload variant", "model.read('x').statements[0].speaker.name": "union-attr",
         "stance.train('x')": "call-arg", "model.label('x').lable": "attr-defined"}


@unittest.skipUnless(MYPY, "mypy is not installed")
class Types(unittest.TestCase):
    def test_package_and_users_are_checked(self):
        with tempfile.TemporaryDirectory() as folder:
            def mypy(*arguments):
                return subprocess.run([MYPY, "--strict", "--show-error-codes", f"--cache-dir={folder}/cache", *arguments],
                                      capture_output=True, text=True, env={**os.environ, "MYPYPATH": str(SOURCE / "python")})

            right, wrong = Path(folder) / "right.py", Path(folder) / "wrong.py"
            right.write_text(RIGHT)
            wrong.write_text("import stance\nmodel = stance.Model()\n" + "\n".join(WRONG) + "\n")
            ran = mypy(str(SOURCE / "python" / "stance"), str(right))
            self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
            ran = mypy(str(wrong))
            for line, complaint in enumerate(WRONG.values(), 3):
                said = [text for text in ran.stdout.splitlines() if text.startswith(f"{wrong}:{line}:")]
                self.assertTrue(any(complaint in text for text in said), ran.stdout)


if __name__ == "__main__":
    unittest.main()
