"""What the tests of the page share: the browser, where the program is, and what must hold at the end of each of them."""
import os
import unittest

from served import Server

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ARTICLE = os.path.join(SOURCE, "datasets", "articles", "lake-talks.txt")


def article():
    with open(ARTICLE, encoding="utf-8") as file:
        return file.read()


class PageCase(unittest.TestCase):
    """browser and binary are set by page_tests.py."""

    browser = binary = screenshots = None
    options = []          # of the server
    may_complain = False  # where a server is killed, the console says so

    def setUp(self):
        self.server = Server(self.binary, *self.options)
        self.server.start()
        self.addCleanup(self.server.__exit__)
        self.browser.look(1280, 900)
        self.browser.complaints()
        self.browser.requests()

    def tearDown(self):
        asked, own = self.browser.requests(), f"http://127.0.0.1:{self.server.port}/"
        self.assertTrue(any(url.startswith(own) for url in asked), "the browser's log of requests is empty")
        self.assertEqual([url for url in asked if not url.startswith((own, f"blob:{own}"))], [], "a request left for elsewhere")
        complaints = self.browser.complaints()
        if not self.may_complain:
            self.assertEqual(complaints, [], "the console complains")
        self.browser.script("sessionStorage.clear()")
        self.browser.driver.get("about:blank")
        self.browser.requests()

    def picture(self, name, height=900):
        """For the manual, where asked for."""
        if not self.screenshots:
            return
        self.browser.look(1280, height)
        self.browser.script("scrollTo(0, 0); document.activeElement.blur()")
        self.browser.driver.save_screenshot(os.path.join(self.screenshots, name))
