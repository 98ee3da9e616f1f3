"""The conference as a file: taken along as TOML, and brought back after a look at what it would change.

Promise: nothing is changed before somebody has seen what will be, and agreed.
"""

from dataclasses import dataclass

import tomli_w
from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.plan import ConferencePlan
from notes.domain.plan_changes import changes, plan_mark
from notes.domain.plan_writing import plan_data
from notes.domain.text import file_name, normalised
from notes.ground import limits
from notes.live.commands import CommandRefused
from notes.live.editing_commands import ApplyPlan
from notes.store.planning import plan_of
from notes.web.downloads import attachment
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.plan_words import NoPlan, change_lines, plan_in
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _

pages = Blueprint("edit_file", __name__, url_prefix="/c/<conf>/regie/bewerken")


def room_for_a_file(_endpoint: str | None, _values: dict[str, str] | None) -> None:
    """Let a form bring a whole file along; asked before anybody looks into the form."""
    request.max_content_length = request.max_form_memory_size = limits.PLAN_MAX_BYTES


pages.url_value_preprocessor(room_for_a_file)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was read: its text, what it would change, and what stays although it says otherwise."""

    text: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    mark: str = ""
    read: bool = False


@pages.get("/programma.toml")
def download(conf: str) -> Response:
    """Hand the conference out as a file that can be brought back here, or elsewhere."""
    here, plan = place_and_plan(conf)
    written = tomli_w.dumps(plan_data(plan), multiline_strings=True)
    answer = Response(written, content_type="application/toml; charset=utf-8")
    plain = f"{here.conference.slug}.toml"
    answer.headers["Content-Disposition"] = attachment(file_name(here.conference.title, "toml"), plain)
    return answer


@pages.get("/bestand")
def page(conf: str) -> Response:
    """Show how the conference travels as a file."""
    here, _plan = place_and_plan(conf)
    return _page(here, Seen())


@pages.post("/bestand")
def look(conf: str) -> BaseResponse:
    """Read a file, and show what it would change; as `act` says, follow it (`apply`)."""
    here, plan = place_and_plan(conf)
    text = text_of_form()
    if not text.strip():
        return _page(here, Seen(text, _("Kies eerst een bestand.")), 422)
    try:
        wanted = plan_in(text)
    except NoPlan as problem:
        return _page(here, Seen(text, str(problem)), 422)
    if request.form.get("act") != "apply":
        return _page(here, _seen(text, plan, wanted))
    command = ApplyPlan(
        person_id=person_of(here),
        conference_id=here.conference.id,
        plan=wanted,
        seen=request.form.get("seen", ""),
    )
    try:
        parts().engine.submit(command)
    except CommandRefused as refused:
        seen = _seen(text, place_and_plan(conf)[1], wanted)
        shown = Seen(seen.text, sentence_of(refused), seen.lines, seen.stays, seen.mark, read=True)
        return _page(here, shown, status_of(refused))
    flash(_("Het bestand is overgenomen."), "success")
    return redirect(url_for("editing.page", conf=conf), 303)


def text_of_form() -> str:
    """Return the text of a form's file, or what was pasted instead of one."""
    file = request.files.get("file")
    sent = file.read() if file is not None and file.filename else b""
    typed = sent.decode("utf-8-sig", "replace") if sent else request.form.get("toml", "")
    return normalised(typed)


def _seen(text: str, before: ConferencePlan, after: ConferencePlan) -> Seen:
    found = changes(before, after)
    fixed = {
        "slug": _("Het webadres blijft zoals het is."),
        "code": _("De deelnamecode blijft zoals hij is."),
        "rehearsal": _("Of het een oefening is, verandert niet door een bestand."),
    }
    stays = [fixed[name] for name in found.fixed]
    old = {topic.slug: topic.template for topic in before.topics}
    if any(topic.slug in old and topic.template != old[topic.slug] for topic in after.topics):
        stays.append(_("Waar al in de notities geschreven is, blijft hun begin zoals het is."))
    lines = tuple(change_lines(before, after, found))
    return Seen(text, "", lines, tuple(stays), plan_mark(before), read=True)


def place_and_plan(conf: str) -> tuple[Place, ConferencePlan]:
    """Return a conference for one of its organisers, and all that is planned of it; 403 or 404 otherwise."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        return here, plan_of(db, here.conference.id) or not_found()


def _page(here: Place, seen: Seen, status: int = 200) -> Response:
    return show(
        "edit_file.html",
        conference=here.conference,
        visitor=here.visitor,
        seen=seen,
        status=status,
        address=url_for("edit_file.page", conf=here.conference.slug),
    )
