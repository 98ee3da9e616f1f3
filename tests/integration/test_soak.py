"""A short soak: many come and go, nothing of them stays behind. The long one: `python -m bench.soak`."""

import pytest

from bench.soak import Plan, Sample, Soak
from tests.integration.server import RunningServer

GROWTH_MB = 40.0  # after the first visits: what Python and SQLite keep for later, generously


@pytest.mark.slow
def test_who_comes_and_goes_leaves_nothing_behind(server: RunningServer) -> None:
    soak = Soak(server, Plan(seconds=12, visitors=10, room_seconds=3, pause_seconds=0.02, silent_share=0))
    looks: list[Sample] = []
    soak.run(looks.append)
    last = soak.settle(looks.append)
    assert {what: count for what, count in soak.happened.items() if "let in" not in what and what != "came back"} == {}
    assert soak.happened["writer let in"] > 20
    assert soak.happened["viewer let in"] > 20
    assert max(look.gauges["oogst_clients_writer"] for look in looks) > 0
    assert last.gauges == dict.fromkeys(last.gauges, 0.0)
    assert last.memory_mb - looks[2].memory_mb < GROWTH_MB
    assert "Traceback" not in server.log
