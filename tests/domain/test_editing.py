"""Tries to overwrite somebody's change unseen, and to store what cannot be right."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from notes.domain.colours import contrast, dark_twin, nearest_readable, readable
from notes.domain.conference import Conference
from notes.domain.editing.conferences import checked_conference, conference_values
from notes.domain.editing.items import checked_item, item_values, same_clock
from notes.domain.editing.merging import mark, marks, merged
from notes.domain.editing.topics import checked_topic, topic_values
from notes.domain.programme import ItemKind, Meeting, ProgrammeItem, Topic

SHOWN = {"title": "Oud", "place": "Hal"}


def test_what_each_changed_is_kept_and_one_field_of_both_is_told() -> None:
    theirs = {**SHOWN, "place": "Zolder"}
    mine = merged(theirs, marks(SHOWN), {"title": "Nieuw", "place": "Hal"})
    assert (mine.values, mine.both) == ({"title": "Nieuw", "place": "Zolder"}, ())
    both = merged(theirs, marks(SHOWN), {"title": "Oud", "place": "Kelder"})
    assert both.both == ("place",)
    again = merged(theirs, {**marks(SHOWN), "place": mark("Zolder")}, {"title": "Oud", "place": "Kelder"})
    assert (again.values, again.both) == ({"title": "Oud", "place": "Kelder"}, ())
    same = merged(theirs, marks(SHOWN), {"title": "Oud", "place": "Zolder"})
    assert (same.values, same.both) == (theirs, ())


def test_a_form_that_saw_nothing_stores_everything() -> None:
    assert merged({}, {}, {"title": "Eerste"}).values == {"title": "Eerste"}


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("title", "  ", "empty"),
        ("title", "x" * 201, "too_long"),
        ("title", "a\u202eb", "bad_characters"),
        ("timezone", "Mars/Base", "no_zone"),
        ("timezone", "../etc/passwd", "no_zone"),
        ("contact", "geen-adres", "no_contact"),
        ("language", "xx", "not_offered"),
        ("names_policy", "", "not_offered"),
        ("retention_days", "-1", "no_number"),
        ("retention_days", "een", "no_number"),
    ],
)
def test_a_wrong_text_or_choice_is_said_of_its_field(field: str, typed: str, code: str) -> None:
    values = conference_values(Conference(id=1, slug="stad", code="ABC234", title="Stad", retention_days=30))
    stored, wrong = checked_conference(values)
    assert (wrong, stored["retention_days"], stored["public"]) == ({}, 30, True)
    _stored, wrong = checked_conference({**values, field: typed})
    assert {name: each.code for name, each in wrong.items()} == {field: code}


@pytest.mark.parametrize("contact", ["", "vragen@stad.example", "https://stad.example/vragen"])
def test_a_contact_is_a_mailbox_or_a_page(contact: str) -> None:
    values = conference_values(Conference(id=1, slug="stad", code="ABC234", title="Stad"))
    stored, wrong = checked_conference({**values, "contact": contact})
    assert (stored["contact"], wrong) == (contact, {})


def item(begins: datetime, ends: datetime) -> ProgrammeItem:
    return ProgrammeItem(id=1, slug="a", title="A", kind=ItemKind.ROUND, starts_at=begins, ends_at=ends)


@pytest.mark.parametrize(
    "hours",
    [(18, 19), (22, 25), (1, 25)],
    ids=["an hour", "past midnight", "a day"],
)
def test_an_item_comes_back_from_its_form_as_it_was(hours: tuple[int, int]) -> None:
    from datetime import timedelta

    start = datetime(2027, 3, 27, tzinfo=UTC)  # the clock goes forward in that night
    one = item(*(start + timedelta(hours=each) for each in hours))
    stored, wrong = checked_item(item_values(one, "Europe/Amsterdam"), "Europe/Amsterdam")
    assert wrong == {}
    assert (stored["starts_at"], stored["ends_at"]) == (one.starts_at, one.ends_at)


@pytest.mark.parametrize(
    ("changes", "wrong_fields"),
    [
        ({"to": "19:00"}, {"to": "ends_before"}),
        ({"to": "18:00", "to_day": "2027-01-14"}, {"to": "ends_before"}),
        ({"to": "19:16", "to_day": "2027-01-16"}, {"to": "lasts_too_long"}),
        ({"from": "25:00"}, {"from": "no_time"}),
        ({"from": "", "to": ""}, {"from": "empty", "to": "empty"}),
        ({"day": "15-1-2027"}, {"day": "no_day"}),
        ({"day": "0001-01-01"}, {"day": "year_out"}),
        ({"day": "9999-01-01"}, {"day": "year_out"}),
        ({"kind": "party", "title": ""}, {"kind": "not_offered", "title": "empty"}),
    ],
)
def test_a_wrong_time_is_said_of_its_field(changes: dict[str, str], wrong_fields: dict[str, str]) -> None:
    typed = {"title": "Ronde", "kind": "round", "day": "2027-01-15", "from": "19.15", "to": "20:15", "to_day": ""}
    assert checked_item(typed, "Europe/Amsterdam")[1] == {}
    if changes == {"to": "19:00"}:
        typed["from"] = "19:00"
    _stored, wrong = checked_item({**typed, **changes}, "Europe/Amsterdam")
    assert {name: each.code for name, each in wrong.items()} == wrong_fields


def test_the_clock_on_the_wall_stays_when_the_zone_changes() -> None:
    moment = datetime(2027, 7, 1, 17, 15, tzinfo=UTC)
    moved = same_clock(moment, "Europe/Amsterdam", "America/New_York")
    assert f"{moved.astimezone(ZoneInfo('America/New_York')):%H:%M}" == "19:15"


def test_a_topic_comes_back_from_its_form_as_it_was() -> None:
    meeting = Meeting(item_id=7, place="Zaal", online_url="https://x.nl", led_by="Fatima", places=30)
    topic = Topic(id=1, slug="a", title="A", question="Hoe?", own_colour="#7b2d70", meetings=(meeting,))
    switches = {"participants_write": True, "ideas_open": False, "early_ideas": True, "approval": False}
    checked = checked_topic(topic_values(topic, switches, "## Begin\n\n- ", [7, 8]), [7, 8], 5000)
    assert (checked.wrong, checked.meetings, checked.template) == ({}, (meeting,), "## Begin\n\n- ")
    assert checked.values == {"title": "A", "question": "Hoe?", "own_colour": "#7b2d70", **switches}


@pytest.mark.parametrize(
    ("changes", "wrong_fields"),
    [
        ({"colour": "9"}, {"colour": "not_offered"}),
        ({"colour": "own", "own_colour": "rood"}, {"own_colour": "no_colour"}),
        ({"colour": "own", "own_colour": "#ffee00"}, {"own_colour": "too_light"}),
        ({"meets-7": "1", "online_url-7": "javascript:alert(1)"}, {"online_url-7": "no_address"}),
        ({"meets-7": "1", "places-7": "-1"}, {"places-7": "no_number"}),
        ({"places-7": "-1"}, {}),
        ({"template": "x" * 51}, {"template": "too_long"}),
    ],
)
def test_a_wrong_field_of_a_topic_is_said(changes: dict[str, str], wrong_fields: dict[str, str]) -> None:
    checked = checked_topic({"title": "A", "colour": "1", **changes}, [7], 50)
    assert {name: each.code for name, each in checked.wrong.items()} == wrong_fields


@pytest.mark.parametrize("typed", ["#ffee00", "#00ff00", "#ffffff", "#777777", "#7b2d70", "#000000", "#ff0000"])
def test_every_colour_has_a_readable_neighbour_and_a_twin_for_the_dark(typed: str) -> None:
    near = nearest_readable(typed)
    assert readable(near)
    assert (near == typed) is readable(typed)
    assert min(contrast(near, ground) for ground in ("#fbf8f1", "#ffffff")) >= 4.5
    assert min(contrast(dark_twin(near), ground) for ground in ("#151a17", "#1d2420")) >= 4.5


def test_contrast_is_what_the_guidelines_say() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
