"""A hall's network between real browsers' code and the server: nothing twice, nothing missing, one text."""

import random

import pytest

from tests.integration.server import RunningServer
from tests.integration.test_convergence import browser_facts
from tests.integration.venue import TOPIC, Crowd, Venue
from tests.integration.venue_proxy import VenueProxy, Weather

HALL = Weather(
    delay_seconds=0.02,
    jitter_seconds=0.06,
    bytes_per_second=400_000,
    cuts=4,
    half_open=0.3,
    stalls=6,
    stall_seconds=1,
    lost_answers=0.01,
    twice=0.03,
    retried=0.01,
)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_twenty_typists_in_a_venue_end_with_one_text_whatever_the_network_does(
    server: RunningServer, node_command: str
) -> None:
    seed = random.randrange(2**32)
    with Venue(server, node_command, seed, HALL, pace_ms=250) as venue:
        awake = [venue.hall]
        for crowd in (venue.hall, venue.phones):
            crowd.answer()  # in the room; the cellar comes when it has tried a WebSocket in vain
        venue.act(8, [venue.hall, venue.phones])
        venue.phones.ask({"acts": 8})
        venue.phones.put_away()
        venue.act(8, awake)
        venue.begin_outage()
        venue.act(8, awake)
        venue.end_outage()
        venue.phones.wake()
        venue.phones.answer()
        venue.act(8, awake)
        venue.cellar.answer()
        venue.act(8, venue.crowds)
        end = venue.outcome()
    what = "\n".join([f"seed {seed}", str(end.network), *end.events[-400:]])
    assert (end.missing, end.doubled, end.risen, end.bad) == ([], [], [], []), what
    assert (end.other_texts, end.mismatches) == (0, 0), what
    assert end.comparing > end.typists / 2
    assert end.changes > 20 * 30
    assert end.network["cuts"] > 0
    assert end.network["refused"] > 0, "nobody was on long polling"
    assert "Traceback" not in server.log


@pytest.mark.slow
def test_long_polling_whose_requests_arrive_twice_and_whose_answers_get_lost_leaves_nobody_waiting(
    server: RunningServer, node_command: str
) -> None:
    seed = random.randrange(2**32)
    weather = Weather(twice=0.1, retried=0.05, lost_answers=0.03)
    people = [browser_facts(server, server.session("facilitator", f"F{at}", TOPIC), TOPIC) for at in range(6)]
    with VenueProxy(server.port, seed, weather, websockets="403") as proxy:
        browsers = [{**one, "address": proxy.address, "index": at} for at, one in enumerate(people)]
        with Crowd(node_command, browsers, seed, pace_ms=100) as crowd:
            crowd.answer()
            crowd.ask({"acts": 30})
            crowd.answer()
            proxy.calm()
            crowd.ask("rest")
            end = crowd.answer()
            text = server.log_text(TOPIC)
            crowd.ask({"agree": text})
            assert crowd.answer()["texts"] == [text], f"seed {seed}"
    assert end["bad"] == [], f"seed {seed}"
    assert [word for word in end["alive"] if text.count(word) != 1] == [], f"seed {seed}"
    assert proxy.counts["twice"] > 0
