"""Another conference beside this one: empty, or like this one; whoever makes it is its organiser at once.

Promise: notes, ideas, people and links of this one stay here; only texts, programme, topics and templates go along.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.editing.fields import LINE_MAX_CHARACTERS
from notes.domain.plan import ConferencePlan, conference_from_toml
from notes.domain.plan_changes import copied
from notes.domain.text import has_bad_characters, length, one_line
from notes.ground.languages import LANGUAGES
from notes.ground.throttle import Act, Counted
from notes.live.commands import CommandRefused
from notes.live.editing_commands import MadeConference, MakeConference
from notes.web.edit_file import place_and_plan, room_for_a_file, text_of_form
from notes.web.editing import day_typed
from notes.web.guard import person_of
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.plan_words import NoPlan, plan_in
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _
from notes.web.visitor import remember_person

pages = Blueprint("new_conference", __name__, url_prefix="/c/<conf>/regie/nieuw")
pages.url_value_preprocessor(room_for_a_file)


@dataclass(frozen=True, slots=True)
class Draft:
    """A conference that is not made yet, with complaints by field."""

    title: str = ""
    day: str = ""
    like: str = "copy"
    language: str = "nl"
    wrong: dict[str, str] | None = None
    message: str = ""

    def complaint(self, name: str) -> str:
        """Return what is wrong with a field, "" for nothing."""
        return (self.wrong or {}).get(name, "")


@pages.get("")
def page(conf: str) -> Response:
    """Show the form."""
    here, _plan = place_and_plan(conf)
    return _page(here, Draft(language=here.conference.language))


@pages.post("")
def make(conf: str) -> BaseResponse:
    """Make it, and go there as its organiser."""
    here, plan = place_and_plan(conf)
    draft = Draft(
        one_line(request.form.get("title", "")),
        request.form.get("day", "").strip(),
        request.form.get("like", "copy"),
        request.form.get("language", ""),
    )
    wrong, wanted = _plan_of(draft, plan)
    if wanted is None:
        return _page(here, _with(draft, wrong), 422)
    try:
        if not parts().throttle.allow(Counted.person(person_of(here)), Act.MAKE_LINK):
            raise CommandRefused("too_many")
        label = here.visitor.name or _("eerste organisator")
        command = MakeConference(person_id=person_of(here), conference_id=here.conference.id, plan=wanted, label=label)
        made = parts().engine.submit(command)
    except CommandRefused as refused:
        return _page(here, _with(draft, {}, sentence_of(refused)), status_of(refused))
    if not isinstance(made, MadeConference):
        not_found()
    remember_person(made.conference_id, made.person_id)
    rehearsed = _("De conferentie is er, als oefening: kijk rustig rond en pas alles aan.")
    # A file may say that it is no rehearsal.
    real = _("De conferentie is er, en is geen oefening: wat mensen doen, is meteen echt.")
    flash(rehearsed if wanted.rehearsal else real, "success")
    return redirect(url_for("links.page", conf=made.slug), 303)


def _plan_of(draft: Draft, plan: ConferencePlan) -> tuple[dict[str, str], ConferencePlan | None]:
    """Return what is wrong by field, or the plan of the new conference."""
    if draft.like == "file":
        text = text_of_form()
        if not text.strip():
            return {"file": _("Kies eerst een bestand.")}, None
        try:
            return {}, plan_in(text)
        except NoPlan as problem:
            return {"file": str(problem)}, None
    wrong: dict[str, str] = {}
    if not draft.title:
        wrong["title"] = _("Vul dit in.")
    elif length(draft.title) > LINE_MAX_CHARACTERS:
        wrong["title"] = _("Dit is te lang: er passen %(limit)s tekens in.", limit=LINE_MAX_CHARACTERS)
    elif has_bad_characters(draft.title):
        wrong["title"] = _("Er staan tekens in die we niet kunnen bewaren. Typ de tekst opnieuw.")
    day = day_typed(draft.day)
    if isinstance(day, str):
        wrong["day"] = day
    if wrong or isinstance(day, str):
        return wrong, None
    return {}, copied(plan, draft.title, day) if draft.like == "copy" else _empty(draft, plan.timezone)


def _empty(draft: Draft, timezone: str) -> ConferencePlan:
    """Return the smallest conference: a plenary with one topic."""
    language = draft.language if draft.language in LANGUAGES else "nl"
    with force_locale(language):
        item, topic = _("Plenair"), _("De vragen van de dag")
    day = date.fromisoformat(draft.day)
    times = {"from": datetime.combine(day, time(13)), "to": datetime.combine(day, time(17))}
    return conference_from_toml(
        {
            "title": draft.title,
            "language": language,
            "timezone": timezone,
            "rehearsal": True,
            "items": [{"slug": "plenair", "title": item, "kind": "plenary", **times}],
            "topics": [{"title": topic, "meetings": [{"item": "plenair"}]}],
        }
    )


def _with(draft: Draft, wrong: dict[str, str], message: str = "") -> Draft:
    return Draft(draft.title, draft.day, draft.like, draft.language, wrong, message)


def _page(here: Place, draft: Draft, status: int = 200) -> Response:
    return show(
        "new_conference.html",
        conference=here.conference,
        visitor=here.visitor,
        draft=draft,
        languages=tuple(LANGUAGES.items()),
        status=status,
        address=url_for("new_conference.page", conf=here.conference.slug),
    )
