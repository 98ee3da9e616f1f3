"""Sheets to print: one per room, one for the conference, cards for ideas, and where the report will be.

Promise: what hangs on the wall speaks the conference's language, and holds no secret.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, url_for
from flask_babel import force_locale

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.programme import ProgrammeItem, Topic, in_order
from notes.domain.text import file_name
from notes.domain.words import words_for
from notes.ground.events import tell
from notes.ground.throttle import Act, Counted
from notes.publishing.sheets import (
    QUESTION_MAX_CHARACTERS,
    TITLE_MAX_CHARACTERS,
    Named,
    Sheet,
    SheetKind,
    listed,
    sheets_data,
    shortened,
)
from notes.publishing.worker import RenderingFailed
from notes.store import conferences
from notes.web.colours import shade
from notes.web.conference import when_of
from notes.web.downloads import attachment
from notes.web.errors import error_page
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.published import expected_at
from notes.web.speech import _
from notes.web.times import lasts_days, span_among
from notes.web.whole_address import only_here, spoken_address, whole_address

pages = Blueprint("posters", __name__, url_prefix="/c/<conf>/regie/posters")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Wall:
    """What sheets are made of."""

    conference: Conference
    topics: tuple[Topic, ...]
    items: tuple[ProgrammeItem, ...]


@pages.get("")
def page(conf: str) -> Response:
    """List what can be printed."""
    here, wall = _here(conf)
    return show(
        "posters.html",
        conference=here.conference,
        visitor=here.visitor,
        topics=[(number, topic, shade(topic)) for number, topic in enumerate(wall.topics, 1)],
        join_address=spoken_address(url_for("home.poster", code=here.conference.code)),
        report_address=spoken_address(_report_path(here.conference)),
        only_here=only_here(),
    )


@pages.get("/<which>")
def sheets(conf: str, which: str) -> Response:
    """Show sheets as they will be on paper: `alles`, `zalen`, `conferentie`, `kaartjes`, `verslag`, or of one topic."""
    here, wall = _here(conf)
    chosen = _chosen(wall, which)
    pdf = url_for("posters.pdf", conf=conf, which=which)
    return sheets_page(here, chosen, pdf=pdf, back=url_for("posters.page", conf=conf))


@pages.get("/<which>.pdf")
def pdf(conf: str, which: str) -> Response:
    """Hand out the same sheets as PDF."""
    here, wall = _here(conf)
    return sheets_file(here, _chosen(wall, which), which)


def sheets_page(here: Place, chosen: Sequence[Sheet], *, pdf: str, back: str, secret: bool = False) -> Response:
    """Return the page that shows sheets; a `secret` one is covered on the screen until somebody uncovers it."""
    try:
        codes = parts().exports.codes([each.target for each in chosen if each.target])
    except RenderingFailed as failure:
        return _failed(failure)
    return show(
        "sheets.html",
        conference=here.conference,
        visitor=here.visitor,
        sheets=[(each, codes.get(each.target, "")) for each in _marked(here.conference, chosen)],
        pdf=pdf,
        back=back,
        secret=secret,
    )


def sheets_file(here: Place, chosen: Sequence[Sheet], name: str) -> Response:
    """Return sheets as a PDF to keep, or a page that says why not."""
    if not parts().throttle.allow(Counted.person(person_of(here)), Act.REPORT):
        abort(429)
    conference = here.conference
    with force_locale(conference.language):
        title = _("Om op te hangen: %(title)s", title=conference.title)
    try:
        made = parts().exports.sheets(sheets_data(title, conference.language, _marked(conference, chosen)))
    except RenderingFailed as failure:
        return _failed(failure)
    answer = Response(made, content_type="application/pdf")
    plain = f"{conference.slug}-{name}.pdf"
    answer.headers["Content-Disposition"] = attachment(file_name(f"{conference.title} {name}", "pdf"), plain)
    return answer


def _failed(failure: RenderingFailed) -> Response:
    tell(log, "export_failed", format="sheets", reason=":".join(str(failure).split(":")[:2]))
    explanation = _("Er is niets veranderd. Probeer het over een minuut opnieuw.")
    return error_page(_("Dit bestand kon niet worden gemaakt"), explanation, 503)


def _marked(conference: Conference, chosen: Sequence[Sheet]) -> Sequence[Sheet]:
    """Return sheets that say so when they are of a rehearsal."""
    if not conference.rehearsal:
        return chosen
    mark = words_for(conference.language).rehearsal
    return [replace(each, above=f"{mark} · {each.above}", title=_marked_title(each, mark)) for each in chosen]


def _marked_title(sheet: Sheet, mark: str) -> str:
    return f"{mark} · {sheet.title}" if sheet.kind is SheetKind.CARDS else sheet.title  # nothing stands above it


def _here(conf: str) -> tuple[Place, _Wall]:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        topics = conferences.topics(db, here.conference.id)
        items = conferences.programme(db, here.conference.id)
    return here, _Wall(here.conference, topics, in_order(items))


def _chosen(wall: _Wall, which: str) -> Sequence[Sheet]:
    numbered = list(enumerate(wall.topics, 1))
    groups: Mapping[str, Callable[[], list[Sheet]]] = {
        "zalen": lambda: [_room(wall, number, topic) for number, topic in numbered],
        "conferentie": lambda: [_conference(wall)],
        "kaartjes": lambda: [_cards(wall, number, topic) for number, topic in numbered],
        "verslag": lambda: [_report(wall)],
    }
    with force_locale(wall.conference.language):
        if which == "alles":
            return [sheet for make in groups.values() for sheet in make()]
        if which in groups:
            return groups[which]()
        kind, _dash, slug = which.partition("-")
        for number, topic in numbered:
            if topic.slug == slug and kind in ("zaal", "kaartjes"):
                return [(_room if kind == "zaal" else _cards)(wall, number, topic)]
    return not_found()


def _room(wall: _Wall, number: int, topic: Topic) -> Sheet:
    conference = wall.conference
    path = url_for("topic.page", conf=conference.slug, topic=topic.slug, code=conference.code)
    return Sheet(
        kind=SheetKind.ROOM,
        above=conference.title,
        title=shortened(topic.title, TITLE_MAX_CHARACTERS),
        number=str(number),
        question=shortened(topic.question, QUESTION_MAX_CHARACTERS),
        shade=shade(topic),
        target=whole_address(path),
        target_says=_("QR-code: meedoen bij %(title)s", title=topic.title),
        invite=_("Scan en doe mee"),
        go_to=_("Of ga in je browser naar"),
        address=spoken_address(url_for("home.poster", code=conference.code)),
        lines=tuple(_meetings(wall, topic)),
        note=_("Je hebt geen app en geen account nodig. Je naam mag leeg blijven."),
    )


def _meetings(wall: _Wall, topic: Topic) -> Sequence[str]:
    """Return when and where a topic meets."""
    places = {meeting.item_id: meeting.place for meeting in topic.meetings}
    met = [item for item in wall.items if item.id in places]
    found = []
    for item in met:
        when = f"{item.title}, {span_among(item, wall.items, wall.conference.timezone)}"
        found.append(f"{when}: {places[item.id]}" if places[item.id] else when)
    return found


def _conference(wall: _Wall) -> Sheet:
    conference = wall.conference
    path = url_for("conference.start", conf=conference.slug, code=conference.code)
    named = [
        Named(number=str(number), title=topic.title, shade=shade(topic)) for number, topic in enumerate(wall.topics, 1)
    ]
    topics, more = listed(named, _("… en nog %(many)s onderwerpen", many="{}"))
    return Sheet(
        kind=SheetKind.CONFERENCE,
        above=" · ".join(filter(None, (when_of(wall.items, conference.timezone), conference.place))),
        title=shortened(conference.title, TITLE_MAX_CHARACTERS),
        question=shortened(conference.subtitle, QUESTION_MAX_CHARACTERS),
        target=whole_address(path),
        target_says=_("QR-code: meedoen met %(title)s", title=conference.title),
        invite=_("Scan en kies waar je zit"),
        go_to=_("Of ga in je browser naar"),
        address=spoken_address(url_for("home.poster", code=conference.code)),
        topics=topics,
        more=more,
        note=_("Je hebt geen app en geen account nodig. Je naam mag leeg blijven."),
    )


def _cards(wall: _Wall, number: int, topic: Topic) -> Sheet:
    return Sheet(
        kind=SheetKind.CARDS,
        above=wall.conference.title,
        title=shortened(topic.title, TITLE_MAX_CHARACTERS),
        number=str(number),
        question=shortened(topic.question, QUESTION_MAX_CHARACTERS),
        shade=shade(topic),
        idea_label=_("Mijn idee"),
        name_label=_("Naam (mag leeg)"),
    )


def _report(wall: _Wall) -> Sheet:
    conference, path = wall.conference, _report_path(wall.conference)
    several = lasts_days(wall.items, conference.timezone)
    expected = expected_at(conference, wall.items)
    return Sheet(
        kind=SheetKind.REPORT,
        above=conference.title,
        title=_("Het verslag") if several else _("Het verslag van deze dag"),
        question=_("Wat hier is besproken, besloten en afgesproken."),
        target=whole_address(path),
        target_says=_("QR-code: het verslag van %(title)s", title=conference.title),
        invite=_("Scan en lees"),
        go_to=_("Of ga in je browser naar"),
        address=spoken_address(path),
        lines=(expected,) if expected else (),
    )


def _report_path(conference: Conference) -> str:
    return url_for("published.newest", conf=str(conference.id))
