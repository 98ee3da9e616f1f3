"""Bringing in the list of another ticket system: which column is what, what will happen, and only then it happens.

Promise: nothing is stored before the organiser saw what will be; nobody comes in twice, however often it is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.sign_up_lists import Column, Fate, Planned, Table, counted, decoded, guessed, planned, read_table
from notes.domain.text import folded
from notes.ground import limits
from notes.ground.refusals import refusal_sentence
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import FORM_LIMITS, ImportedSignUp, ImportSignUps
from notes.store import sign_ups
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place
from notes.web.refusals import sentence_of
from notes.web.speech import _

pages = Blueprint("sign_up_import", __name__, url_prefix="/c/<conf>/aanmeldingen/invoeren")
SHOWN = 20  # rows of each kind in the preview


@dataclass(frozen=True, slots=True)
class Preview:
    """What bringing the list in would do."""

    rows: tuple[Planned, ...]
    counts: Mapping[Fate, int]
    waits: int  # of the new ones: more than there are places

    def of(self, fate: str) -> list[Planned]:
        """Return the first rows with a fate."""
        return [row for row in self.rows if row.fate == fate][:SHOWN]


@pages.url_value_preprocessor
def _room_for_a_list(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    # Here, and not in the view: the check of the form's token reads the body first.
    request.max_content_length = limits.IMPORT_MAX_BYTES
    request.max_form_memory_size = limits.IMPORT_MAX_BYTES


@pages.get("")
def page(conf: str) -> Response:
    """Ask for a file."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    return _page(here, "", None, {}, None)


@pages.post("")
def bring_in(conf: str) -> BaseResponse:
    """Show what a list would do; or, when `act` says so, bring it in."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    text = _text()
    table = read_table(text, limits.IMPORT_MAX_ROWS)
    if not table.rows:
        message = _(
            "Dit is geen CSV-bestand met een lijst. Bewaar je lijst in je rekenprogramma als CSV, "
            "met op de eerste regel de namen van de kolommen."
        )
        return _page(here, "", None, {}, None, message, 422)
    columns = _columns(table)
    found = _preview(here, table, columns)
    if request.form.get("act") != "import":
        return _page(here, text, table, columns, found)
    try:
        came = _import(here, found)
    except CommandRefused as refused:
        return _page(here, text, table, columns, found, sentence_of(refused), 409)
    flash(_("Erbij gekomen: %(many)s.", many=came), "success")
    return redirect(url_for("sign_up_list.page", conf=conf), 303)


def _text() -> str:
    file = request.files.get("file")
    if file is not None and file.filename:
        return decoded(file.read())
    return request.form.get("text", "")


def _columns(table: Table) -> dict[Column, int]:
    """Return what the organiser chose, or what the heads look like the first time."""
    if "column-name" not in request.form:
        return guessed(table.head)
    chosen = {}
    for column in Column:
        typed = request.form.get(f"column-{column.value}", "")
        if typed.isascii() and typed.isdigit() and int(typed) < len(table.head):
            chosen[column] = int(typed)
    return chosen


def _preview(here: Place, table: Table, columns: Mapping[Column, int]) -> Preview:
    with parts().database.reading() as db:
        references, identities = sign_ups.identities(db, here.conference.id)
        settings = sign_ups.settings(db, here.conference.id)
        taken = sign_ups.taken(db, here.conference.id)
    rows = planned(table, columns, FORM_LIMITS, references, identities, folded)
    counts = counted(rows)
    left = None if settings.places is None else max(0, settings.places - taken)
    return Preview(rows, counts, 0 if left is None else max(0, counts[Fate.NEW] - left))


def _import(here: Place, found: Preview) -> int:
    new = [ImportedSignUp(row.form, row.reference) for row in found.rows if row.fate is Fate.NEW]
    came = 0
    for start in range(0, len(new), limits.IMPORTED_AT_ONCE):
        act = ImportSignUps(
            person_id=person_of(here),
            conference_id=here.conference.id,
            rows=new[start : start + limits.IMPORTED_AT_ONCE],
        )
        made = parts().engine.submit(act)
        came += made if isinstance(made, int) else 0
    return came


def _page(
    here: Place,
    text: str,
    table: Table | None,
    columns: Mapping[Column, int],
    found: Preview | None,
    message: str = "",
    status: int = 200,
) -> Response:
    return show(
        "sign_up_import.html",
        conference=here.conference,
        visitor=here.visitor,
        text=text,
        table=table,
        columns=[(each.value, label, columns.get(each)) for each, label in _column_names().items()],
        found=found,
        why=_why,
        message=message,
        status=status,
        address=url_for("sign_up_import.page", conf=here.conference.slug),
    )


def _why(row: Planned) -> str:
    field, _colon, code = row.why.partition(":")
    if field == "name" and code == "empty":
        return _("Er staat geen naam.")
    return refusal_sentence(code, {"limit": limits.SIGN_UP_LINE_MAX_CHARACTERS}, _)


def _column_names() -> dict[Column, str]:
    return {
        Column.NAME: _("Hele naam"),
        Column.FIRST: _("Voornaam"),
        Column.LAST: _("Achternaam"),
        Column.EMAIL: _("E-mail"),
        Column.ORGANISATION: _("Organisatie"),
        Column.DINNER: _("Eet mee (ja of nee)"),
        Column.DIET: _("Dieetwens"),
        Column.ACCESS: _("Wat iemand nodig heeft"),
        Column.REFERENCE: _("Ticketnummer"),
    }
