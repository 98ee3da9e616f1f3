"""The pages on which organisers add, change and take away programme items, and move the whole programme.

Promise: a round that began stays: what was written in it belongs to it.
"""

from datetime import date

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.editing.items import FIELDS, item_values
from notes.domain.programme import ItemKind, ProgrammeItem, in_order
from notes.live.commands import Command, CommandRefused
from notes.live.editing_commands import EditItem, RemoveItem, ShiftProgramme
from notes.store import conferences, editing
from notes.web.edit_conference import Shift, first_day, kind_names, organised, overview
from notes.web.editing import Form, day_typed, form_of, seen_fields, tried, typed_fields
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _

pages = Blueprint("edit_programme", __name__, url_prefix="/c/<conf>/regie/bewerken/programma")


@pages.get("/nieuw")
def new(conf: str) -> Response:
    """Show the form of a new item: after the last one, on the same day."""
    here, items = _here(conf)
    values = {"kind": ItemKind.ROUND.value, "day": "", "title": "", "from": "", "to": "", "to_day": ""}
    if items:
        last = item_values(max(items, key=lambda item: item.ends_at), here.conference.timezone)
        values |= {"day": last["to_day"] or last["day"], "from": last["to"]}
    return _page(here, None, Form(values))


@pages.post("/nieuw")
def add(conf: str) -> BaseResponse:
    """Add an item."""
    return _save(conf, None)


@pages.get("/<int:item>")
def item(conf: str, item: int) -> Response:
    """Show the form of an item."""
    here, items = _here(conf)
    found = _item(items, item)
    return _page(here, found, form_of(item_values(found, here.conference.timezone)))


@pages.post("/<int:item>")
def change(conf: str, item: int) -> BaseResponse:
    """Change an item."""
    return _save(conf, item)


@pages.post("/<int:item>/weghalen")
def remove(conf: str, item: int) -> BaseResponse:
    """Take an item away in which nothing began."""
    here, _items = _here(conf)
    command = RemoveItem(person_id=person_of(here), conference_id=here.conference.id, item_id=item)
    return _carried_out(conf, command, _("Het onderdeel is weggehaald."))


@pages.post("/verschuiven")
def shift(conf: str) -> BaseResponse:
    """Let the whole programme begin on another day."""
    here, items = _here(conf)
    typed = request.form.get("day", "")
    wanted = day_typed(typed)
    if isinstance(wanted, str):
        return overview(conf, Shift(typed, wanted), 422)
    days = (wanted - date.fromisoformat(first_day(items, here.conference))).days if items else 0
    if not days:
        return redirect(url_for("editing.page", conf=conf), 303)
    command = ShiftProgramme(person_id=person_of(here), conference_id=here.conference.id, days=days)
    try:
        parts().engine.submit(command)
    except CommandRefused as refused:
        return overview(conf, Shift(typed, sentence_of(refused)), status_of(refused))
    flash(_("Het hele programma is verschoven."), "success")
    return redirect(url_for("editing.page", conf=conf), 303)


def _save(conf: str, item_id: int | None) -> BaseResponse:
    here, items = _here(conf)
    found = None if item_id is None else _item(items, item_id)
    typed = typed_fields(FIELDS)
    command = EditItem(
        person_id=person_of(here),
        conference_id=here.conference.id,
        item_id=item_id,
        typed=typed,
        seen=seen_fields(FIELDS),
    )
    _done, form = tried(command, typed, lambda: _stored(conf, item_id))
    if form is not None:
        return _page(here, found, form)
    flash(_("Bewaard."), "success")
    return redirect(url_for("editing.page", conf=conf), 303)


def _carried_out(conf: str, command: Command, done: str) -> BaseResponse:
    try:
        parts().engine.submit(command)
        flash(done, "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    return redirect(url_for("editing.page", conf=conf), 303)


def _stored(conf: str, item_id: int | None) -> dict[str, str]:
    here, items = _here(conf)
    return {} if item_id is None else item_values(_item(items, item_id), here.conference.timezone)


def _here(conf: str) -> tuple[Place, tuple[ProgrammeItem, ...]]:
    here = organised(conf)
    with parts().database.reading() as db:
        return here, in_order(conferences.programme(db, here.conference.id))


def _item(items: tuple[ProgrammeItem, ...], item_id: int) -> ProgrammeItem:
    return next((each for each in items if each.id == item_id), None) or not_found()


def _page(here: Place, found: ProgrammeItem | None, form: Form) -> Response:
    conference = here.conference
    with parts().database.reading() as db:
        place_for(db, conference.slug, What.RUN_CONFERENCE)
        topics = conferences.topics(db, conference.id)
        begun = {each for _topic, each in editing.begun_items(db, conference.id)}
    meeting = [
        topic.title for topic in topics if found and any(meeting.item_id == found.id for meeting in topic.meetings)
    ]
    return show(
        "edit_item.html",
        conference=conference,
        visitor=here.visitor,
        heading=found.title if found else _("Nieuw onderdeel"),
        form=form,
        kinds=kind_names(),
        action=_address(conference, found),
        remove=url_for("edit_programme.remove", conf=conference.slug, item=found.id) if found else "",
        begun=found is not None and found.id in begun,
        meeting=meeting,
        status=form.status,
        address=_address(conference, found),
    )


def _address(conference: Conference, found: ProgrammeItem | None) -> str:
    if found is None:
        return url_for("edit_programme.new", conf=conference.slug)
    return url_for("edit_programme.item", conf=conference.slug, item=found.id)
