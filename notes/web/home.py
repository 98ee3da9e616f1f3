"""The way in: the form for a join code, the addresses on posters, and public conferences."""

import re
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.conference import Conference
from notes.ground.throttle import Act, Counted
from notes.store import conferences
from notes.web.conference import conference_page, days_between
from notes.web.pages import asset, show
from notes.web.parts import parts
from notes.web.places import not_found, speak_as
from notes.web.speech import _
from notes.web.topic import topic_page
from notes.web.topic_forms import CodeDraft, too_many_codes, unknown_code
from notes.web.visitor import join, plain_code

pages = Blueprint("home", __name__)
_CODE = re.compile(r"[A-Za-z0-9]{3,12}")


@pages.get("/")
def start() -> Response:
    """Show the code form and the conferences that anybody may read."""
    return _home("", "", 200)


@pages.get("/favicon.ico")
def icon() -> BaseResponse:
    """Lead a browser to the icon, which a page without a head of ours (a published report) does not name."""
    return redirect(asset("icon.svg"), 301)


@pages.post("/")
def code() -> BaseResponse:
    """Take a typed join code; a wrong one is answered with a friendly second try, on the page it was typed on."""
    typed = request.form.get("code", "")[:100]
    plain = plain_code(typed)
    asked = _asked_on(request.form.get("conference", ""))
    return _enter(plain, typed, Act.WRONG_CODE, asked, request.form.get("topic", ""))


@pages.get("/<code>")
def poster(code: str) -> BaseResponse:
    """Follow the short address of a poster: `/CODE`."""
    if not _CODE.fullmatch(code):
        not_found()
    return _enter(code.upper(), code, Act.WRONG_CODE_IN_ADDRESS)


def _asked_on(slug: str) -> Conference | None:
    """Return the conference on whose page the code was typed; one that is not public shows no code form."""
    with parts().database.reading() as db:
        asked = conferences.conference_by_slug(db, slug) if slug else None
    if asked is None or not asked.public:
        return None
    speak_as(asked)
    return asked


def _enter(plain: str, typed: str, wrong: Act, asked: Conference | None = None, topic: str = "") -> BaseResponse:
    address = Counted.address(request.remote_addr)
    if not parts().throttle.would_allow(address, wrong):
        return _again(asked, topic, CodeDraft(typed, too_many_codes()), 429)
    with parts().database.reading() as db:
        conference = conferences.conference_by_code(db, plain) if _CODE.fullmatch(plain) else None
    if conference is None:
        parts().throttle.allow(address, wrong)
        return _again(asked, topic, CodeDraft(typed, unknown_code()), 404)
    first = join(conference)
    if _has_topic(conference, topic):
        return redirect(url_for("topic.page", conf=conference.slug, topic=topic), 303)
    if first:
        speak_as(conference)
        flash(_("Je doet mee. Kies hieronder waar je zit."), "success")
    return redirect(url_for("conference.start", conf=conference.slug), 303)


def _again(asked: Conference | None, topic: str, draft: CodeDraft, status: int) -> Response:
    if asked is None:
        return _home(draft.typed, draft.message, status)
    if _has_topic(asked, topic):
        return topic_page(asked.slug, topic, code=draft, status=status)
    return conference_page(asked.slug, code=draft, status=status)


def _has_topic(conference: Conference, topic: str) -> bool:
    with parts().database.reading() as db:
        return any(each.slug == topic for each in conferences.topics(db, conference.id))


def _home(typed: str, message: str, status: int) -> Response:
    with parts().database.reading() as db:
        listed = conferences.public_conferences(db)
        days = conferences.days(db, [each.id for each in listed])
    items = [_card(each, days.get(each.id)) for each in listed]
    return show("home.html", conferences=items, typed=typed, message=message, status=status)


def _card(conference: Conference, days: tuple[datetime, datetime] | None) -> dict[str, object]:
    when = days_between(*days, conference.timezone) if days else ""
    return {
        "slug": conference.slug,
        "title": conference.title,
        "about": " · ".join(filter(None, (conference.subtitle, conference.place))),
        "when": when,
        "rehearsal": conference.rehearsal,
    }
