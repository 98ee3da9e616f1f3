"""From what is stored to a report: the draft of this moment, and a version with the numbers that it gives.

Promise: a draft and a version are made by the same steps; only a version looks up where outcomes came from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from notes.domain.harvest import Harvest, Origin, ReportStatus
from notes.domain.numbering import GivenNumber
from notes.live.commands import CommandRefused
from notes.live.report_commands import Publish, WriteTexts
from notes.publishing.pasts import Pasts
from notes.publishing.reports import Number, Written
from notes.publishing.worker import RenderingFailed
from notes.store import versions
from notes.store.harvest import harvest
from notes.store.unit_of_work import Session
from notes.store.versions import NumberToKeep, Place, StoredNumber, Version
from notes.web.parts import parts
from notes.web.places import not_found


@dataclass(frozen=True, slots=True)
class Stored:
    """What a report is made of, from one look at the store. `pads` holds each place's notepad and its text's row."""

    harvest: Harvest
    pads: Mapping[Place, tuple[int, int]]
    given: Mapping[Place, tuple[StoredNumber, ...]]
    before: Version | None  # the newest version that is shown


def stored(db: Session, conference_id: int) -> Stored:
    """Read everything; 404 when there is no such conference."""
    return read(db, conference_id, parts().clock.now()) or not_found()


def newest(conference_id: int, person_id: str) -> Stored:
    """Read everything as it is committed: stored texts may be a second behind. Raises `CommandRefused`."""
    parts().engine.submit(WriteTexts(person_id=person_id, conference_id=conference_id))
    with parts().database.reading() as db:
        return stored(db, conference_id)


def read(db: Session, conference_id: int, now: datetime) -> Stored | None:
    """Read everything; None when there is no such conference."""
    found = harvest(db, conference_id, now)
    if found is None:
        return None
    shown = next((each for each in versions.listed(db, conference_id) if not each.withdrawn), None)
    return Stored(
        harvest=found,
        pads=versions.pads(db, conference_id),
        given=versions.given(db, conference_id),
        before=versions.version(db, conference_id, shown.number) if shown else None,
    )


def draft(found: Stored, *, html: bool = False) -> Written:
    """Return the report of this moment. Raises `CommandRefused` when it cannot be made."""
    try:
        return parts().reports.written(_placed(found), html=html)
    except RenderingFailed as failure:
        raise CommandRefused("report_failed") from failure


def publish(found: Stored, person_id: str, status: ReportStatus) -> int:
    """Publish a version; return its number. Raises `CommandRefused`, and then nothing is published."""
    number = found.harvest.published + 1
    ready = replace(_placed(found), status=status, version=number)
    since = found.before.data if found.before else None
    try:
        counted = parts().reports.written(ready)
        origins, marks = _origins(found, counted.numbers)
        made = parts().reports.written(replace(ready, origins=origins), since=since)
    except RenderingFailed as failure:
        raise CommandRefused("report_failed") from failure
    command = Publish(
        person_id=person_id,
        conference_id=found.harvest.conference.id,
        number=number,
        status=status,
        markdown=made.markdown,
        data=made.data,
        numbers=[_to_keep(each, marks.get(each.name)) for each in made.numbers],
    )
    parts().engine.submit(command)
    return number


def _placed(found: Stored) -> Harvest:
    return placed(found, parts().pasts)


def placed(found: Stored, pasts: Pasts) -> Harvest:
    """Return the harvest with where the characters stand now by which numbers are remembered."""
    own = {place: _placed_at(place, found, pasts) for place in found.harvest.own_given}
    topics = (replace(topic, given=_placed_at(topic.topic.id, found, pasts)) for topic in found.harvest.topics)
    return replace(found.harvest, topics=tuple(topics), own_given=own)


def _placed_at(where: Place, found: Stored, pasts: Pasts) -> tuple[GivenNumber, ...]:
    given = found.given.get(where, ())
    sought = [each.mark for each in given if each.mark is not None]
    places: Mapping[tuple[int, int], int | None] = {}
    if sought and where in found.pads:
        pad, seq = found.pads[where]
        places = dict(zip(sought, pasts.places(pad, seq, sought), strict=True))
    return tuple(replace(each.given, at=places.get(each.mark) if each.mark else None) for each in given)


def _origins(found: Stored, numbers: Sequence[Number]) -> tuple[dict[str, Origin], dict[str, tuple[int, int]]]:
    """Return where outcomes came from and the character that each is remembered by, by their names."""
    origins: dict[str, Origin] = {}
    marks: dict[str, tuple[int, int]] = {}
    for where, (pad, seq) in found.pads.items():
        there = [each for each in numbers if each.place == where and each.offset is not None]
        there.sort(key=lambda each: each.offset or 0)
        record = parts().pasts.origins(pad, seq, [each.offset or 0 for each in there])
        for each, origin in zip(there, record, strict=True):
            moment = datetime.fromtimestamp(origin.seconds, UTC)
            origins[each.name] = Origin(name=origin.name, at=moment, row=origin.row)
            marks[each.name] = origin.mark
    return origins, marks


def _to_keep(each: Number, mark: tuple[int, int] | None) -> NumberToKeep:
    return NumberToKeep(
        place=each.place,
        letter=each.letter,
        number=each.number,
        text=each.text,
        idea_number=each.idea,
        mark=mark,
        lapsed_in=each.lapsed_in,
    )
