"""Publishing the report: what to look at before, the two taps, withdrawing, and "nagekeken" per topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What, may
from notes.domain.harvest import ReportStatus
from notes.domain.programme import Topic
from notes.domain.report.checklist import Matter, Point
from notes.live.commands import Command, CommandRefused
from notes.live.report_commands import ReviewTopic, WithdrawVersion
from notes.live.screen_commands import ShowReport
from notes.publishing.worker import RenderingFailed
from notes.store import conferences, notepads, screens, versions
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import not_found, place, topic_in
from notes.web.published import addresses
from notes.web.refusals import sentence_of
from notes.web.report_making import Stored, newest, publish, stored
from notes.web.reviews import reviewed_rooms
from notes.web.speech import _

pages = Blueprint("publishing", __name__, url_prefix="/c/<conf>/verslag")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at: in words, and where to go for it."""

    words: str
    href: str
    topic: str


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together on the checklist."""

    heading: str
    lines: tuple[Line, ...]


@pages.get("/publiceren")
def page(conf: str) -> Response:
    """Show what to look at, and the button that publishes."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        found = stored(db, here.conference.id)
        reviews = versions.reviews(db, here.conference.id)
        pads = notepads.notepads_of_conference(db, here.conference.id)
        hall = len(screens.of_conference(db, here.conference.id))
    rooms = reviewed_rooms(here, found.harvest.topics, reviews, pads)
    groups, message = _checked(conf, found)
    return show(
        "publish.html",
        conference=here.conference,
        visitor=here.visitor,
        groups=groups,
        message=message,
        rooms=rooms,
        next=found.harvest.published + 1,
        public=addresses(here.conference),
        screens=hall,
    )


@pages.post("/publiceren")
def publish_now(conf: str) -> BaseResponse:
    """Publish a version: `status` is provisional or final; with `screens` its QR code goes on all of them."""
    final = request.form.get("status") == ReportStatus.FINAL.value
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    try:
        found = newest(here.conference.id, person_of(here))
        number = publish(found, person_of(here), ReportStatus.FINAL if final else ReportStatus.PROVISIONAL)
        if request.form.get("screens") == "1":
            parts().engine.submit(ShowReport(person_id=person_of(here), conference_id=here.conference.id))
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
        return redirect(url_for("publishing.page", conf=conf), 303)
    flash(_("Versie %(number)s van het verslag staat online.", number=number), "success")
    return redirect(url_for("report.page", conf=conf), 303)


@pages.post("/intrekken/<int:number>")
def withdraw(conf: str, number: int) -> BaseResponse:
    """Withdraw a version for a reason."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    command = WithdrawVersion(
        person_id=person_of(here),
        conference_id=here.conference.id,
        number=number,
        reason=request.form.get("reason", ""),
    )
    return _carried_out(command, _("Versie %(number)s is ingetrokken.", number=number), conf)


@pages.post("/nagekeken/<topic>")
def review(conf: str, topic: str) -> BaseResponse:
    """Record that a topic was looked through (`done` is 1), or take that back; who leads it may, too."""
    with parts().database.reading() as db:
        here = place(db, conf)
        _number, subject = topic_in(conferences.topics(db, here.conference.id), topic)
        pad = notepads.notepad_of_topic(db, subject.id)
        if pad is None or may(here.visitor.who, What.RUN_ROOM, conferences.room_of_notepad(db, pad.id)) is not None:
            not_found()
    done = request.form.get("done") == "1"
    command = ReviewTopic(person_id=person_of(here), topic_id=subject.id, done=done)
    said = _("‘%(title)s’ is nagekeken.", title=subject.title) if done else _("Het vinkje is weg.")
    return _carried_out(command, said, conf)


def _carried_out(command: Command, done: str, conf: str) -> BaseResponse:
    try:
        parts().engine.submit(command)
        flash(done, "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    asked_from = urlsplit(request.referrer or "").path
    here = {url_for("publishing.page", conf=conf), url_for("report.page", conf=conf)}
    return redirect(asked_from if asked_from in here else url_for("publishing.page", conf=conf), 303)


def _checked(conf: str, found: Stored) -> tuple[Sequence[Group], str]:
    try:
        points = parts().reports.checked(found.harvest)
    except RenderingFailed:
        return (), _("De controlelijst kon niet worden gemaakt. Publiceren kan wel.")
    topics = {each.topic.slug: each.topic for each in found.harvest.topics}
    groups = (
        Group(heading, tuple(_line(conf, point, topics) for point in points if point.matter in matters))
        for heading, matters in _headings()
    )
    return tuple(group for group in groups if group.lines), ""


def _headings() -> Sequence[tuple[str, tuple[Matter, ...]]]:
    return (
        (_("Onderwerpen zonder uitkomsten"), (Matter.NO_OUTCOMES,)),
        (_("Acties die niet af zijn"), (Matter.NO_OWNER, Matter.NO_DATE, Matter.DATE_UNREAD)),
        (_("Ideeën die er niet in komen"), (Matter.HIDDEN_IDEAS, Matter.WAITING_IDEAS)),
        (_("Namen die in het verslag komen"), (Matter.OWNER, Matter.SOURCE, Matter.MENTIONED, Matter.NAME_IN_NOTES)),
        (_("Telefoonnummers en e-mailadressen"), (Matter.CONTACT,)),
    )


def _line(conf: str, point: Point, topics: dict[str, Topic]) -> Line:
    sentences = {
        Matter.NO_OUTCOMES: topics[point.topic].title,
        Matter.NO_OWNER: _("Nog geen eigenaar: %(words)s", words=point.words),
        Matter.NO_DATE: _("Nog geen datum: %(words)s", words=point.words),
        Matter.DATE_UNREAD: _("Deze datum begrijpen we niet: %(words)s", words=point.words),
        Matter.HIDDEN_IDEAS: _("Verborgen ideeën: %(count)s", count=point.count),
        Matter.WAITING_IDEAS: _("Ideeën die nog wachten: %(count)s", count=point.count),
        Matter.OWNER: _("Eigenaar van een actie: %(words)s", words=point.words),
        Matter.SOURCE: _("Bron van een citaat: %(words)s", words=point.words),
        Matter.MENTIONED: _("Met @ genoemd in de notities: %(words)s", words=point.words),
        Matter.NAME_IN_NOTES: _("Naam van een deelnemer in de notities: %(words)s", words=point.words),
        Matter.CONTACT: point.words,
    }
    return Line(sentences[point.matter], url_for("topic.page", conf=conf, topic=point.topic), topics[point.topic].title)
