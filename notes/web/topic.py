"""The topic page: question, notes and ideas, already rendered, for whoever may see them.

Promise: the page can be read, and an idea sent, before or without any script.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_wtf.csrf import generate_csrf

from notes.domain.day import MESSAGE_STANDS_FOR
from notes.domain.programme import ProgrammeItem, Topic, rounds_of
from notes.domain.rooms import Room
from notes.store import conferences, desk, ideas, lines, notepads
from notes.store.desk import Message
from notes.store.ideas import IdeaFacts
from notes.store.notepads import NotepadFacts, NotepadText
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.colours import shade
from notes.web.conference import shown_state, state_name
from notes.web.day import Programme, day_part
from notes.web.headers import KEEP
from notes.web.idea_items import idea_items
from notes.web.page_data import Facts, page_data
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import not_found, place, topic_in
from notes.web.so_far import so_far
from notes.web.speech import language
from notes.web.topic_forms import (
    CodeDraft,
    EditDraft,
    IdeaDraft,
    LineDraft,
    code_in_address,
    line_kinds,
    new_idea_draft,
    new_line_draft,
    own_lines,
)
from notes.web.topic_view import meeting_view, urls_of, view_of

_OWN_LINES = 3  # how many of one's last lines can be taken back

pages = Blueprint("topic", __name__, url_prefix="/c/<conf>/<topic>")


@pages.get("")
def page(conf: str, topic: str) -> Response:
    """Show a topic."""
    return topic_page(conf, topic)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is the same for everybody who opens a topic's page."""

    number: int
    topic: Topic
    topics: tuple[Topic, ...]
    notepad: NotepadFacts
    room: Room
    items: tuple[ProgrammeItem, ...]
    messages: tuple[Message, ...]
    ideas: tuple[IdeaFacts, ...]
    text: NotepadText | None


def _shared(db: Session, conference_id: int, slug: str) -> _Shared:
    topics = conferences.topics(db, conference_id)
    number, topic = topic_in(topics, slug)
    notepad = notepads.notepad_of_topic(db, topic.id)
    if notepad is None:
        not_found()
    return _Shared(
        number=number,
        topic=topic,
        topics=topics,
        notepad=notepad,
        room=conferences.room_of_notepad(db, notepad.id),
        items=conferences.programme(db, conference_id),
        messages=desk.messages(db, conference_id, parts().clock.now() - MESSAGE_STANDS_FOR),
        ideas=ideas.of_topic(db, topic.id),
        text=notepads.text(db, notepad.id),
    )


def topic_page(
    conf: str,
    topic: str,
    *,
    draft: IdeaDraft | None = None,
    edit: EditDraft | None = None,
    line: LineDraft | None = None,
    code: CodeDraft | None = None,
    status: int = 200,
) -> Response:
    """Show a topic, with what was typed into a form that was refused."""
    now = parts().clock.now()
    with parts().database.reading() as db:
        here = place(db, conf)
        conference, visitor = here.conference, here.visitor
        shared = unchanged(db, ("topic page", conference.id, topic), lambda: _shared(db, conference.id, topic))
        subject, notepad, room, stored = shared.topic, shared.notepad, shared.room, shared.ideas
        person_id = visitor.who.person_id
        # Nothing is one's own where there is nothing: the start of a round, when everybody comes at once.
        own = ideas.own(db, subject.id, person_id) if person_id and stored else frozenset()
        supported = ideas.supported_by(db, subject.id, person_id) if person_id and stored else frozenset()
        view = view_of(visitor, room, conference)
        added = lines.newest_of(db, notepad.id, person_id, _OWN_LINES) if person_id and view.writes else ()
        programme = Programme(shared.items, shared.topics, shared.messages)
        scanned = now if request.args.get("code") else None
        day = day_part(db, conference, visitor, programme, now, topic=subject, scanned_at=scanned)
    state = shown_state(room.state, locked=room.locked)
    listed = idea_items(stored, own=own, supported=supported, staff=view.staff, zone=conference.timezone)
    notes = parts().engine.blocks(notepad.id)
    facts = Facts(
        conference=conference,
        topic=subject,
        others=[each for each in shared.topics if each.id != subject.id],
        rounds=rounds_of(subject, shared.items) if view.staff else (),
        room=room,
        number=shared.number,
        notepad=notepad,
        state=state,
        notes=notes,
        ideas=stored,
        items=listed,
        own=own,
        here=parts().engine.here(notepad.id),
    )
    urls = urls_of(conference, subject, visitor)
    if view.staff:  # who may open the history does not wait for its process then, nor for the log
        parts().pasts.get_ready(notepad.id)
    answer = show(
        "topic.html",
        conference=conference,
        visitor=visitor,
        role=view.role,
        status=status,
        address=urls["topic"],
        topic={
            "slug": subject.slug,
            "title": subject.title,
            "question": subject.question,
            "colour": shade(subject),
            "number": shared.number,
            "state": state,
            "state_name": state_name(state),
        },
        meeting=meeting_view(subject, programme.items, now, conference, state),
        day=day,
        view=view,
        urls=urls,
        notes=notes,
        here=facts.here,
        ideas=[item for item in listed if (item.state == "visible" or not view.staff) and not item.part],
        hidden_ideas=[item for item in listed if item.state != "visible" and view.staff],
        so_far=so_far(shared.text, listed),
        draft=draft or new_idea_draft(visitor.name, name_asked=bool(visitor.name or own)),
        edit=edit,
        line=line or new_line_draft(),
        line_kinds=line_kinds(),
        own_lines=own_lines(added, lambda: parts().engine.text(notepad.id)),
        code=code or code_in_address(wrong=visitor.must_join),
        page_data=page_data(
            facts,
            visitor,
            view,
            language(),
            urls={name: urls[name] for name in ("join", "ideas", "line")},
            csrf=generate_csrf(),
            made=_ms(now),
        ),
    )
    if draft is None and edit is None and line is None and code is None:
        answer.headers[KEEP] = "1"
    return answer


def line_parts(conf: str, topic: str) -> Response:
    """Return the form for one line alone, for the page of somebody who may write from now on; 403 for who may not."""
    with parts().database.reading() as db:
        here = place(db, conf)
        _number, subject = topic_in(conferences.topics(db, here.conference.id), topic)
        notepad = notepads.notepad_of_topic(db, subject.id)
        if notepad is None:
            not_found()
        view = view_of(here.visitor, conferences.room_of_notepad(db, notepad.id), here.conference)
        if not view.writes:
            abort(403)
        person_id = here.visitor.who.person_id
        added = lines.newest_of(db, notepad.id, person_id, _OWN_LINES) if person_id else ()
    answer: Response = make_response(
        render_template(
            "parts/line_parts.html",
            conference=here.conference,
            topic={"slug": subject.slug},
            view=view,
            urls=urls_of(here.conference, subject, here.visitor),
            line=new_line_draft(),
            line_kinds=line_kinds(),
            own_lines=own_lines(added, lambda: parts().engine.text(notepad.id)),
        )
    )
    return answer


def _ms(moment: datetime) -> int:
    """Return a moment as scripts count it."""
    return int(moment.timestamp() * 1000)
