"""Cards from paper and shows of hands: staff's alone, never added to the support."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.ground import limits
from notes.live.commands import AddIdea, Command, CommandRefused, EditIdea, NoteHands, SetTopic
from notes.live.commands import MoveRoom as Move
from notes.store import people
from notes.store.ideas import IdeaFacts
from tests.live.house import House, house


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def _card(stad: House, person: str, uuid: str, name: str = "") -> AddIdea:
    topic = stad.topics["fondsen"]
    return AddIdea(person_id=person, topic_id=topic, uuid=uuid, text="Van een kaartje", name=name, on_paper=True)


def _asked(stad: House, command: Command) -> IdeaFacts:
    answer = stad.engine.submit(command)
    assert isinstance(answer, IdeaFacts)
    return answer


def _refused(stad: House, command: Command) -> tuple[str, object]:
    with pytest.raises(CommandRefused) as refusal:
        stad.engine.submit(command)
    return refusal.value.code, refusal.value.facts.get("limit")


def test_a_card_is_there_at_once_however_the_box_stands_and_keeps_the_name_of_its_typist(stad: House) -> None:
    staff, organiser = stad.facilitator("Fatima"), stad.facilitator("Olga", role="organiser")
    topic = stad.topics["fondsen"]
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"approval": True, "ideas_open": False}))
    stad.engine.submit(Move(person_id=organiser, topic_id=topic, state="frozen"))
    card = _asked(stad, _card(stad, staff, "kaart-1", name="Oma Jansen"))
    assert (card.state, card.on_paper, card.name, card.late) == ("visible", True, "Oma Jansen", True)
    assert _asked(stad, _card(stad, staff, "kaart-1", name="Oma Jansen")).id == card.id
    with stad.database.reading() as session:
        fatima = people.person(session, staff)
    assert fatima is not None
    assert fatima.name == "Fatima"
    edit = EditIdea(person_id=staff, idea_id=card.id, text="Zonder tikfout", counter=1)
    assert _asked(stad, edit).text == "Zonder tikfout"


def test_participants_send_no_cards_and_count_no_hands(stad: House) -> None:
    person, staff = stad.participant(), stad.facilitator()
    assert _refused(stad, _card(stad, person, "nep")) == ("denied", None)
    card = _asked(stad, _card(stad, staff, "echt"))
    assert _refused(stad, NoteHands(person_id=person, idea_id=card.id, hands=12)) == ("denied", None)
    elsewhere = stad.facilitator(topic="energienet")
    assert _refused(stad, NoteHands(person_id=elsewhere, idea_id=card.id, hands=12)) == ("denied", None)


def test_hands_stand_beside_the_support_and_can_be_corrected(stad: House) -> None:
    staff = stad.facilitator()
    card = _asked(stad, _card(stad, staff, "kaart"))

    def noted(hands: int | None) -> tuple[int | None, int, int]:
        facts = _asked(stad, NoteHands(person_id=staff, idea_id=card.id, hands=hands))
        return facts.hands, facts.support, facts.revision - card.revision

    assert [noted(12), noted(12), noted(14), noted(0), noted(None)] == [
        (12, 0, 1), (12, 0, 1), (14, 0, 2), (None, 0, 3), (None, 0, 3)
    ]  # fmt: skip
    limit = limits.HANDS_MAX
    assert _refused(stad, NoteHands(person_id=staff, idea_id=card.id, hands=limit + 1)) == ("too_many_hands", limit)
