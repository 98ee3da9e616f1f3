"""Whole conferences: an archive that comes back, beside everything that is there."""

from notes.access import What
from notes.live.archived import put_back
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room
from notes.live.carrying_out.registry import carry_out
from notes.live.keeping_commands import PutArchiveBack, PutBack
from notes.store import access_links


@carry_out.register
def _(command: PutArchiveBack, attempt: Attempt) -> PutBack:
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, command.conference_id))
    made = put_back(attempt.session, command.scratch, attempt.ids)
    link_id = attempt.ids.token()
    access_links.make(attempt.session, link_id, made, "organiser", None, "", attempt.now)
    return PutBack(made, link_id)
