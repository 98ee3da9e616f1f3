"""Taking ideas over into the notes, and undoing it: edits that the server makes on somebody's behalf."""

from notes.access import What
from notes.domain import taking_over
from notes.domain.words import words_for
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused, TakeOver, UndoTakeOver
from notes.live.rhythm import UNDO_TAKE_OVER_SECONDS
from notes.store import conferences, ideas, merged, take_overs
from notes.store.ideas import IdeaFacts


@carry_out.register
def _(command: TakeOver, attempt: Attempt) -> IdeaFacts:
    idea = _stored_idea(attempt, command.idea_id)
    topic, notepad_id = topic_and_notepad(attempt.session, idea.topic_id)
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
    words = words_for(_language(attempt, topic.conference_id))
    text = attempt.document(notepad_id).text
    position = taking_over.cursor_position(text, command.after.offset, command.after.line) if command.after else None
    offset, inserted = taking_over.insertion(text, position, idea.text, idea.number, command.kind, words)
    attempt.edit_notes(notepad_id, offset, 0, inserted, person_id=command.person_id, idea_id=idea.id)
    take_overs.add(
        attempt.session,
        request=command.request,
        idea_id=idea.id,
        notepad_id=notepad_id,
        person_id=command.person_id,
        kind=command.kind,
        at=attempt.now,
    )
    if idea.state == "waiting":
        ideas.set_state(attempt.session, idea.id, "visible", attempt.now)
    else:
        ideas.touch(attempt.session, idea.id, attempt.now)
    attempt.changed_idea(notepad_id, idea.id)
    return _stored_idea(attempt, idea.id)


@carry_out.register
def _(command: UndoTakeOver, attempt: Attempt) -> IdeaFacts:
    taken = take_overs.by_request(attempt.session, command.request)
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
    found = taking_over.removal(attempt.document(taken.notepad_id).text, idea.number, written)
    if found is None:
        raise CommandRefused("changed_meanwhile")
    offset, length = found
    attempt.edit_notes(taken.notepad_id, offset, length, "", person_id=command.person_id, idea_id=idea.id)
    take_overs.undo(attempt.session, taken.id, attempt.now)
    ideas.touch(attempt.session, idea.id, attempt.now)
    attempt.changed_idea(taken.notepad_id, idea.id)
    return _stored_idea(attempt, idea.id)


def _stored_idea(attempt: Attempt, idea_id: int) -> IdeaFacts:
    idea = ideas.by_id(attempt.session, idea_id)
    if idea is None:
        raise CommandRefused("unknown")
    return idea


def _language(attempt: Attempt, conference_id: int) -> str:
    conference = conferences.conference(attempt.session, conference_id)
    return conference.language if conference else "nl"
