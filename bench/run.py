"""`make bench`: measure every scenario, or SCENARIO=<name>, and write bench/RESULTS.md and bench/results.json."""

import argparse
import importlib
from collections.abc import Sequence

from bench.report import ORDER, Report
from bench.steps import Row
from bench.systems.known import known
from bench.systems.oogst import Oogst
from bench.systems.running import System

MODULES = {"typing": "keystrokes"}  # a module of the scenario's own name would stand before Python's


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="*", help=f"of {', '.join(ORDER)}; all when none is named")
    parser.add_argument("--system", action="append", choices=sorted(known()), help="only this one; writes no results")
    asked = parser.parse_args()
    systems = [system for name, system in known().items() if not asked.system or name in asked.system]
    for scenario in asked.scenario or ORDER:
        print(f"== {scenario}", flush=True)
        report = Report(scenario, systems)
        rows = _measured(scenario, systems, report)
        if not asked.system:  # a table without its peers would replace one with them
            report.write(rows)


def _measured(scenario: str, systems: Sequence[System], report: Report) -> list[Row]:
    module = importlib.import_module(f"bench.{MODULES.get(scenario, scenario)}")
    if scenario in ("opening", "history", "phone"):  # of ours only, in a browser
        found = module.measure(report.progress)
        report.remark(module.__doc__.split("\n\n")[1].replace("\n", " "))
        return [one | {"version": Oogst().version()} for one in found]
    return list(module.measure(systems, report))


if __name__ == "__main__":
    main()
