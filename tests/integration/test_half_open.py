"""A line on which nothing arrives any more while both ends think that it lives: both notice, nothing is left of it."""

import pytest

from tests.integration.server import RunningServer
from tests.integration.test_convergence import browser_facts
from tests.integration.venue import TOPIC, Crowd
from tests.integration.venue_proxy import VenueProxy


@pytest.mark.slow
def test_a_half_open_line_is_noticed_by_browser_and_server_and_closed_by_both(
    server: RunningServer, node_command: str
) -> None:
    facts = browser_facts(server, server.session("facilitator", "F", TOPIC), TOPIC)
    with (
        VenueProxy(server.port, seed=1) as proxy,
        Crowd(node_command, [{**facts, "address": proxy.address, "index": 0}], seed=1, pace_ms=20) as crowd,
    ):
        crowd.answer()
        proxy.half_open()
        crowd.ask({"acts": 5})
        crowd.answer()
        crowd.ask("rest")  # back over a new line, and everything saved
        end = crowd.answer()
        assert proxy.wait_until_no_line_is_dead(45), "one of the ends keeps a line on which nothing arrives"
    text = server.log_text(TOPIC)
    assert end["bad"] == []
    assert [word for word in end["alive"] if text.count(word) != 1] == []
    assert len(end["alive"]) > 0
