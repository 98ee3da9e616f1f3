"""Tries to steer screens of others: of another conference, of a topic that one does not lead, with a withdrawn link."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notes.domain.screens import ScreenIdeas, ScreenView
from notes.ground import limits
from notes.ground.system import RandomIds
from notes.live.commands import AddIdea, Command, CommandRefused, UseAccessLink, WithdrawAccessLink
from notes.live.screen_commands import (
    BlankScreen,
    BlankScreens,
    PairScreen,
    PutOnScreens,
    SetScreens,
    SteerScreen,
    UnpairScreen,
)
from notes.store import access_links, conferences, screens
from notes.store.ideas import IdeaFacts
from notes.store.screens import Screen
from tests.live.house import House, house, plan


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def pairs(stad: House, person: str, key: str = "k", topic: str | None = None, label: str = "") -> int:
    topic_id = stad.topics[topic] if topic else None
    command = PairScreen(person_id=person, conference_id=stad.conference_id, key=key, label=label, topic_id=topic_id)
    made = stad.engine.submit(command)
    assert isinstance(made, int)
    return made


def screen(stad: House, screen_id: int) -> Screen | None:
    with stad.database.reading() as session:
        return screens.screen(session, screen_id)


def refused(stad: House, *commands: Command) -> list[str]:
    codes = []
    for command in commands:
        with pytest.raises(CommandRefused) as refusal:
            stad.engine.submit(command)
        codes.append(refusal.value.code)
    return codes


def everything(person: str | None, screen_id: int) -> tuple[Command, ...]:
    return (
        SteerScreen(person_id=person, screen_id=screen_id, view="all"),
        BlankScreen(person_id=person, screen_id=screen_id, on=True),
        UnpairScreen(person_id=person, screen_id=screen_id),
    )


def elsewhere(stad: House, role: str = "organiser") -> str:
    """Somebody who organises another conference."""
    link = RandomIds().token()
    with stad.database.writing() as session:
        other = conferences.create(session, plan(), datetime.now(UTC), RandomIds())
        access_links.make(session, link, other, role, None, "", datetime.now(UTC))
    return str(stad.engine.submit(UseAccessLink(person_id=None, link_id=link, name="Else")))


def test_who_leads_nothing_steers_nothing(stad: House) -> None:
    paired = pairs(stad, stad.facilitator(role="organiser"))
    before = screen(stad, paired)
    for person in (None, stad.participant(), elsewhere(stad), elsewhere(stad, "facilitator")):
        pairing = PairScreen(person_id=person, conference_id=stad.conference_id, key="x")
        blanking = BlankScreens(person_id=person, conference_id=stad.conference_id, on=True)
        assert refused(stad, *everything(person, paired), pairing, blanking) == ["denied"] * 5
    assert screen(stad, paired) == before


def test_a_topics_facilitator_steers_what_they_paired_and_what_stands_on_their_topic(stad: House) -> None:
    organiser, fatima = stad.facilitator(role="organiser"), stad.facilitator(topic="fondsen")
    own = pairs(stad, fatima, "own")
    of_topic = pairs(stad, organiser, "of topic", "fondsen")
    of_other = pairs(stad, organiser, "of other", "energienet")
    of_all = pairs(stad, organiser, "of all")
    for mine in (own, of_topic):
        stad.engine.submit(SteerScreen(person_id=fatima, screen_id=mine, view="report"))
    for other in (of_other, of_all):
        assert refused(stad, *everything(fatima, other)) == ["denied"] * 3
    # Shown on the whole conference, it is theirs no more unless they paired it.
    assert refused(stad, *everything(fatima, of_topic)) == ["denied"] * 3
    stad.engine.submit(SteerScreen(person_id=fatima, screen_id=own, view="all"))


def test_a_topics_facilitator_puts_no_other_topic_on_a_screen(stad: House) -> None:
    fatima = stad.facilitator(topic="fondsen")
    own, other = pairs(stad, fatima, "own", "fondsen"), stad.topics["energienet"]
    steering = SteerScreen(person_id=fatima, screen_id=own, view="notes", topic_id=other)
    pairing = PairScreen(person_id=fatima, conference_id=stad.conference_id, key="new", topic_id=other)
    unknown = SteerScreen(person_id=fatima, screen_id=own, view="notes", topic_id=987)
    assert refused(stad, steering, pairing, unknown) == ["denied", "denied", "unknown"]


def test_a_withdrawn_link_steers_nothing_from_then_on(stad: House) -> None:
    link, organiser = stad.link("facilitator", "fondsen"), stad.facilitator(role="organiser")
    fatima = str(stad.engine.submit(UseAccessLink(person_id=None, link_id=link, name="Fatima")))
    own = pairs(stad, fatima, "own", "fondsen")
    stad.engine.submit(WithdrawAccessLink(person_id=organiser, link_id=link))
    assert refused(stad, *everything(fatima, own)) == ["denied"] * 3
    assert screen(stad, own) is not None


def test_all_screens_blank_are_those_that_one_may_steer_and_come_back(stad: House) -> None:
    organiser, fatima = stad.facilitator(role="organiser"), stad.facilitator(topic="fondsen")
    mine, other = pairs(stad, fatima, "mine", "fondsen"), pairs(stad, organiser, "other", "energienet")

    def blank() -> list[bool]:
        return [found.blank for each in (mine, other) if (found := screen(stad, each))]

    facts = {"conference_id": stad.conference_id}
    assert stad.engine.submit(BlankScreens(person_id=fatima, on=True, **facts)) == 1
    assert blank() == [True, False]
    assert stad.engine.submit(BlankScreens(person_id=organiser, on=True, **facts)) == 2
    assert blank() == [True, True]
    stad.engine.submit(BlankScreens(person_id=organiser, on=False, **facts))
    assert blank() == [False, False]


def test_a_view_that_is_of_a_topic_wants_one(stad: House) -> None:
    organiser = stad.facilitator(role="organiser")
    paired = pairs(stad, organiser)
    commands = [SteerScreen(person_id=organiser, screen_id=paired, view=view) for view in ("notes", "outcomes", "desk")]
    assert refused(stad, *commands) == ["topic_missing", "topic_missing", "unknown"]
    stad.engine.submit(
        SteerScreen(person_id=organiser, screen_id=paired, view="notes", topic_id=stad.topics["fondsen"])
    )
    shown = screen(stad, paired)
    assert shown is not None
    assert (shown.view, shown.topic_id) == (ScreenView.NOTES, stad.topics["fondsen"])


def test_a_label_is_checked_and_screens_are_not_without_end(stad: House, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser, conference = stad.facilitator(role="organiser"), stad.conference_id
    label = "x" * (limits.LABEL_MAX_CHARACTERS + 1)
    long = PairScreen(person_id=organiser, conference_id=conference, key="k", label=label)
    assert refused(stad, long) == ["too_long"]
    monkeypatch.setattr(limits, "SCREENS_PER_CONFERENCE_MAX", 2)
    for key in ("a", "b"):
        pairs(stad, organiser, key)
    assert refused(stad, PairScreen(person_id=organiser, conference_id=conference, key="c")) == ["too_many_screens"]


def test_who_leads_a_room_puts_its_ideas_on_screens(stad: House) -> None:
    anna, topic = stad.participant("Anna"), stad.topics["fondsen"]
    idea = stad.engine.submit(AddIdea(person_id=anna, topic_id=topic, uuid="u", text="Een fonds"))
    assert isinstance(idea, IdeaFacts)

    def chosen() -> frozenset[int]:
        with stad.database.reading() as session:
            return screens.chosen_ideas(session, stad.conference_id)

    others = (anna, None, stad.facilitator(topic="energienet"), elsewhere(stad))
    commands = [PutOnScreens(person_id=person, idea_id=idea.id, on=True) for person in others]
    assert refused(stad, *commands) == ["denied"] * 4
    fatima = stad.facilitator(topic="fondsen")
    stad.engine.submit(PutOnScreens(person_id=fatima, idea_id=idea.id, on=True))
    assert chosen() == {idea.id}
    stad.engine.submit(PutOnScreens(person_id=fatima, idea_id=idea.id, on=False))
    assert chosen() == frozenset()


def test_only_organisers_choose_what_reaches_the_screens(stad: House) -> None:
    organiser, facts = stad.facilitator(role="organiser"), {"conference_id": stad.conference_id}
    wish = {"screen_ideas": "chosen", "screen_names": True}
    people = (stad.participant(), stad.facilitator(), elsewhere(stad))
    assert refused(stad, *(SetScreens(person_id=each, changes=wish, **facts) for each in people)) == ["denied"] * 3
    wrong: tuple[dict[str, object], ...] = ({}, {"screen_ideas": "never"}, {"screen_names": "yes"}, {"title": "x"})
    assert refused(stad, *(SetScreens(person_id=organiser, changes=each, **facts) for each in wrong)) == ["unknown"] * 4
    stad.engine.submit(SetScreens(person_id=organiser, changes=wish, **facts))
    with stad.database.reading() as session:
        stored = conferences.conference(session, stad.conference_id)
    assert stored is not None
    assert (stored.screen_ideas, stored.screen_names) == (ScreenIdeas.CHOSEN, True)
