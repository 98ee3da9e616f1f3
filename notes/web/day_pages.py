"""The day's part of pages that are open, for their scripts; and the forms by which people say where they are or go.

Promise: a part says the same as the page would that is opened now.
"""

from datetime import UTC, datetime
from hashlib import sha256

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.conference import Conference
from notes.live.commands import CommandRefused
from notes.live.desk_commands import SayWhere
from notes.store import conferences
from notes.store.unchanged import unchanged
from notes.web.colours import sheet_address
from notes.web.conference import happening, shown_state
from notes.web.day import DayPart, day_part, day_programme, milliseconds
from notes.web.parts import parts
from notes.web.places import not_found, place, topic_in
from notes.web.refusals import refusal_as_json, sentence_of, wants_json
from notes.web.topic_view import meeting_view
from notes.web.visitor import ensure_person

pages = Blueprint("day_pages", __name__, url_prefix="/c/<conf>")


@pages.get("/dag")
def of_conference(conf: str) -> Response:
    """Return the day's part for a conference's page that is open; 304 while it is the same."""
    now = parts().clock.now()
    with parts().database.reading() as db:
        here = place(db, conf)
        programme = day_programme(db, here.conference)
        day = day_part(db, here.conference, here.visitor, programme, now)
    return _answer("day_conference.html", here.conference, day, facts=happening(programme.items, here.conference, now))


@pages.get("/<topic>/dag")
def of_topic(conf: str, topic: str) -> Response:
    """Return the day's part for a topic's page that is open; 304 while it is the same."""
    now = parts().clock.now()
    with parts().database.reading() as db:
        here = place(db, conf)
        programme = day_programme(db, here.conference)
        _number, subject = topic_in(programme.topics, topic)
        scanned = request.args.get("sinds", type=int)
        scanned_at = datetime.fromtimestamp(scanned / 1000, UTC) if scanned and scanned <= milliseconds(now) else None
        day = day_part(db, here.conference, here.visitor, programme, now, topic=subject, scanned_at=scanned_at)
        facts = unchanged(db, ("topic", subject.id), lambda: conferences.topic(db, subject.id)) or not_found()
    state = shown_state(facts.room_state, locked=here.conference.locked)
    meeting = meeting_view(subject, programme.items, now, here.conference, state)
    return _answer("day_topic.html", here.conference, day, meeting=meeting)


@pages.post("/waar")
def where(conf: str) -> BaseResponse:
    """Say where one is in a round (`here`), and go there; or where one goes (`going`)."""
    answer, going = request.form.get("here", ""), request.form.get("going", "")
    item_id, _blank, slug = (answer or going).partition(" ")
    with parts().database.reading() as db:
        here = place(db, conf)
        topic_id = topic_in(conferences.topics(db, here.conference.id), slug)[1].id if slug else None
    if not item_id.isdecimal() or (answer and not slug):
        not_found()
    try:
        person_id = ensure_person(here.visitor)
        command = SayWhere(person_id=person_id, item_id=int(item_id), topic_id=topic_id, going=not answer)
        parts().engine.submit(command)
    except CommandRefused as refused:
        if wants_json():
            return refusal_as_json(refused)
        flash(sentence_of(refused), "error")
    if wants_json():
        return jsonify(ok=True)
    if answer:
        return redirect(url_for("topic.page", conf=conf, topic=slug), 303)
    return redirect(url_for("conference.start", conf=conf, _anchor="day"), 303)


def _answer(template: str, conference: Conference, day: DayPart, **facts: object) -> Response:
    html = render_template(template, conference=conference, day=day, colours=sheet_address(), **facts)
    # Not the moment at which it was made: else it would never be the same.
    mark = sha256(html.replace(str(day.now), "").encode()).hexdigest()[:24]
    if request.if_none_match.contains(mark):
        return Response(status=304, headers={"ETag": f'"{mark}"'})
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.set_etag(mark)
    return answer
