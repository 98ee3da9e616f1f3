"""Rehearsing: fill the conference with samples to see it alive, then empty it and be ready for the day.

Promise: nothing is removed before the organiser typed the conference's name, and the archive is offered first.
"""

import tomllib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.live.commands import CommandRefused
from notes.live.rehearsal_commands import ClearRehearsal, FillWithSamples, SampleLine, Samples
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _

pages = Blueprint("rehearsal", __name__, url_prefix="/c/<conf>/regie/oefenen")
_SAMPLES = Path(__file__).parents[1] / "examples"
_CLEARING_SECONDS = 60.0


@pages.get("")
def page(conf: str) -> Response:
    """Say what a rehearsal is, and what can be done with it."""
    return _page(conf)


@pages.post("/vullen")
def fill(conf: str) -> BaseResponse:
    """Let made-up participants fill every topic."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    conference = here.conference
    command = FillWithSamples(
        person_id=person_of(here), conference_id=conference.id, samples=_samples(conference.language)
    )
    try:
        parts().engine.submit(command)
        flash(_("De voorbeelden staan erin. Kijk maar bij een onderwerp."), "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    return redirect(url_for("rehearsal.page", conf=conf), 303)


@pages.post("/leegmaken")
def clear(conf: str) -> BaseResponse:
    """Empty the conference and end the rehearsal, for somebody who typed its name."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    name = request.form.get("name", "")
    command = ClearRehearsal(person_id=person_of(here), conference_id=here.conference.id, name=name)
    try:
        parts().engine.submit(command, _CLEARING_SECONDS)
    except CommandRefused as refused:
        return _page(conf, typed=name, message=sentence_of(refused), status=status_of(refused))
    flash(_("Alles is leeg en staat klaar. De oefening is voorbij."), "success")
    return redirect(url_for("desk.page", conf=conf), 303)


def _page(conf: str, *, typed: str = "", message: str = "", status: int = 200) -> Response:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    return show(
        "rehearsal.html",
        conference=here.conference,
        visitor=here.visitor,
        typed=typed,
        message=message,
        status=status,
        address=url_for("rehearsal.page", conf=conf),
    )


@cache
def _samples(language: str) -> Samples:
    read = tomllib.loads((_SAMPLES / f"rehearsal.{language}.toml").read_text(encoding="utf-8"))
    return Samples(read["persons"], read["ideas"], tuple(SampleLine(**line) for line in read["lines"]))
