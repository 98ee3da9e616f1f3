"""A conference's programme for a calendar, with the topics that somebody chose: no clock, the same bytes each time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from icalendar import Calendar, Event

from notes.domain.conference import Conference
from notes.domain.programme import ProgrammeItem, Topic
from notes.domain.text import one_line
from notes.domain.words import words_for

_PRODUCT: Final = "-//Oogst//programma//NL"


def programme_calendar(
    conference: Conference,
    items: Sequence[ProgrammeItem],
    topics: Sequence[Topic],
    choices: Mapping[int, int],
    made_at: datetime,
) -> bytes:
    """Return one event for each programme item; `choices` holds the topic of each round, by item."""
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    mark = words_for(conference.language).rehearsal if conference.rehearsal else ""
    made.add("x-wr-calname", one_line(" – ".join(filter(None, (conference.title, mark)))))
    by_id = {topic.id: topic for topic in topics}
    for item in items:
        made.add_component(_event(conference, item, by_id.get(choices.get(item.id, 0)), made_at, mark))
    return bytes(made.to_ical())


def _event(conference: Conference, item: ProgrammeItem, topic: Topic | None, made_at: datetime, mark: str) -> Event:
    meeting = next((one for one in topic.meetings if one.item_id == item.id), None) if topic else None
    event = Event()
    # Named for ever: another mail replaces what an earlier one brought.
    event.add("uid", f"{item.slug}.{item.id}@{conference.slug}.oogst")
    event.add("dtstamp", made_at)
    event.add("dtstart", item.starts_at)
    event.add("dtend", item.ends_at)
    title = f"{item.title}: {topic.title}" if topic else item.title
    event.add("summary", one_line(f"{title} ({mark})" if mark else title))
    where = ", ".join(filter(None, (meeting.place if meeting else "", conference.place)))
    if where:
        event.add("location", one_line(where))
    about = "\n".join(filter(None, (topic.question if topic else "", meeting.online_url if meeting else "")))
    event.add("description", "\n\n".join(filter(None, (about, conference.title))))
    return event
