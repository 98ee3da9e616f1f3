"""The history of a topic's notes: its whole past for the page's script, and what may be done with a moment of it.

Promise: only who leads the topic reads it, since it shows what was taken back; nothing of the past is ever changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask_wtf.csrf import generate_csrf

from notes.access import What, may
from notes.domain.outcomes import without_internal
from notes.domain.programme import ProgrammeItem, Topic
from notes.domain.text import file_name
from notes.ground.languages import page_texts
from notes.ground.throttle import Act, Counted
from notes.live.commands import Command, CommandRefused, NameMoment, RestoreNotes
from notes.publishing.worker import RenderingFailed
from notes.store import conferences, history, notepads
from notes.store.history import Moment
from notes.store.notepads import NotepadFacts
from notes.web.colours import shade
from notes.web.conference import meeting_now
from notes.web.downloads import attachment
from notes.web.headers import style_nonce
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found, place, topic_in
from notes.web.refusals import refusal_as_json, sentence_of, status_of
from notes.web.speech import _, language

_T = TypeVar("_T")
pages = Blueprint("history", __name__, url_prefix="/c/<conf>/<topic>/geschiedenis")


@dataclass(frozen=True, slots=True)
class _Spot:
    """The notes whose past is asked for, and by whom."""

    here: Place
    topic: Topic
    notepad: NotepadFacts
    person_id: str
    may_write: bool


@pages.get("")
def page(conf: str, topic: str) -> Response:
    """Show the history."""
    spot = _spot(conf, topic)
    parts().pasts.get_ready(spot.notepad.id)
    with parts().database.reading() as db:
        kept = history.moments(db, spot.notepad.id)
        items = conferences.programme(db, spot.here.conference.id)
    conference = spot.here.conference

    def url(name: str) -> str:
        return url_for(name, conf=conf, topic=topic)

    return show(
        "history.html",
        conference=conference,
        visitor=spot.here.visitor,
        role=spot.here.visitor.role(spot.topic.id),
        topic=spot.topic,
        colour=shade(spot.topic),
        back=url("topic.page"),
        may_write=spot.may_write,
        page_data={
            "page": "history",
            "lang": language(),
            "texts": page_texts(language()),
            "nonce": style_nonce(),
            "csrf": generate_csrf(),
            "timezone": conference.timezone,
            "moments": [_moment(each, spot.topic, items) for each in kept],
            "urls": {
                "past": url("history.past"),
                "download": url("history.download"),
                "restore": url("history.restore"),
                "name": url("history.name"),
            },
        },
    )


@pages.get("/alles")
def past(conf: str, topic: str) -> Response:
    """Return the whole past, as `notes.live.past.packed` writes it."""
    try:
        spot = _spot(conf, topic, Act.HISTORY)
        packed = _asked(lambda: parts().pasts.packed(spot.notepad.id))
    except CommandRefused as refused:
        return refusal_as_json(refused)
    return Response(packed, content_type="application/octet-stream", headers={"Content-Encoding": "gzip"})


@pages.get("/versie.md")
def download(conf: str, topic: str) -> Response:
    """Hand out the text of a moment as a file; internal lines stay behind, as in every export."""
    try:
        spot = _spot(conf, topic, Act.HISTORY)
        seq = request.args.get("rij", type=int)
        if seq is None or not 0 <= seq <= spot.notepad.seq:
            not_found()
        text, _removed = without_internal(_asked(lambda: parts().pasts.text(spot.notepad.id, seq)))
    except CommandRefused as refused:
        return Response(sentence_of(refused), status_of(refused), content_type="text/plain; charset=utf-8")
    answer = Response(text, content_type="text/markdown; charset=utf-8")
    name = file_name(f"{spot.topic.title} {request.args.get('moment', '')[:40]}", "md")
    answer.headers["Content-Disposition"] = attachment(name, f"{spot.topic.slug}.md")
    return answer


@pages.post("/terugzetten")
def restore(conf: str, topic: str) -> Response:
    """Bring the text of a moment back, as a new edit; answers with the row that holds it (null: nothing differs)."""

    def act(spot: _Spot, seq: int) -> dict[str, object]:
        client_id = parts().ids.client_id()
        update, removed = _asked(lambda: parts().pasts.bringing_back(spot.notepad.id, seq, client_id))
        if update is None:
            return {"row": None}
        command = RestoreNotes(
            person_id=spot.person_id,
            notepad_id=spot.notepad.id,
            seq=seq,
            client_id=client_id,
            update=update,
            removed=removed,
        )
        return {"row": _carried_out(command)}

    return _act(conf, topic, act)


@pages.post("/moment")
def name(conf: str, topic: str) -> Response:
    """Give a moment a name; answers with the name as it is stored."""

    def act(spot: _Spot, seq: int) -> dict[str, object]:
        text = _asked(lambda: parts().pasts.text(spot.notepad.id, seq))
        command = NameMoment(
            person_id=spot.person_id,
            notepad_id=spot.notepad.id,
            seq=seq,
            name=request.form.get("name", ""),
            text=text,
        )
        return {"name": _carried_out(command)}

    return _act(conf, topic, act)


def _act(conf: str, topic: str, act: Callable[[_Spot, int], dict[str, object]]) -> Response:
    try:
        spot = _spot(conf, topic, Act.HISTORY)
        seq = request.form.get("row", type=int)
        if seq is None or not 0 <= seq <= spot.notepad.seq:
            raise CommandRefused("unknown")
        with parts().database.reading() as db:
            refusal = may(spot.here.visitor.who, What.WRITE_NOTES, conferences.room_of_notepad(db, spot.notepad.id))
        if refusal is not None:
            raise CommandRefused(refusal.code)
        answer: Response = jsonify(act(spot, seq))
    except CommandRefused as refused:
        return refusal_as_json(refused)
    return answer


def _spot(conf: str, topic: str, counted: Act | None = None) -> _Spot:
    """Return where this is about; 404 when there is none, 403 for who may not read its past."""
    with parts().database.reading() as db:
        here = place(db, conf)
        _number, found = topic_in(conferences.topics(db, here.conference.id), topic)
        notepad = notepads.notepad_of_topic(db, found.id)
        if notepad is None:
            not_found()
        room = conferences.room_of_notepad(db, notepad.id)
    who = here.visitor.who
    if may(who, What.READ_HISTORY, room) is not None or who.person_id is None:
        abort(403)
    if counted is not None and not parts().throttle.allow(Counted.person(who.person_id), counted):
        raise CommandRefused("too_many")
    return _Spot(here, found, notepad, who.person_id, may(who, What.WRITE_NOTES, room) is None)


def _asked(ask: Callable[[], _T]) -> _T:
    try:
        return ask()
    except RenderingFailed as failed:
        raise CommandRefused("history_failed") from failed


def _carried_out(command: Command) -> object:
    return parts().engine.submit(command)


def _moment(moment: Moment, topic: Topic, items: Sequence[ProgrammeItem]) -> dict[str, object]:
    """Return a moment for the page; a restored one names the row whose text came back."""
    return {
        "row": moment.seq,
        "kind": moment.kind,
        "name": moment.label if moment.kind == "picked" else _name(moment, topic, items),
        "of": int(moment.label) if moment.kind == "restored" else None,
    }


def _name(moment: Moment, topic: Topic, items: Sequence[ProgrammeItem]) -> str:
    """Return what the page calls the start or end of a round: by its programme item, where one was on."""
    by_id = {item.id: item for item in items}
    met = meeting_now(topic, items, moment.at)
    item = by_id.get(moment.item_id or 0) or (met[0] if met else None)
    if moment.kind == "start":
        return _("Begin van %(item)s", item=item.title) if item else _("Zaal open")
    if moment.kind == "end":
        return _("Einde van %(item)s", item=item.title) if item else _("Zaal afgerond")
    return ""
