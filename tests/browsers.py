"""Starts the browser that a test run drives: Chromium, or Firefox under `make test-engines`.

`OOGST_ENGINE=firefox` chooses Debian's Firefox (WebDriver BiDi). There is no WebSocket event, no emulated
colour scheme or reduced motion and no switching off of scripts in it: such tests are not marked `engines`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tools.find_browser import BrowserMissing, find_firefox, launch_options


def engine() -> str:
    """Return `firefox` or `chromium`: what this run drives."""
    return os.environ.get("OOGST_ENGINE", "chromium")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run one browser and close it at the end. Raises `BrowserMissing` when there is none."""
    with sync_playwright() as playwright:
        if engine() == "firefox":
            program = find_firefox()
            if program is None:
                raise BrowserMissing("no Firefox here (Debian: apt install firefox-esr, or set OOGST_FIREFOX)")
            browser = playwright.firefox.launch(channel="moz-firefox", executable_path=str(program))
        else:
            browser = playwright.chromium.launch(**launch_options())
        try:
            yield browser
        finally:
            browser.close()
