"""Tries to lose somebody's words, or a text of the past, by bringing an old text back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.ground import limits
from notes.ground.system import RandomIds
from notes.live import past
from notes.live.commands import AddLine, CommandRefused, MoveRoom, NameMoment, RestoreNotes, SetChoices, SetTopic
from notes.live.decoder import decode_update
from notes.live.verifying import verify
from notes.store import history, notepads
from tests.live.house import House, Writer, house

TOPIC = "fondsen"


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def prepared(stad: House, seq: int) -> tuple[past.Return, int]:
    """Make the edit that brings row `seq` back, as the process of `notes.jobs` does; it is not sent yet."""
    client_id = RandomIds().client_id()
    with stad.database.reading() as session:
        return past.bringing_back(session, stad.notepads[TOPIC], seq, client_id), client_id


def send(stad: House, person: str, seq: int, made: tuple[past.Return, int]) -> int:
    back, client_id = made
    assert back.update is not None
    row = stad.engine.submit(
        RestoreNotes(
            person_id=person,
            notepad_id=stad.notepads[TOPIC],
            seq=seq,
            client_id=client_id,
            update=back.update,
            removed=back.removed,
        )
    )
    assert isinstance(row, int)
    return row


def restore(stad: House, person: str, seq: int) -> int:
    return send(stad, person, seq, prepared(stad, seq))


def newest(stad: House) -> int:
    with stad.database.reading() as session:
        facts = notepads.notepad(session, stad.notepads[TOPIC])
        assert facts is not None
        return facts.seq


def good(stad: House) -> bool:
    """Whether the log, its text, snapshots and moments agree."""
    with stad.database.reading() as session:
        return verify(session, stad.notepads[TOPIC]) == ()


def moments(stad: House) -> list[tuple[int, str, str]]:
    with stad.database.reading() as session:
        return [(one.seq, one.kind, one.label) for one in history.moments(session, stad.notepads[TOPIC])]


def three_lines(stad: House) -> tuple[Writer, str]:
    fatima = stad.facilitator("Fatima")
    writer = stad.writer("f", TOPIC, fatima, 77)
    for line in ("# Titel\n", "- een\n", "- twee\n"):
        writer.type_and_save(line)
    return writer, fatima


def test_a_text_comes_back_as_a_small_edit_of_who_asked_and_again_undone_by_the_moment_before(stad: House) -> None:
    writer, fatima = three_lines(stad)
    olga = stad.facilitator("Olga", role="organiser")
    writer.type_and_save("- drie\n")
    full, then = stad.stored_text(TOPIC), newest(stad)
    back, client_id = prepared(stad, then - 2)
    assert back.update is not None
    edit = decode_update(back.update)
    assert (edit.structs, back.removed) == ((), len("- twee\n- drie\n"))
    row = send(stad, olga, then - 2, (back, client_id))
    assert (row, newest(stad)) == (then + 1, then + 1)
    assert stad.stored_text(TOPIC) == "# Titel\n- een\n"
    assert writer.received_text() == "# Titel\n- een\n"
    with stad.database.reading() as session:
        assert notepads.clients(session, writer.notepad)[client_id].person_id == olga
        owners = history.past_columns(session, writer.notepad).saved
    assert owners[-1] == bytes_of(client_id)
    assert (row, "restored", str(then - 2)) in moments(stad)
    restore(stad, fatima, row - 1)
    assert stad.stored_text(TOPIC) == full
    assert good(stad)


def bytes_of(client_id: int) -> bytes:
    from notes.store.outbox_numbers import packed

    return packed([(client_id, 0)])


def test_what_others_type_meanwhile_stays(stad: House) -> None:
    writer, fatima = three_lines(stad)
    then = newest(stad)
    made = prepared(stad, then - 1)
    writer.send(writer.typed("# ", at=0))  # under way at the same moment, before and behind what goes
    writer.type_and_save("- van nu\n")
    send(stad, fatima, then - 1, made)
    assert stad.stored_text(TOPIC) == "# # Titel\n- een\n- van nu\n"
    assert writer.received_text() == stad.stored_text(TOPIC)
    writer.type_and_save("en verder")
    assert stad.stored_text(TOPIC) == "# # Titel\n- een\n- van nu\nen verder"
    assert good(stad)


def test_who_may_not_and_what_does_not_fit_is_refused_with_the_reason_and_changes_nothing(
    stad: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, fatima = three_lines(stad)
    organiser = stad.facilitator("Olga", role="organiser")
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=stad.topics[TOPIC], changes={"participants_write": True}))
    first = newest(stad)
    long = "x" * 90
    writer.type_and_save(long)
    writer.send(deleted(writer, long))
    writer.type_and_save("y")
    before = stad.stored_text(TOPIC)

    def refused(person: str, seq: int) -> str:
        with pytest.raises(CommandRefused) as refusal:
            restore(stad, person, seq)
        assert stad.stored_text(TOPIC) == before
        return refusal.value.code

    assert refused(stad.participant(), 1) == "denied"
    assert refused(stad.facilitator("Ahmed", topic="energienet"), 1) == "denied"
    monkeypatch.setattr(limits, "NOTEPAD_MAX_CHARACTERS", 100)
    assert refused(fatima, first + 1) == "notes_full"
    monkeypatch.undo()
    stad.engine.submit(SetChoices(person_id=organiser, conference_id=stad.conference_id, changes={"locked": True}))
    assert refused(fatima, 1) == "locked"


def deleted(writer: Writer, text: str) -> bytes:
    before = writer.doc.get_state()
    at = str(writer.notes).encode().index(text.encode())
    del writer.notes[at : at + len(text.encode())]
    writer.number += 1
    return writer.doc.get_update(before)


def test_what_goes_makes_room_for_what_comes_back(stad: House, monkeypatch: pytest.MonkeyPatch) -> None:
    writer, fatima = three_lines(stad)
    first = newest(stad)
    text = stad.stored_text(TOPIC)
    for _ in range(2):
        writer.send(deleted(writer, str(writer.notes)))
        writer.type_and_save("z" * 30)
    monkeypatch.setattr(limits, "NOTEPAD_MAX_CHARACTERS", 32)
    restore(stad, fatima, first)
    assert stad.stored_text(TOPIC) == text


def test_moments_have_the_text_of_their_row_whatever_else_happens_in_that_tick(stad: House) -> None:
    writer, fatima = three_lines(stad)
    answers = []
    writer.send(writer.typed("vlak ervoor\n"))
    for state in ("frozen", "open"):
        answers.append(stad.engine.submit(MoveRoom(person_id=fatima, topic_id=stad.topics[TOPIC], state=state)))
        writer.send(writer.typed(f"net na {state}\n"))
    stad.engine.submit(AddLine(person_id=fatima, notepad_id=writer.notepad, request="r", kind="note", text="regel"))
    assert [kind for _, kind, _ in moments(stad)][-2:] == ["end", "start"]
    assert good(stad)


def test_a_moment_gets_a_name_and_says_so_when_it_cannot(stad: House) -> None:
    _writer, fatima = three_lines(stad)
    seq = newest(stad) - 1
    with stad.database.reading() as session:
        text = past.text_at(session, stad.notepads[TOPIC], seq)

    def name(words: str, at: int = seq, person: str = fatima) -> object:
        return stad.engine.submit(
            NameMoment(person_id=person, notepad_id=stad.notepads[TOPIC], seq=at, name=words, text=text)
        )

    assert name("  Voor de  pauze ") == "Voor de pauze"
    assert (seq, "picked", "Voor de pauze") in moments(stad)
    assert good(stad)
    for words, at, person, code in (
        (" ", seq, fatima, "empty"),
        ("n" * (limits.LABEL_MAX_CHARACTERS + 1), seq, fatima, "too_long"),
        ("later", seq + 9, fatima, "unknown"),
        ("x", seq, stad.participant(), "denied"),
    ):
        with pytest.raises(CommandRefused) as refusal:
            name(words, at, person)
        assert refusal.value.code == code
