"""What opening a room adds to its notes, in words for the organiser: nothing, and why, or nothing to say.

Promise: what it says is what the engine does (`notes.live.carrying_out.rounds` asks the same rules).
"""

from datetime import datetime

from notes.domain.conference import Conference
from notes.domain.programme import ProgrammeItem, Topic, round_opened, rounds_of
from notes.domain.round_template import NothingAdded, nothing_added
from notes.store import conferences, rounds
from notes.store.unit_of_work import Session
from notes.web.speech import _


def openings(db: Session, conference: Conference, now: datetime) -> dict[int, str]:
    """Return why opening its room adds no template, for each topic of which that can be said. Five queries."""
    if not conference.round_template.strip():
        return {}
    items = conferences.programme(db, conference.id)
    begun = rounds.begun_in(db, conference.id)
    own = rounds.topics_with_own_template(db, conference.id)
    said = {}
    for topic in conferences.topics(db, conference.id):
        why = _why(topic, items, begun.get(topic.id, ()), now, own_template=topic.id in own)
        if why:
            said[topic.id] = why
    return said


def _why(
    topic: Topic, items: tuple[ProgrammeItem, ...], begun: tuple[int, ...], now: datetime, *, own_template: bool
) -> str:
    meets = rounds_of(topic, items)
    # A room that is opened again just after a round goes on with that round.
    opened = round_opened(meets, now) or next((item for item in meets if begun and item.id == begun[-1]), None)
    if opened is None:
        return _("Er begint nu geen ronde: open je de zaal, dan komt het sjabloon er niet bij.") if meets else ""
    why = nothing_added(opened.id, begun, own_template=own_template)
    if why is NothingAdded.BEGUN:
        return _(
            "%(round)s is al begonnen: open je de zaal weer, dan komt het sjabloon er niet nog eens bij.",
            round=opened.title,
        )
    if why is NothingAdded.OWN:
        return _(
            "De notities begonnen met een eigen opzet: bij %(round)s komt het sjabloon er niet bij.",
            round=opened.title,
        )
    return ""
