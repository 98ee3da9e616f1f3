"""Taking ideas over into the notes, and undoing it: edits that the server makes on somebody's behalf."""

from notes.access import What
from notes.domain import taking_over
from notes.domain.words import words_for
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused, Cursor, TakeOver, TakeOverSeveral, UndoTakeOver, UndoTakeOvers
from notes.live.rhythm import UNDO_TAKE_OVER_SECONDS
from notes.store import conferences, ideas, merged, take_overs
from notes.store.ideas import IdeaFacts
from notes.store.take_overs import TakeOverFacts


@carry_out.register
def _(command: TakeOver, attempt: Attempt) -> IdeaFacts:
    idea = _stored_idea(attempt, command.idea_id)
    _, notepad_id = topic_and_notepad(attempt.session, idea.topic_id)
    attempt.demand(command.person_id, What.TAKE_OVER, attempt.room(notepad_id))
    before = take_overs.by_request(attempt.session, command.request)
    if before is not None and before.idea_id == idea.id:
        return idea
    if idea.taken_over is not None:
        raise CommandRefused("already_taken_over", by=idea.taken_over.by)
    if merged.is_part(attempt.session, idea.id):
        raise CommandRefused("merged_meanwhile")
    if before is not None or idea.state in ("withdrawn", "hidden"):
        raise CommandRefused("unknown")
    _put(attempt, notepad_id, idea, command, command.request, _position(attempt, notepad_id, command.after))
    return _stored_idea(attempt, idea.id)


@carry_out.register
def _(command: TakeOverSeveral, attempt: Attempt) -> tuple[IdeaFacts, ...]:
    if not 0 < len(command.requests) <= limits.IDEAS_AT_ONCE:
        raise CommandRefused("unknown")
    found = [_stored_idea(attempt, idea_id) for idea_id in command.requests]
    if len({idea.topic_id for idea in found}) > 1:
        raise CommandRefused("unknown")
    _, notepad_id = topic_and_notepad(attempt.session, found[0].topic_id)
    attempt.demand(command.person_id, What.TAKE_OVER, attempt.room(notepad_id))
    position = _position(attempt, notepad_id, command.after)
    for idea in found:
        request = command.requests[idea.id]
        known = take_overs.by_request(attempt.session, request)
        if known is not None and known.idea_id != idea.id:
            raise CommandRefused("unknown")
        free = idea.taken_over is None and not merged.is_part(attempt.session, idea.id)
        if known is None and free and idea.state in ("visible", "waiting"):
            written = _put(attempt, notepad_id, idea, command, request, position)
            position = None if position is None else written
    return tuple(_stored_idea(attempt, idea.id) for idea in found)


@carry_out.register
def _(command: UndoTakeOver, attempt: Attempt) -> IdeaFacts:
    undoing = _undoing(attempt, command, command.request)
    if isinstance(undoing, IdeaFacts):
        return undoing
    return _undo(attempt, command, undoing)


@carry_out.register
def _(command: UndoTakeOvers, attempt: Attempt) -> tuple[IdeaFacts, ...]:
    if not 0 < len(command.requests) <= limits.IDEAS_AT_ONCE:
        raise CommandRefused("unknown")
    # All are looked at before any is undone: one line that somebody rewrote leaves them all.
    found = [_undoing(attempt, command, request) for request in dict.fromkeys(command.requests)]
    # From the last one on: each stands then as it was put in.
    undone = [each if isinstance(each, IdeaFacts) else _undo(attempt, command, each) for each in reversed(found)]
    return tuple(reversed(undone))


def _position(attempt: Attempt, notepad_id: int, after: Cursor | None) -> int | None:
    """Return where somebody's cursor stands in the text as it is now; None for the end."""
    text = attempt.document(notepad_id).text
    return taking_over.cursor_position(text, after.offset, after.line) if after else None


def _put(
    attempt: Attempt,
    notepad_id: int,
    idea: IdeaFacts,
    command: TakeOver | TakeOverSeveral,
    request: str,
    position: int | None,
) -> int:
    """Put an idea's words into the notes and record it; return where they stand."""
    words = words_for(_language(attempt, idea.conference_id))
    text = attempt.document(notepad_id).text
    offset, inserted = taking_over.insertion(text, position, idea.text, idea.number, command.kind, words)
    written = taking_over.taken_over(idea.text, idea.number, command.kind, words)
    before, _, behind = inserted.partition(written)
    attempt.edit_notes(notepad_id, offset, 0, inserted, person_id=command.person_id, idea_id=idea.id)
    take_overs.add(
        attempt.session,
        request=request,
        idea_id=idea.id,
        notepad_id=notepad_id,
        person_id=command.person_id,
        kind=command.kind,
        gap_before=before,
        gap_behind=behind,
        at=attempt.now,
    )
    if idea.state == "waiting":
        ideas.set_state(attempt.session, idea.id, "visible", attempt.now)
    else:
        ideas.touch(attempt.session, idea.id, attempt.now)
    attempt.changed_idea(notepad_id, idea.id)
    return offset + len(before)


def _undoing(
    attempt: Attempt, command: UndoTakeOver | UndoTakeOvers, request: str
) -> IdeaFacts | tuple[TakeOverFacts, str]:
    """Return what is to be undone and the line that it wrote, or the idea where that is done already."""
    taken = take_overs.by_request(attempt.session, request)
    if taken is None:
        raise CommandRefused("unknown")
    attempt.demand(command.person_id, What.TAKE_OVER, attempt.room(taken.notepad_id))
    if taken.person_id != command.person_id:
        raise CommandRefused("not_yours")
    idea = _stored_idea(attempt, taken.idea_id)
    if taken.undone_at is not None:
        return idea
    if (attempt.now - taken.at).total_seconds() > UNDO_TAKE_OVER_SECONDS:
        raise CommandRefused("too_late")
    words = words_for(_language(attempt, idea.conference_id))
    written = taking_over.taken_over(idea.text, idea.number, taken.kind, words)
    if taking_over.removal(attempt.document(taken.notepad_id).text, idea.number, written) is None:
        raise CommandRefused("changed_meanwhile")
    return taken, written


def _undo(attempt: Attempt, command: UndoTakeOver | UndoTakeOvers, undoing: tuple[TakeOverFacts, str]) -> IdeaFacts:
    taken, written = undoing
    text = attempt.document(taken.notepad_id).text
    found = taking_over.undoing(text, taken.number, written, taken.gap_before, taken.gap_behind)
    if found is None:
        raise CommandRefused("changed_meanwhile")
    offset, length = found
    attempt.edit_notes(taken.notepad_id, offset, length, "", person_id=command.person_id, idea_id=taken.idea_id)
    take_overs.undo(attempt.session, taken.id, attempt.now)
    ideas.touch(attempt.session, taken.idea_id, attempt.now)
    attempt.changed_idea(taken.notepad_id, taken.idea_id)
    return _stored_idea(attempt, taken.idea_id)


def _stored_idea(attempt: Attempt, idea_id: int) -> IdeaFacts:
    idea = ideas.by_id(attempt.session, idea_id)
    if idea is None:
        raise CommandRefused("unknown")
    return idea


def _language(attempt: Attempt, conference_id: int) -> str:
    conference = conferences.conference(attempt.session, conference_id)
    return conference.language if conference else "nl"
