"""Twenty typists in a venue's network for ten minutes. Run: python -m bench.venue [minutes]

Two thirds of the way in nothing passes for a minute (less in a shorter run); phones are put away, lines are cut,
stand still and go half-open, some have no WebSockets. Prints one row; the exit code says whether all agreed.
"""

import random
import sys
import tempfile
from pathlib import Path

from tests.integration.server import RunningServer
from tests.integration.test_venue import HALL
from tests.integration.venue import Outcome, Venue
from tools.find_node import FOR_TESTS, find_node

MINUTES = 10.0
PACE_MS = 1_200
OUTAGE_SECONDS = 60.0
ROUND_SECONDS = 10.0
PER_ROUND = round(ROUND_SECONDS * 1_000 / PACE_MS)  # what each does in a round


def run(minutes: float) -> tuple[Outcome, float]:
    """Return what a run ended with, and how many seconds everybody needed to agree after the outage."""
    seed = random.randrange(2**32)
    node = find_node(FOR_TESTS, bring=False).command("node")
    rounds = max(6, round(minutes * 60 / ROUND_SECONDS))
    outage = max(1, round(min(OUTAGE_SECONDS, minutes * 6) / ROUND_SECONDS))
    agreed = 0.0
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder)) as server,
        Venue(server, node, seed, HALL, pace_ms=PACE_MS) as venue,
    ):
        for crowd in venue.crowds:
            crowd.answer()
        for at in range(rounds):
            print(f"\r{at}/{rounds} rounds of {ROUND_SECONDS:.0f} s, seed {seed}", end="", file=sys.stderr, flush=True)
            asleep = at % 6 in (2, 3, 4)  # longer than the server waits for a phone
            if asleep and at % 6 == 2:
                venue.phones.put_away()
            awake = [crowd for crowd in venue.crowds if not (asleep and crowd is venue.phones)]
            if at == rounds * 2 // 3:
                venue.begin_outage()
            venue.act(PER_ROUND, awake)
            if at == rounds * 2 // 3 + outage - 1:
                venue.end_outage()
                agreed = venue.seconds_to_agree(awake)
            if asleep and (at % 6 == 4 or at == rounds - 1):
                venue.phones.wake()
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
        return venue.outcome(), agreed


def main() -> None:
    """Print the row."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    end, agreed = run(minutes)
    network = end.network
    print("typists minutes  cuts half-open lost/twice events     bytes missing doubled mismatches agree after outage")
    print(
        f"{end.typists:7d} {minutes:7.1f} {network['cuts']:5d} {network['half_open']:9d}"
        f" {network['lost_answers'] + network['retried']:5d}/{network['twice']:<4d} {end.changes:7d}"
        f" {network['bytes']:9d} {len(end.missing):7d} {len(end.doubled) + len(end.risen):7d} {end.mismatches:10d}"
        f" {agreed:14.1f} s"
    )
    if end.other_texts or end.bad or end.missing or end.doubled or end.risen or end.mismatches:
        print(f"texts that differ: {end.other_texts}; refused or thrown away: {end.bad}")
        print(*end.events[-200:], sep="\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
