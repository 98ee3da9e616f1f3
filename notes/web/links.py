"""Access links: made with a label, shown behind a button, withdrawn at once.

Promise: a secret appears on this page only, and only for the one link that was asked for.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.programme import Topic
from notes.domain.text import has_bad_characters, length, one_line
from notes.ground import limits
from notes.ground.throttle import Act, Counted
from notes.ground.tokens import access_token
from notes.live.commands import CommandRefused, MakeAccessLink, WithdrawAccessLink
from notes.store import access_links, conferences
from notes.store.access_links import AccessLink
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _
from notes.web.times import day_and_time
from notes.web.whole_address import only_here, whole_address

pages = Blueprint("links", __name__, url_prefix="/c/<conf>/regie/links")


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link in the list: never its secret."""

    id: str
    label: str
    role_name: str
    last_used: str
    withdrawn: bool
    only_organiser: bool  # it cannot be withdrawn: nobody could get in any more


@dataclass(frozen=True, slots=True)
class Shown:
    """The one link whose secret is on the page."""

    id: str
    heading: str
    address: str


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link that is not made yet. `role` is `organiser`, `facilitator` or a topic's id."""

    role: str = "facilitator"
    label: str = ""
    message: str = ""


@pages.get("")
def page(conf: str) -> Response:
    """List the links of a conference."""
    return _page(conf)


@pages.post("")
def make(conf: str) -> BaseResponse:
    """Make another link, and show it."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        topics = conferences.topics(db, here.conference.id)
    draft = LinkDraft(request.form.get("for", ""), request.form.get("label", ""))
    try:
        role, topic_id = _role(draft.role, topics)
        person_id = person_of(here)
        if not parts().throttle.allow(Counted.person(person_id), Act.MAKE_LINK):
            raise CommandRefused("too_many")
        link_id = parts().engine.submit(
            MakeAccessLink(
                person_id=person_id,
                conference_id=here.conference.id,
                role=role,
                topic_id=topic_id,
                label=_label(draft.label),
            )
        )
    except CommandRefused as refused:
        return _page(conf, draft=LinkDraft(draft.role, draft.label, sentence_of(refused)), status=status_of(refused))
    return _page(conf, shown_id=str(link_id))


@pages.post("/<link>/toon")
def show_link(conf: str, link: str) -> Response:
    """Show one link's address; a form, so that no address of a page holds it."""
    return _page(conf, shown_id=link)


@pages.post("/<link>/intrekken")
def withdraw(conf: str, link: str) -> BaseResponse:
    """Stop a link at once."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        mine(access_links.link(db, link), here)
    try:
        parts().engine.submit(WithdrawAccessLink(person_id=person_of(here), link_id=link))
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
        return _page(conf, status=status_of(refused))
    flash(_("De link is ingetrokken en werkt niet meer."), "success")
    return redirect(url_for("links.page", conf=conf), 303)


def link_address(link_id: str) -> str:
    """Return the whole secret address of a link."""
    token = access_token(parts().settings.secret_key, link_id)
    return whole_address(url_for("access.page", token=token))


def _page(conf: str, *, draft: LinkDraft | None = None, shown_id: str | None = None, status: int = 200) -> Response:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        topics = conferences.topics(db, here.conference.id)
        links = access_links.of_conference(db, here.conference.id)
    organisers = [each.id for each in links if each.role == "organiser" and each.withdrawn_at is None]
    titles = {topic.id: topic.title for topic in topics}
    shown = None
    if shown_id is not None:
        link = mine(next((each for each in links if each.id == shown_id), None), here)
        heading = " – ".join(filter(None, (link.label, role_name(link, titles))))
        shown = Shown(link.id, heading, link_address(link.id))
    return show(
        "links.html",
        conference=here.conference,
        visitor=here.visitor,
        links=[_view(link, titles, here.conference, only_organiser=[link.id] == organisers) for link in links],
        roles=_roles(topics),
        draft=draft or LinkDraft(),
        shown=shown,
        one_organiser=len(organisers) == 1,
        only_here=only_here(),
        status=status,
    )


def mine(link: AccessLink | None, here: Place) -> AccessLink:
    """Return a link of this very conference; 404 for any other."""
    if link is None or link.conference_id != here.conference.id:
        not_found()
    return link


def _view(link: AccessLink, titles: dict[int, str], conference: Conference, *, only_organiser: bool) -> LinkView:
    if link.last_used_at is None:
        used = _("Nog niet gebruikt")
    else:
        used = _("Laatst gebruikt: %(when)s", when=day_and_time(link.last_used_at, conference.timezone))
    withdrawn = link.withdrawn_at is not None
    return LinkView(link.id, link.label, role_name(link, titles), used, withdrawn, only_organiser)


def role_name(link: AccessLink, titles: dict[int, str]) -> str:
    """Return what a link makes of who uses it; `titles` are those of the topics by id."""
    if link.role == "organiser":
        return _("Organisator")
    if link.topic_id is None:
        return _("Begeleider van alle onderwerpen")
    return _("Begeleider van %(title)s", title=titles.get(link.topic_id, "?"))


def _roles(topics: tuple[Topic, ...]) -> list[tuple[str, str]]:
    each = [(str(topic.id), _("Begeleider van %(title)s", title=topic.title)) for topic in topics]
    return [("facilitator", _("Begeleider van alle onderwerpen")), *each, ("organiser", _("Organisator"))]


def _role(chosen: str, topics: tuple[Topic, ...]) -> tuple[str, int | None]:
    if chosen in ("organiser", "facilitator"):
        return chosen, None
    for topic in topics:
        if chosen == str(topic.id):
            return "facilitator", topic.id
    raise CommandRefused("unknown")


def _label(typed: str) -> str:
    label = one_line(typed)
    if length(label) > limits.LABEL_MAX_CHARACTERS:
        raise CommandRefused("too_long", limit=limits.LABEL_MAX_CHARACTERS)
    if has_bad_characters(label):
        raise CommandRefused("bad_characters")
    return label
