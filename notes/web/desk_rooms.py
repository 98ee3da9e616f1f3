"""The rooms at a glance: who is there, what was written, when it last changed, and what may be done with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from notes.domain.conference import Conference
from notes.domain.rooms import MOVES, RoomState
from notes.store import conferences, ideas, notepads
from notes.store.conferences import TopicFacts
from notes.store.ideas import IdeaFacts
from notes.store.notepads import NotepadText
from notes.store.unit_of_work import Session
from notes.web.colours import shade
from notes.web.conference import shown_state, state_name
from notes.web.desk_acts import SWITCHES
from notes.web.parts import parts
from notes.web.so_far import count_outcomes
from notes.web.speech import _
from notes.web.times import time_or_day_too

SILENT_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Switch:
    """A yes or no of a topic."""

    name: str
    label: str
    on: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RoomCard:
    """One room as the desk shows it."""

    slug: str
    title: str
    colour: str
    number: int
    notepad: int
    state: str
    state_name: str
    here: int
    ideas: int
    support: int
    words: int
    outcomes: int
    changed: str  # when something last did
    silent: str  # since when an open room is silent; "" for one that is not
    moves: tuple[tuple[str, str], ...]
    opening: str  # why opening it adds nothing to the notes
    switches: tuple[Switch, ...]


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What is stored of a topic's room."""

    topic: TopicFacts
    ideas: int
    support: int
    words: int
    outcomes: int
    changed_at: datetime | None


def stored_rooms(db: Session, conference_id: int) -> tuple[RoomFacts, ...]:
    """Return what is stored of every room; the number of queries does not grow with the rooms."""
    topics = conferences.topic_facts(db, conference_id)
    texts = notepads.texts(db, [topic.notepad_id for topic in topics])
    changed = ideas.changed_at(db, conference_id)
    visible: dict[int, list[IdeaFacts]] = {}
    for idea in ideas.of_conference(db, conference_id):
        if idea.state == "visible":
            visible.setdefault(idea.topic_id, []).append(idea)
    return tuple(
        _stored(topic, visible.get(topic.id, []), texts.get(topic.notepad_id), changed.get(topic.id))
        for topic in topics
    )


def _stored(
    topic: TopicFacts, listed: Sequence[IdeaFacts], text: NotepadText | None, ideas_at: datetime | None
) -> RoomFacts:
    # A notepad that holds only what it began with has changed nothing yet.
    moments = [ideas_at, text.changed_at if text and text.seq > 1 else None]
    return RoomFacts(
        topic=topic,
        ideas=len(listed),
        support=sum(idea.support for idea in listed),
        words=_words(text.text) if text else 0,
        outcomes=count_outcomes(text.text) if text else 0,
        changed_at=max(filter(None, moments), default=None),
    )


def room_cards(
    stored: Sequence[RoomFacts],
    conference: Conference,
    opened: dict[int, datetime],
    said: dict[int, str],
    now: datetime,
) -> list[RoomCard]:
    """Return the rooms as the desk shows them; `opened`: since when each is open; `said`: why opening adds nothing."""
    return [
        _card(number, facts, conference, opened.get(facts.topic.id), said.get(facts.topic.id, ""), now)
        for number, facts in enumerate(stored, 1)
    ]


def _card(
    number: int, facts: RoomFacts, conference: Conference, opened: datetime | None, said: str, now: datetime
) -> RoomCard:
    topic = facts.topic
    state = shown_state(topic.room_state, locked=conference.locked)
    moves = _moves(state)
    quiet_since = max(filter(None, (facts.changed_at, opened)), default=None)
    silent = state is RoomState.OPEN and quiet_since is not None and now - quiet_since >= SILENT_AFTER
    return RoomCard(
        slug=topic.slug,
        title=topic.title,
        colour=shade(topic),
        number=number,
        notepad=topic.notepad_id,
        state=state,
        state_name=state_name(state),
        here=parts().engine.here(topic.notepad_id),
        ideas=facts.ideas,
        support=facts.support,
        words=facts.words,
        outcomes=facts.outcomes,
        changed=time_or_day_too(facts.changed_at, conference.timezone, now) if facts.changed_at else "",
        silent=time_or_day_too(quiet_since, conference.timezone, now) if silent and quiet_since else "",
        moves=moves,
        opening=said if any(each == RoomState.OPEN.value for each, _label in moves) else "",
        switches=_switches(topic),
    )


def _words(text: str) -> int:
    """Count words, and no marks of lists and headings."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _switches(facts: TopicFacts) -> tuple[Switch, ...]:
    labels = {
        "participants_write": _("Deelnemers mogen ook in de notities typen. Zij zien dan ook regels met ‘Intern:’."),
        "ideas_open": _("Ideeënvak open"),
        "early_ideas": _("Al ideeën sturen voordat de zaal open is."),
        "approval": _("Een begeleider keurt elk idee eerst goed."),
    }
    hints = {
        "ideas_open": _("Staat het uit, dan verdwijnt het vak. Wat iemand al getypt had, komt binnen als wachtend.")
    }
    return tuple(Switch(name, labels[name], bool(getattr(facts, name)), hints.get(name, "")) for name in SWITCHES)


def _moves(state: RoomState) -> tuple[tuple[str, str], ...]:
    labels = {
        RoomState.OPEN: _("Zaal openen"),
        RoomState.FROZEN: _("Ronde afronden"),
        RoomState.CLOSED: _("Zaal sluiten"),
    }
    possible = () if state is RoomState.LOCKED else MOVES[state]
    return tuple((each.value, label) for each, label in labels.items() if each in possible)
