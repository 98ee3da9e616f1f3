"""What is sent to a room: built once per tick or beat, whatever the number of receivers."""

from collections.abc import Sequence

from notes.live.items import RoomChange
from notes.live.rooms import Room
from notes.live.views import idea_view
from notes.store.ideas import IdeaFacts

Payload = dict[str, object]


def frame(room: Room, change: RoomChange | None, now: float) -> Payload | None:
    """Return the frame for a room's writers, without ideas; None when there is nothing to tell."""
    payload: Payload = {}
    if change is not None:
        if change.update is not None:
            payload["update"] = change.update
        if change.saved:
            payload["saved"] = room.seats_of(change.saved)
        if change.check is not None:
            payload["check"] = [change.seq, change.check]
    if room.moved and (presence := room.take_presence(now)):
        payload["presence"] = presence
    if room.seats:
        payload["seats"] = room.take_seats()
    if room.here != room.here_sent:
        payload["here"] = room.here_sent = room.here
    if not payload and not (change and change.ideas):
        return None
    seq = change.seq if change else room.seq
    prev = change.prev if change and change.update is not None else seq
    return {"notepad": room.notepad_id, "epoch": room.epoch, "seq": seq, "prev": prev, "saved": [], **payload}


def with_ideas(payload: Payload, ideas: Sequence[IdeaFacts], *, staff: bool, topic_id: int | None) -> Payload:
    """Return the payload with the changed ideas as these receivers, who look at a topic, may see them."""
    return (
        {**payload, "ideas": [idea_view(each, staff=staff, topic_id=topic_id) for each in ideas]} if ideas else payload
    )
