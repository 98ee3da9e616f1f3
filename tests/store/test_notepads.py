"""The log has no gap and no number twice; what is saved is stored with the row that saved it."""

import pytest

from notes.store import notepads
from notes.store.notepads import LogConflict, LogRow
from notes.store.unit_of_work import Database
from tests.store.builders import Made, after, counted_queries, type_text


def test_a_log_comes_back_in_order(database: Database, made: Made) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        for data in ("a", "b", "c"):
            type_text(session, pad, data)
    with database.reading() as session:
        log = notepads.log(session, pad)
        facts = notepads.notepad(session, pad)
        assert (log.snapshot, log.rows) == (None, ((1, b"a"), (2, b"b"), (3, b"c")))
        assert facts is not None
        assert facts.seq == 3
        assert notepads.rows_after(session, pad, 2) == ((3, b"c"),)


@pytest.mark.parametrize("seq", [0, 1, 3])
def test_a_row_that_does_not_follow_is_a_conflict_and_changes_nothing(database: Database, made: Made, seq: int) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        type_text(session, pad, "a")
    with pytest.raises(LogConflict), database.writing() as session:
        notepads.append_updates(session, [LogRow(pad, seq, b"x", ((7, 9),))], after(2))
    with database.reading() as session:
        assert notepads.log(session, pad).rows == ((1, b"a"),)
        assert notepads.saved_after(session, pad, 0) == {7: 1}


def test_the_rows_of_a_tick_are_two_statements_and_one_that_does_not_follow_is_a_conflict(
    database: Database, made: Made
) -> None:
    one, other = made.notepads[:2]
    with database.writing() as session:
        type_text(session, one, "a")
        type_text(session, other, "a")
    with database.writing() as session, counted_queries() as queries:
        notepads.append_updates(session, [LogRow(one, 2, b"b", ((7, 2),)), LogRow(other, 2, b"c", ((7, 2),))], after(2))
    assert len(queries) == 2
    with database.reading() as session:
        assert [notepads.rows_after(session, pad, 1) for pad in (one, other)] == [((2, b"b"),), ((2, b"c"),)]
        assert [notepads.saved_after(session, pad, 1) for pad in (one, other)] == [{7: 2}, {7: 2}]
    with pytest.raises(LogConflict), database.writing() as session:
        notepads.append_updates(session, [LogRow(one, 3, b"d"), LogRow(other, 4, b"d")], after(3))
    with database.reading() as session:
        assert notepads.rows_after(session, one, 2) == ()


def test_the_last_outbox_number_of_each_client_is_found_in_the_rows_after_a_log_number(
    database: Database, made: Made
) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        for seq, saved in enumerate([((7, 1), (8, 4)), ((7, 2),), (), ((7, 3), (9, 1))], start=1):
            notepads.append_updates(session, [LogRow(pad, seq, b"x", saved)], after(seq))
        assert notepads.saved_after(session, pad, 0) == {7: 3, 8: 4, 9: 1}
        assert notepads.saved_after(session, pad, 1) == {7: 3, 9: 1}
        assert notepads.saved_after(session, pad, 4) == {}


def test_a_log_of_a_notepad_that_does_not_exist_is_a_conflict(database: Database, made: Made) -> None:
    with pytest.raises(LogConflict), database.writing() as session:
        notepads.append_updates(session, [LogRow(999, 1, b"x")], after(2))


def test_opening_reads_the_newest_snapshot_and_the_rows_after_it(database: Database, made: Made) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        for data in ("a", "b", "c"):
            type_text(session, pad, data)
        notepads.save_snapshot(session, pad, 1, b"old", after(3))
        notepads.save_snapshot(session, pad, 2, b"ab", after(3))
        log = notepads.log(session, pad)
    assert (log.snapshot, log.snapshot_seq, log.rows) == (b"ab", 2, ((3, b"c"),))


def test_saved_numbers_never_go_back(database: Database, made: Made) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        notepads.claim_client(session, pad, 4_294_967_295, 5, "ann", after(1))
        for number in (3, 2):
            notepads.record_saved(session, [(pad, 4_294_967_295, number)])
        claim = notepads.clients(session, pad)[4_294_967_295]
    assert (claim.saved, claim.person_id, claim.epoch, claim.idea_id) == (3, "ann", 5, None)


def test_claims_are_counted_per_person_and_since_a_moment(database: Database, made: Made) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        for client_id, person, minute in [(1, "ann", 0), (2, "ann", 30), (3, "ann", 60), (4, "bob", 60)]:
            notepads.claim_client(session, pad, client_id, 5, person, after(minute))
        assert notepads.count_claims_since(session, pad, "ann", after(30)) == 2


def test_a_notepads_text_is_read_as_nfc_and_the_log_keeps_its_bytes(database: Database, made: Made) -> None:
    pad, typed = made.notepads[0], "Coo\u0308peratie"
    with database.writing() as session:
        type_text(session, pad, typed)
        stored = notepads.text(session, pad)
        assert stored is not None
        assert (stored.text, stored.seq, stored.changed_at) == ("Co\u00f6peratie", 1, after(1))
        assert notepads.log(session, pad).rows == ((1, typed.encode()),)


def test_texts_that_are_behind_their_log_are_found(database: Database, made: Made) -> None:
    with database.writing() as session:
        everything = notepads.with_text_behind(session)
        for facts in notepads.notepads_of_conference(session, made.id):
            type_text(session, facts.id, "tekst")
        assert notepads.with_text_behind(session) == ()
        notepads.append_updates(session, [LogRow(made.notepads[1], 2, b"x")], after(3))
        assert notepads.with_text_behind(session) == (made.notepads[1],)
    assert len(everything) == 4


def test_a_template_is_for_a_notepad_without_a_log(database: Database, made: Made) -> None:
    with database.writing() as session:
        assert [template for _, template in notepads.unseeded(session)] == ["## Inzichten\n", "## Samenvatting\n"]
        type_text(session, made.notepads[0], "## Inzichten\n")
        assert [template for _, template in notepads.unseeded(session)] == ["## Samenvatting\n"]


def test_an_epoch_is_changed_for_one_notepad_only(database: Database, made: Made) -> None:
    with database.writing() as session:
        notepads.set_epoch(session, made.notepads[0], 2_147_483_647)
        epochs = [facts.epoch for facts in notepads.notepads_of_conference(session, made.id)]
    assert epochs.count(2_147_483_647) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_opening_a_log_costs_two_queries(database: Database, made: Made, rows: int) -> None:
    with database.writing() as session:
        for number in range(rows):
            type_text(session, made.notepads[0], str(number))
    with database.reading() as session, counted_queries() as queries:
        assert len(notepads.log(session, made.notepads[0]).rows) == rows
    assert len(queries) == 2, queries
