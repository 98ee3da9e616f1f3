"""The page on which organisers write what each round begins with in the notes, and see what it becomes.

Promise: what was typed stays on the page until it is saved or thrown away on purpose.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.canonical import canonical
from notes.domain.programme import ProgrammeItem, Topic, rounds_of
from notes.domain.round_template import filled, places
from notes.domain.words import words_for
from notes.ground import limits
from notes.live.commands import CommandRefused, SetTemplate
from notes.store import conferences
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place
from notes.web.refusals import sentence_of, status_of, wants_json
from notes.web.speech import _

pages = Blueprint("round_template", __name__, url_prefix="/c/<conf>/regie/sjabloon")


@dataclass(frozen=True, slots=True)
class Draft:
    """A template as it stands in the form; `saved` when it is what the rounds get."""

    text: str
    saved: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A topic and a round that the template is filled in for."""

    topic: str
    question: str
    round: str


@pages.get("")
def page(conf: str) -> Response:
    """Show the template to organisers."""
    here, example = _here(conf)
    return _page(here, example, Draft(here.conference.round_template, saved=True))


@pages.post("")
def change(conf: str) -> BaseResponse:
    """Save the template; or, as `act` says, show what it becomes (`preview`) or offer the standard (`standard`)."""
    here, example = _here(conf)
    typed, act = request.form.get("template", ""), request.form.get("act", "save")
    if act == "standard":
        typed = words_for(here.conference.language).round_template
        return _page(here, example, Draft(typed, saved=typed == here.conference.round_template))
    if act == "preview":
        shown = typed[: limits.TEMPLATE_MAX_CHARACTERS]
        if wants_json():
            answer: Response = jsonify(html=_html(shown, example))
            return answer
        return _page(here, example, Draft(typed, saved=False))
    try:
        parts().engine.submit(SetTemplate(person_id=person_of(here), conference_id=here.conference.id, template=typed))
    except CommandRefused as refused:
        return _page(here, example, Draft(typed, saved=False, message=sentence_of(refused)), status_of(refused))
    flash(
        _("Het sjabloon is bewaard.") if typed.strip() else _("Bewaard: een ronde begint zonder sjabloon."), "success"
    )
    return redirect(url_for("round_template.page", conf=conf), 303)


def _here(conf: str) -> tuple[Place, Example]:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        topics = conferences.topics(db, here.conference.id)
        items = conferences.programme(db, here.conference.id)
    return here, _example(topics, items, parts().clock.now())


def _example(topics: tuple[Topic, ...], items: tuple[ProgrammeItem, ...], now: datetime) -> Example:
    """Choose the first topic that meets in a round, and its next one; the last one when all have begun."""
    for topic in topics:
        rounds = rounds_of(topic, items)
        if rounds:
            coming = next((item for item in rounds if item.starts_at > now), rounds[-1])
            return Example(topic.title, topic.question, coming.title)
    first = topics[0]  # a conference has at least one
    return Example(first.title, first.question, _("Ronde I"))


def _html(template: str, example: Example) -> str:
    """Return the template as readers of the notes see it, "" for none."""
    text = filled(template, example.round, example.question)
    return parts().renderer.report_html(canonical(text, top_level=3)) if text else ""


def _page(here: Place, example: Example, draft: Draft, status: int = 200) -> Response:
    return show(
        "round_template.html",
        conference=here.conference,
        visitor=here.visitor,
        draft=draft,
        example=example,
        preview=_html(draft.text[: limits.TEMPLATE_MAX_CHARACTERS], example),
        places=places(here.conference.language),
        status=status,
        address=url_for("round_template.page", conf=here.conference.slug),
    )
