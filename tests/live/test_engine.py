"""What a browser is told is committed, once, in order, and to everybody."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.live.commands import AddIdea, CommandRefused, MoveRoom, SetTopic, SupportIdea, TakeOver, UndoTakeOver
from notes.live.items import Edit, Join, Refused
from notes.store import notepads
from notes.store.ideas import IdeaFacts
from tests.live.house import House, Writer, house


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def add_idea(stad: House, person: str, text: str, uuid: str, topic: str = "fondsen") -> IdeaFacts:
    """Add an idea and return it."""
    idea = stad.engine.submit(AddIdea(person_id=person, topic_id=stad.topics[topic], uuid=uuid, text=text))
    assert isinstance(idea, IdeaFacts)
    return idea


def test_what_one_writer_types_reaches_the_other_and_the_log(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator("Anna"), 11)
    ben = stad.writer("b", "fondsen", stad.facilitator("Ben"), 12)
    anna.type_and_save("Hallo 😀")
    ben.received_text()
    ben.type_and_save(" daar")
    assert anna.received_text() == ben.received_text() == stad.stored_text("fondsen") == "Hallo 😀 daar"


def test_a_resent_outbox_after_a_lost_answer_is_saved_once(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    update = anna.typed("een")
    anna.send(update)
    stad.carrier.wait_until_saved("a", anna.seat, 1)
    stad.engine.gone("a")
    joined = anna.join(last=0)
    assert joined.saved == 1
    anna.sid = "a"
    anna.send(update, 1)
    stad.carrier.wait_for(lambda: len(stad.carrier.to("a", "frame")) >= 2, "an answer to the resent outbox")
    anna.type_and_save(" twee")
    assert stad.stored_text("fondsen") == "een twee"


def test_the_last_saved_number_is_known_after_a_crash_although_only_the_log_holds_it(stad: House) -> None:
    one = stad.writer("s1", "fondsen", stad.facilitator(), 11)
    for text in ("een ", "twee ", "drie"):
        one.type_and_save(text)
    with stad.database.reading() as session:
        recorded = notepads.clients(session, one.notepad)[11].saved
    stad.engine._scribe._documents.forget({one.notepad})  # as a new process, without the goodbye that writes a snapshot
    assert (recorded, one.join().saved) == (1, 3)
    one.send(one.typed(""), 3)
    one.type_and_save("!")
    assert stad.stored_text("fondsen").endswith("een twee drie!")


def test_an_outbox_that_overlaps_what_is_saved_adds_only_the_rest(stad: House) -> None:
    from pycrdt import merge_updates

    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    first, second = anna.typed("een"), anna.typed(" twee")
    anna.send(first, 1)
    stad.carrier.wait_until_saved("a", anna.seat, 1)
    anna.send(merge_updates(first, second), 2)
    stad.carrier.wait_until_saved("a", anna.seat, 2)
    assert stad.stored_text("fondsen") == "een twee"


def test_epoch_mismatch_never_merges(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    anna.epoch += 1
    anna.send(anna.typed("uit een ander verleden"))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "refused")), "a refusal")
    assert stad.carrier.to("a", "refused")[0]["code"] == "reset"
    assert stad.stored_text("fondsen") == ""


def test_a_browser_ahead_of_the_log_is_told_to_begin_anew(stad: House) -> None:
    outcome = stad.engine.join("a", Join(stad.notepads["fondsen"], stad.facilitator(), True, None, 11, 99))
    assert isinstance(outcome, Refused)
    assert outcome.code == "reset"


def test_a_client_id_belongs_to_who_claimed_it_first(stad: House) -> None:
    stad.writer("a", "fondsen", stad.facilitator("Anna"), 11).type_and_save("van Anna")
    outcome = stad.engine.join("b", Join(stad.notepads["fondsen"], stad.facilitator("Ben"), True, None, 11, 0))
    assert outcome == Refused("taken")


def test_text_under_somebody_elses_client_id_is_refused_and_changes_nothing(stad: House) -> None:
    stad.writer("a", "fondsen", stad.facilitator("Anna"), 11).type_and_save("van Anna")
    ben = stad.writer("b", "fondsen", stad.facilitator("Ben"), 12)
    forged = Writer(stad, "x", stad.notepads["fondsen"], ben.person_id, 11)
    forged.doc.apply_update(ben.doc.get_update())
    ben.send(forged.typed(" vals"), 1)
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("b", "refused")), "a refusal")
    assert stad.carrier.to("b", "refused")[0]["code"] == "not_yours"
    assert stad.stored_text("fondsen") == "van Anna"


def test_a_refused_browser_goes_on_with_a_new_document(stad: House) -> None:
    person = stad.facilitator()
    anna = stad.writer("a", "fondsen", person, 11)
    anna.send(b"\x00\x01\x02 not an update", 1)
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "refused")), "a refusal")
    again = stad.writer("a", "fondsen", person, 13)
    again.type_and_save("opnieuw begonnen")
    assert stad.stored_text("fondsen") == "opnieuw begonnen"


def test_a_gap_is_answered_with_resync_and_not_saved(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    anna.type_and_save("een")
    anna.typed(" kwijt")
    after_the_gap = anna.typed(" drie")
    anna.send(after_the_gap)
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "resync")), "a resync")
    assert stad.stored_text("fondsen") == "een"


def test_an_oversized_text_is_refused_with_the_limit_and_the_rest_stays(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    anna.type_and_save("kort")
    edit = Edit(anna.notepad, anna.epoch, 11, anna.person_id, 2, anna.typed("x" * 200_001))
    with pytest.raises(CommandRefused) as refusal:
        stad.engine.upload(edit)
    assert (refusal.value.code, refusal.value.facts["limit"]) == ("notes_full", 200_000)
    assert stad.stored_text("fondsen") == "kort"


def test_who_is_refused_is_first_told_what_of_theirs_was_saved_in_the_same_tick(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    anna.type_and_save("een")
    free = threading.Event()
    stad.engine._scribe._executor.submit(free.wait)  # so that all of this meets one tick
    anna.send(anna.typed(" twee"))
    anna.send(anna.typed(" drie"))
    anna.send(b"\xff", number=4)
    free.set()
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "refused")), "a refusal")
    told = [(event, payload) for sids, event, payload in stad.carrier.sent if "a" in sids]
    saved = next(at for at, (event, payload) in enumerate(told) if event == "frame" and [1, 3] in payload["saved"])  # type: ignore[operator]  # payloads are plain data
    assert saved < next(at for at, (event, _) in enumerate(told) if event == "refused")
    assert stad.stored_text("fondsen") == "een twee drie"


def test_forty_people_open_a_new_room_at_the_same_moment_and_all_have_the_text(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from tests.live.house import plan

    with house(tmp_path, conference=plan(template="# Sjabloon\n")) as stad:
        people = [stad.facilitator(f"F{n}") for n in range(40)]
        with ThreadPoolExecutor(40) as pool:
            writers = list(pool.map(lambda n: stad.writer(f"s{n}", "fondsen", people[n], 100 + n), range(40)))
        assert {str(writer.notes) for writer in writers} == {"# Sjabloon\n"}
        assert len({writer.seat for writer in writers}) == 40


def test_participants_cannot_write_whatever_their_browser_sends(stad: House) -> None:
    person = stad.participant()
    outcome = stad.engine.join("p", Join(stad.notepads["fondsen"], person, True, None, 21, 0))
    assert outcome == Refused("denied")
    stad.engine.edit("p", stad.notepads["fondsen"], 1, 1, b"\x00\x00")
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("p", "resync")), "an answer")
    assert stad.stored_text("fondsen") == ""


def test_participants_may_write_where_the_topic_allows_it_until_it_does_not(stad: House) -> None:
    organiser = stad.facilitator("Olga", role="organiser")
    topic = stad.topics["fondsen"]
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"participants_write": True}))
    guest = stad.writer("p", "fondsen", stad.participant("Gast"), 21)
    guest.type_and_save("mag nu")
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"participants_write": False}))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("p", "rights")), "the change of right")
    assert stad.carrier.to("p", "rights")[-1]["writes"] is False
    guest.send(guest.typed(" en nu niet meer"))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("p", "resync") or stad.carrier.to("p", "refused")), "an answer")
    assert stad.stored_text("fondsen") == "mag nu"


def test_a_withdrawn_link_stops_an_open_socket_at_once(stad: House) -> None:
    from notes.live.commands import UseAccessLink, WithdrawAccessLink

    link = stad.link("facilitator")
    person = str(stad.engine.submit(UseAccessLink(person_id=None, link_id=link, name="Fatima")))
    organiser = stad.facilitator("Olga", role="organiser")
    fatima = stad.writer("f", "fondsen", person, 31)
    fatima.type_and_save("voor")
    stad.engine.submit(WithdrawAccessLink(person_id=organiser, link_id=link))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("f", "rights")), "the change of right")
    assert stad.carrier.to("f", "rights")[-1]["role"] == "participant"
    fatima.send(fatima.typed(" na"))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("f", "refused")), "a refusal")
    assert stad.carrier.to("f", "refused")[-1]["code"] == "denied"
    assert stad.stored_text("fondsen") == "voor"


def test_what_was_under_way_when_a_room_was_frozen_is_still_taken(stad: House) -> None:
    organiser, topic = stad.facilitator("Olga", role="organiser"), stad.topics["fondsen"]
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"participants_write": True}))
    guest = stad.writer("p", "fondsen", stad.participant("Gast"), 21)
    under_way = guest.typed("net op tijd")
    stad.engine.submit(MoveRoom(person_id=organiser, topic_id=topic, state="frozen"))
    guest.send(under_way)
    stad.carrier.wait_until_saved("p", guest.seat, 1)
    assert stad.carrier.to("p", "rights")[-1]["state"] == "frozen"
    assert stad.stored_text("fondsen") == "net op tijd"
    stad.writer("f", "fondsen", stad.facilitator(), 31).type_and_save("de begeleider gaat door: ")


def test_an_idea_and_its_support_count_once_however_often_they_are_sent(stad: House) -> None:
    anna, ben = stad.participant("Anna"), stad.participant("Ben")
    first = add_idea(stad, anna, "Een buurtfonds", "uuid-1")
    again = add_idea(stad, anna, "Een buurtfonds", "uuid-1")
    assert again.id == first.id
    for _ in range(3):
        stad.engine.submit(SupportIdea(person_id=ben, idea_id=first.id, on=True, counter=1))
    stad.engine.submit(SupportIdea(person_id=ben, idea_id=first.id, on=False, counter=2))
    late = stad.engine.submit(SupportIdea(person_id=ben, idea_id=first.id, on=True, counter=1))
    assert isinstance(late, IdeaFacts)
    assert late.support == 0


def test_a_known_uuid_from_somebody_else_is_refused(stad: House) -> None:
    add_idea(stad, stad.participant(), "Van mij", "uuid-1")
    with pytest.raises(CommandRefused, match="not_yours"):
        add_idea(stad, stad.participant(), "Ook van mij", "uuid-1")


def test_taking_over_puts_the_words_into_the_notes_once_and_can_be_undone(stad: House) -> None:
    person = stad.facilitator("Fatima")
    writer = stad.writer("f", "fondsen", person, 31)
    writer.type_and_save("# Notities\n")
    idea = add_idea(stad, stad.participant("Anna"), "Een buurtfonds", "uuid-1")
    taken = stad.engine.submit(TakeOver(person_id=person, idea_id=idea.id, request="r1"))
    assert isinstance(taken, IdeaFacts)
    assert taken.taken_over is not None
    assert stad.stored_text("fondsen") == f"# Notities\n- [Een buurtfonds](idee:{idea.number})\n"
    with pytest.raises(CommandRefused, match="already_taken_over") as refusal:
        stad.engine.submit(TakeOver(person_id=stad.facilitator("Ahmed"), idea_id=idea.id, request="r2"))
    assert refusal.value.facts["by"] == "Fatima"
    undone = stad.engine.submit(UndoTakeOver(person_id=person, request="r1"))
    assert isinstance(undone, IdeaFacts)
    assert undone.taken_over is None
    assert stad.stored_text("fondsen").strip() == "# Notities"


def test_deleting_the_line_makes_the_idea_not_taken_over(stad: House) -> None:
    person = stad.facilitator("Fatima")
    idea = add_idea(stad, stad.participant("Anna"), "Een buurtfonds", "uuid-1")
    stad.engine.submit(TakeOver(person_id=person, idea_id=idea.id, request="r1"))
    writer = stad.writer("f", "fondsen", person, 31)
    before = writer.doc.get_state()
    del writer.notes[0 : len(str(writer.notes).encode())]
    writer.number += 1
    writer.send(writer.doc.get_update(before))

    def free_again() -> bool:
        return any(
            isinstance(view, dict) and view.get("id") == idea.id and view.get("taken_over") is None
            for frame in stad.carrier.to("f", "frame")
            for view in frame.get("ideas", [])  # type: ignore[attr-defined]  # payloads are plain data
        )

    stad.carrier.wait_for(free_again, "the idea to be free again")
    taken = stad.engine.submit(TakeOver(person_id=person, idea_id=idea.id, request="r2"))
    assert isinstance(taken, IdeaFacts)
    assert taken.taken_over is not None


def test_texts_and_snapshots_are_there_after_a_stop(tmp_path: Path) -> None:
    with house(tmp_path) as stad:
        stad.writer("a", "fondsen", stad.facilitator(), 11).type_and_save("bewaard")
        stad.engine.stop()
        with stad.database.reading() as session:
            stored = notepads.text(session, stad.notepads["fondsen"])
            log = notepads.log(session, stad.notepads["fondsen"])
    assert stored is not None
    assert (stored.text, stored.seq) == ("bewaard", 1)
    assert (log.snapshot_seq, log.rows) == (1, ())


def test_a_connection_that_sends_without_waiting_is_asked_to_join_again(stad: House) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    big = anna.typed("x" * 190_000)
    for number in range(1, 9):
        anna.send(big, number)
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "resync")), "a resync")
    anna.join(last=0)
    anna.send(big, 20)
    stad.carrier.wait_until_saved("a", anna.seat, 20)
    assert stad.stored_text("fondsen") == "x" * 190_000


def test_who_comes_back_within_the_grace_is_told_that_the_room_is_frozen(stad: House) -> None:
    organiser, topic = stad.facilitator("Olga", role="organiser"), stad.topics["fondsen"]
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"participants_write": True}))
    guest = stad.writer("p", "fondsen", stad.participant("Gast"), 21)
    kept = guest.typed("net op tijd")
    stad.engine.gone("p")
    stad.engine.submit(MoveRoom(person_id=organiser, topic_id=topic, state="frozen"))
    guest.join()
    assert stad.carrier.to("p", "rights")[-1]["writes"] is False
    guest.send(kept)
    stad.carrier.wait_until_saved("p", guest.seat, 1)
    assert stad.stored_text("fondsen") == "net op tijd"
