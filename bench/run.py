"""`make bench`: measure every scenario, or SCENARIO=<name>, and write bench/RESULTS.md and bench/results.json."""

import argparse
import importlib

from bench.report import ORDER, Report
from bench.systems.known import known


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "scenario", nargs="*", metavar="scenario", help=f"of {', '.join(ORDER)}; all when none is named"
    )
    parser.add_argument("--system", action="append", choices=sorted(known()), help="only this one (may be repeated)")
    parser.add_argument("--dry", action="store_true", help="print only, write no results")
    asked = parser.parse_args()
    systems = [system for name, system in known().items() if not asked.system or name in asked.system]
    for scenario in asked.scenario or ORDER:
        print(f"== {scenario}", flush=True)
        report = Report(scenario, systems)
        rows = importlib.import_module(f"bench.{scenario}").measure(systems, report)
        if not asked.dry:
            report.write(rows)


if __name__ == "__main__":
    main()
