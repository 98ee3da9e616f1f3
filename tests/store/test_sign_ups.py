"""Places are never oversold, whoever takes them at once; who waits longest moves up; what is erased is gone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from notes.domain.sign_ups import SignUpForm, SignUpState
from notes.store import door, mails, sign_ups
from notes.store.models import Base, DoorActRow, MailRow, SignUpChoiceRow, SignUpRow
from notes.store.sign_ups import SignUpSettings
from notes.store.unit_of_work import Database, Session
from tests.store.builders import START, Made, after

OPEN = SignUpSettings(open=True, places=2, retention_days=30)
AT_ONCE = 12


def settle(database: Database, made: Made, settings: SignUpSettings = OPEN) -> None:
    with database.writing() as session:
        sign_ups.set_settings(session, made.id, settings)


def add(session: Session, made: Made, name: str, **more: object) -> SignUpState:
    form = SignUpForm(name=name, email=f"{name.lower()}@example.org", choices=more.pop("choices", {}))  # type: ignore[arg-type]  # the test's own
    request = f"form-{name}"
    return sign_ups.add(session, made.id, form, key=f"key-{name}", request=request, at=after(1), **more)  # type: ignore[arg-type]  # as above


def states(database: Database) -> dict[str, tuple[str, int | None]]:
    with database.reading() as session:
        rows = session.execute(select(SignUpRow.name, SignUpRow.state, SignUpRow.seat).order_by(SignUpRow.id)).all()
    return {row.name: (row.state, row.seat) for row in rows}


def test_nothing_is_taken_until_somebody_says_so(database: Database, made: Made) -> None:
    with database.reading() as session:
        assert sign_ups.settings(session, made.id) == SignUpSettings()
    settle(database, made)
    with database.reading() as session:
        assert sign_ups.settings(session, made.id) == OPEN


def test_who_comes_after_the_last_place_waits_and_moves_up_in_order(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        for name in ("Ada", "Bob", "Cas", "Dia"):
            add(session, made, name)
        assert (sign_ups.taken(session, made.id), sign_ups.waiting(session, made.id)) == (2, 2)
        ada, dia = sign_ups.by_key(session, "key-Ada"), sign_ups.by_key(session, "key-Dia")
        assert ada is not None
        assert dia is not None
        assert sign_ups.place_in_line(session, dia) == 2
        assert sign_ups.move_up(session, made.id, after(2)) == ()
        sign_ups.cancel(session, ada.id, after(2))
        cas = sign_ups.by_key(session, "key-Cas")
        assert cas is not None
        assert sign_ups.move_up(session, made.id, after(2)) == (cas.id,)
    assert states(database) == {
        "Ada": ("cancelled", None),
        "Bob": ("placed", 2),
        "Cas": ("placed", 1),
        "Dia": ("waiting", None),
    }


def test_more_places_let_everybody_in_and_fewer_throw_nobody_out(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        for name in ("Ada", "Bob", "Cas"):
            add(session, made, name)
        sign_ups.set_settings(session, made.id, replace(OPEN, places=1))
        assert sign_ups.move_up(session, made.id, after(2)) == ()
        assert sign_ups.taken(session, made.id) == 2
        sign_ups.set_settings(session, made.id, replace(OPEN, places=None))
        assert len(sign_ups.move_up(session, made.id, after(2))) == 1
        assert add(session, made, "Dia") is SignUpState.PLACED
    assert [seat for _state, seat in states(database).values()] == [1, 2, 3, 4]


def test_the_last_place_is_taken_once_however_many_take_it_at_once(database: Database, made: Made) -> None:
    settle(database, made, replace(OPEN, places=3))
    together = Barrier(AT_ONCE)

    def takes(number: int) -> SignUpState:
        together.wait()
        with database.writing() as session:
            return add(session, made, f"N{number}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(takes, range(AT_ONCE)))
    assert found.count(SignUpState.PLACED) == 3
    assert sorted(seat for state, seat in states(database).values() if state == "placed" and seat) == [1, 2, 3]
    assert found.count(SignUpState.WAITING) == AT_ONCE - 3


def test_places_that_come_free_at_once_are_given_once(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        for name in ("Ada", "Bob", "Cas"):
            add(session, made, name)
        leaving = [one.id for key in ("key-Ada", "key-Bob") if (one := sign_ups.by_key(session, key))]
    together = Barrier(2)

    def leaves(sign_up_id: int) -> int:
        together.wait()
        with database.writing() as session:
            sign_ups.cancel(session, sign_up_id, after(2))
            return len(sign_ups.move_up(session, made.id, after(2)))

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(leaves, leaving)) == 1
    assert states(database)["Cas"][0] == "placed"


def test_the_database_itself_refuses_a_seat_that_is_taken_and_a_place_without_one(
    database: Database, made: Made
) -> None:
    settle(database, made)
    with database.writing() as session:
        add(session, made, "Ada")
    for seat in (1, None):
        row = {"conference_id": made.id, "key": "other", "state": "placed", "seat": seat, "name": "Bob"}
        with pytest.raises(IntegrityError), database.writing() as session:
            session.execute(insert(SignUpRow).values(**row, created_at=START, changed_at=START))


def test_choices_are_stored_changed_and_found(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        item = session.scalar(text("SELECT id FROM programme_item WHERE slug = 'ronde'"))
        add(session, made, "Ada", choices={item: made.topics[0]})
        ada = sign_ups.by_request(session, "form-Ada")
        assert ada is not None
        assert dict(ada.form.choices) == {item: made.topics[0]}
        sign_ups.change(session, ada.id, replace(ada.form, name="Ada L", choices={item: made.topics[1]}), after(3))
        changed = sign_ups.by_id(session, made.id, ada.id)
        assert changed is not None
        assert (changed.form.name, dict(changed.form.choices)) == ("Ada L", {item: made.topics[1]})
        assert sign_ups.by_id(session, made.id + 1, ada.id) is None
        assert [one.id for one in sign_ups.of_address(session, made.id, "ADA@example.org")] == [ada.id]
        assert sign_ups.of_address(session, made.id, "") == ()


def test_no_table_of_sign_ups_names_a_person_an_idea_or_a_notepad() -> None:
    ours = {"sign_up_settings", "sign_up", "sign_up_choice", "door_act", "mail"}
    named = {key.column.table.name for table in ours for key in Base.metadata.tables[table].foreign_keys}
    assert named - ours == {"conference", "programme_item", "topic"}
    others = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ours
    }
    assert others - ours == set()


def test_an_act_at_the_door_counts_once_and_nothing_late_undoes_what_came_after(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        add(session, made, "Ada")
        ada = sign_ups.by_key(session, "key-Ada")
        assert ada is not None
        door.record(session, "r1", ada.id, after(10), arrived=True)
        door.record(session, "r2", ada.id, after(12), arrived=True)
        assert door.guests(session, made.id)[0].arrived_at == after(10)
        assert (door.is_known(session, "r1"), door.is_known(session, "r9")) == (True, False)
        door.record(session, "r3", ada.id, after(13), arrived=False)
        assert door.inside(session, made.id) == 0
    with pytest.raises(IntegrityError), database.writing() as session:
        door.record(session, "r1", ada.id, after(14), arrived=True)


def test_a_clean_start_keeps_sign_ups_and_forgets_who_came(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        add(session, made, "Ada")
        assert add(session, made, "Zus", at_the_door=True) is SignUpState.DOOR
        for number, guest in enumerate(door.guests(session, made.id)):
            door.record(session, f"r{number}", guest.id, after(10), arrived=True)
        assert door.inside(session, made.id) == 2
        door.clear_check_ins(session, made.id)
        assert [(guest.name, guest.arrived_at) for guest in door.guests(session, made.id)] == [("Ada", None)]
        assert session.scalar(select(func.count()).select_from(DoorActRow)) == 0


def test_sign_ups_are_due_for_erasing_after_the_days_and_everything_of_them_goes(
    database: Database, made: Made
) -> None:
    settle(database, made)
    with database.writing() as session:
        item = session.scalar(text("SELECT id FROM programme_item WHERE slug = 'ronde'"))
        add(session, made, "Ada", choices={item: made.topics[0]})
        ada = sign_ups.by_key(session, "key-Ada")
        assert ada is not None
        mails.queue(session, ada.id, "placed", after(1))
        door.record(session, "r1", ada.id, after(10), arrived=True)
        end = after(60) + timedelta(days=30)
        assert sign_ups.due_for_erasing(session, end - timedelta(seconds=1)) == ()
        assert sign_ups.due_for_erasing(session, end) == (made.id,)
        assert sign_ups.erase_all(session, made.id) == 1
        tables = (SignUpRow, SignUpChoiceRow, MailRow, DoorActRow)
        assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [0, 0, 0, 0]
        assert sign_ups.due_for_erasing(session, end) == ()


def test_what_is_erased_is_not_in_the_file_any_more(sqlite: Database) -> None:
    from pathlib import Path

    from tests.store.builders import make_conference

    made = make_conference(sqlite)
    with sqlite.writing() as session:
        form = SignUpForm(name="Zeldzaamnaam", email="zeldzaam@example.org", access_needs="rolstoelzeldzaam")
        sign_ups.add(session, made.id, form, key="k", request="r", at=after(1))
    with sqlite.writing() as session:
        sign_ups.erase_all(session, made.id)
    with sqlite.writing() as session:
        session.execute(text("SELECT 1"))
    sqlite.close()
    file = Path(sqlite.url.removeprefix("sqlite:///"))
    held = b"".join(each.read_bytes() for each in file.parent.glob(file.name + "*"))
    assert b"eldzaam" not in held


def test_mails_wait_are_tried_again_and_are_sent_once(database: Database, made: Made) -> None:
    settle(database, made)
    with database.writing() as session:
        add(session, made, "Ada")
        ada = sign_ups.by_key(session, "key-Ada")
        assert ada is not None
        mails.queue(session, ada.id, "placed", after(1))
        assert mails.due(session, after(0), 10) == ()
        [mail] = mails.due(session, after(1), 10)
        assert (mail.to, mail.kind, mail.sign_up_key, mails.waits(session, ada.id, "placed")) == (
            "ada@example.org",
            "placed",
            "key-Ada",
            True,
        )
        mails.failed(session, mail.id, "away", after(5))
        assert mails.due(session, after(4), 10) == ()
        [again] = mails.due(session, after(5), 10)
        assert (again.tries, again.reason) == (1, "away")
        mails.sent(session, mail.id, after(6), of_conference=made.id + 1)
        assert mails.count_waiting(session, made.id) == 1
        mails.sent(session, mail.id, after(6), of_conference=made.id)
        mails.failed(session, mail.id, "late", after(7))
        assert (mails.due(session, after(99), 10), mails.count_waiting(session, made.id)) == ((), 0)
        [sent] = mails.of_conference(session, made.id, waiting=False, most=10)
        assert (sent.sent_at, sent.reason) == (after(6), "")


def test_a_list_fills_the_free_seats_and_waits_for_the_rest(database: Database, made: Made) -> None:
    settle(database, made, replace(OPEN, places=4))
    with database.writing() as session:
        for name in ("Ada", "Bob", "Cas"):
            add(session, made, name)
        bob = sign_ups.by_key(session, "key-Bob")
        assert bob is not None
        sign_ups.cancel(session, bob.id, after(2))
        people = [(f"k{number}", SignUpForm(name=f"L{number}"), f"T{number}") for number in range(4)]
        sign_ups.add_several(session, made.id, people, after(3))
        sign_ups.add_several(session, made.id, [], after(3))
    assert states(database) == {
        "Ada": ("placed", 1),
        "Bob": ("cancelled", None),
        "Cas": ("placed", 3),
        "L0": ("placed", 2),
        "L1": ("placed", 4),
        "L2": ("waiting", None),
        "L3": ("waiting", None),
    }
