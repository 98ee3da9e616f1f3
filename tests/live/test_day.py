"""Tries to lose a round, to end one that nobody ended, to be told wrong by two desks, and to get through a day alone."""

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from notes.domain.plan import conference_from_toml
from notes.domain.programme import ProgrammeItem
from notes.ground.settings import project_folder
from notes.live.commands import Command, CommandRefused, MoveRoom, SetChoices, SetTopic
from notes.live.desk_commands import (
    DelayItem,
    Done,
    EndItem,
    ExtendItem,
    SayWhere,
    SendMessage,
    SetAutoEnd,
    StartItem,
    UndoAct,
    WithdrawMessage,
)
from notes.live.items import Join, Joined
from notes.store import conferences, desk, whereabouts
from notes.store.harvest import harvest
from tests.live.house import House, house
from tests.live.test_rounds import FIRST, Watch, at, headings, plan

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def watch() -> Watch:
    """The clock of these tests: half an hour before the first round."""
    return Watch()


@pytest.fixture
def stad(tmp_path: Path, watch: Watch) -> Iterator[House]:
    """Rounds of an hour at 0 and 75 minutes, and an open room beside them."""
    with house(tmp_path, conference=plan(), clock=watch) as made:
        yield made


@pytest.fixture
def olga(stad: House) -> str:
    """An organiser."""
    return stad.facilitator("Olga", role="organiser")


@pytest.fixture
def bert(stad: House) -> str:
    """Another one."""
    return stad.facilitator("Bert", role="organiser")


def item(stad: House, slug: str) -> ProgrammeItem:
    with stad.database.reading() as session:
        return next(each for each in conferences.programme(session, stad.conference_id) if each.slug == slug)


def states(stad: House) -> dict[str, str]:
    with stad.database.reading() as session:
        return {one.slug: one.room_state.value for one in conferences.topic_facts(session, stad.conference_id)}


def newest_act(stad: House) -> int:
    with stad.database.reading() as session:
        return desk.newest(session, stad.conference_id, 1)[0].id


def does(stad: House, command: Command) -> Done:
    done = stad.engine.submit(command)
    assert isinstance(done, Done)
    return done


def moments(stad: House, topic: str) -> list[tuple[str, str]]:
    with stad.database.reading() as session:
        titles = {each.id: each.slug for each in conferences.programme(session, stad.conference_id)}
        found = harvest(session, stad.conference_id, FIRST)
    assert found is not None
    kept = next(each.moments for each in found.topics if each.topic.slug == topic)
    return [(titles[each.item_id], each.kind) for each in kept]


def test_a_round_is_ended_in_all_its_rooms_at_once_and_taken_up_again(stad: House, watch: Watch, olga: str) -> None:
    at(stad, watch, 50)
    first = item(stad, "i").id
    does(stad, EndItem(person_id=olga, item_id=first))
    ended = states(stad)
    stad.engine.submit(UndoAct(person_id=olga, act_id=newest_act(stad)))
    at(stad, watch, 51)
    assert ended == {"eigen": "frozen", "kaal": "frozen", "laat": "closed", "kamer": "open"}
    assert states(stad) == {"eigen": "open", "kaal": "open", "laat": "closed", "kamer": "open"}
    assert item(stad, "i").ended_at is None
    does(stad, EndItem(person_id=olga, item_id=first))
    does(stad, StartItem(person_id=olga, item_id=first))
    assert (states(stad)["kaal"], item(stad, "i").ended_at) == ("open", None)
    assert moments(stad, "kaal") == [("i", "start"), ("i", "end"), ("i", "end"), ("i", "start")]


def test_the_next_round_opens_by_itself_after_one_that_was_ended(stad: House, watch: Watch, olga: str) -> None:
    at(stad, watch, 50)
    does(stad, EndItem(person_id=olga, item_id=item(stad, "i").id))
    at(stad, watch, 74)
    before = states(stad)["kaal"]
    at(stad, watch, 76)
    assert (before, states(stad)["kaal"], headings(stad, "kaal")) == ("frozen", "open", ["## Ronde I", "## Ronde II"])


def test_an_extended_round_keeps_the_next_one_waiting_and_undoing_that_does_not(
    stad: House, watch: Watch, olga: str
) -> None:
    at(stad, watch, 58)
    does(stad, ExtendItem(person_id=olga, item_id=item(stad, "i").id, minutes=20))
    assert item(stad, "ii").started_at == FIRST + timedelta(minutes=80)
    at(stad, watch, 77)
    waiting = headings(stad, "kaal")
    at(stad, watch, 81)
    assert (waiting, headings(stad, "kaal")) == (["## Ronde I"], ["## Ronde I", "## Ronde II"])


def test_undoing_an_extension_gives_the_next_round_its_own_time_back(stad: House, watch: Watch, olga: str) -> None:
    at(stad, watch, 58)
    does(stad, ExtendItem(person_id=olga, item_id=item(stad, "i").id, minutes=20))
    stad.engine.submit(UndoAct(person_id=olga, act_id=newest_act(stad)))
    assert (item(stad, "i").extended_minutes, item(stad, "ii").started_at) == (0, None)
    at(stad, watch, 76)
    assert headings(stad, "kaal") == ["## Ronde I", "## Ronde II"]


def test_a_round_that_waits_begins_later_or_at_once(stad: House, watch: Watch, olga: str) -> None:
    second = item(stad, "ii").id
    at(stad, watch, 1)
    at(stad, watch, 61)
    does(stad, DelayItem(person_id=olga, item_id=second, minutes=10))
    at(stad, watch, 76)
    waiting = headings(stad, "laat")
    does(stad, StartItem(person_id=olga, item_id=second))
    at(stad, watch, 77)
    assert (waiting, headings(stad, "laat")) == ([], ["## Ronde II"])
    assert item(stad, "i").ended_at == FIRST + timedelta(minutes=76)  # its rooms are the second round's now
    assert moments(stad, "kaal") == [("i", "start"), ("i", "end"), ("ii", "start")]
    with pytest.raises(CommandRefused) as refused:
        does(stad, DelayItem(person_id=olga, item_id=second, minutes=5))
    assert refused.value.code == "begun_already"


def test_a_start_that_was_a_mistake_leaves_nothing_in_the_notes(stad: House, watch: Watch, olga: str) -> None:
    at(stad, watch, 50)
    before = {topic: stad.engine.text(pad) for topic, pad in stad.notepads.items()}
    does(stad, StartItem(person_id=olga, item_id=item(stad, "ii").id))
    at(stad, watch, 51)
    started = headings(stad, "kaal")
    act = newest_act(stad)
    stad.writer("f", "eigen", stad.facilitator(), 11).type_and_save("Al aan de slag.\n")
    stad.engine.submit(UndoAct(person_id=olga, act_id=act))
    at(stad, watch, 52)
    assert started == ["## Ronde I", "## Ronde II"]
    assert stad.engine.text(stad.notepads["kaal"]).strip() == before["kaal"].strip()
    assert stad.engine.text(stad.notepads["laat"]).strip() == ""
    assert stad.engine.text(stad.notepads["eigen"]).endswith("Al aan de slag.\n")  # somebody's words stay
    assert states(stad) == {"eigen": "open", "kaal": "open", "laat": "closed", "kamer": "open"}
    assert (item(stad, "i").ended_at, item(stad, "ii").started_at) == (None, None)
    at(stad, watch, 76)
    assert headings(stad, "kaal") == ["## Ronde I", "## Ronde II"]
    assert headings(stad, "eigen") == ["## Wat speelt er?", "## Ronde II"]


@pytest.mark.parametrize("first", ["end", "extend"])
def test_of_two_who_press_opposite_buttons_the_last_wins_and_hears_of_the_other(
    stad: House, watch: Watch, olga: str, bert: str, first: str
) -> None:
    at(stad, watch, 59)
    round_one = item(stad, "i").id
    ends, extends = (
        EndItem(person_id=olga, item_id=round_one),
        ExtendItem(person_id=bert, item_id=round_one, minutes=5),
    )
    order: tuple[Command, Command] = (ends, extends) if first == "end" else (extends, ends)
    answers = [does(stad, command) for command in order]
    assert [[act.by for act in answer.since] for answer in answers] == [[], ["Olga" if first == "end" else "Bert"]]
    now = item(stad, "i")
    goes_on = first == "end"
    assert (now.ended_at is None, now.extended_minutes, states(stad)["kaal"]) == (
        goes_on,
        5,
        "open" if goes_on else "frozen",
    )
    with stad.database.reading() as session:
        acts = desk.newest(session, stad.conference_id, 2)
    with pytest.raises(CommandRefused) as refused:  # the first cannot be undone from under the second
        stad.engine.submit(UndoAct(person_id=olga, act_id=acts[1].id))
    assert refused.value.code == "changed_since"
    stad.engine.submit(UndoAct(person_id=olga, act_id=acts[0].id))
    stad.engine.submit(UndoAct(person_id=bert, act_id=acts[1].id))
    assert (item(stad, "i").ended_at, item(stad, "i").extended_minutes) == (None, 0)


def test_both_press_at_the_same_time_many_times_and_the_desk_is_never_half(
    stad: House, watch: Watch, olga: str, bert: str
) -> None:
    at(stad, watch, 30)
    round_one = item(stad, "i").id
    presses: list[Command] = [
        EndItem(person_id=olga, item_id=round_one),
        StartItem(person_id=bert, item_id=round_one),
        ExtendItem(person_id=olga, item_id=round_one, minutes=5),
        EndItem(person_id=bert, item_id=round_one),
    ] * 5
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(stad.engine.submit, presses))
    over = item(stad, "i").ended_at is not None
    rooms = states(stad)
    assert {rooms["eigen"], rooms["kaal"]} == {"frozen" if over else "open"}
    with stad.database.reading() as session:
        last = desk.newest(session, stad.conference_id, 1)[0]
        assert desk.facts(session, last.after) == last.after


def test_the_same_button_twice_is_once(stad: House, watch: Watch, olga: str, bert: str) -> None:
    at(stad, watch, 50)
    first = item(stad, "i").id
    made = [does(stad, ExtendItem(person_id=who, item_id=first, minutes=5)) for who in (olga, bert)]
    ended = [does(stad, EndItem(person_id=who, item_id=first)) for who in (olga, bert)]
    assert [answer.act_id is None for answer in (*made, *ended)] == [False, True, False, True]
    assert item(stad, "i").extended_minutes == 5


def test_what_somebody_moved_by_hand_since_stays_when_the_round_is_undone(stad: House, watch: Watch, olga: str) -> None:
    at(stad, watch, 50)
    does(stad, EndItem(person_id=olga, item_id=item(stad, "i").id))
    act = newest_act(stad)
    for state in ("open", "closed"):
        stad.engine.submit(MoveRoom(person_id=olga, topic_id=stad.topics["kaal"], state=state))
    stad.engine.submit(UndoAct(person_id=olga, act_id=act))
    assert (states(stad)["eigen"], states(stad)["kaal"], item(stad, "i").ended_at) == ("open", "closed", None)


def test_lock_rooms_and_switches_are_undone_too(stad: House, watch: Watch, olga: str) -> None:
    at(stad, watch, 50)
    kaal = stad.topics["kaal"]
    commands: tuple[Command, ...] = (
        SetChoices(person_id=olga, conference_id=stad.conference_id, changes={"locked": True}),
        MoveRoom(person_id=olga, topic_id=kaal, state="closed"),
        SetTopic(person_id=olga, topic_id=kaal, changes={"ideas_open": False}),
        SetAutoEnd(person_id=olga, conference_id=stad.conference_id, minutes=10),
    )
    keys = [f"lock:{stad.conference_id}", f"room:{kaal}", f"topic:{kaal}", f"auto_end:{stad.conference_id}"]
    with stad.database.reading() as session:
        before = desk.facts(session, keys)
    acts = []
    for command in commands:
        stad.engine.submit(command)
        acts.append(newest_act(stad))
    with stad.database.reading() as session:
        changed = desk.facts(session, keys)
    for act in reversed(acts):
        stad.engine.submit(UndoAct(person_id=olga, act_id=act))
        stad.engine.submit(UndoAct(person_id=olga, act_id=act))  # tapped twice
    with stad.database.reading() as session:
        assert desk.facts(session, keys) == before
    assert [key for key in keys if changed[key] == before[key]] == []


def test_a_round_ends_by_itself_only_where_that_is_switched_on_and_not_again(
    stad: House, watch: Watch, olga: str
) -> None:
    at(stad, watch, 50)
    stad.engine.submit(SetAutoEnd(person_id=olga, conference_id=stad.conference_id, minutes=5))
    at(stad, watch, 64)
    early = item(stad, "i").ended_at
    at(stad, watch, 65)
    assert (early, states(stad)["kaal"]) == (None, "frozen")
    stad.engine.submit(UndoAct(person_id=olga, act_id=newest_act(stad)))
    at(stad, watch, 67)
    assert (item(stad, "i").ended_at, states(stad)["kaal"]) == (None, "open")  # taken back is taken back
    does(stad, ExtendItem(person_id=olga, item_id=item(stad, "i").id, minutes=8))
    at(stad, watch, 73)
    assert item(stad, "i").ended_at == FIRST + timedelta(minutes=73)


def test_a_round_that_is_rehearsed_days_ahead_lasts_as_long_as_planned_and_ends_by_itself(
    stad: House, watch: Watch, olga: str
) -> None:
    at(stad, watch, -9000)
    stad.engine.submit(SetAutoEnd(person_id=olga, conference_id=stad.conference_id, minutes=5))
    does(stad, StartItem(person_id=olga, item_id=item(stad, "i").id))
    at(stad, watch, -9000 + 64)
    assert item(stad, "i").ended_at is None
    at(stad, watch, -9000 + 66)
    assert item(stad, "i").ended_at is not None
    assert states(stad)["kaal"] == "frozen"


def test_nobody_but_an_organiser_runs_the_day(stad: House, watch: Watch) -> None:
    at(stad, watch, 30)
    first = item(stad, "i").id
    for person in (stad.facilitator(), stad.participant()):
        for command in (
            StartItem(person_id=person, item_id=first),
            EndItem(person_id=person, item_id=first),
            ExtendItem(person_id=person, item_id=first, minutes=5),
            SendMessage(person_id=person, conference_id=stad.conference_id, text="Hallo"),
            SetAutoEnd(person_id=person, conference_id=stad.conference_id, minutes=5),
        ):
            with pytest.raises(CommandRefused) as refused:
                stad.engine.submit(command)
            assert refused.value.code == "denied"


def test_a_message_takes_the_place_of_the_one_before_and_every_page_is_told(
    stad: House, watch: Watch, olga: str
) -> None:
    assert isinstance(
        stad.engine.join("anna", Join(stad.notepads["kaal"], stad.participant(), False, None, None, 0)), Joined
    )

    def says(text: str, topic: str | None = None) -> int:
        command = SendMessage(
            person_id=olga, conference_id=stad.conference_id, text=text, topic_id=stad.topics[topic] if topic else None
        )
        return int(str(stad.engine.submit(command)))

    def stand() -> list[str]:
        with stad.database.reading() as session:
            return [one.text for one in desk.messages(session, stad.conference_id, LONG_AGO)]

    says("Koffie")
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("anna", "day")), "word of the message")
    says("Alleen hier", "kaal")
    soup = says("Soep")
    assert stand() == ["Soep", "Alleen hier"]
    stad.engine.submit(UndoAct(person_id=olga, act_id=newest_act(stad)))
    assert stand() == ["Alleen hier", "Koffie"]
    stad.engine.submit(WithdrawMessage(person_id=olga, message_id=soup))
    again = says("Toch soep")
    stad.engine.submit(WithdrawMessage(person_id=olga, message_id=again))
    assert stand() == ["Alleen hier"]
    for text, code in (("  ", "empty"), ("x" * 281, "too_long"), ("\x00", "bad_characters")):
        with pytest.raises(CommandRefused) as refused:
            says(text)
        assert refused.value.code == code


def test_where_people_are_and_go_is_what_each_said_last(stad: House, watch: Watch) -> None:
    anna, bob = stad.participant(), stad.participant()
    second, kaal, laat = item(stad, "ii").id, stad.topics["kaal"], stad.topics["laat"]

    def goes(person: str, topic_id: int | None) -> None:
        stad.engine.submit(SayWhere(person_id=person, item_id=second, topic_id=topic_id, going=True))

    for topic_id in (kaal, laat, laat):
        goes(anna, topic_id)
    goes(bob, kaal)
    stad.engine.submit(SayWhere(person_id=bob, item_id=second, topic_id=stad.topics["kamer"]))
    with stad.database.reading() as session:
        assert whereabouts.counts(session, second, "going") == {laat: 1, kaal: 1}
        assert whereabouts.of_person(session, bob).here == {second: stad.topics["kamer"]}
    goes(bob, None)
    with stad.database.reading() as session:
        assert whereabouts.counts(session, second, "going") == {laat: 1}
    with pytest.raises(CommandRefused):  # nobody goes in round II to where nothing of it is
        goes(bob, stad.topics["kamer"])


def test_a_whole_day_that_nobody_touches_works(tmp_path: Path) -> None:
    """The example's own programme, overlaps included, minute by minute."""
    text = (project_folder() / "notes" / "examples" / "cooperatieven-maken-de-stad.toml").read_text(encoding="utf-8")
    watch = Watch()
    watch.minutes = -200  # the house may look at its clock before the loop does
    opened: dict[str, str] = {}
    with house(tmp_path, conference=conference_from_toml(tomllib.loads(text)), clock=watch) as stad:
        for minutes in range(-200, 240, 5):  # 15.55 to 23.15
            at(stad, watch, minutes)
            for topic, state in states(stad).items():
                if state == "open":
                    opened.setdefault(topic, f"{watch.now() + timedelta(hours=1):%H.%M}")
                assert (topic not in opened) == (state == "closed")
        rounds = {topic: moments(stad, topic) for topic in ("fondsen", "kamer-van-de-commons")}
    break_out = dict.fromkeys(("fondsen", "incubator", "energienet", "buurtcooperatie"), "19.15")
    assert opened == {**break_out, "kamer-van-de-commons": "17.00", "plenair": "16.00"}
    whole = [("ronde-1", "start"), ("ronde-1", "end"), ("ronde-2", "start"), ("ronde-2", "end")]
    assert rounds["fondsen"] == whole
