"""The page from which organisers edit everything, and the one for the conference's own texts and choices.

Promise: what was typed stays in the form until it is stored or thrown away on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.editing.conferences import FIELDS, conference_values
from notes.domain.programme import ItemKind, ProgrammeItem, in_order
from notes.ground.languages import LANGUAGES
from notes.live.editing_commands import EditConference
from notes.store import conferences
from notes.web.colours import shade
from notes.web.conference import when_of
from notes.web.editing import Form, form_of, seen_fields, tried, typed_fields
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place
from notes.web.speech import _
from notes.web.times import iso, planned_span

pages = Blueprint("editing", __name__, url_prefix="/c/<conf>/regie/bewerken")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A programme item in the list."""

    id: int
    title: str
    when: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shift:
    """The form that moves the whole programme to another day."""

    day: str
    message: str = ""


@pages.get("")
def page(conf: str) -> Response:
    """Show all that can be edited."""
    return overview(conf)


@pages.get("/conferentie")
def texts(conf: str) -> Response:
    """Show the form of the conference's texts and choices."""
    here = organised(conf)
    return _texts(here, form_of(conference_values(here.conference)))


@pages.post("/conferentie")
def save_texts(conf: str) -> BaseResponse:
    """Store them."""
    here = organised(conf)
    typed = typed_fields(FIELDS)
    command = EditConference(
        person_id=person_of(here), conference_id=here.conference.id, typed=typed, seen=seen_fields(FIELDS)
    )
    _done, form = tried(command, typed, lambda: conference_values(organised(conf).conference))
    if form is not None:
        return _texts(here, form)
    flash(_("Bewaard."), "success")
    return redirect(url_for("editing.page", conf=conf), 303)


def overview(conf: str, shift: Shift | None = None, status: int = 200) -> Response:
    """Return the page from which everything is edited, with a day that was typed and is not right."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        items = in_order(conferences.programme(db, here.conference.id))
        topics = conferences.topics(db, here.conference.id)
    conference = here.conference
    return show(
        "edit.html",
        conference=conference,
        visitor=here.visitor,
        about=_about(conference, items),
        items=[_line(item, conference) for item in items],
        topics=[(number, topic, shade(topic)) for number, topic in enumerate(topics, 1)],
        shift=shift or Shift(first_day(items, conference)),
        status=status,
        address=url_for("editing.page", conf=conf),
    )


def organised(conf: str) -> Place:
    """Return the conference for an organiser of it; 403 for everybody else."""
    with parts().database.reading() as db:
        return place_for(db, conf, What.RUN_CONFERENCE)


def first_day(items: Sequence[ProgrammeItem], conference: Conference) -> str:
    """Return the first day of a programme as a date field has it, "" without items."""
    return iso(min(item.starts_at for item in items), conference.timezone)[:10] if items else ""


def kind_names() -> tuple[tuple[str, str], ...]:
    """Return every kind of programme item with what people call it."""
    return (
        (ItemKind.ROUND.value, _("Ronde: onderwerpen komen apart bijeen")),
        (ItemKind.PLENARY.value, _("Plenair: iedereen bij elkaar")),
        (ItemKind.OPEN.value, _("Open zaal: loopt naast de rest")),
        (ItemKind.BREAK.value, _("Pauze")),
    )


def _texts(here: Place, form: Form) -> Response:
    return show(
        "edit_conference.html",
        conference=here.conference,
        visitor=here.visitor,
        form=form,
        languages=tuple(LANGUAGES.items()),
        names=(("none", _("Geen namen")), ("first", _("Alleen voornamen")), ("full", _("Hele namen"))),
        status=form.status,
        address=url_for("editing.texts", conf=here.conference.slug),
    )


def _about(conference: Conference, items: Sequence[ProgrammeItem]) -> tuple[tuple[str, str], ...]:
    return (
        (_("Naam"), conference.title),
        (_("Wanneer"), when_of(items, conference.timezone)),
        (_("Plaats"), conference.place),
        (_("Deelnamecode"), conference.code),
        (_("Taal"), LANGUAGES.get(conference.language, conference.language)),
        (_("Vragen naar"), conference.contact),
    )


def _line(item: ProgrammeItem, conference: Conference) -> ItemLine:
    when = planned_span(item, conference.timezone)
    return ItemLine(item.id, item.title, when, dict(kind_names())[item.kind.value].partition(":")[0])
