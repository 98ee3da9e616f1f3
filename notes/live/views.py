"""What receivers are told of ideas: the same facts, with what participants may not see left out."""

from notes.store.ideas import IdeaFacts

_HIDDEN_FROM_PARTICIPANTS = frozenset({"waiting", "hidden", "withdrawn"})


def idea_view(idea: IdeaFacts, *, staff: bool) -> dict[str, object]:
    """Return an idea as receivers get it.

    Participants learn of an idea that is not visible only that it is not.
    """
    if idea.state in _HIDDEN_FROM_PARTICIPANTS and not staff:
        return {"id": idea.id, "state": idea.state, "rev": idea.revision}
    taken = idea.taken_over
    return {
        "id": idea.id,
        "number": idea.number,
        "topic": idea.topic_id,
        "text": idea.text,
        "name": idea.name,
        "support": idea.support,
        "state": idea.state,
        "taken_over": {"notepad": taken.notepad_id, "by": taken.by, "number": taken.number} if taken else None,
        "hands": idea.hands,
        "late": idea.late,
        "paper": idea.on_paper,
        "into": idea.merged_into_id,
        "created": round(idea.created_at.timestamp() * 1000),
        "rev": idea.revision,
    }


def shown(idea: IdeaFacts, *, staff: bool) -> bool:
    """Say whether a list shows this idea."""
    return idea.state != "withdrawn" if staff else idea.state not in _HIDDEN_FROM_PARTICIPANTS
