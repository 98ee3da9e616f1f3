"""What receivers are told of ideas: the same facts, with what participants may not see left out."""

from notes.store.ideas import IdeaFacts

_HIDDEN_FROM_PARTICIPANTS = frozenset({"waiting", "hidden", "withdrawn"})


def idea_view(idea: IdeaFacts, *, staff: bool, own: bool = False, topic_id: int | None = None) -> dict[str, object]:
    """Return an idea as receivers get it; with `topic_id`, as receivers who look at that topic.

    Whoever sent it (`own`) knows its words, whatever its state. Participants learn of an idea that
    is not visible only that it is not, and never what only staff are to know: why it is hidden, and from which
    device it came.
    """
    if idea.state in _HIDDEN_FROM_PARTICIPANTS and not (staff or own):
        return {"id": idea.id, "state": idea.state, "rev": idea.revision}
    if topic_id is not None and idea.topic_id != topic_id:
        return {"id": idea.id, "state": "moved", "rev": idea.revision, "topic": idea.topic_id}
    for_staff = {"reason": idea.hidden_reason, "device": idea.device, "waits": idea.device_waits} if staff else {}
    taken = idea.taken_over
    return {
        "id": idea.id,
        "number": idea.number,
        "topic": idea.topic_id,
        "text": idea.text,
        "name": idea.name,
        "unnamed": idea.name_removed,
        "support": idea.support,
        "state": idea.state,
        "taken_over": {"notepad": taken.notepad_id, "by": taken.by, "number": taken.number} if taken else None,
        "hands": idea.hands,
        "late": idea.late,
        "paper": idea.on_paper,
        "into": idea.merged_into_id,
        "created": round(idea.created_at.timestamp() * 1000),
        "rev": idea.revision,
        **for_staff,
    }


def shown(idea: IdeaFacts, *, staff: bool, own: bool = False) -> bool:
    """Say whether a list shows this idea; of one's own also what waits for approval."""
    if staff or (own and idea.state == "waiting"):
        return idea.state != "withdrawn"
    return idea.state not in _HIDDEN_FROM_PARTICIPANTS
