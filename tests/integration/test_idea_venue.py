"""A hall's network between the phones' own outboxes and the server: each idea once, and support as last wished."""

import random

import pytest

from notes.store import ideas
from notes.store.ideas import IdeaFacts
from notes.store.unit_of_work import Database
from tests.integration.server import RunningServer
from tests.integration.test_convergence import browser_facts
from tests.integration.test_ideas_over_sockets import become_somebody
from tests.integration.venue import Crowd
from tests.integration.venue_proxy import VenueProxy, Weather

TOPIC = "fondsen"
HALL = Weather(delay_seconds=0.02, jitter_seconds=0.06, cuts=30, lost_answers=0.02, twice=0.3, retried=0.2)
PHONES = 8


def stored(server: RunningServer) -> tuple[IdeaFacts, ...]:
    """Return every idea of the topic."""
    database = Database(server.database_url)
    try:
        with database.reading() as session:
            return ideas.of_topic(session, server.topics[TOPIC])
    finally:
        database.close()


def supported(server: RunningServer, person_id: str) -> set[int]:
    """Return what somebody supports."""
    database = Database(server.database_url)
    try:
        with database.reading() as session:
            return set(ideas.supported_by(session, server.topics[TOPIC], person_id))
    finally:
        database.close()


@pytest.mark.slow
@pytest.mark.timeout(150)
def test_ideas_arrive_once_and_support_as_it_was_last_wished_whatever_the_network_does(
    server: RunningServer, node_command: str
) -> None:
    seed = random.randrange(2**32)
    before = {idea.id for idea in stored(server)}
    sessions = [server.session("participant", "") for _ in range(PHONES)]
    for session in sessions:
        become_somebody(server, session)
    with VenueProxy(server.port, seed, HALL) as free, VenueProxy(server.port, seed + 1, HALL, websockets="403") as old:
        phones = [
            {
                **browser_facts(server, session, TOPIC),
                "address": (old if at % 3 == 0 else free).address,
                "topic": server.topics[TOPIC],
            }
            for at, session in enumerate(sessions)
        ]
        with Crowd(node_command, phones, seed, pace_ms=250, script="idea_venue.mjs") as crowd:
            crowd.answer()
            crowd.ask({"acts": 20})
            crowd.answer()
            for proxy in (free, old):
                proxy.calm()
            crowd.ask("rest")
            rest = crowd.answer()
        counts = free.counts + old.counts
    said = f"seed {seed} {counts}"
    ends = rest["ends"]
    assert [end["bad"] for end in ends] == [[]] * PHONES, said
    found = [idea for idea in stored(server) if idea.id not in before]
    written = [(uuid, text) for end in ends for text, uuid in end["written"].items()]
    assert sorted((idea.uuid, idea.text) for idea in found) == sorted(written), said
    total = 0
    for end in ends:
        (person,) = {idea.person_id for idea in found if idea.uuid in end["written"].values()}
        wished = {int(idea) for idea, on in end["wished"].items() if on}
        assert person is not None
        assert supported(server, person) == wished, said
        total += len(wished)
    assert sum(idea.support for idea in found) == total > 0
    assert counts["cuts"] > 0, said
    assert counts["twice"] + counts["retried"] > 0, said
