"""The desk's programme: what is on, what comes, how long is left, and what can be done with each item."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from notes.domain.conference import Conference
from notes.domain.day import LONGEST_EXTENSION_MINUTES, Phase, met_in, phase
from notes.domain.programme import (
    ItemKind,
    ProgrammeItem,
    Topic,
    begins_at,
    ends_without_extension,
    time_is_up_at,
)
from notes.web.colours import shade
from notes.web.day import left_words
from notes.web.speech import _
from notes.web.times import clock_time, day_among, headed_days, moved_from

_LONGER = (5, 10)
_LATE = timedelta(minutes=2)  # a start that is noticed


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what the form is sent (`do`), its words, and its name for who does not see where it stands."""

    do: str
    label: str
    name: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class ItemCard:
    """A programme item as the desk shows it."""

    id: int
    title: str
    kind: str
    phase: str
    times: str
    day: str  # in few words, "" where the programme has one day
    left: str
    notes: tuple[str, ...]
    topics: tuple[tuple[int, str, str], ...]  # number, colour, title
    presses: tuple[Press, ...]


def cards(
    conference: Conference, items: Sequence[ProgrammeItem], topics: Sequence[Topic], now: datetime
) -> tuple[ItemCard, ...]:
    """Return every item of the programme as it stands now, in order."""
    met = met_in(topics)
    rooms = [(topic.id, (number, shade(topic), topic.title)) for number, topic in enumerate(topics, 1)]
    return tuple(
        _card(conference, item, items, tuple(facts for key, facts in rooms if key in met.get(item.id, ())), now)
        for item in items
    )


@dataclass(frozen=True, slots=True)
class DayCards:
    """A day of the programme; `heading` is "" where it has only one."""

    heading: str
    items: tuple[ItemCard, ...]


def card_days(shown: Sequence[ItemCard], items: Sequence[ProgrammeItem], zone: str) -> tuple[DayCards, ...]:
    """Return the cards of a whole programme by day."""
    of = {card.id: card for card in shown}
    return tuple(DayCards(heading, tuple(of[item.id] for item in its)) for heading, its in headed_days(items, zone))


def _card(
    conference: Conference,
    item: ProgrammeItem,
    items: Sequence[ProgrammeItem],
    rooms: tuple[tuple[int, str, str], ...],
    now: datetime,
) -> ItemCard:
    where = phase(item, items, now)
    zone = conference.timezone
    left = ""
    if where in (Phase.ON, Phase.OVERTIME):
        left = left_words(item, now)
    if where is Phase.COMING:
        left = _begins_words(item, now)
    return ItemCard(
        id=item.id,
        title=item.title,
        kind=item.kind,
        phase=where,
        times=f"{clock_time(begins_at(item), zone)}–{clock_time(item.ended_at or time_is_up_at(item), zone)}",
        day=day_among(item, items, zone),
        left=left,
        notes=tuple(_notes(conference, item, where, now)),
        topics=rooms,
        presses=tuple(_presses(item, where, now)),
    )


def _begins_words(item: ProgrammeItem, now: datetime) -> str:
    minutes = math.ceil((begins_at(item) - now).total_seconds() / 60)
    if minutes > 90:  # the time itself says more
        return ""
    return _("begint over %(minutes)s min", minutes=minutes)


def _notes(conference: Conference, item: ProgrammeItem, where: Phase, now: datetime) -> list[str]:
    zone, said = conference.timezone, []
    if item.started_at is not None and abs(item.started_at - item.starts_at) >= _LATE:
        moved = moved_from(item, zone)
        same = _("gepland om %(time)s", time=clock_time(item.starts_at, zone))
        said.append(_("gepland: %(when)s", when=moved) if moved else same)
    if item.extended_minutes and where is not Phase.OVER:
        said.append(_("%(minutes)s min verlengd", minutes=item.extended_minutes))
    if where is Phase.OVERTIME and item.kind is ItemKind.ROUND and conference.auto_end_minutes is not None:
        stops = time_is_up_at(item) + timedelta(minutes=conference.auto_end_minutes)
        if stops > now:
            said.append(_("stopt vanzelf om %(time)s", time=clock_time(stops, zone)))
    if item.ended_at is not None:
        said.append(_("afgerond om %(time)s", time=clock_time(item.ended_at, zone)))
    return said


def _presses(item: ProgrammeItem, where: Phase, now: datetime) -> list[Press]:
    def press(do: str, label: str, *, primary: bool = False) -> Press:
        return Press(do, label, f"{label}: {item.title}", primary)

    if where in (Phase.ON, Phase.OVERTIME):
        # Over time, more is more from now on.
        base = math.ceil((now - ends_without_extension(item)).total_seconds() / 60) if where is Phase.OVERTIME else 0
        base = max(base, item.extended_minutes)
        longer = [
            press(f"extend:{base + more}", _("+%(minutes)s min", minutes=more))
            for more in _LONGER
            if base + more <= LONGEST_EXTENSION_MINUTES
        ]
        return [press("end", _("Afronden"), primary=where is Phase.OVERTIME), *longer]
    if where is Phase.COMING:
        base = math.ceil((begins_at(item) - item.starts_at).total_seconds() / 60)
        later = [press(f"delay:{base + more}", _("%(minutes)s min later", minutes=more)) for more in _LONGER]
        return [press("start", _("Nu beginnen")), *later]
    return [press("start", _("Weer beginnen"))]
