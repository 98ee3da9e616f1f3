"""Sets up everything that Oogst needs to run, and with `--tests` what its tests need.

A fresh clone needs Python ≥ 3.11 with venv and a network for the registries of Python and Node
packages; nothing else, no root. What is there already, by content, is not done again.
"""

import argparse
import os

from tools import frontend
from tools.find_browser import BrowserMissing, find_browser
from tools.progress import SetupFailed, run, say, step, stop
from tools.python_packages import VENV, executable, install
from tools.stamps import ROOT


def compile_catalogues() -> None:
    """Compile the translations, as `flask setup` does for those who run Oogst."""
    words = "from notes.ground.languages import compile_catalogues; compile_catalogues()"
    run(
        [str(executable(VENV, "python")), "-c", words],
        advice="A catalogue could not be compiled: the lines above name it.",
    )


def prepare_data() -> None:
    """Make `var/`, the server key and the database, or bring an older database up to date."""
    with step("database"):
        said = run(
            [str(executable(VENV, "python")), "-m", "flask", "--app", "app", "setup"],
            advice="The database could not be made ready: the lines above say why. Your data is untouched in var/.",
            environment={"OOGST_ENV": "run"} | os.environ,
        )
    for line in said.strip().splitlines():
        say(line)


def report_browser() -> None:
    """Say which browser the tests will use, or how to get one: not having one is said, not hidden."""
    try:
        say(f"browser for tests: {find_browser()}")
    except BrowserMissing as missing:
        raise SetupFailed(str(missing)) from missing


def main() -> None:
    """Run the steps in order; stop at the first that cannot be done and say what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    for_tests = parser.parse_args().tests
    os.chdir(ROOT)
    print("Setting up Oogst", flush=True)
    try:
        install([ROOT / "requirements.txt"], stamp="packages")
        if for_tests:
            install([ROOT / "requirements.txt", ROOT / "requirements-dev.txt"], stamp="test-packages")
        frontend.install_packages(for_tests=for_tests)
        frontend.build()
        if for_tests:
            compile_catalogues()
            report_browser()
        else:
            prepare_data()
    except SetupFailed as failure:
        stop(failure)


if __name__ == "__main__":
    main()
