"""Articles: places are indices of Python's strings, whatever stands in the text."""
import os
import unittest
from pathlib import Path

import stance

SOURCE, BINARY = Path(os.environ["STANCE_SOURCE"]), Path(os.environ["STANCE_BINARY"])
TEXT = """𝒟𝒾𝓅𝓁𝑜𝓂𝒶𝓉𝓈 meet — again

“We will talk,” María Ñuñez said on Monday, “and we will listen.” 🕊️
Envoy Bo Ek rejected the plan. He told Ñuñez that it was dead.
"""


class Articles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = stance.Model(str(BINARY / "default.stance"))

    @classmethod
    def tearDownClass(cls):
        cls.model.close()

    def check_places(self, article):
        for s in article.statements:
            self.assertEqual(article[s.start : s.end], s.text)
            self.assertEqual((s.spans[0][0], s.spans[-1][1]), (s.start, s.end))
            if s.speaker and s.speaker.mention is not None:
                self.assertEqual(article[s.speaker.start : s.speaker.end], s.speaker.mention)
            for r in s.reasons:
                self.assertTrue(s.start <= r.start <= r.end <= s.end, (s, r))
                self.assertLess(r.end - r.start, 80)

    def test_places_are_code_points(self):
        article = self.model.read(TEXT, reasons=50)
        self.assertEqual(article.text, TEXT)
        self.assertEqual(str(article), TEXT)
        self.check_places(article)
        first = article.statements[0]
        self.assertEqual(first.kind, "direct")
        self.assertEqual([article[a:b] for a, b in first.spans], ["“We will talk,”", "“and we will listen.”"])
        self.assertEqual(first.speaker.name, "María Ñuñez")
        self.assertTrue(any(article[r.start : r.end] == "talk" for r in first.reasons), first.reasons)
        self.assertEqual([s.index for s in article.statements], list(range(len(article.statements))))
        self.assertIsNone(article.english)  # too few words to tell
        self.assertTrue(article.reads_like_english)
        self.assertEqual(self.model.read(TEXT).statements[0].reasons, ())

    def test_every_article_here_has_its_places_right(self):
        for path in (SOURCE / "datasets" / "articles").glob("*.txt"):
            article = self.model.read(path.read_text(), reasons=5)
            self.assertGreater(len(article.statements), 3)
            self.check_places(article)

    def test_a_mark_is_left_out_and_line_ends_are_kept(self):
        article = self.model.read(b"\xef\xbb\xbfTitle\r\n\r\nBo Ek said: \"We refuse.\"\r\n")
        self.assertEqual(article.text, 'Title\r\n\r\nBo Ek said: "We refuse."\r\n')
        self.check_places(article)
        self.assertEqual(article.title, "Title")

    def test_pages_are_recognised_and_converted(self):
        html = ('<!doctype html><html><head><meta charset="windows-1252"><title>T</title><meta property="og:site_name" content="Wire">'
                '<meta property="article:published_time" content="2026-11-25T08:00:00Z"></head><body><article><h1>Über talks</h1>'
                '<p>Bo Ék said: “We will never yield to them, whatever they may offer.”</p></article></body></html>')
        page = self.model.read(html)  # a str is decoded already, whatever its head says
        self.assertIn("Bo Ék said", page.text)
        self.assertEqual((page.title, page.source, page.day), ("Über talks", "Wire", "2026-11-25"))
        self.check_places(page)
        self.assertEqual(self.model.read(html.encode("windows-1252")), page)
        self.assertEqual(self.model.read(html.split("<html>")[1], html=True).text, page.text)
        self.assertIn("<html>", self.model.read(html, html=False).text)

    def test_what_is_no_article_is_refused(self):
        for bad in ["", b"a\xff", "a\0b", "x \udc80"]:
            with self.assertRaises(stance.DataError, msg=repr(bad)) as caught:
                self.model.read(bad, name="front page")
            self.assertIn("front page" if isinstance(bad, bytes) or bad in ("", "a\0b") else "the article", str(caught.exception))
        with self.assertRaises(stance.DataError):
            self.model.read("<!doctype html><script>1</script>")
        with self.assertRaises(stance.UsageError):
            self.model.read("x", reasons=-1)
        with self.assertRaises(TypeError):
            self.model.read(3)

    def test_other_languages_are_told(self):
        german = "Der Minister sagte am Montag, er werde nicht nachgeben und keine weiteren Gespräche führen. " * 5
        self.assertFalse(self.model.read(german).reads_like_english)
        self.assertEqual(self.model.read("Nothing was said.").statements, ())


if __name__ == "__main__":
    unittest.main()
