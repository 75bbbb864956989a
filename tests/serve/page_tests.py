#!/usr/bin/python3
"""The page of `stance serve` in Debian's Chromium: page_tests.py BINARY_DIR [--screenshots FOLDER] [TEST...]

One browser serves all tests; each has a server of its own, so a port and a storage of its own. Exit 77: no browser or no driver here.
"""
import os
import sys
import unittest


def main():
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(__doc__)
    binary, rest, screenshots = os.path.abspath(arguments[0]), arguments[1:], None
    if rest[:1] == ["--screenshots"]:
        screenshots, rest = os.path.abspath(rest[1]), rest[2:]
    try:
        import selenium  # noqa: F401
    except ImportError:
        print("python3-selenium is not installed", file=sys.stderr)
        return 77
    if not all(os.path.exists(path) for path in ("/usr/bin/chromium", "/usr/bin/chromedriver")):
        print("chromium or chromium-driver is not installed", file=sys.stderr)
        return 77
    from browser import Browser
    from page_case import PageCase
    PageCase.binary, PageCase.screenshots = binary, screenshots
    loader = unittest.TestLoader()
    if rest:
        tests = loader.loadTestsFromNames(rest)
    else:
        tests = loader.discover(os.path.dirname(os.path.abspath(__file__)), pattern="*_page_test.py")
    PageCase.browser = Browser()
    try:
        result = unittest.TextTestRunner(verbosity=2).run(tests)
    finally:
        PageCase.browser.close()
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
