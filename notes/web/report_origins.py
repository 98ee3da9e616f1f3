"""From an outcome's number in the draft of the report to the moment in the history at which it was typed."""

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.ground.throttle import Act, Counted
from notes.live.commands import CommandRefused
from notes.publishing.reports import Number
from notes.publishing.worker import RenderingFailed
from notes.web.errors import error_page
from notes.web.guard import person_of, place_for
from notes.web.parts import parts
from notes.web.places import not_found
from notes.web.refusals import sentence_of, status_of
from notes.web.report_making import Stored, draft, newest
from notes.web.speech import _

pages = Blueprint("report_origins", __name__, url_prefix="/c/<conf>/verslag/herkomst")


@pages.get("/<number>")
def origin(conf: str, number: str) -> BaseResponse:
    """Lead to the history of the notes, at the row in which an outcome's first word was typed."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.READ_REPORT)
    if not parts().throttle.allow(Counted.person(person_of(here)), Act.REPORT):
        abort(429)
    try:
        found = newest(here.conference.id, person_of(here))
        known = next((each for each in draft(found).numbers if each.name == number), None)
        row = _row(found, known) if known else None
    except (CommandRefused, RenderingFailed) as problem:
        refused = problem if isinstance(problem, CommandRefused) else CommandRefused("history_failed")
        return error_page(_("De herkomst is nu niet te lezen"), sentence_of(refused), status_of(refused))
    slug = next((each.topic.slug for each in found.harvest.topics if known and each.topic.id == known.place), None)
    if row is None or slug is None:
        not_found()
    return redirect(f"{url_for('history.page', conf=conf, topic=slug)}#rij-{row}", 303)


def _row(found: Stored, known: Number) -> int | None:
    if known.offset is None or known.place not in found.pads:
        return None
    pad, seq = found.pads[known.place]
    return next((each.row for each in parts().pasts.origins(pad, seq, [known.offset])), None)
