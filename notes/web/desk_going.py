"""Where people say they go in the next round, against the places of each venue room: soft, nobody is locked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from notes.domain.programme import ProgrammeItem, Topic
from notes.web.colours import shade
from notes.web.speech import _


@dataclass(frozen=True, slots=True)
class GoingLine:
    """A topic's room: how many say they come, how many it holds (None: not said)."""

    number: int
    colour: str
    title: str
    place: str
    people: int
    places: int | None
    full: bool


@dataclass(frozen=True, slots=True)
class Going:
    """The next round, where people go in it, and what might be said to them."""

    title: str
    total: int
    lines: tuple[GoingLine, ...]
    advice: str


def going(item: ProgrammeItem, topics: Sequence[Topic], counts: Mapping[int, int]) -> Going:
    """Return the rooms of a round with the people who say they come."""
    lines = tuple(
        GoingLine(
            number=number,
            colour=shade(topic),
            title=topic.title,
            place=meeting.place,
            people=counts.get(topic.id, 0),
            places=meeting.places,
            full=meeting.places is not None and counts.get(topic.id, 0) > meeting.places,
        )
        for number, topic in enumerate(topics, 1)
        for meeting in topic.meetings
        if meeting.item_id == item.id
    )
    return Going(item.title, sum(line.people for line in lines), lines, _advice(item, lines))


def _advice(item: ProgrammeItem, lines: Sequence[GoingLine]) -> str:
    full = [line for line in lines if line.full]
    free = [line for line in lines if line.places is not None and line.people < line.places]
    if not full or not free:
        return ""
    room = max(free, key=lambda line: (line.places or 0) - line.people)
    return _(
        "%(round)s: bij ‘%(full)s’ wordt het vol. Bij ‘%(free)s’ zijn nog %(left)s plekken.",
        round=item.title,
        full=full[0].title,
        free=room.title,
        left=(room.places or 0) - room.people,
    )
