"""Somebody's own sign-up, behind a private link: what it says, changing it, giving it up, taking its data along.

Promise: opening the link changes nothing, a cookie is not needed, and the secret stays out of logs, referrers and kept
pages.
"""

import json
from dataclasses import dataclass, replace

from flask import Blueprint, Response, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What, may
from notes.domain.conference import Conference
from notes.domain.programme import ProgrammeItem, Topic
from notes.domain.sign_ups import SignUpState, checked, erased_from
from notes.domain.text import file_name
from notes.ground.throttle import Act, Counted
from notes.ground.tokens import sign_up_key_of
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import FORM_LIMITS, CancelSignUp, ChangeSignUp, EraseSignUp
from notes.publishing.programme_calendar import programme_calendar
from notes.store import conferences, sign_ups
from notes.store.sign_ups import SignUpFacts, SignUpSettings
from notes.web.conference import when_of
from notes.web.downloads import attachment
from notes.web.errors import error_page
from notes.web.guard import whole
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import speak_as
from notes.web.refusals import sentence_of, status_of
from notes.web.sign_up_form import SignUpDraft, offered_in, round_choices, typed_form, with_errors, with_refusal
from notes.web.speech import _
from notes.web.times import day, span_among
from notes.web.visitor import visitor

pages = Blueprint("sign_up_own", __name__, url_prefix="/aanmelding/<token>")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A link that works, and what it is about."""

    sign_up: SignUpFacts
    conference: Conference
    settings: SignUpSettings
    items: tuple[ProgrammeItem, ...]
    topics: tuple[Topic, ...]
    in_line: int


@pages.get("")
def page(token: str) -> Response:
    """Show a sign-up to whoever has its link."""
    opened = _open(token)
    return _page(token, opened, SignUpDraft(opened.sign_up.form)) if opened else _no_such_link()


@pages.post("")
def change(token: str) -> BaseResponse:
    """Change what the sign-up says."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    draft = SignUpDraft(typed_form())
    asked = draft.form if opened.settings.dinner else replace(draft.form, dinner=False, diet="")
    form = checked(asked, FORM_LIMITS, offered_in(opened.items, opened.topics))
    if isinstance(form, tuple):
        return _page(token, opened, with_errors(draft, form), 422)
    try:
        _count(opened)
        parts().engine.submit(ChangeSignUp(person_id=None, key=opened.sign_up.key, form=form))
    except CommandRefused as refused:
        return _page(token, opened, with_refusal(draft, refused), status_of(refused))
    flash(_("Je aanmelding is veranderd."), "success")
    return _without_referrer(redirect(url_for("sign_up_own.page", token=token), 303))


@pages.post("/afmelden")
def cancel(token: str) -> BaseResponse:
    """Give the place to who waits."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    try:
        _count(opened)
        parts().engine.submit(CancelSignUp(person_id=None, key=opened.sign_up.key))
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    return _without_referrer(redirect(url_for("sign_up_own.page", token=token), 303))


@pages.post("/wissen")
def erase(token: str) -> BaseResponse:
    """Remove everything of the sign-up."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    try:
        _count(opened)
        parts().engine.submit(EraseSignUp(person_id=None, key=opened.sign_up.key))
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
        return _without_referrer(redirect(url_for("sign_up_own.page", token=token), 303))
    flash(_("Je aanmelding en alles wat je daarbij invulde, is gewist."), "success")
    return _without_referrer(redirect(url_for("conference.start", conf=opened.conference.slug), 303))


@pages.get("/programma.ics")
def calendar(token: str) -> BaseResponse:
    """Return the programme for a calendar, with the chosen topics."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    made = programme_calendar(
        opened.conference, opened.items, opened.topics, opened.sign_up.form.choices, opened.sign_up.changed_at
    )
    answer = Response(made, content_type="text/calendar; charset=utf-8")
    title = file_name(opened.conference.title, "ics")
    answer.headers["Content-Disposition"] = attachment(title, f"{opened.conference.slug}.ics")
    return _without_referrer(answer)


@pages.get("/gegevens.json")
def data(token: str) -> BaseResponse:
    """Return everything that is kept of a sign-up, for its person to take along."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    told = data_of(opened.sign_up, opened.conference, opened.items, opened.topics)
    answer = Response(told, mimetype="application/json")
    answer.headers["Content-Disposition"] = attachment("gegevens.json", "gegevens.json")
    return _without_referrer(answer)


def data_of(
    sign_up: SignUpFacts, conference: Conference, items: tuple[ProgrammeItem, ...], topics: tuple[Topic, ...]
) -> str:
    """Return everything that is kept of one sign-up as JSON."""
    form, titles = sign_up.form, {topic.id: topic.title for topic in topics}
    kept = {
        "conference": conference.title,
        "state": sign_up.state.value,
        "reference": sign_up.reference,
        "name": form.name,
        "email": form.email,
        "organisation": form.organisation,
        "dinner": form.dinner,
        "diet": form.diet,
        "access_needs": form.access_needs,
        "choices": {item.title: titles.get(form.choices[item.id]) for item in items if item.id in form.choices},
        "created_at": sign_up.created_at.isoformat(),
        "changed_at": sign_up.changed_at.isoformat(),
        "arrived_at": sign_up.arrived_at.isoformat() if sign_up.arrived_at else None,
    }
    return json.dumps(kept, ensure_ascii=False, indent=2)


def _open(token: str) -> _Opened | None:
    key = sign_up_key_of(parts().settings.secret_key, token)
    if key is None:
        return None
    with parts().database.reading() as db:
        sign_up = sign_ups.by_key(db, key)
        conference = conferences.conference(db, sign_up.conference_id) if sign_up else None
        if sign_up is None or conference is None:
            return None
        speak_as(conference)
        return _Opened(
            sign_up,
            conference,
            sign_ups.settings(db, conference.id),
            conferences.programme(db, conference.id),
            conferences.topics(db, conference.id),
            sign_ups.place_in_line(db, sign_up) if sign_up.state is SignUpState.WAITING else 0,
        )


def _count(opened: _Opened) -> None:
    if not parts().throttle.allow(Counted.form(opened.sign_up.key), Act.SIGN_UP_CHANGE):
        raise CommandRefused("too_many")


def _page(token: str, opened: _Opened, draft: SignUpDraft, status: int = 200) -> Response:
    conference, sign_up = opened.conference, opened.sign_up
    with parts().database.reading() as db:
        known = visitor(db, conference)
    titles = {topic.id: topic.title for topic in opened.topics}
    ends = max([item.ends_at for item in opened.items] + [sign_up.created_at])
    chosen = [
        (item.title, span_among(item, opened.items, conference.timezone), titles.get(sign_up.form.choices[item.id], ""))
        for item in opened.items
        if item.id in sign_up.form.choices
    ]
    answer = show(
        "sign_up_own.html",
        conference=conference,
        visitor=known,
        sign_up=sign_up,
        settings=opened.settings,
        draft=draft,
        token=token,
        link=url_for("sign_up_own.page", token=token, _external=True),
        rounds=round_choices(opened.items, opened.topics, conference.timezone, draft.form.choices),
        chosen=chosen,
        in_line=opened.in_line,
        when=when_of(opened.items, conference.timezone),
        erased_on=day(erased_from(ends, opened.settings.retention_days), conference.timezone),
        for_somebody=may(known.who, What.RUN_CONFERENCE, whole(conference)) is None,
        sends=parts().settings.smtp is not None,
        status=status,
        address=url_for("sign_up_own.page", token=token),
    )
    return _without_referrer(answer)


def _no_such_link() -> Response:
    heading = _("Deze link werkt niet (meer)")
    if not parts().throttle.allow(Counted.address(request.remote_addr), Act.WRONG_LINK):
        words = _("Er zijn vanaf hier veel verkeerde links geprobeerd. Wacht een minuut.")
        return _without_referrer(error_page(heading, words, 429))
    words = _("Misschien is hij niet helemaal gekopieerd, of is je aanmelding gewist. Je kunt je opnieuw aanmelden.")
    return _without_referrer(error_page(heading, words, 404))


def _without_referrer(answer: BaseResponse) -> Response:
    response = make_response(answer)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
