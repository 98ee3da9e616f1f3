"""A topic with its meetings as a form: its values, and what is stored of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from notes.domain.colours import OFFERED, colour_of, nearest_readable, readable
from notes.domain.editing.fields import Checks, Wrong
from notes.domain.programme import Meeting, Topic

SWITCHES: Final = ("participants_write", "ideas_open", "early_ideas", "approval")
FIELDS: Final = ("title", "question", "colour", "own_colour", *SWITCHES, "template")
OWN: Final = "own"
QUESTION_MAX_CHARACTERS: Final = 500
_MEETING: Final = ("meets", "place", "online_url", "led_by", "places")
_PLACES_MAX: Final = 100_000


@dataclass(frozen=True, slots=True)
class CheckedTopic:
    """What is stored of a form: columns, template and meetings; what is wrong, by field."""

    values: dict[str, object]
    template: str
    meetings: tuple[Meeting, ...]
    wrong: dict[str, Wrong]


def meeting_fields(item_id: int) -> tuple[str, ...]:
    """Return the names of the fields that say whether and how a topic meets in an item."""
    return tuple(f"{name}-{item_id}" for name in _MEETING)


def topic_fields(item_ids: Sequence[int]) -> tuple[str, ...]:
    """Return the names of all fields of a topic's form."""
    return (*FIELDS, *(name for item_id in item_ids for name in meeting_fields(item_id)))


def topic_values(topic: Topic, switches: Mapping[str, bool], template: str, item_ids: Sequence[int]) -> dict[str, str]:
    """Return what the form shows of a topic."""
    values = {
        "title": topic.title,
        "question": topic.question,
        "colour": OWN if topic.own_colour else str(topic.colour),
        "own_colour": topic.own_colour,
        "template": template.strip("\n"),
        **{name: "1" if switches[name] else "" for name in SWITCHES},
    }
    by_item = {meeting.item_id: meeting for meeting in topic.meetings}
    for item_id in item_ids:
        values |= dict(zip(meeting_fields(item_id), _meeting_values(by_item.get(item_id)), strict=True))
    return values


def _meeting_values(meeting: Meeting | None) -> tuple[str, ...]:
    if meeting is None:
        return ("",) * len(_MEETING)
    places = "" if meeting.places is None else str(meeting.places)
    return ("1", meeting.place, meeting.online_url, meeting.led_by, places)


def checked_topic(typed: Mapping[str, str], item_ids: Sequence[int], template_limit: int) -> CheckedTopic:
    """Return what is stored of a form, and what is wrong with it."""
    checks = Checks(typed)
    values: dict[str, object] = {
        "title": checks.line("title", required=True),
        "question": checks.line("question", limit=QUESTION_MAX_CHARACTERS),
        **{name: checks.switch(name) for name in SWITCHES},
        **_colour(checks),
    }
    template = checks.text("template", limit=template_limit)
    meetings = tuple(_meeting(checks, item_id) for item_id in item_ids if checks.switch(f"meets-{item_id}"))
    return CheckedTopic(values, template, meetings, checks.wrong)


def _colour(checks: Checks) -> dict[str, object]:
    chosen = checks.choice("colour", (*map(str, OFFERED), OWN))
    if chosen != OWN:
        return {"colour": int(chosen) if chosen in map(str, OFFERED) else 1, "own_colour": ""}
    own = colour_of(checks.typed("own_colour"))
    if own is None:
        checks.refuse("own_colour", "no_colour")
    elif not readable(own):
        checks.refuse("own_colour", "too_light", colour=nearest_readable(own))
    return {"own_colour": own or ""}


def _meeting(checks: Checks, item_id: int) -> Meeting:
    _meets, place, online_url, led_by, places = meeting_fields(item_id)
    return Meeting(
        item_id=item_id,
        place=checks.line(place),
        online_url=checks.address(online_url),
        led_by=checks.line(led_by),
        places=checks.number(places, 1, _PLACES_MAX),
    )
