"""Who just sent an idea is shown somebody else's that says the same, and never one that nobody may see."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.live.commands import AddIdea, CommandRefused, HideIdea, MergeIdeas, SupportIdea
from notes.live.similar import Similar, duplicates
from notes.store.ideas import IdeaFacts
from tests.live.house import House, house


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def _add(stad: House, person: str, text: str, topic: str = "fondsen") -> IdeaFacts:
    added = stad.engine.submit(AddIdea(person_id=person, topic_id=stad.topics[topic], uuid=text, text=text))
    assert isinstance(added, IdeaFacts)
    return added


def test_an_idea_like_ones_own_is_found_unless_it_is_hidden_supported_merged_or_ones_own(stad: House) -> None:
    ann, bob, staff = stad.participant(), stad.participant(), stad.facilitator()
    similar = Similar(stad.database)
    first, other = _add(stad, ann, "Samen een windmolen kopen"), _add(stad, ann, "Een zwembad in de wijk")
    _add(stad, ann, "Een windmolen kopen met zijn allen", topic="energienet")
    own = _add(stad, bob, "Laten we een windmolen kopen!")
    _add(stad, bob, "Windmolens kopen")

    def found() -> int | None:
        idea = similar.to(own.id, bob)
        return idea.id if idea else None

    assert found() == first.id
    for person in (ann, None):
        with pytest.raises(CommandRefused, match="not_yours"):
            similar.to(own.id, person)
    stad.engine.submit(SupportIdea(person_id=bob, idea_id=first.id, on=True, counter=1))
    assert found() is None
    stad.engine.submit(SupportIdea(person_id=bob, idea_id=first.id, on=False, counter=2))
    stad.engine.submit(HideIdea(person_id=staff, idea_id=first.id, hidden=True))
    assert found() is None
    stad.engine.submit(HideIdea(person_id=staff, idea_id=first.id, hidden=False))
    stad.engine.submit(MergeIdeas(person_id=staff, kept_id=other.id, idea_ids=(first.id,)))
    assert found() is None
    stad.engine.submit(MergeIdeas(person_id=staff, kept_id=other.id, idea_ids=(own.id,)))
    assert similar.to(own.id, bob) is None


def test_probable_duplicates_are_groups_with_the_most_supported_first(stad: House) -> None:
    ann, bob, staff = stad.participant(), stad.participant(), stad.facilitator()
    one, two = _add(stad, ann, "Een buurtfonds oprichten"), _add(stad, bob, "Richt een fonds op voor de buurt")
    _add(stad, ann, "Een zwembad")
    third = _add(stad, ann, "Fonds voor onze buurt")
    stad.engine.submit(SupportIdea(person_id=ann, idea_id=two.id, on=True, counter=1))

    def groups() -> list[list[int]]:
        with stad.database.reading() as session:
            return [sorted(group[:1]) + sorted(group[1:]) for group in duplicates(session, stad.topics["fondsen"])]

    assert groups() == [[two.id, one.id, third.id]]
    stad.engine.submit(MergeIdeas(person_id=staff, kept_id=two.id, idea_ids=(one.id, third.id)))
    assert groups() == []
