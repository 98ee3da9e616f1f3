"""Access links: opening one changes nothing, its button gives the role.

Promise: the secret stays out of logs, referrers and the page that follows.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.conference import Conference
from notes.domain.ideas import Refused, display_name
from notes.domain.programme import Topic
from notes.ground import limits
from notes.ground.throttle import Act, Counted
from notes.ground.tokens import link_id_of
from notes.live.commands import CommandRefused, UseAccessLink
from notes.store import access_links, conferences
from notes.store.access_links import AccessLink
from notes.web.errors import error_page
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import speak_as
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _
from notes.web.visitor import Visitor, count_new_person, remember_person, visitor

pages = Blueprint("access", __name__)
PATH = "/toegang/"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A link that works, and what it leads to."""

    link: AccessLink
    conference: Conference
    topic: Topic | None
    visitor: Visitor


@pages.get(f"{PATH}<token>")
def page(token: str) -> BaseResponse:
    """Explain where the link leads; nothing changes."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    return _page(token, opened, opened.visitor.name)


@pages.post(f"{PATH}<token>")
def use(token: str) -> BaseResponse:
    """Give this browser the link's role and go where it leads."""
    opened = _open(token)
    if opened is None:
        return _no_such_link()
    typed = request.form.get("name", "")
    name = display_name(typed, limits.NAME_MAX_CHARACTERS)
    try:
        if isinstance(name, Refused):
            raise CommandRefused("name_too_long" if name.code == "too_long" else name.code, limit=name.limit)
        person_id = opened.visitor.who.person_id
        if person_id is None:
            count_new_person(opened.link.id)
        command = UseAccessLink(person_id=person_id, link_id=opened.link.id, name=name)
        remember_person(opened.conference.id, str(parts().engine.submit(command)))
    except CommandRefused as refused:
        return _page(token, opened, typed, sentence_of(refused), status_of(refused))
    return _without_referrer(redirect(_target(opened), 303))


def _open(token: str) -> _Opened | None:
    link_id = link_id_of(parts().settings.secret_key, token)
    if link_id is None:
        return None
    with parts().database.reading() as db:
        link = access_links.link(db, link_id)
        conference = conferences.conference(db, link.conference_id) if link else None
        if link is None or conference is None or link.withdrawn_at is not None:
            return None
        speak_as(conference)
        topics = conferences.topics(db, conference.id)
        topic = next((each for each in topics if each.id == link.topic_id), None)
        return _Opened(link, conference, topic, visitor(db, conference))


def _page(token: str, opened: _Opened, name: str, message: str = "", status: int = 200) -> Response:
    answer = show(
        "access.html",
        conference=opened.conference,
        heading=_heading(opened),
        token=token,
        name=name,
        message=message,
        status=status,
    )
    return _without_referrer(answer)


def _heading(opened: _Opened) -> str:
    if opened.link.role == "organiser":
        return _("Je gaat naar %(title)s als organisator", title=opened.conference.title)
    where = opened.topic.title if opened.topic else opened.conference.title
    return _("Je gaat naar %(title)s als begeleider", title=where)


def _target(opened: _Opened) -> str:
    slug = opened.conference.slug
    if opened.link.role == "organiser":
        return url_for("desk.page", conf=slug)
    if opened.topic is not None:
        return url_for("topic.page", conf=slug, topic=opened.topic.slug)
    return url_for("conference.start", conf=slug)


def _no_such_link() -> Response:
    address = Counted.address(request.remote_addr)
    heading = _("Deze link werkt niet (meer)")
    if not parts().throttle.allow(address, Act.WRONG_LINK):
        return _without_referrer(
            error_page(heading, _("Er zijn vanaf hier veel verkeerde links geprobeerd. Wacht een minuut."), 429)
        )
    explanation = _("Misschien is hij ingetrokken of niet helemaal gekopieerd. Vraag een organisator om een nieuwe.")
    return _without_referrer(error_page(heading, explanation, 404))


def _without_referrer(answer: BaseResponse) -> Response:
    response = make_response(answer)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
