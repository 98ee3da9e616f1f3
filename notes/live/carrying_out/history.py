"""What may be done with a notepad's past: bring a text back, and give a moment a name."""

from notes.access import What
from notes.domain.ideas import display_name
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import Command, CommandRefused, NameMoment, RestoreNotes
from notes.store import notepads


@carry_out.register
def _(command: RestoreNotes, attempt: Attempt) -> int:
    _demand(command, command.notepad_id, attempt)
    document = attempt.document(command.notepad_id)
    if not 0 <= command.seq <= document.seq:
        raise CommandRefused("unknown")
    attempt.admit_made(
        command.notepad_id,
        command.client_id,
        command.update,
        removed=command.removed,
        person_id=command.person_id,
    )
    attempt.keep_moment(command.notepad_id, "restored", None, str(command.seq))
    return document.seq + 1


@carry_out.register
def _(command: NameMoment, attempt: Attempt) -> str:
    _demand(command, command.notepad_id, attempt)
    name = accepted(display_name(command.name, limits.LABEL_MAX_CHARACTERS))
    if not name:
        raise CommandRefused("empty")
    if not 0 < command.seq <= attempt.document(command.notepad_id).seq:
        raise CommandRefused("unknown")
    notepads.add_moment(attempt.session, command.notepad_id, command.seq, "picked", name, command.text, attempt.now)
    return name


def _demand(command: Command, notepad_id: int, attempt: Attempt) -> None:
    room = attempt.room(notepad_id)
    attempt.demand(command.person_id, What.READ_HISTORY, room)
    attempt.demand(command.person_id, What.WRITE_NOTES, room)
