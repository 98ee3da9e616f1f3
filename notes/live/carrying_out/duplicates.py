"""Merging duplicates into the idea whose words stay, and separating them again."""

from notes.access import What
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import idea_changed, idea_in_room
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused, MergeIdeas, SeparateIdeas
from notes.store import ideas, merged
from notes.store.ideas import IdeaFacts


@carry_out.register
def _(command: MergeIdeas, attempt: Attempt) -> IdeaFacts:
    kept, notepad_id, room = idea_in_room(attempt, command.kept_id)
    attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
    parts = dict.fromkeys(command.idea_ids)
    if not 0 < len(parts) <= limits.MERGED_AT_ONCE or kept.id in parts or kept.state != "visible":
        raise CommandRefused("unknown")
    if merged.is_part(attempt.session, kept.id):
        raise CommandRefused("merged_meanwhile")
    new = [each for each in parts if _may_join(attempt, kept, each)]
    if not new:
        return kept
    # What it was part of cannot be seen now, and would make a circle if that came back as a part of it.
    merged.put_into(attempt.session, [kept.id], None, attempt.now)
    merged.put_into(attempt.session, new, kept.id, attempt.now)
    for each in new:
        idea_changed(attempt, notepad_id, each)
    return idea_changed(attempt, notepad_id, kept.id)


@carry_out.register
def _(command: SeparateIdeas, attempt: Attempt) -> IdeaFacts:
    asked = dict.fromkeys(command.idea_ids)
    if not 0 < len(asked) <= limits.MERGED_AT_ONCE:
        raise CommandRefused("unknown")
    found = [idea_in_room(attempt, each) for each in asked]
    for _, _, room in found:
        attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
    parts = [(idea.id, notepad_id) for idea, notepad_id, _ in found if idea.merged_into_id is not None]
    for idea_id, notepad_id in parts:
        attempt.changed_idea(notepad_id, idea_id)  # before: those that it was part of count without it
    merged.put_into(attempt.session, [idea_id for idea_id, _ in parts], None, attempt.now)
    first, notepad_id, _ = found[0]
    return idea_changed(attempt, notepad_id, first.id) if parts else first


def _may_join(attempt: Attempt, kept: IdeaFacts, idea_id: int) -> bool:
    """Return whether an idea is to become part of `kept`; False where it is already. Raises `CommandRefused`."""
    idea = ideas.by_id(attempt.session, idea_id)
    if idea is None or idea.topic_id != kept.topic_id or idea.state != "visible":
        raise CommandRefused("unknown")
    if idea.merged_into_id == kept.id:
        return False
    if merged.is_part(attempt.session, idea.id):
        raise CommandRefused("merged_meanwhile")
    return True
