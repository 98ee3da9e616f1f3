"""What a command is refused for, by the engine itself, whatever the page checked before."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from notes.ground import limits
from notes.live.commands import AddIdea, CommandRefused, NewPerson, Rename, UseAccessLink, WithdrawAccessLink
from notes.store import access_links
from tests.live.house import House, house


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def test_a_name_that_is_too_long_is_refused_as_a_name(stad: House) -> None:
    name, person = "n" * (limits.NAME_MAX_CHARACTERS + 1), stad.participant()
    topic = stad.topics["fondsen"]
    for command in (
        NewPerson(conference_id=stad.conference_id, name=name),
        Rename(person_id=person, name=name),
        AddIdea(person_id=person, topic_id=topic, uuid="u-1", text="goed", name=name),
    ):
        with pytest.raises(CommandRefused) as refusal:
            stad.engine.submit(command)
        assert (refusal.value.code, refusal.value.facts) == ("name_too_long", {"limit": limits.NAME_MAX_CHARACTERS})


def test_an_idea_that_is_too_long_is_refused_as_a_text(stad: House) -> None:
    text = "x" * (limits.IDEA_MAX_CHARACTERS + 1)
    with pytest.raises(CommandRefused) as refusal:
        stad.engine.submit(AddIdea(person_id=stad.participant(), topic_id=stad.topics["fondsen"], uuid="u", text=text))
    assert refusal.value.code == "too_long"


def test_two_organisers_who_withdraw_each_others_link_at_once_leave_one(stad: House) -> None:
    links = [stad.link("organiser"), stad.link("organiser")]
    people = [str(stad.engine.submit(UseAccessLink(person_id=None, link_id=link))) for link in links]

    def withdraw(person_id: str, link_id: str) -> str:
        try:
            stad.engine.submit(WithdrawAccessLink(person_id=person_id, link_id=link_id))
        except CommandRefused as refused:
            return refused.code
        return "withdrawn"

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(withdraw, people, reversed(links)))
    assert sorted(answers) in (["denied", "withdrawn"], ["only_organiser", "withdrawn"])
    with stad.database.reading() as session:
        all_links = access_links.of_conference(session, stad.conference_id)
    assert [each.withdrawn_at is None for each in all_links].count(True) == 1
