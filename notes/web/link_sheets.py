"""A secret link on paper, for whoever is to have it: made for one post, covered on the screen until it is uncovered.

Promise: no address of a page holds the secret, so it stays out of logs and histories.
"""

from flask import Blueprint, Response, url_for
from flask_babel import force_locale

from notes.access import What
from notes.domain.conference import Conference
from notes.publishing.sheets import Sheet, SheetKind
from notes.store import access_links, conferences
from notes.store.access_links import AccessLink
from notes.web.colours import shade
from notes.web.guard import place_for
from notes.web.links import link_address, mine, role_name
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.posters import sheets_file, sheets_page
from notes.web.speech import _

pages = Blueprint("link_sheets", __name__, url_prefix="/c/<conf>/regie/links/<link>")


@pages.post("/blad")
def sheet(conf: str, link: str) -> Response:
    """Show the sheet of one link."""
    here, made = _sheet(conf, link)
    file = url_for("link_sheets.file", conf=conf, link=link)
    answer = sheets_page(here, [made], pdf=file, back=url_for("links.page", conf=conf), secret=True)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@pages.post("/blad.pdf")
def file(conf: str, link: str) -> Response:
    """Hand out the sheet of one link as PDF."""
    here, made = _sheet(conf, link)
    return sheets_file(here, [made], "link")


def _sheet(conf: str, link: str) -> tuple[Place, Sheet]:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        found = mine(access_links.link(db, link), here)
        topics = conferences.topics(db, here.conference.id)
    if found.withdrawn_at is not None:
        not_found()
    shades = {topic.id: shade(topic) for topic in topics if topic.id == found.topic_id}
    titles = {topic.id: topic.title for topic in topics}
    with force_locale(here.conference.language):
        return here, _of(here.conference, found, titles, shades.get(found.topic_id or 0, ""))


def _of(conference: Conference, link: AccessLink, titles: dict[int, str], shade: str) -> Sheet:
    address = link_address(link.id)
    return Sheet(
        kind=SheetKind.LINK,
        above=conference.title,
        title=role_name(link, titles),
        question=link.label,
        shade=shade,
        target=address,
        target_says=_("QR-code van de geheime link"),
        invite=_("Scan en kies een naam"),
        lines=(_("De link werkt op zoveel apparaten als je wilt, tot een organisator hem intrekt."),),
        go_to=_("Of typ in je browser"),
        address=address.split("://", 1)[-1],
        note=_("Dit blad is geheim: wie het heeft, kan meeschrijven en ideeën verbergen. Hang het niet op."),
    )
