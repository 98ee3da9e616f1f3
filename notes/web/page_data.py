"""The JSON that a topic page brings along for its script: what it needs to join without asking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from notes.domain.conference import Conference
from notes.domain.marking import marking
from notes.domain.programme import ProgrammeItem, Topic, begins_at
from notes.domain.rooms import Room
from notes.domain.words import words_for
from notes.ground import limits
from notes.ground.languages import page_texts
from notes.live import rhythm
from notes.live.viewers import Blocks
from notes.live.views import idea_view
from notes.store.ideas import IdeaFacts
from notes.store.notepads import NotepadFacts
from notes.web.headers import session_mark, style_nonce
from notes.web.idea_items import IdeaItem
from notes.web.pages import asset, texts_for
from notes.web.topic_view import View
from notes.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Facts:
    """What a topic page is made from."""

    conference: Conference
    topic: Topic
    others: Sequence[Topic]
    room: Room
    number: int
    notepad: NotepadFacts
    state: str
    notes: Blocks
    ideas: Sequence[IdeaFacts]
    items: Sequence[IdeaItem]
    own: frozenset[int]  # those that are not listed, too: somebody may have been changing one when it was hidden
    here: int
    rounds: Sequence[ProgrammeItem]  # for who leads: ideas can be looked at round by round


def page_data(facts: Facts, visitor: Visitor, view: View, language: str, **more: object) -> dict[str, object]:
    """Return the page's data; `more` holds the addresses, the CSRF token (made first: the session's mark needs it)
    and when the page was made.
    """
    topic, conference = facts.topic, facts.conference
    visible = {item.id for item in facts.items}
    return {
        "page": "topic",
        "lang": language,
        **notepad_data(facts.notepad, facts.notes, writes=view.writes),
        **writers_data(conference, visitor),
        "texts": texts_for(view.role, writes=view.writes),
        # Also for who only reads now: the switch for typing may be turned while the page is open.
        "nonce": style_nonce() if view.writes or visitor.joined or visitor.who.person_id else None,
        "conference": {
            "id": conference.id,
            "language": conference.language,
            "timezone": conference.timezone,
        },
        "topic": {"id": topic.id, "title": topic.title},
        # Where an idea may be moved to, and what its author is told.
        "topics": [{"id": each.id, "title": each.title} for each in facts.others],
        # How ideas are taken here, for whoever does not lead the room.
        "box": {"open": facts.room.ideas_open, "approval": facts.room.approval, "early": facts.room.early_ideas},
        "role": view.role,
        "ideas": view.may_add or view.may_support,
        "takeOver": view.may_take_over,
        "state": facts.state,
        "own": sorted(facts.own),
        "supported": [item.id for item in facts.items if item.supported],
        "ideaList": [
            _told(idea_view(idea, staff=view.staff, own=idea.id in facts.own))
            for idea in facts.ideas
            if idea.id in visible
        ],
        "here": facts.here,
        **({"rounds": [_round(item) for item in facts.rounds]} if facts.rounds else {}),
        # For who may write or lead later, while the page is open.
        "styles": asset("work.css"),
        "moreTexts": None
        if view.staff or view.writes or not page_texts(language)
        else url_for("texts.all_of", language=language),
        **more,
    }


def notepad_data(notepad: NotepadFacts, notes: Blocks, *, writes: bool) -> dict[str, object]:
    """Return what a script needs to join a notepad."""
    return {
        "notepad": notepad.id,
        "epoch": notepad.epoch,
        "version": notes.version,
        "writes": writes,
        # What is too large for a socket is fetched while the editor's script is on its way.
        "large": notepad.snapshot_bytes > rhythm.FETCH_OVER_BYTES,
    }


def writers_data(conference: Conference, visitor: Visitor) -> dict[str, object]:
    """Return what an editor needs to know beside its notepad; the CSRF token is made first, as in `page_data`."""
    return {
        "me": {"name": visitor.name} if visitor.who.person_id else None,
        # Whose page this is: what is kept on the device for one session is not shown to another.
        "session": session_mark(),
        "limits": _LIMITS,
        # What the outcome buttons write: in the conference's language, whatever the visitor reads.
        "marking": marking(words_for(conference.language)),
    }


def _told(idea: Mapping[str, object]) -> dict[str, object]:
    """Return what is not nothing of an idea: scripts take the rest for that, and a full room has many."""
    known = {"topic"}  # this one
    return {
        name: fact for name, fact in idea.items() if fact not in (None, "") and fact is not False and name not in known
    }


def _round(item: ProgrammeItem) -> dict[str, object]:
    return {"title": item.title, "begins": _milliseconds(begins_at(item))}


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


_LIMITS: Mapping[str, int] = {
    "idea": limits.IDEA_MAX_CHARACTERS,
    "notepad": limits.NOTEPAD_MAX_CHARACTERS,
}
