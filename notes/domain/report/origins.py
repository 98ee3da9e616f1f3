"""Where each outcome of a report came from: put beside it from the record, with names by the rules."""

from dataclasses import replace
from datetime import datetime

from notes.domain.harvest import Harvest
from notes.domain.programme import ItemKind, ProgrammeItem, Topic, in_order, time_is_up_at
from notes.domain.report import names
from notes.domain.report.parts import Entry, EntryOrigin, TopicPart


def with_origins(part: TopicPart, harvest: Harvest) -> TopicPart:
    """Return a topic's part with the origins that `harvest` knows."""
    if not harvest.origins:
        return part
    return replace(part, entries=tuple(_with_origin(entry, part, harvest) for entry in part.entries))


def _with_origin(entry: Entry, part: TopicPart, harvest: Harvest) -> Entry:
    found = harvest.origins.get(entry.number)
    if found is None:
        return entry
    idea = next((each for each in part.ideas if each.number == entry.idea), None)
    origin = EntryOrigin(
        by=names.shown_name(found.name, harvest.conference.names_policy),
        at=found.at,
        row=found.row,
        item=_item_at(part.harvest.topic, harvest.items, found.at),
        support=idea.support if idea else None,
    )
    return replace(entry, origin=origin)


def origin_of(harvest: Harvest, number: str) -> EntryOrigin | None:
    """Return where an outcome in one of the organisers' own notepads came from, as far as that is known."""
    found = harvest.origins.get(number)
    if found is None:
        return None
    by = names.shown_name(found.name, harvest.conference.names_policy)
    return EntryOrigin(by=by, at=found.at, row=found.row, item=None, support=None)


def _item_at(topic: Topic, items: tuple[ProgrammeItem, ...], at: datetime) -> ProgrammeItem | None:
    """Return the item that the topic met in at a moment, None between them."""
    met = {meeting.item_id for meeting in topic.meetings}
    for item in in_order(items):
        begun = item.started_at or item.starts_at
        if item.id in met and item.kind is not ItemKind.BREAK and begun <= at < (item.ended_at or time_is_up_at(item)):
            return item
    return None
