"""Who looked which topic through: the list beside the report and before publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from notes.access import Role
from notes.domain.harvest import TopicHarvest
from notes.store.notepads import NotepadFacts
from notes.store.versions import Review
from notes.web.places import Place
from notes.web.speech import _
from notes.web.times import day_and_time


@dataclass(frozen=True, slots=True)
class Room:
    """A topic: when it changed last, and who looked it through since ("" for nobody)."""

    slug: str
    title: str
    changed: str
    reviewed: str


def reviewed_rooms(
    here: Place, topics: Sequence[TopicHarvest], reviews: Mapping[int, Review], pads: Sequence[NotepadFacts]
) -> list[Room]:
    """Return the topics that the visitor leads; what was typed after somebody looked takes their tick away."""
    seqs = {pad.topic_id: pad.seq for pad in pads}
    zone = here.conference.timezone
    rooms = []
    for each in topics:
        if here.visitor.role(each.topic.id) not in (Role.ORGANISER, Role.FACILITATOR):
            continue
        review = reviews.get(each.topic.id)
        still = review is not None and review.seq >= seqs.get(each.topic.id, 0)
        changed = day_and_time(each.changed_at, zone) if each.changed_at else ""
        seen = _("Nagekeken door %(name)s", name=review.name or _("iemand")) if review and still else ""
        rooms.append(Room(each.topic.slug, each.topic.title, changed, seen))
    return rooms
