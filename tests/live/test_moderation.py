"""Tries to have hidden words, reasons and devices reach participants, and to have moderation that cannot be undone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from notes.ground import limits
from notes.live.carrying_out.moderation import HiddenIdeas, HiddenWithLine
from notes.live.commands import (
    AddIdea,
    Command,
    CommandRefused,
    Cursor,
    HideDevice,
    HideIdea,
    HideWithLine,
    LetDeviceWait,
    ModerateIdeas,
    MoveIdea,
    RemoveName,
    SetTopic,
    ShowWithLine,
    SupportIdea,
    TakeOver,
    TakeOverSeveral,
    UndoTakeOvers,
    WithdrawIdea,
)
from notes.live.items import Join, Joined
from notes.store.ideas import IdeaFacts
from tests.live.house import House, Writer, house

BAD = "Woorden die weg moeten"


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def add(stad: House, person: str, text: str = BAD, topic: str = "fondsen", name: str = "") -> IdeaFacts:
    """Send an idea; its UUID is its text."""
    command = AddIdea(person_id=person, topic_id=stad.topics[topic], uuid=f"u-{text}"[:60], text=text, name=name)
    idea = stad.engine.submit(command)
    assert isinstance(idea, IdeaFacts)
    return idea


def done(stad: House, command: Command) -> IdeaFacts:
    idea = stad.engine.submit(command)
    assert isinstance(idea, IdeaFacts)
    return idea


def watch(stad: House, sid: str, person: str | None, topic: str = "fondsen") -> None:
    """Look at a topic as a reader."""
    assert isinstance(stad.engine.join(sid, Join(stad.notepads[topic], person, writer=False, joined=True)), Joined)
    stad.engine.blocks(stad.notepads[topic])


def told(stad: House, sid: str, idea_id: int) -> Mapping[str, Any]:
    """The last that a connection was told of an idea."""
    payloads = [*stad.carrier.to(sid, "frame"), *stad.carrier.to(sid, "beat")]
    views: list[Mapping[str, Any]] = [v for p in payloads for v in p.get("ideas", []) if v["id"] == idea_id]  # type: ignore[attr-defined]  # plain data
    return views[-1] if views else {}


def hears(stad: House, sid: str, idea_id: int, **facts: object) -> Mapping[str, Any]:
    stad.carrier.wait_for(lambda: facts.items() <= told(stad, sid, idea_id).items(), f"{facts} for {sid}")
    return told(stad, sid, idea_id)


def refused(stad: House, command: Command) -> str:
    with pytest.raises(CommandRefused) as refusal:
        stad.engine.submit(command)
    return refusal.value.code


def test_why_an_idea_is_hidden_and_its_device_are_for_staff_only(stad: House) -> None:
    author, staff = stad.participant("Jan"), stad.facilitator()
    idea = add(stad, author)
    watch(stad, "p", stad.participant())
    watch(stad, "a", author)
    stad.writer("f", "fondsen", staff, 11)
    done(stad, HideIdea(person_id=staff, idea_id=idea.id, hidden=True, reason="scheldwoord"))
    seen = hears(stad, "f", idea.id, state="hidden")
    assert (seen["text"], seen["reason"], seen["device"], seen["waits"]) == (BAD, "scheldwoord", idea.number, False)
    for reader in ("p", "a"):
        assert set(hears(stad, reader, idea.id, state="hidden")) == {"id", "state", "rev"}
    done(stad, HideIdea(person_id=staff, idea_id=idea.id, hidden=False))
    shown = hears(stad, "p", idea.id, state="visible")
    assert not {"reason", "device", "waits"} & set(shown)
    assert hears(stad, "f", idea.id, state="visible")["reason"] == ""


def test_a_reason_that_is_too_long_is_refused_and_nothing_is_hidden(stad: House) -> None:
    idea, staff = add(stad, stad.participant()), stad.facilitator()
    long = HideIdea(person_id=staff, idea_id=idea.id, hidden=True, reason="x" * (limits.REASON_MAX_CHARACTERS + 1))
    assert refused(stad, long) == "too_long"
    assert done(stad, HideIdea(person_id=staff, idea_id=idea.id, hidden=False)).revision == idea.revision


def test_moderation_is_for_who_leads_the_room(stad: House) -> None:
    author = stad.participant()
    idea = add(stad, author)
    neighbour = stad.facilitator("Ahmed", "energienet")
    for person in (author, stad.participant(), neighbour, None):
        commands: tuple[Command, ...] = (
            HideIdea(person_id=person, idea_id=idea.id, hidden=True),
            HideWithLine(person_id=person, idea_id=idea.id),
            ModerateIdeas(person_id=person, states={idea.id: "hidden"}),
            HideDevice(person_id=person, idea_id=idea.id),
            LetDeviceWait(person_id=person, idea_id=idea.id, waits=True),
            RemoveName(person_id=person, idea_id=idea.id, removed=True),
            TakeOverSeveral(person_id=person, requests={idea.id: "r"}),
            SetTopic(person_id=person, topic_id=stad.topics["fondsen"], changes={"approval": True}),
        )
        assert {refused(stad, command) for command in commands} == {"denied"}
    move = MoveIdea(person_id=author, idea_id=idea.id, topic_id=stad.topics["energienet"])
    assert refused(stad, move) == "denied"


def test_hiding_takes_the_line_along_however_it_was_rewritten_and_undoing_puts_it_back(stad: House) -> None:
    staff = stad.facilitator()
    writer = stad.writer("f", "fondsen", staff, 21)
    writer.type_and_save("# Fondsen\n\nEerst.")
    idea = add(stad, stad.participant(), "Een fonds")
    done(stad, TakeOver(person_id=staff, idea_id=idea.id, request="r1"))
    before = writer.received_text()
    writer.type_and_save(" en meer van ons")
    writer.type_and_save("\n\nDaarna.\n")
    rewritten = writer.received_text()
    assert before in rewritten
    hidden = stad.engine.submit(HideWithLine(person_id=staff, idea_id=idea.id))
    assert isinstance(hidden, HiddenWithLine)
    assert (hidden.idea.state, hidden.line and hidden.line.text) == (
        "hidden",
        f"- [Een fonds](idee:{idea.number}) en meer van ons",
    )
    assert "Een fonds" not in stad.engine.text(stad.notepads["fondsen"])
    # Meanwhile somebody types above: it comes back below the line that it stood under.
    writer.received_text()
    writer.send(writer.typed("Bovenaan.\n", at=0))
    writer.house.carrier.wait_until_saved("f", writer.seat, writer.number)
    assert hidden.line is not None
    for _ in range(2):
        shown = done(stad, ShowWithLine(person_id=staff, idea_id=idea.id, line=hidden.line))
    assert (shown.state, stad.engine.text(stad.notepads["fondsen"])) == ("visible", "Bovenaan.\n" + rewritten)


def test_only_a_line_of_the_idea_itself_is_put_back(stad: House) -> None:
    staff = stad.facilitator()
    idea, other = add(stad, stad.participant(), "Een"), add(stad, stad.participant(), "Twee")
    done(stad, TakeOver(person_id=staff, idea_id=idea.id, request="r2"))
    hidden = stad.engine.submit(HideWithLine(person_id=staff, idea_id=idea.id))
    assert isinstance(hidden, HiddenWithLine)
    assert hidden.line is not None
    assert refused(stad, ShowWithLine(person_id=staff, idea_id=other.id, line=hidden.line)) == "unknown"


def test_everything_of_a_device_is_hidden_where_the_asker_leads_and_comes_back_as_it_was(stad: House) -> None:
    vandal, neighbour = stad.participant(), stad.participant()
    first = add(stad, vandal, "Een")
    done(stad, HideIdea(person_id=stad.facilitator(), idea_id=add(stad, vandal, "Was al weg").id, hidden=True))
    staff = stad.facilitator("Fatima", "fondsen")
    stad.engine.submit(LetDeviceWait(person_id=staff, idea_id=first.id, waits=True))
    waits = add(stad, vandal, "Wacht")
    elsewhere, of_others = add(stad, vandal, "Elders", "energienet"), add(stad, neighbour, "Van een ander")
    assert [waits.state, elsewhere.state, of_others.state] == ["waiting", "waiting", "visible"]
    hidden = stad.engine.submit(HideDevice(person_id=staff, idea_id=first.id))
    assert isinstance(hidden, HiddenIdeas)
    assert hidden.before == {first.id: "visible", waits.id: "waiting"}
    back = stad.engine.submit(ModerateIdeas(person_id=staff, states=hidden.before))
    assert isinstance(back, tuple)
    assert [idea.state for idea in back] == ["visible", "waiting"]
    stad.engine.submit(LetDeviceWait(person_id=staff, idea_id=first.id, waits=False))
    assert add(stad, vandal, "Weer gewoon").state == "visible"


def test_several_are_approved_at_once_and_what_its_author_withdrew_stays_so(stad: House) -> None:
    staff, author = stad.facilitator(), stad.participant()
    stad.engine.submit(SetTopic(person_id=staff, topic_id=stad.topics["fondsen"], changes={"approval": True}))
    watch(stad, "p", stad.participant())
    one, two, gone = (add(stad, author, text) for text in ("Een", "Twee", "Ingetrokken"))
    assert set(hears(stad, "p", one.id, state="waiting")) == {"id", "state", "rev"}
    stad.engine.submit(WithdrawIdea(person_id=author, idea_id=gone.id))
    approved = stad.engine.submit(
        ModerateIdeas(person_id=staff, states=dict.fromkeys((one.id, two.id, gone.id), "visible"))
    )
    assert isinstance(approved, tuple)
    assert [idea.state for idea in approved] == ["visible", "visible", "withdrawn"]
    assert hears(stad, "p", two.id, state="visible")["text"] == "Twee"
    assert refused(stad, ModerateIdeas(person_id=staff, states={one.id: "withdrawn"})) == "unknown"


def test_a_name_that_was_taken_away_reaches_nobody_and_can_be_given_back(stad: House) -> None:
    staff, author = stad.facilitator(), stad.participant()
    idea = add(stad, author, "Een idee", name="Scheldnaam")
    for sid, person in (("p", stad.participant()), ("f", staff)):
        watch(stad, sid, person)
    done(stad, RemoveName(person_id=staff, idea_id=idea.id, removed=True))
    for sid in ("p", "f"):
        assert hears(stad, sid, idea.id, unnamed=True)["name"] == ""
    late = stad.engine.join("l", Join(stad.notepads["fondsen"], staff, writer=False))
    assert isinstance(late, Joined)
    assert [each.name for each in late.ideas] == [""]
    done(stad, RemoveName(person_id=staff, idea_id=idea.id, removed=False))
    assert hears(stad, "p", idea.id, unnamed=False)["name"] == "Scheldnaam"


def test_a_moved_idea_goes_and_comes_on_both_pages_with_number_and_support(stad: House) -> None:
    author, fan = stad.participant(), stad.participant()
    # Who leads only one of the two topics can move it, and back.
    staff = stad.facilitator("Fatima", "fondsen")
    idea = add(stad, author, "Verkeerde zaal")
    done(stad, SupportIdea(person_id=fan, idea_id=idea.id, on=True, counter=1))
    watch(stad, "here", author)
    watch(stad, "there", fan, "energienet")
    moved = done(stad, MoveIdea(person_id=staff, idea_id=idea.id, topic_id=stad.topics["energienet"]))
    assert (moved.number, moved.support, moved.topic_id) == (idea.number, 1, stad.topics["energienet"])
    gone = hears(stad, "here", idea.id, state="moved")
    assert gone == {"id": idea.id, "state": "moved", "rev": moved.revision, "topic": moved.topic_id}
    assert hears(stad, "there", idea.id, state="visible", support=1)["text"] == "Verkeerde zaal"
    # A page that was away meanwhile hears of it when it joins.
    late = stad.engine.join("late", Join(stad.notepads["fondsen"], author, writer=False))
    assert isinstance(late, Joined)
    assert [(each.id, each.topic_id) for each in late.ideas] == [(idea.id, moved.topic_id)]
    done(stad, MoveIdea(person_id=staff, idea_id=idea.id, topic_id=stad.topics["fondsen"]))
    assert hears(stad, "here", idea.id, state="visible")["text"] == "Verkeerde zaal"
    hears(stad, "there", idea.id, state="moved")


def test_hidden_words_do_not_travel_by_moving_and_what_is_in_the_notes_stays(stad: House) -> None:
    staff = stad.facilitator()
    idea, taken = add(stad, stad.participant()), add(stad, stad.participant(), "In de notities")
    for topic in ("fondsen", "energienet"):
        watch(stad, f"p-{topic}", stad.participant(), topic)
    done(stad, HideIdea(person_id=staff, idea_id=idea.id, hidden=True, reason="niet hier"))
    done(stad, MoveIdea(person_id=staff, idea_id=idea.id, topic_id=stad.topics["energienet"]))
    for topic in ("fondsen", "energienet"):
        assert set(hears(stad, f"p-{topic}", idea.id, state="hidden")) == {"id", "state", "rev"}
    done(stad, TakeOver(person_id=staff, idea_id=taken.id, request="r3"))
    move = MoveIdea(person_id=staff, idea_id=taken.id, topic_id=stad.topics["energienet"])
    assert refused(stad, move) == "is_taken_over"


def lines(writer: Writer) -> list[str]:
    return [line for line in writer.house.engine.text(writer.notepad).split("\n") if line]


def test_several_are_taken_over_below_the_cursor_in_order_once_each_and_undone_in_one_act(stad: House) -> None:
    staff = stad.facilitator("Fatima")
    writer = stad.writer("f", "fondsen", staff, 31)
    writer.type_and_save("- boven\n- onder")
    ideas = [add(stad, stad.participant(), text) for text in ("Een", "Twee", "Drie")]
    other = stad.facilitator("Ahmed")
    done(stad, TakeOver(person_id=other, idea_id=ideas[1].id, request="of-ahmed"))
    wish = {idea.id: f"r-{idea.number}" for idea in ideas}
    command = TakeOverSeveral(person_id=staff, requests=wish, after=Cursor(offset=2, line="- boven"), kind="decision")
    for _ in range(2):
        taken = stad.engine.submit(command)
        assert isinstance(taken, tuple)
        assert [idea.taken_over and idea.taken_over.by for idea in taken] == ["Fatima", "Ahmed", "Fatima"]
        one, two, three = (f"[{idea.text}](idee:{idea.number})" for idea in ideas)
        assert lines(writer) == ["- boven", f"- Besluit: {one}", f"- Besluit: {three}", "- onder", f"- {two}"]
    mine = (wish[ideas[0].id], wish[ideas[2].id])
    assert refused(stad, UndoTakeOvers(person_id=other, requests=mine)) == "not_yours"
    for _ in range(2):
        undone = stad.engine.submit(UndoTakeOvers(person_id=staff, requests=mine))
        assert isinstance(undone, tuple)
        assert [idea.taken_over for idea in undone] == [None, None]
        assert lines(writer) == ["- boven", "- onder", f"- {two}"]


def test_one_rewritten_line_leaves_all_of_a_take_over_as_it_is(stad: House) -> None:
    staff = stad.facilitator()
    writer = stad.writer("f", "fondsen", staff, 41)
    writer.type_and_save("Begin.")
    ideas = [add(stad, stad.participant(), text) for text in ("Een", "Twee")]
    stad.engine.submit(TakeOverSeveral(person_id=staff, requests={idea.id: f"s-{idea.id}" for idea in ideas}))
    writer.received_text()
    writer.type_and_save(" herschreven")
    before = lines(writer)
    undo = UndoTakeOvers(person_id=staff, requests=tuple(f"s-{idea.id}" for idea in ideas))
    assert refused(stad, undo) == "changed_meanwhile"
    assert lines(writer) == before


def test_the_link_holds_through_rewriting_and_moving_until_the_line_is_deleted(stad: House) -> None:
    staff = stad.facilitator()
    writer = stad.writer("f", "fondsen", staff, 51)
    idea = add(stad, stad.participant(), "Een molen")
    taken = done(stad, TakeOver(person_id=staff, idea_id=idea.id, request="r5"))
    stad.carrier.wait_for(lambda: "idee:" in writer.received_text(), "the line")
    text = writer.received_text()
    link = f"[Een molen](idee:{idea.number})"

    def rewrite(new: str) -> None:
        before = writer.doc.get_state()
        del writer.notes[0 : len(str(writer.notes).encode())]
        writer.notes += new
        writer.number += 1
        writer.send(writer.doc.get_update(before))
        stad.carrier.wait_until_saved("f", writer.seat, writer.number)

    rewrite(f"Boven.\n\n## Besluiten\n\n- Samen: {link.replace('Een molen', 'Onze eigen molen')}, in mei\n")
    rewrite(f"- {link}\n\nElders geplakt, en er staat meer onder.\n")
    there = {"notepad": writer.notepad, "by": "Fatima", "number": idea.number}
    assert told(stad, "f", idea.id)["taken_over"] == there
    assert told(stad, "f", idea.id)["rev"] == taken.revision  # nobody was told that it had gone in between
    rewrite("Alles weg.\n")
    hears(stad, "f", idea.id, taken_over=None)
    rewrite(text)  # brought back by undo
    hears(stad, "f", idea.id, taken_over=there)


def test_closing_the_box_and_approval_are_told_to_open_pages_and_ideas_still_arrive(stad: House) -> None:
    staff, author = stad.facilitator("Fatima", "fondsen"), stad.participant()
    watch(stad, "p", author)
    for changes in ({"ideas_open": False}, {"approval": True}):
        stad.engine.submit(SetTopic(person_id=staff, topic_id=stad.topics["fondsen"], changes=changes))
    stad.carrier.wait_for(
        lambda: (
            [each["box"] for each in stad.carrier.to("p", "rights")]
            == [
                {"open": False, "approval": False, "early": True},
                {"open": False, "approval": True, "early": True},
            ]
        ),
        "how ideas are taken",
    )
    stad.engine.submit(SetTopic(person_id=staff, topic_id=stad.topics["fondsen"], changes={"approval": False}))
    assert add(stad, author, "Al getypt").state == "waiting"
