"""The answers to a join, as the browser reads them."""

from collections.abc import Sequence

from notes.access import Role
from notes.ground.ports import Block
from notes.ground.splice import Splice
from notes.live.items import Joined
from notes.live.rooms import Member, Room
from notes.live.viewers import Blocks
from notes.live.views import idea_view, shown

Answer = dict[str, object]


def writer_answer(joined: Joined, room: Room, member: Member, *, fetch_over_bytes: int) -> Answer:
    """Return what a writer begins with; a big update is only announced, it travels over HTTP."""
    update = joined.update
    fetch = update is not None and len(update) > fetch_over_bytes
    return {
        "epoch": joined.facts.epoch,
        "role": "writer",
        "me": {"seat": member.seat, **member.info},
        "update": None if fetch else update,
        "fetch": fetch,
        "seq": joined.seq,
        "saved": joined.saved,
        "state": joined.standing.state,
        "box": joined.standing.box,
        "seats": room.everybody(),
        "presence": room.cursors(),
        "ideas": _ideas(joined, staff=member.staff),
        "here": room.here,
    }


def viewer_answer(joined: Joined, blocks: Blocks, change: Splice | None, room: Room | None) -> Answer:
    """Return what a viewer begins with: all blocks, or only `change` for a page that has an earlier version."""
    viewer_staff = joined.standing.role in (Role.ORGANISER, Role.FACILITATOR)
    return {
        "epoch": joined.facts.epoch,
        "seq": blocks.seq,
        "version": blocks.version,
        "blocks": None if change else _blocks(blocks.blocks),
        "change": [change.at, change.remove, _blocks(change.insert)] if change else None,
        "ideas": _ideas(joined, staff=viewer_staff),
        "here": room.here if room else 0,
        "state": joined.standing.state,
        "person": joined.standing.role,
        "box": joined.standing.box,
    }


def _blocks(blocks: Sequence[Block]) -> list[list[str]]:
    return [[block.key, block.html] for block in blocks]


def _ideas(joined: Joined, *, staff: bool) -> list[dict[str, object]]:
    """Return every idea; of one that is not shown only that: a page that was away still shows what is hidden by now."""
    here = joined.facts.topic_id
    return [
        idea_view(idea, staff=staff, topic_id=here)
        if shown(idea, staff=staff)
        else {"id": idea.id, "state": idea.state, "rev": idea.revision}
        for idea in joined.ideas
    ]
