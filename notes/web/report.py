"""The report of this moment: a live preview with what organisers choose for it (`exports` hands it out as files).

Promise: it is made of what is stored now, and only organisers and facilitators read it before it is published.
"""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What, may
from notes.domain.report.changes import changes
from notes.ground.html import trusted_with_tables
from notes.ground.throttle import Act, Counted
from notes.live.commands import Command, CommandRefused, SetChoices
from notes.live.report_commands import SetReport
from notes.publishing.facts import numbers_of
from notes.publishing.number_links import with_links
from notes.publishing.reports import Written
from notes.publishing.stacked import with_stacked
from notes.store import conferences, notepads, versions
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.downloads import format_names
from notes.web.guard import person_of, place_for, whole
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place
from notes.web.published import addresses
from notes.web.refusals import sentence_of, status_of
from notes.web.report_choices import POLICIES, chosen, fields, in_order, moved, sections
from notes.web.report_making import Stored, draft, stored
from notes.web.reviews import reviewed_rooms
from notes.web.speech import _
from notes.web.times import day_and_time

_WAYS = {"up": -1, "down": 1}
pages = Blueprint("report", __name__, url_prefix="/c/<conf>/verslag")


@pages.get("")
def page(conf: str) -> Response:
    """Show the report of this moment to organisers and facilitators."""
    with parts().database.reading() as db:
        here = _here(db, conf)
        found = stored(db, here.conference.id)
        topics = conferences.topics(db, here.conference.id)
        published = versions.listed(db, here.conference.id)
        reviews = versions.reviews(db, here.conference.id)
        pads = notepads.notepads_of_conference(db, here.conference.id)
        mark = _mark(db, here.conference.id)
    conference = here.conference
    html: Markup | None
    try:
        made = draft(found, html=True)
        html, message, changed = _shown(made, conference.slug), "", _changed(found, made)
    except CommandRefused as refused:
        html, message, changed = None, sentence_of(refused), False
    return show(
        "report.html",
        conference=conference,
        visitor=here.visitor,
        report_html=html,
        report_message=message,
        changed=changed,
        organises=may(here.visitor.who, What.RUN_CONFERENCE, whole(conference)) is None,
        fields=fields(conference),
        sections=sections(conference.report),
        topics=in_order(topics, conference.report),
        rooms=reviewed_rooms(here, found.harvest.topics, reviews, pads),
        formats=format_names(),
        versions=[(each, day_and_time(each.published_at, conference.timezone)) for each in published],
        public=addresses(conference),
        ordering="order" in request.args,
        mark=f'"{mark}"',
    )


@pages.get("/nu")
def now(conf: str) -> Response:
    """Return the report's HTML for a page that shows it already; 304 while nothing was stored since."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.READ_REPORT)
        mark = _mark(db, here.conference.id)
        if request.if_none_match.contains(mark):
            return Response(status=304, headers={"ETag": f'"{mark}"'})
        if not parts().throttle.allow(Counted.person(person_of(here)), Act.REPORT_LOOK):
            abort(429)
        found = stored(db, here.conference.id)
    try:
        answer = Response(_html(found), content_type="text/html; charset=utf-8")
    except CommandRefused as refused:
        return Response(sentence_of(refused), status_of(refused), content_type="text/plain; charset=utf-8")
    answer.set_etag(mark)
    return answer


@pages.post("/keuzes")
def choices(conf: str) -> BaseResponse:
    """Store how the organisers want the report; `up` or `down` names a topic that moves one place."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        topics = conferences.topics(db, here.conference.id)
    conference, person_id, form = here.conference, person_of(here), request.form
    policies = {name: form[name] for name in POLICIES if name in form}
    commands: list[Command] = []
    if policies:
        commands.append(SetChoices(person_id=person_id, conference_id=conference.id, changes=policies))
    if moves := [moved(topics, conference, form[way], by) for way, by in _WAYS.items() if way in form]:
        commands.append(SetReport(person_id=person_id, conference_id=conference.id, choices=moves[0]))
    elif "language" in form:  # the whole form: in it, a part that is not ticked is left out
        ways = chosen(form, form.getlist("section"), conference)
        commands.append(SetReport(person_id=person_id, conference_id=conference.id, choices=ways))
    try:
        for command in commands:
            parts().engine.submit(command)
        flash(_("De keuzes zijn bewaard."), "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    if moves:  # one topic seldom goes one place only
        return redirect(url_for("report.page", conf=conf, order=1, _anchor="report-order"), 303)
    return redirect(url_for("report.page", conf=conf), 303)


def _here(db: Session, conf: str) -> Place:
    here = place_for(db, conf, What.READ_REPORT)
    if not parts().throttle.allow(Counted.person(person_of(here)), Act.REPORT):
        abort(429)
    return here


def _mark(db: Session, conference_id: int) -> str:
    return unchanged(db, ("report", conference_id), lambda: versions.fingerprint(db, conference_id))


def _html(found: Stored) -> Markup:
    return _shown(draft(found, html=True), found.harvest.conference.slug)


def _changed(found: Stored, made: Written) -> bool:
    return found.before is not None and changes(found.before.data, made.data).any


def _shown(made: Written, conf: str) -> Markup:
    origins = {
        each.name: url_for("report_origins.origin", conf=conf, number=each.name)
        for each in made.numbers
        if each.offset is not None and isinstance(each.place, int)
    }
    html = with_stacked(with_links(made.html, numbers_of(made.data), origins))
    return trusted_with_tables(html, lambda number: _("Tabel %(number)s", number=number))
