"""The servers that are measured, in the order of the table."""

from bench.systems.oogst import Oogst
from bench.systems.peers import PEERS
from bench.systems.running import System


def known() -> dict[str, System]:
    """Return every system by its name."""
    systems: tuple[System, ...] = (Oogst(), *PEERS)
    return {system.name: system for system in systems}
