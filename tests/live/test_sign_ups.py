"""Tries to reserve twice, past the last place, in a closed conference, and to let in who may not be let in."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from notes.domain.sign_ups import SignUpForm, SignUpState
from notes.ground import limits
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import (
    CancelSignUp,
    ChangeSignUp,
    CheckIn,
    EraseSignUp,
    ImportedSignUp,
    ImportSignUps,
    MailsSent,
    SetSignUps,
    SignUp,
    WalkIn,
)
from notes.store import conferences, door, mails, sign_ups
from notes.store.sign_ups import SignUpFacts, SignUpSettings
from tests.live.house import House, house

OPEN = SignUpSettings(open=True, places=2, retention_days=7)


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two places."""
    with house(tmp_path) as made:
        made.organiser = made.facilitator("Olga", role="organiser")  # type: ignore[attr-defined]  # the test's own
        settle(made, OPEN)
        yield made


def organiser(stad: House) -> str:
    return str(stad.organiser)  # type: ignore[attr-defined]  # as above


def settle(stad: House, settings: SignUpSettings) -> None:
    stad.engine.submit(SetSignUps(person_id=organiser(stad), conference_id=stad.conference_id, settings=settings))


def reserve(stad: House, name: str, request: str = "", email: str = "") -> SignUpFacts:
    made = stad.engine.submit(command(stad, name, request, email))
    assert isinstance(made, SignUpFacts)
    return made


def command(stad: House, name: str, request: str = "", email: str = "") -> SignUp:
    form = SignUpForm(name=name, email=email or f"{name.lower()}@example.org")
    return SignUp(person_id=None, conference_id=stad.conference_id, request=request or f"form-{name}", form=form)


def refused(stad: House, act: object) -> str:
    with pytest.raises(CommandRefused) as found:
        stad.engine.submit(act)  # type: ignore[arg-type]  # any command
    return found.value.code


def mailed(stad: House) -> list[tuple[str, str]]:
    with stad.database.reading() as session:
        waiting = mails.of_conference(session, stad.conference_id, waiting=True, most=100)
    return [(mail.name, mail.kind) for mail in reversed(waiting)]


def test_places_are_given_in_order_and_the_next_one_is_in_and_told_when_somebody_cancels(stad: House) -> None:
    made = [reserve(stad, name) for name in ("Ada", "Bob", "Cas")]
    assert [one.state for one in made] == [SignUpState.PLACED, SignUpState.PLACED, SignUpState.WAITING]
    for _twice in range(2):
        stad.engine.submit(CancelSignUp(person_id=None, key=made[0].key))
    with stad.database.reading() as session:
        cas = sign_ups.by_key(session, made[2].key)
    assert cas is not None
    assert cas.state is SignUpState.PLACED
    assert mailed(stad) == [
        ("Ada", "placed"),
        ("Bob", "placed"),
        ("Cas", "waiting"),
        ("Ada", "cancelled"),
        ("Cas", "moved_up"),
    ]


def test_a_hall_that_signs_up_at_once_gets_exactly_the_places(stad: House) -> None:
    settle(stad, replace(OPEN, places=10))
    with ThreadPoolExecutor(40) as pool:
        made = list(pool.map(lambda number: reserve(stad, f"N{number}"), range(40)))
    assert [one.state for one in made].count(SignUpState.PLACED) == 10
    with stad.database.reading() as session:
        assert sign_ups.taken(session, stad.conference_id) == 10


def test_the_same_form_again_is_the_same_sign_up_with_what_changed(stad: House) -> None:
    first = reserve(stad, "Ada")
    assert reserve(stad, "Ada").id == first.id
    again = reserve(stad, "Ada", email="ada@andere.example")
    assert (again.id, again.form.email) == (first.id, "ada@andere.example")
    assert mailed(stad) == [("Ada", "placed"), ("Ada", "changed")]


def test_who_is_there_already_gets_the_link_by_mail_and_nobody_else_is_told(stad: House) -> None:
    first = reserve(stad, "Ada")
    for request in ("other-1", "other-2"):
        assert stad.engine.submit(command(stad, "ADA", request, "Ada@example.org")) is None
    assert mailed(stad) == [("Ada", "placed"), ("Ada", "again")]
    stad.engine.submit(CancelSignUp(person_id=None, key=first.key))
    assert reserve(stad, "Ada", "other-3", "Ada@example.org").id != first.id


def test_one_address_gets_so_many_places_and_no_more_mail(stad: House) -> None:
    settle(stad, replace(OPEN, places=None))
    for number in range(limits.SIGN_UPS_PER_ADDRESS):
        reserve(stad, f"Kind {number}", email="ouder@example.org")
    assert refused(stad, command(stad, "Nog een", email="ouder@example.org")) == "address_full"
    assert len(mailed(stad)) == limits.SIGN_UPS_PER_ADDRESS


def test_a_closed_conference_takes_nobody_and_keeps_who_is_in(stad: House) -> None:
    ada = reserve(stad, "Ada")
    settle(stad, replace(OPEN, open=False))
    assert refused(stad, command(stad, "Bob")) == "sign_up_closed"
    changed = stad.engine.submit(ChangeSignUp(person_id=None, key=ada.key, form=replace(ada.form, dinner=True)))
    assert isinstance(changed, SignUpFacts)
    assert changed.form.dinner
    stad.engine.submit(EraseSignUp(person_id=None, key=ada.key))
    assert refused(stad, ChangeSignUp(person_id=None, key=ada.key, form=ada.form)) == "unknown"
    assert mailed(stad) == []


def test_only_organisers_set_import_and_let_in(stad: House) -> None:
    ada = reserve(stad, "Ada")
    here: dict[str, Any] = {"conference_id": stad.conference_id}
    for person in (stad.participant(), stad.facilitator(), None):
        acts = (
            SetSignUps(person_id=person, settings=OPEN, **here),
            ImportSignUps(person_id=person, rows=(), **here),
            CheckIn(person_id=person, sign_up_id=ada.id, request="r", **here),
            WalkIn(person_id=person, name="Zus", request="r", **here),
            MailsSent(person_id=person, mail_ids=(1,), **here),
        )
        assert [refused(stad, act) for act in acts] == ["denied"] * len(acts)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (SignUpSettings(places=-1), "places_unclear"),
        (SignUpSettings(retention_days=9_999), "days_unclear"),
        (SignUpSettings(accessibility="x" * 2_001), "too_long"),
        (SignUpSettings(accessibility="a\u202eb"), "bad_characters"),
    ],
)
def test_settings_that_make_no_sense_are_refused(stad: House, settings: SignUpSettings, code: str) -> None:
    act = SetSignUps(person_id=organiser(stad), conference_id=stad.conference_id, settings=settings)
    assert refused(stad, act) == code


def test_a_list_comes_in_once_and_never_past_the_places(stad: House) -> None:
    reserve(stad, "Ada")

    def row(name: str, reference: str = "", email: str = "") -> ImportedSignUp:
        return ImportedSignUp(SignUpForm(name=name, email=email), reference)

    rows = (
        row("ada", email="ADA@example.org"),
        row("Bob", "T-1", "bob@example.org"),
        row("Bob", "T-1"),
        row("Jan", "T-2"),
        row("Jan", "T-3"),
        row("", "T-4"),
        row("Fout", "T-5", "geen adres"),
    )
    act = ImportSignUps(person_id=organiser(stad), conference_id=stad.conference_id, rows=rows)
    assert stad.engine.submit(act) == 3
    assert stad.engine.submit(act) == 0
    with stad.database.reading() as session:
        assert [guest.name for guest in door.guests(session, stad.conference_id)] == ["Ada", "Bob", "Jan", "Jan"]
        taken, waiting = sign_ups.taken(session, stad.conference_id), sign_ups.waiting(session, stad.conference_id)
    assert (taken, waiting, mailed(stad)) == (2, 2, [("Ada", "placed")])


def test_an_old_list_does_not_bring_back_who_cancelled(stad: House) -> None:
    rows = (ImportedSignUp(SignUpForm(name="Bob", email="bob@example.org"), "T-1"),)
    act = ImportSignUps(person_id=organiser(stad), conference_id=stad.conference_id, rows=rows)
    assert stad.engine.submit(act) == 1
    with stad.database.reading() as session:
        [bob] = sign_ups.of_address(session, stad.conference_id, "bob@example.org")
    stad.engine.submit(CancelSignUp(person_id=None, key=bob.key))
    assert stad.engine.submit(act) == 0
    assert reserve(stad, "Bob").state is SignUpState.PLACED  # they themselves may


def test_the_door_takes_each_act_once_in_any_order(stad: House) -> None:
    ada = reserve(stad, "Ada")
    here: dict[str, Any] = {"person_id": organiser(stad), "conference_id": stad.conference_id}
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    came = CheckIn(sign_up_id=ada.id, request="r1", at=an_hour_ago, **here)
    for _twice in range(2):
        facts = stad.engine.submit(came)
        assert isinstance(facts, SignUpFacts)
        assert facts.arrived_at == an_hour_ago
    stad.engine.submit(CheckIn(sign_up_id=ada.id, request="r2", arrived=False, **here))
    stad.engine.submit(came)  # a phone that sends it late once more
    future = datetime.now(UTC) + timedelta(days=3)
    walked = [stad.engine.submit(WalkIn(name="Zus", request="w1", at=future, **here)) for _twice in range(2)]
    assert isinstance(walked[0], SignUpFacts)
    assert walked[0] == walked[1]
    assert walked[0].arrived_at is not None
    assert walked[0].arrived_at < future
    with stad.database.reading() as session:
        inside = {guest.name: guest.arrived_at is not None for guest in door.guests(session, stad.conference_id)}
        assert (inside, sign_ups.taken(session, stad.conference_id)) == ({"Ada": False, "Zus": True}, 1)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.today = datetime.now(UTC)

    def now(self) -> datetime:
        return self.today

    def monotonic(self) -> float:
        return time.monotonic()


def test_sign_ups_are_erased_by_themselves_when_their_days_are_over(tmp_path: Path) -> None:
    watch = Watch()
    with house(tmp_path, clock=watch) as stad:
        with stad.database.writing() as session:
            sign_ups.set_settings(session, stad.conference_id, OPEN)
        reserve(stad, "Ada")
        with stad.database.reading() as session:
            ends = max(item.ends_at for item in conferences.programme(session, stad.conference_id))
        watch.today = ends + timedelta(days=7)
        stad.engine._scribe._next_erasing = 0.0
        stad.engine._scribe.tick((), settle=True)
        with stad.database.reading() as session:
            assert sign_ups.count(session, stad.conference_id) == 0
            assert conferences.conference(session, stad.conference_id) is not None
