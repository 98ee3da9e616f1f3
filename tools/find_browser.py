"""Finds a Chromium for the tests: OOGST_BROWSER, then the system's, then the one inside an npm package.

The npm package `@sparticuz/chromium` carries the browser itself, packed: it is unpacked once under
`.tools/chromium`, by a Node that is new enough for it. Nothing is downloaded by the browser's own means.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tools.find_node import FOR_PACKED_CHROMIUM, find_node
from tools.progress import SetupFailed, run, step
from tools.stamps import ROOT, TOOLS, digest, forget, is_current, record

SYSTEM_NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
PACKED = TOOLS / "chromium"
_UNPACK = """
import chromium from "@sparticuz/chromium";
console.log(await chromium.executablePath());
"""


class BrowserMissing(Exception):
    """No browser for the tests; the message says how to get one."""


def find_browser() -> Path:
    """The browser that tests drive. Raises `BrowserMissing` when there is none and none can be unpacked."""
    named = os.environ.get("OOGST_BROWSER")
    if named:
        found = shutil.which(named)
        if not found:
            raise BrowserMissing(f"OOGST_BROWSER names {named}, and that is not a program.")
        return Path(found)
    for name in SYSTEM_NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _packed()


def launch_options() -> dict[str, Any]:
    """What Playwright's `chromium.launch(…)` needs for the browser found: program, arguments, environment."""
    browser = find_browser()
    extra = _own_libraries() if PACKED in browser.parents else {}
    # Without a sandbox: it needs rights that containers and root do not have; tests open their own pages only.
    return {"executable_path": str(browser), "args": ["--no-sandbox"], "env": os.environ | extra}


def _own_libraries() -> dict[str, str]:
    """The environment in which the unpacked browser finds the libraries and fonts that came with it."""
    libraries = [str(path) for path in sorted(PACKED.glob("*/lib")) if path.is_dir()]
    path = os.pathsep.join([*libraries, os.environ.get("LD_LIBRARY_PATH", "")]).strip(os.pathsep)
    return {"LD_LIBRARY_PATH": path, "FONTCONFIG_FILE": str(PACKED / "fonts.conf")}


def _write_fonts_conf() -> None:
    """The package's own list of fonts names folders of another machine; without a font, text has no height."""
    (PACKED / "fonts.conf").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{PACKED / 'fonts'}</dir>\n  <cachedir>{PACKED / 'fonts-cache'}</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )


def _packed() -> Path:
    browser = PACKED / "chromium"
    wanted = digest([ROOT / "package-lock.json"])
    if browser.is_file() and is_current("chromium", wanted):
        return browser
    if not (ROOT / "node_modules" / "@sparticuz" / "chromium").is_dir():
        raise BrowserMissing("No browser for the tests. Run: make dev   (or install chromium, or set OOGST_BROWSER)")
    try:
        with step("browser (unpacked from the npm package @sparticuz/chromium)"):
            forget("chromium")
            shutil.rmtree(PACKED, ignore_errors=True)
            PACKED.mkdir(parents=True)
            node = find_node(FOR_PACKED_CHROMIUM)
            # The package unpacks its own libraries and fonts only where it believes to be on a bare system.
            bare = {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x", "TMPDIR": str(PACKED)}
            run(
                [node.command("node"), "--input-type=module", "--eval", _UNPACK],
                advice="Or install chromium yourself, or name a browser in OOGST_BROWSER.",
                environment=node.environment() | bare,
            )
    except SetupFailed as failure:
        raise BrowserMissing(f"The packed browser could not be unpacked: {failure}") from failure
    if not browser.is_file():
        raise BrowserMissing(f"The packed browser is not where it was expected: {browser}")
    _write_fonts_conf()
    record("chromium", wanted)
    return browser


def find_firefox() -> Path | None:
    """Debian's Firefox, for `make test-engines`; None where there is none."""
    found = os.environ.get("OOGST_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    return Path(found) if found else None


def main() -> None:
    """Print the browser that the tests would use."""
    try:
        sys.stdout.write(f"{find_browser()}\n")
    except BrowserMissing as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
