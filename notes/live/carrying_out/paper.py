"""What staff count in the room: a show of hands, beside the support and never added to it."""

from notes.access import What
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import idea_changed, idea_in_room
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused, NoteHands
from notes.store import ideas
from notes.store.ideas import IdeaFacts


@carry_out.register
def _(command: NoteHands, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id, room = idea_in_room(attempt, command.idea_id)
    attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
    if idea.state == "withdrawn":
        raise CommandRefused("unknown")
    if command.hands is not None and not 0 <= command.hands <= limits.HANDS_MAX:
        raise CommandRefused("too_many_hands", limit=limits.HANDS_MAX)
    hands = command.hands or None  # nobody's hand: as if it was not asked
    if idea.hands == hands:
        return idea
    ideas.set_hands(attempt.session, idea.id, hands, attempt.now)
    return idea_changed(attempt, notepad_id, idea.id)
