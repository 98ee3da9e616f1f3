"""Changes of a conference's texts and of its programme."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.editing.conferences import checked_conference, conference_values
from notes.domain.editing.fields import Wrong
from notes.domain.editing.items import checked_item, item_values, same_clock
from notes.domain.editing.merging import merged
from notes.domain.programme import ProgrammeItem
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room
from notes.live.carrying_out.recording import rights_changed
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.editing_commands import EditConference, EditItem, RemoveItem, ShiftProgramme
from notes.store import conferences, desk, editing

_DAYS_MAX = 20_000


@carry_out.register
def _(command: EditConference, attempt: Attempt) -> None:
    conference = editable(attempt, command.person_id, command.conference_id)
    typed = only_new(conference_values(conference), command.seen, command.typed)
    values, wrong = checked_conference(typed)
    refuse_wrong(wrong)
    conferences.update_conference(attempt.session, conference.id, **values)
    if values["timezone"] != conference.timezone:
        _keep_the_clock(attempt, conference, str(values["timezone"]))
    programme_changed(attempt, conference.id)


@carry_out.register
def _(command: EditItem, attempt: Attempt) -> int:
    conference = editable(attempt, command.person_id, command.conference_id)
    item = None if command.item_id is None else _item(attempt, conference.id, command.item_id)
    current = item_values(item, conference.timezone) if item else {}
    typed = only_new(current, command.seen, command.typed)
    values, wrong = checked_item(typed, conference.timezone)
    if item is not None and values["kind"] != item.kind.value and _begun(attempt, conference.id, item.id):
        wrong = {**wrong, "kind": Wrong("round_begun")}
    refuse_wrong(wrong)
    if item is None:
        item_id = editing.add_item(attempt.session, conference.id, values)
    else:
        item_id = item.id
        editing.update_item(attempt.session, item_id, **values)
    programme_changed(attempt, conference.id)
    return item_id


@carry_out.register
def _(command: RemoveItem, attempt: Attempt) -> None:
    conference = editable(attempt, command.person_id, command.conference_id)
    item = _item(attempt, conference.id, command.item_id)
    if _begun(attempt, conference.id, item.id):
        raise CommandRefused("round_begun")
    editing.delete_item(attempt.session, item.id)
    programme_changed(attempt, conference.id)


@carry_out.register
def _(command: ShiftProgramme, attempt: Attempt) -> None:
    conference = editable(attempt, command.person_id, command.conference_id)
    if not 0 < abs(command.days) <= _DAYS_MAX:
        raise CommandRefused("unknown")
    for item in conferences.programme(attempt.session, conference.id):
        if _begun(attempt, conference.id, item.id):
            raise CommandRefused("round_begun")
    zone, shift = ZoneInfo(conference.timezone), timedelta(days=command.days)
    for item in conferences.programme(attempt.session, conference.id):
        # Days by the clock on the wall: at 19.15 it begins in winter as in summer.
        begins, ends = ((each.astimezone(zone) + shift) for each in (item.starts_at, item.ends_at))
        editing.update_item(attempt.session, item.id, starts_at=begins, ends_at=ends)
    programme_changed(attempt, conference.id)


def editable(attempt: Attempt, person_id: str | None, conference_id: int) -> Conference:
    """Return a conference for an organiser of it; raise `CommandRefused` for everybody else."""
    attempt.demand(person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    conference = conferences.conference(attempt.session, conference_id)
    if conference is None:
        raise CommandRefused("unknown")
    return conference


def only_new(current: Mapping[str, str], seen: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the stored values with what was typed; raise `CommandRefused` where somebody else changed the same."""
    found = merged(current, seen, typed)
    if found.both:
        raise CommandRefused("edited_meanwhile", fields=found.both)
    return found.values


def refuse_wrong(wrong: Mapping[str, Wrong]) -> None:
    """Raise `CommandRefused` where anything is wrong."""
    if wrong:
        raise CommandRefused("wrong_fields", fields=wrong)


def programme_changed(attempt: Attempt, conference_id: int) -> None:
    """Let everybody look again: rooms, rights and pages."""
    rights_changed(attempt, conference_id)
    desk.raise_day(attempt.session, conference_id)


def _item(attempt: Attempt, conference_id: int, item_id: int) -> ProgrammeItem:
    for item in conferences.programme(attempt.session, conference_id):
        if item.id == item_id:
            return item
    raise CommandRefused("unknown")


def _begun(attempt: Attempt, conference_id: int, item_id: int) -> bool:
    return any(item == item_id for _topic, item in editing.begun_items(attempt.session, conference_id))


def _keep_the_clock(attempt: Attempt, conference: Conference, zone: str) -> None:
    """Let the programme keep its times of the day: what the organisers typed is what the clock there says."""
    for item in conferences.programme(attempt.session, conference.id):
        begins, ends = (same_clock(each, conference.timezone, zone) for each in (item.starts_at, item.ends_at))
        editing.update_item(attempt.session, item.id, starts_at=begins, ends_at=ends)
