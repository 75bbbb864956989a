"""Debian's Chromium, driven by python3-selenium: one browser for all tests of the page, with a profile of its own that is thrown away."""
import json
import os
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

PATIENCE = 30  # seconds; a slow machine may need them, none is waited for in vain

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
         "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-extensions", "--no-first-run",
         "--no-default-browser-check", "--hide-scrollbars"]


class Browser:
    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.downloads = os.path.join(self.profile.name, "downloads")
        os.mkdir(self.downloads)
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in FLAGS + [f"--user-data-dir={self.profile.name}/profile"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_script_timeout(PATIENCE)
        self.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=self.downloads)
        self.look(1280, 900)

    def close(self):
        self.driver.quit()
        self.profile.cleanup()

    def command(self, name, **values):
        return self.driver.execute_cdp_cmd(name, values)

    def look(self, width, height, dark=False):
        """The size of the window, and what the reader prefers."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, server, tab="read"):
        self.driver.get(f"http://127.0.0.1:{server.port}/#{tab}")
        self.until(lambda: self.shown(f"#panel-{tab}"), "the page did not open")

    def until(self, condition, message):
        """Waits for a condition; what it returns is returned."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                value = condition()
            except StaleElementReferenceException:
                value = None
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"{message}\n{self.text('body')[:2000]}")
            time.sleep(0.03)

    def script(self, code, *values):
        return self.driver.execute_script(code, *values)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        return any(element.is_displayed() for element in self.all(selector))

    def text(self, selector):
        return self.script("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def says(self, selector, words):
        self.until(lambda: words in self.text(selector), f"{selector} does not say {words!r}")

    def type_article(self, text):
        """As if pasted: typing thousands of keys one by one would take minutes."""
        self.script("const f = document.getElementById('source'); f.value = arguments[0]; f.dispatchEvent(new Event('input'))", text)

    def press(self, *keys):
        """Keys go where the focus is."""
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def downloaded(self, name):
        path = os.path.join(self.downloads, name)
        self.until(lambda: os.path.exists(path), f"{name} was not downloaded")
        with open(path, "rb") as file:
            data = file.read()
        os.remove(path)
        return data

    def requests(self):
        """The addresses asked for since the last call, by the browser's own log."""
        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                asked.append(message["params"]["url"])
        return asked

    def complaints(self):
        """Errors in the console: scripts that failed, and what the policy of the page refused."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
