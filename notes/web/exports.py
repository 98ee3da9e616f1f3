"""The report of this moment in every format, for organisers and facilitators, until it is published and after."""

from flask import Blueprint, Response, abort

from notes.access import What
from notes.ground.throttle import Act, Counted
from notes.live.commands import CommandRefused
from notes.publishing.formats import Format
from notes.web.downloads import report_file
from notes.web.errors import error_page
from notes.web.guard import person_of, place_for
from notes.web.parts import parts
from notes.web.places import not_found
from notes.web.refusals import sentence_of, status_of
from notes.web.report_making import draft, newest
from notes.web.speech import _

pages = Blueprint("exports", __name__, url_prefix="/c/<conf>")


@pages.get("/verslag.<ending>")
def download(conf: str, ending: str) -> Response:
    """Hand out the report of this moment in the format with this ending."""
    if ending not in list(Format):
        not_found()
    with parts().database.reading() as db:
        here = place_for(db, conf, What.READ_REPORT)
        if not parts().throttle.allow(Counted.person(person_of(here)), Act.REPORT):
            abort(429)
    try:
        made = draft(newest(here.conference.id, person_of(here)))
    except CommandRefused as refused:
        return error_page(_("Dit bestand kon niet worden gemaakt"), sentence_of(refused), status_of(refused))
    return report_file(made.markdown, made.data, Format(ending))
