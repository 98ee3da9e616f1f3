"""Tries to have a round's template added twice, at the wrong place, in the wrong room, or not at all."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from notes.ground import limits
from notes.live.commands import CommandRefused, MoveRoom, SetChoices, SetTemplate
from notes.live.verifying import verify
from notes.store import conferences, notepads, rounds
from notes.store.harvest import harvest
from tests.live.house import House, house, running
from tests.live.test_tick_failures import FailingDatabase

FIRST = datetime(2021, 11, 22, 18, 15, tzinfo=UTC)
TEMPLATE = "## {ronde}\n\n**Leidende vraag:** {vraag}\n\n### Acties\n\n- \n"
SECOND_PART = "## Ronde II\n\n**Leidende vraag:** Hoe dan?\n\n### Acties\n\n- "
OPEN, CLOSED, FROZEN = "open", "closed", "frozen"


class Watch:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.minutes = -30.0  # after the first round's start

    def now(self) -> datetime:
        return FIRST + timedelta(minutes=self.minutes)

    def monotonic(self) -> float:
        return time.monotonic()


def plan() -> ConferencePlan:
    """Two rounds of an hour with a quarter between them; "late" meets in the second only, "kamer" in none."""

    def item(slug: str, title: str, kind: ItemKind, begin: int) -> PlannedItem:
        starts = FIRST + timedelta(minutes=begin)
        return PlannedItem(slug=slug, title=title, kind=kind, starts_at=starts, ends_at=starts + timedelta(hours=1))

    def topic(slug: str, *items: str, template: str = "") -> PlannedTopic:
        meetings = tuple(PlannedMeeting(item=each) for each in items)
        return PlannedTopic(slug=slug, title=slug, question="Hoe dan?", template=template, meetings=meetings)

    return ConferencePlan(
        slug="stad",
        title="Stad",
        round_template=TEMPLATE,
        items=(
            item("i", "Ronde I", ItemKind.ROUND, 0),
            item("ii", "Ronde II", ItemKind.ROUND, 75),
            item("kamer", "Kamer", ItemKind.OPEN, 0),
        ),
        topics=(
            topic("eigen", "i", "ii", template="## Wat speelt er?\n\n- "),
            topic("kaal", "i", "ii"),
            topic("laat", "ii"),
            topic("kamer", "kamer"),
        ),
    )


@pytest.fixture
def watch() -> Watch:
    """The clock of these tests: half an hour before the first round."""
    return Watch()


@pytest.fixture
def stad(tmp_path: Path, watch: Watch) -> Iterator[House]:
    """A conference whose rounds have not begun, on a database that fails when told to."""
    with house(tmp_path, conference=plan(), clock=watch, database_of=FailingDatabase) as made:
        yield made


def at(stad: House, watch: Watch, minutes: float) -> None:
    """Let it be so many minutes after the first round's start, and the engine's clock tick twice."""
    watch.minutes = minutes
    for _ in range(2):
        stad.engine._scribe.tick((), settle=True)


def moves(stad: House, topic: str, *states: str) -> None:
    organiser = stad.facilitator("Olga", role="organiser")
    for state in states:
        stad.engine.submit(MoveRoom(person_id=organiser, topic_id=stad.topics[topic], state=state))


def headings(stad: House, topic: str) -> list[str]:
    return [line for line in stad.engine.text(stad.notepads[topic]).split("\n") if line.startswith("## ")]


def test_the_clock_adds_the_template_once_to_each_room_that_meets_in_the_round(stad: House, watch: Watch) -> None:
    at(stad, watch, 1)
    first = {topic: headings(stad, topic) for topic in stad.notepads}
    at(stad, watch, 76)
    second = {topic: headings(stad, topic) for topic in stad.notepads}
    assert first == {"eigen": ["## Wat speelt er?"], "kaal": ["## Ronde I"], "laat": [], "kamer": []}
    assert second == {
        "eigen": ["## Wat speelt er?", "## Ronde II"],
        "kaal": ["## Ronde I", "## Ronde II"],
        "laat": ["## Ronde II"],
        "kamer": [],
    }
    assert stad.engine.text(stad.notepads["eigen"]) == f"## Wat speelt er?\n\n- \n\n{SECOND_PART}\n"


def test_it_stands_below_what_facilitators_prepared_and_is_nobodys_text(stad: House, watch: Watch) -> None:
    fatima = stad.writer("f", "kaal", stad.facilitator(), 11)
    fatima.type_and_save("Vooraf opgeschreven\n\n```\nopen")
    at(stad, watch, 76)
    assert stad.engine.text(stad.notepads["kaal"]) == f"Vooraf opgeschreven\n\n```\nopen\n```\n\n{SECOND_PART}\n"
    with stad.database.reading() as session:
        claims = notepads.clients(session, stad.notepads["kaal"])
    assert sorted((claim.person_id == fatima.person_id) for claim in claims.values()) == [False, True]


@pytest.mark.parametrize(
    "states",
    [(OPEN,), (OPEN, FROZEN, OPEN), (OPEN, CLOSED, OPEN), (OPEN, CLOSED)],
    ids=["opened", "ended and taken up again", "undone and opened again", "undone"],
)
def test_a_round_that_is_begun_by_hand_gets_it_once(stad: House, watch: Watch, states: tuple[str, ...]) -> None:
    watch.minutes = -10
    moves(stad, "kaal", *states)
    at(stad, watch, 5)
    moves(stad, "kaal", OPEN, FROZEN, OPEN)
    assert headings(stad, "kaal") == ["## Ronde I"]


def test_a_room_that_was_ended_opens_again_by_itself_when_the_next_round_begins(stad: House, watch: Watch) -> None:
    at(stad, watch, 1)
    moves(stad, "kaal", FROZEN)
    at(stad, watch, 62)
    moves(stad, "kaal", OPEN, FROZEN)  # a mistake, or a word that was forgotten: still the first round
    after_mistake = headings(stad, "kaal")
    at(stad, watch, 80)
    assert (after_mistake, headings(stad, "kaal")) == (["## Ronde I"], ["## Ronde I", "## Ronde II"])
    moves(stad, "kaal", FROZEN)  # and where somebody puts it during the round, there it stays
    at(stad, watch, 82)
    with stad.database.reading() as session:
        topic = conferences.topic(session, stad.topics["kaal"])
    assert topic is not None
    assert (topic.room_state, headings(stad, "kaal")) == (FROZEN, ["## Ronde I", "## Ronde II"])


def test_a_room_that_is_opened_just_before_the_next_round_begins_that(stad: House, watch: Watch) -> None:
    at(stad, watch, 1)
    watch.minutes = 72
    moves(stad, "kaal", FROZEN, OPEN)
    early = headings(stad, "kaal")
    at(stad, watch, 76)
    assert (early, headings(stad, "kaal")) == (["## Ronde I", "## Ronde II"],) * 2


def test_what_somebody_took_out_does_not_come_back(stad: House, watch: Watch) -> None:
    at(stad, watch, 1)
    fatima = stad.writer("f", "kaal", stad.facilitator(), 11)
    before = fatima.doc.get_state()
    fatima.notes.clear()
    fatima.number += 1
    fatima.send(fatima.doc.get_update(before))
    stad.carrier.wait_until_saved("f", fatima.seat, 1)
    at(stad, watch, 2)
    moves(stad, "kaal", FROZEN, OPEN)
    assert stad.engine.text(stad.notepads["kaal"]) == ""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_commit_that_fails_leaves_it_there_once(stad: House, watch: Watch, when: str) -> None:
    assert isinstance(stad.database, FailingDatabase)
    fatima = stad.writer("f", "laat", stad.facilitator(), 11)
    setattr(stad.database, when, 1)
    watch.minutes = 76  # from here on the engine's own heartbeat
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("f", "rights")), "word that the room is open")
    fatima.type_and_save("Wij beginnen.\n")
    stored = stad.stored_text("laat")
    assert (stored.count("## Ronde II"), stored.count("Wij beginnen.")) == (1, 1)
    assert fatima.received_text() == stored


def test_a_server_that_is_killed_or_was_away_adds_what_is_missing_and_nothing_twice(tmp_path: Path) -> None:
    watch = Watch()
    with house(tmp_path, conference=plan(), clock=watch) as stad:
        at(stad, watch, 76)
    texts = {}
    for minutes in (77, 90, 300):
        watch.minutes = minutes
        with running(stad.database, stad.conference_id, clock=watch) as again:
            at(again, watch, minutes)
            texts[minutes] = [headings(again, topic) for topic in ("eigen", "kaal", "laat")]
    # The first round was over before this server ever saw it: it is nobody's any more.
    expected = [["## Wat speelt er?"], ["## Ronde II"], ["## Ronde II"]]
    assert texts == dict.fromkeys(texts, expected)


def test_two_servers_that_tick_at_once_add_it_once(tmp_path: Path) -> None:
    watch = Watch()
    watch.minutes = 76
    with house(tmp_path, conference=plan(), clock=watch) as one:
        watch.minutes = 0
    watch.minutes = 77
    scribes = []
    with (
        running(one.database, one.conference_id, clock=watch) as left,
        running(one.database, one.conference_id, clock=watch) as right,
        ThreadPoolExecutor(2) as pool,
    ):
        scribes = [left.engine._scribe, right.engine._scribe]
        list(pool.map(lambda scribe: scribe.tick((), settle=True), scribes))
        stored = left.stored_text("laat")
    assert stored == SECOND_PART + "\n"


def test_an_empty_template_adds_nothing_and_a_new_one_waits_for_the_next_round(stad: House, watch: Watch) -> None:
    organiser = stad.facilitator("Olga", role="organiser")

    def becomes(template: str) -> None:
        stad.engine.submit(SetTemplate(person_id=organiser, conference_id=stad.conference_id, template=template))

    becomes("  \n")
    at(stad, watch, 1)
    first = stad.engine.text(stad.notepads["kaal"])
    becomes("### Inzichten")
    at(stad, watch, 2)
    same = stad.engine.text(stad.notepads["kaal"])
    at(stad, watch, 76)
    assert (first, same, stad.engine.text(stad.notepads["kaal"])) == ("", "", "## Ronde II\n\n### Inzichten\n")


def test_a_locked_conference_gets_nothing_until_it_is_unlocked(stad: House, watch: Watch) -> None:
    organiser = stad.facilitator("Olga", role="organiser")

    def locks(*, on: bool) -> None:
        changes = {"locked": on}
        stad.engine.submit(SetChoices(person_id=organiser, conference_id=stad.conference_id, changes=changes))

    locks(on=True)
    at(stad, watch, 76)
    locked = headings(stad, "laat")
    locks(on=False)
    at(stad, watch, 77)
    assert (locked, headings(stad, "laat")) == ([], ["## Ronde II"])


def test_notes_that_are_full_open_without_it(stad: House, watch: Watch) -> None:
    fatima = stad.writer("f", "laat", stad.facilitator(), 11)
    fatima.type_and_save("x" * limits.NOTEPAD_MAX_CHARACTERS)
    at(stad, watch, 76)
    with stad.database.reading() as session:
        topic = conferences.topic(session, stad.topics["laat"])
        begun = rounds.begun(session, stad.topics["laat"])
    assert topic is not None
    assert (topic.room_state, len(begun), headings(stad, "laat")) == (OPEN, 1, [])


def test_start_and_end_are_moments_of_their_round_with_the_text_of_their_log_number(stad: House, watch: Watch) -> None:
    at(stad, watch, 1)
    moves(stad, "kaal", FROZEN)
    at(stad, watch, 76)
    moves(stad, "kaal", OPEN)
    with stad.database.reading() as session:
        titles = {item.id: item.title for item in conferences.programme(session, stad.conference_id)}
        found = harvest(session, stad.conference_id, watch.now())
        differences = verify(session, stad.notepads["kaal"])
    assert found is not None
    moments = next(topic.moments for topic in found.topics if topic.topic.slug == "kaal")
    assert [(titles[each.item_id], each.kind, each.text.count("## Ronde")) for each in moments] == [
        ("Ronde I", "start", 1),
        ("Ronde I", "end", 1),
        ("Ronde II", "start", 2),
    ]
    assert differences == ()


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("x" * (limits.TEMPLATE_MAX_CHARACTERS + 1), "too_long"),
        ("## {rondje}", "unknown_place"),
        ("\x00", "bad_characters"),
    ],
)
def test_what_is_no_template_is_refused(stad: House, template: str, code: str) -> None:
    organiser = stad.facilitator("Olga", role="organiser")
    with pytest.raises(CommandRefused) as refusal:
        stad.engine.submit(SetTemplate(person_id=organiser, conference_id=stad.conference_id, template=template))
    assert refusal.value.code == code


def test_nobody_but_an_organiser_changes_it(stad: House) -> None:
    for person in (stad.facilitator(), stad.participant()):
        with pytest.raises(CommandRefused) as refusal:
            stad.engine.submit(SetTemplate(person_id=person, conference_id=stad.conference_id, template="## X"))
        assert refusal.value.code == "denied"


def test_the_plan_of_these_tests_begins_nothing_without_rounds(tmp_path: Path) -> None:
    items = tuple(replace(item, kind=ItemKind.PLENARY) for item in plan().items)
    watch = Watch()
    with house(tmp_path, conference=replace(plan(), items=items), clock=watch) as stad:
        at(stad, watch, 76)
        assert headings(stad, "laat") == []
