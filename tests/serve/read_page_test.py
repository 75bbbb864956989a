"""Reading an article on the page."""
import json
import os
import re

from page_case import PageCase, article
from selenium.webdriver.common.keys import Keys


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.1."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


class ReadTest(PageCase):
    def read(self, text):
        self.browser.type_article(text)
        self.browser.until(lambda: self.browser.shown("#article mark"), "no statement was marked")

    def test_an_article_is_marked_filtered_explained_and_downloaded(self):
        page = self.browser
        page.open(self.server)
        self.read(article())
        _, answer = self.server.json("POST", "/api/v1/infer", {"text": article(), "name": "x"})
        statements = answer["statements"]
        self.assertEqual(len(page.all("#article mark[data-stop]")), len(statements))
        for i, statement in enumerate(statements):
            text = "".join(answer["article"]["text"][a:b] for a, b in statement["spans"])
            shown = page.script("return [...document.querySelectorAll(`mark[data-statement=\"${arguments[0]}\"]`)].map((m) => "
                                "{ const c = m.cloneNode(true); c.querySelector('.ref')?.remove(); return c.textContent; }).join('')", i)
            self.assertEqual(re.sub(r"\s", "", shown), re.sub(r"\s", "", text))
        page.all("#article mark")[0].click()
        page.until(lambda: page.shown("#note-0"), "a click does not explain")
        self.picture("serve-read.png", 1080)
        shown = page.text("#note-0")
        self.assertIn(f"{statements[0]['probability']:.2f}", shown)
        self.assertIn("neither", shown)
        _, why = self.server.json("POST", "/api/v1/infer", {"text": article(), "explain": 8})
        for reason in why["statements"][0]["reasons"]:
            self.assertIn(reason["term"], shown)
        self.assertTrue(page.shown("mark.open .w"), "no word is marked that weighed")

        name = statements[0]["speaker"]["name"]
        page.script("document.querySelector(`[data-speaker=\"${arguments[0]}\"]`).click()", name)
        own = [s for s in statements if s["speaker"] and s["speaker"]["name"] == name]
        page.says("#read-status", f"{len(own)} of {len(statements)}")
        self.assertEqual(len(page.all("#article mark[data-stop]:not(.off)")), len(own))
        page.one("#filter-clear").click()
        page.one("#filter-answers [data-answer=uncompromising]").click()
        hard = [s for s in statements if s["confident"] and s["label"] == "uncompromising"]
        self.assertEqual(len(page.all("#article mark[data-stop]:not(.off)")), len(hard))

        page.one("#read-downloads [data-format=json]").click()
        kept = json.loads(page.downloaded("pasted-text-stances.json"))
        self.assertEqual([s["text"] for s in kept["statements"]], [s["text"] for s in statements])
        page.one("#read-downloads [data-format=csv]").click()
        self.assertIn(b"conciliatory", page.downloaded("pasted-text-stances.csv"))

    def test_it_reads_while_one_types_and_says_when_nobody_speaks(self):
        page = self.browser
        page.open(self.server)
        page.one("#source").send_keys("It rained in the hills.")
        page.says("#read-status", "No statement was found")
        page.one("#source").send_keys(" “We will never sign this,” said Ada Marl.")
        page.says("#speakers", "Ada Marl")
        page.one("#source-clear").click()
        page.until(lambda: page.shown("#read-empty") and not page.shown("#read-result"), "it was not cleared")

    def test_a_hostile_article_stays_text(self):
        page = self.browser
        page.open(self.server)
        evil = ("<script>window.caught = 1</script> & <img src=x onerror=\"window.caught = 1\">\n\n"
                "“We reject <b onmouseover='window.caught = 1'>this</b> \u202eecaep\u202c ]]> and will not sign,” said Ada <i>Marl</i>.\n\n"
                "“We welcome it \U0001f54a and are ready to talk,” said \u2067Ben Oru\u2069.\n")
        self.read(evil)
        body = page.script("return document.getElementById('read-result').textContent")  # its first line is the title
        for part in ["<script>window.caught = 1</script>", "onerror=", "<b onmouseover='window.caught = 1'>", "]]>", "[U+202E]ecaep[U+202C]"]:
            self.assertIn(part, body)
        self.assertNotRegex(page.script("return document.body.innerText"), "[\u202a-\u202e\u2066-\u2069]")
        _, answer = self.server.json("POST", "/api/v1/infer", {"text": evil})
        last = [s for s in answer["statements"] if "welcome" in s["text"]][0]
        mark = page.script("const c = document.querySelector(`mark[data-statement=\"${arguments[0]}\"]`).cloneNode(true); c.querySelector('.ref').remove();"
                           "return c.textContent", last["index"])
        self.assertEqual(mark, last["text"])  # places after a character of two units

        html = ("<!doctype html><html><body><article><p>Talks.</p><script>window.caught = 1</script><img src='http://192.0.2.1/x.png'>"
                "<p onclick='window.caught = 1'>“We will never agree to &lt;b&gt;this,” said Ada Marl.</p></article></body></html>")
        page.type_article(html)
        page.until(lambda: "<b>this" in page.script("return document.getElementById('article').textContent"), "the page was not read as HTML")
        self.assertIsNone(page.script("return window.caught ?? null"))
        self.assertEqual(page.script("return document.querySelectorAll('#article img, #article script, #article b:not(.who), script:not([src])').length"), 0)
        self.assertEqual(page.script("return [...document.querySelectorAll('*')].filter((e) => e.getAttributeNames().some((n) => n.startsWith('on'))).length"), 0)

    def test_megabytes_do_not_freeze_it(self):
        page = self.browser
        page.open(self.server)
        page.script("window.longest = 0; let last = performance.now(); setInterval(() => { const now = performance.now();"
                    "window.longest = Math.max(window.longest, now - last); last = now; }, 50)")
        with open(self.server.path("huge.txt"), "w", encoding="utf-8") as file:
            file.write(article() * (1 + 5_000_000 // len(article())))
        page.one("#source-file").send_keys(self.server.path("huge.txt"))
        page.says("#read-status", "the server takes at most 4.0 MiB")
        self.assertFalse(any("/infer" in url for url in page.requests()), "it was sent")

        with open(self.server.path("large.txt"), "w", encoding="utf-8") as file:
            file.write("one line without an end " * 8000 + "\n\n" + (article() + "\n\n") * (3_900_000 // len(article().encode())))
        self.assertGreater(os.path.getsize(self.server.path("large.txt")), 3_900_000)
        page.one("#source-file").send_keys(self.server.path("large.txt"))
        page.says("#article .rest", "characters are shown")
        self.assertLess(page.script("return document.querySelectorAll('*').length"), 15000)
        before = page.script("return document.getElementById('article').textContent.length")
        page.one("#article .rest button").click()
        page.until(lambda: page.script("return document.getElementById('article').textContent.length") > before + 10000, "no more is shown")
        self.assertLess(page.script("return window.longest"), 5000)
        page.one("#go-on").click()
        self.assertEqual(page.script("return document.activeElement.tagName"), "MARK")

    def test_an_error_of_the_server_is_shown(self):
        page = self.browser
        page.open(self.server)
        with open(self.server.path("latin.txt"), "wb") as file:
            file.write(b"The caf\xe9 was closed.")
        page.one("#source-file").send_keys(self.server.path("latin.txt"))
        page.says("#read-status", "Not read: latin.txt")
        self.assertTrue(page.complaints())  # the answer 422 is there, and nothing else is wrong

    def test_the_keyboard_alone_does(self):
        page = self.browser
        page.open(self.server)
        active = "return document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
        page.press(Keys.TAB)
        self.assertEqual(page.script(active), "skip")
        page.press(Keys.TAB)
        self.assertEqual(page.script(active), "tab-read")
        page.press(Keys.ARROW_RIGHT)
        self.assertEqual(page.script(active), "tab-label")
        self.assertTrue(page.shown("#panel-label") and not page.shown("#panel-read"))
        page.press(Keys.END)
        self.assertEqual(page.script(active), "tab-evaluate")
        page.press(Keys.ARROW_RIGHT)
        self.assertEqual(page.script(active), "tab-read")
        page.press(Keys.TAB)
        self.assertEqual(page.script(active), "source")
        page.press("“We will never sign this,” said Ada Marl. “We are ready to talk,” said Ben Oru.")
        page.says("#speakers", "Ada Marl")
        stops = []
        for _ in range(60):
            page.press(Keys.TAB)
            stops.append(page.script(active))
            if page.script("return document.activeElement.tagName") == "MARK":
                break
            ring = page.script("const e = document.activeElement, s = getComputedStyle(e.type === 'file' ? e.nextElementSibling : e);"
                               "return e === document.body ? 'solid' : s.outlineStyle")
            self.assertNotEqual(ring, "none", f"the focus cannot be seen on {stops[-1]}")
        self.assertEqual(page.script("return document.activeElement.tagName"), "MARK", stops)
        page.press(Keys.ENTER)
        page.until(lambda: page.shown("#note-0"), "Enter does not explain")
        self.assertEqual(page.script("return document.activeElement.getAttribute('aria-expanded')"), "true")
        page.until(lambda: "weight" in page.text("#whisper"), "a screen reader is not told")
        page.press(Keys.ESCAPE)
        self.assertFalse(page.shown("#note-0"))
        for _ in range(60):  # and on to the end, without a trap
            page.press(Keys.TAB)
            if page.script("return document.activeElement === document.body || document.activeElement.className === 'skip'"):
                break
        else:
            self.fail("the Tab key does not leave the page's end")

    def test_colours_can_be_read_light_and_dark(self):
        page = self.browser
        page.open(self.server)
        self.read(article())
        ground = {}
        for dark in (False, True):
            page.look(1280, 900, dark)
            ground[dark] = page.script("return getComputedStyle(document.body).backgroundColor")
            for selector in ["body", ".byline", ".stance.l0", ".stance.l1", ".stance.ne", "#article .cue"]:
                for colour in page.script("return [...document.querySelectorAll(arguments[0])].slice(0, 3).map((e) => getComputedStyle(e).color)", selector):
                    self.assertGreaterEqual(contrast(colour, ground[dark]), 4.5, f"{selector} dark={dark}")
            for mark in page.script("return [...document.querySelectorAll('mark')].map((e) => { const s = getComputedStyle(e);"
                                    "return [s.color, s.backgroundColor, s.borderBottomStyle, e.className]; })"):
                if not mark[1].endswith(", 0)"):
                    self.assertGreaterEqual(contrast(mark[0], mark[1]), 4.5, mark)
            styles = {style for _, _, style, name in page.script("return [...document.querySelectorAll('mark')].map((e) => "
                      "[0, 0, getComputedStyle(e).borderBottomStyle, e.className.match(/l\\d/)?.[0] ?? ''])") if name}
            self.assertEqual(len(styles), 2, "the stances differ by colour alone")
        self.assertGreater(luminance(ground[False]), 0.8)
        self.assertLess(luminance(ground[True]), 0.1)

    def test_a_narrow_window_needs_no_sideways_scrolling(self):
        page = self.browser
        page.look(390, 844)
        page.open(self.server)
        self.read(article())
        self.assertLessEqual(page.script("return document.documentElement.scrollWidth"), 390)
