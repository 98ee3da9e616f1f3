"""One line at a time: put into the notes for somebody, and taken back while it still stands there."""

from zoneinfo import ZoneInfo

from notes.domain import dates, taking_over
from notes.domain.conference import Conference
from notes.domain.ideas import idea_text
from notes.domain.keywords import Kind
from notes.domain.outcomes import outcomes
from notes.domain.text import has_bad_characters, length
from notes.domain.words import due_date, words_for
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import AddedLine, AddLine, CommandRefused, UndoLine
from notes.live.document import Document
from notes.store import conferences, lines
from notes.store.lines import LineFacts

_KINDS = frozenset({"note", *Kind} - {Kind.INTERNAL})


@carry_out.register
def _(command: AddLine, attempt: Attempt) -> AddedLine:
    known = lines.by_request(attempt.session, command.request)
    if known is not None:
        return _added(command.request, _mine(known, command.person_id, command.notepad_id).text)
    document = attempt.document(command.notepad_id)
    _demand(attempt, command.person_id, document)
    if command.kind not in _KINDS or not 0 < length(command.request) <= limits.UUID_MAX_CHARACTERS:
        raise CommandRefused("unknown")
    conference = conferences.conference(attempt.session, document.facts.conference_id)
    if conference is None:
        raise CommandRefused("unknown")
    written = _written(command, attempt, conference)
    offset, inserted = taking_over.at_end(document.text, written)
    client_id = attempt.edit_notes(command.notepad_id, offset, 0, inserted, person_id=command.person_id)
    lines.add(
        attempt.session,
        request=command.request,
        notepad_id=command.notepad_id,
        person_id=command.person_id,
        client_id=client_id,
        text=written,
        at=attempt.now,
    )
    return _added(command.request, written)


@carry_out.register
def _(command: UndoLine, attempt: Attempt) -> None:
    line = lines.by_request(attempt.session, command.request)
    if line is None:
        raise CommandRefused("unknown")
    _mine(line, command.person_id, line.notepad_id)
    if line.undone_at is not None:
        return
    document = attempt.document(line.notepad_id)
    _demand(attempt, command.person_id, document)
    found = taking_over.written_line(document.text, line.text)
    if found is None:
        raise CommandRefused("line_changed")
    offset, removed = found
    attempt.edit_notes(line.notepad_id, offset, removed, "", person_id=command.person_id)
    lines.undo(attempt.session, line.request, attempt.now)


def _demand(attempt: Attempt, person_id: str | None, document: Document) -> None:
    refusal = attempt.rights.may_edit(attempt.session, person_id, document.facts, attempt.now)
    if refusal is not None:
        raise CommandRefused(refusal.code)


def _mine(line: LineFacts, person_id: str | None, notepad_id: int) -> LineFacts:
    if person_id is None or line.person_id != person_id or line.notepad_id != notepad_id:
        raise CommandRefused("not_yours")
    return line


def _written(command: AddLine, attempt: Attempt, conference: Conference) -> str:
    words = words_for(conference.language)
    text = accepted(idea_text(command.text, limits.LINE_MAX_CHARACTERS))
    due = ""
    if command.kind == Kind.ACTION:
        if length(command.owner) > limits.OWNERS_MAX_CHARACTERS or has_bad_characters(command.owner):
            raise CommandRefused("owners_too_long", limit=limits.OWNERS_MAX_CHARACTERS)
        today = attempt.now.astimezone(ZoneInfo(conference.timezone)).date()
        day = dates.meant(command.due[: limits.DUE_MAX_CHARACTERS + 1], today)
        if day is None and command.due.strip():
            raise CommandRefused("due_unclear")
        due = due_date(day, words) if day else ""
    return taking_over.line(command.kind, text, command.owner, due, words)


def _added(request: str, written: str) -> AddedLine:
    due = next((found.due for found in outcomes(written)), None)
    return AddedLine(request, taking_over.words_of(written), due)
