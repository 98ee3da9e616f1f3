"""What a command is refused for, by the engine itself, whatever the page checked before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.ground import limits
from notes.live.commands import AddIdea, CommandRefused, NewPerson, Rename
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
