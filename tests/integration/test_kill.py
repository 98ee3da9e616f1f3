"""`kill -9` at any moment: what anybody had received is there, what was not saved arrives once."""

import random
import re

import pytest

from tests.integration.server import RunningServer
from tests.integration.typist import Typist

ROUNDS = 6
TOPIC = "buurtcooperatie"
WORD = re.compile(r"<\w+>")


def typists(server: RunningServer, count: int, first: int = 1000) -> list[Typist]:
    """Return facilitators who joined the same notepad."""
    made = []
    for at in range(count):
        session = server.session("facilitator", f"F{at}", TOPIC)
        typist = Typist(server.address, session, server.notepads[TOPIC], first + at)
        typist.connect()
        made.append(typist)
    return made


def words(text: str) -> set[str]:
    """Return the whole words of a text."""
    return set(WORD.findall(text))


@pytest.mark.timeout(240)
def test_nothing_that_was_seen_or_typed_is_lost_or_doubled(server: RunningServer) -> None:
    chance = random.Random(20211122)
    people = typists(server, 3)
    typed: list[str] = []
    for turn in range(ROUNDS):
        for number in range(chance.randrange(5, 40)):
            who = chance.randrange(len(people))
            word = f"<{turn}x{number}x{who}>"
            people[who].type(0, f"{word}\n")
            typed.append(word)
        server.kill()
        # What a browser shows of others can only have come from the server.
        seen = {
            word for who, person in enumerate(people) for word in words(person.text) if not word.endswith(f"x{who}>")
        }
        server.start()
        log = words(server.log_text(TOPIC))
        assert seen <= log, f"turn {turn}: seen by others and gone: {seen - log}"
        for person in people:
            person.reconnect()
        for person in people:
            person.wait_until_saved()
    final = server.log_text(TOPIC)
    assert [word for word in typed if final.count(word) != 1] == []
    for person in people:
        person.wait_for(lambda person=person: person.text == final, "the same text as the log")  # type: ignore[misc]  # bound on purpose
        person.disconnect()


@pytest.mark.timeout(120)
def test_a_server_that_is_stopped_says_goodbye_and_keeps_everything(server: RunningServer) -> None:
    (anna,) = typists(server, 1)
    anna.type(0, "# Voor het stoppen\n")
    anna.wait_until_saved()
    assert server.stop() == 0
    server.start()
    anna.type(0, "# Tijdens het stoppen\n")
    anna.reconnect()
    anna.wait_until_saved()
    assert server.log_text(TOPIC) == anna.text
    anna.disconnect()
