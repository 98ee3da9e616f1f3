"""The organisers' own notepads for the report: the summary, and the common thread with the next steps.

Promise: only organisers read and write them here; without script they can be read.
"""

from dataclasses import dataclass

from flask import Blueprint, Response
from flask_wtf.csrf import generate_csrf

from notes.access import What, may
from notes.live.viewers import Blocks
from notes.store import conferences, notepads
from notes.store.notepads import NotepadFacts
from notes.web.guard import place_for
from notes.web.headers import KEEP, style_nonce
from notes.web.page_data import notepad_data, writers_data
from notes.web.pages import show, texts_for
from notes.web.parts import parts
from notes.web.speech import _, language

pages = Blueprint("report_notes", __name__, url_prefix="/c/<conf>/verslag/notities")

_KINDS = ("summary", "closing")  # in the order of the report


@dataclass(frozen=True, slots=True)
class _Notepad:
    """One of the two, as the page shows it."""

    kind: str
    short_name: str
    name: str
    hint: str
    facts: NotepadFacts
    notes: Blocks
    writes: bool


@pages.get("")
def page(conf: str) -> Response:
    """Show both notepads to organisers."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        conference, visitor = here.conference, here.visitor
        found = {facts.kind: facts for facts in notepads.notepads_of_conference(db, conference.id)}
        rooms = {kind: conferences.room_of_notepad(db, found[kind].id) for kind in _KINDS}
    shown = [
        _Notepad(
            kind,
            *_words(kind),
            facts=found[kind],
            notes=parts().engine.blocks(found[kind].id),
            writes=may(visitor.who, What.WRITE_NOTES, rooms[kind]) is None,
        )
        for kind in _KINDS
    ]
    csrf = generate_csrf()  # first: the session's mark needs it
    answer = show(
        "report_notes.html",
        conference=conference,
        visitor=visitor,
        notepads=shown,
        page_data={
            "page": "report_notes",
            "lang": language(),
            "texts": texts_for(visitor.role()),
            "nonce": style_nonce(),
            "role": visitor.role(),
            "conference": {"timezone": conference.timezone, "language": conference.language},
            "csrf": csrf,
            "made": int(parts().clock.now().timestamp() * 1000),
            "notepads": [{"kind": one.kind, **notepad_data(one.facts, one.notes, writes=one.writes)} for one in shown],
            **writers_data(conference, visitor),
        },
    )
    answer.headers[KEEP] = "1"
    return answer


def _words(kind: str) -> tuple[str, str, str]:
    """Return what a notepad is called on a tab and above its text, and what belongs in it."""
    if kind == "summary":
        return (
            _("Samenvatting"),
            _("Samenvatting"),
            _("Het belangrijkste van de dag, in een paar zinnen. Hiermee begint het verslag."),
        )
    return (
        _("Rode draad"),
        _("Rode draad en vervolgstappen"),
        _(
            "Wat de onderwerpen samen zeggen, en wat er nu gebeurt. Een kop waar je niets onder schrijft, blijft weg."
            " Besluiten, acties en vragen komen ook in de lijsten van het verslag."
        ),
    )
