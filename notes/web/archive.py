"""The organisers' archive: a file with everything of the conference, and such a file put back as a new conference.

Promise: only organisers come here; a file that is not whole, or not one of ours, changes nothing and is told why.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import IO

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What, may
from notes.domain.text import file_name
from notes.ground import limits
from notes.ground.events import tell
from notes.ground.throttle import Act, Counted
from notes.live.commands import CommandRefused
from notes.live.keeping_commands import PutArchiveBack, PutBack
from notes.live.report_commands import WriteTexts
from notes.publishing.worker import RenderingFailed
from notes.store import conferences
from notes.store.unit_of_work import private_file
from notes.web.downloads import attachment
from notes.web.errors import error_page
from notes.web.guard import person_of, place_for, whole
from notes.web.links import link_address
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, place
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _

log = logging.getLogger(__name__)
pages = Blueprint("archive", __name__, url_prefix="/c/<conf>/regie/archief")
_CHUNK_BYTES = 65_536


@pages.url_value_preprocessor
def _room_for_an_archive(endpoint: str | None, values: dict[str, object] | None) -> None:
    # Here, and not in the view: the check of the form's token reads the body first. Only for who may use it.
    if endpoint != "archive.put_back" or not values:
        return
    with parts().database.reading() as db:
        here = place(db, str(values["conf"]))
    if may(here.visitor.who, What.RUN_CONFERENCE, whole(here.conference)) is None:
        request.max_content_length = limits.ARCHIVE_MAX_BYTES


@pages.get("")
def page(conf: str) -> Response:
    """Say what the archive is, with the file to take along and the form to put one back."""
    return _page(conf)


@pages.get("/alles.zip")
def download(conf: str) -> Response:
    """Hand out everything of the conference as one file."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    _count(here)
    handle, name = mkstemp(prefix="oogst-", suffix=".zip")
    os.close(handle)
    path = Path(name)
    try:
        parts().engine.submit(WriteTexts(person_id=person_of(here), conference_id=here.conference.id))
        parts().archives.pack(here.conference.id, path, parts().clock.now())
        file = path.open("rb")
    except CommandRefused as refused:
        return error_page(_("Het archief kon niet worden gemaakt"), sentence_of(refused), status_of(refused))
    except RenderingFailed as failure:
        tell(log, "archive_failed", reason=failure.code)
        explanation = _("Alles is veilig bewaard. Probeer het opnieuw.")
        return error_page(_("Het archief kon niet worden gemaakt"), explanation, 503)
    finally:
        path.unlink()  # what is open can be read to its end
    conference = here.conference
    answer = Response(_parts_of(file), content_type="application/zip")
    answer.call_on_close(file.close)
    answer.content_length = os.fstat(file.fileno()).st_size
    title = file_name(_("%(title)s – archief (VERTROUWELIJK)", title=conference.title), "zip")
    answer.headers["Content-Disposition"] = attachment(title, f"{conference.slug}-archief-VERTROUWELIJK.zip")
    return answer


@pages.post("")
def put_back(conf: str) -> BaseResponse:
    """Make a new conference of an archive, and lead to its organiser's link."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    _count(here)
    sent = request.files.get("archive")
    if sent is None or not sent.filename:
        return _page(conf, message=_("Kies eerst een bestand."), status=422)
    with TemporaryDirectory(prefix="oogst-") as folder:
        archive, scratch = Path(folder) / "archive.zip", Path(folder) / "scratch.db"
        private_file(archive)
        sent.save(archive)
        try:
            refused = parts().archives.unpack(archive, scratch, parts().clock.now())
            if refused:
                return _page(conf, message=_why_not(*refused), status=422)
            command = PutArchiveBack(person_id=person_of(here), conference_id=here.conference.id, scratch=scratch)
            made = parts().engine.submit(command)
        except RenderingFailed as failure:
            tell(log, "archive_failed", reason=failure.code)
            return _page(conf, message=_why_not("too_big", ""), status=422)
        except CommandRefused as failure:
            return _page(conf, message=sentence_of(failure), status=status_of(failure))
    if not isinstance(made, PutBack):
        abort(500)
    return _made(conf, made)


def _made(conf: str, made: PutBack) -> Response:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        new = conferences.conference(db, made.conference_id)
    return show(
        "archive_back.html",
        conference=here.conference,
        visitor=here.visitor,
        title=new.title if new else "",
        link=link_address(made.link_id),
    )


def _page(conf: str, *, message: str = "", status: int = 200) -> Response:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    return show(
        "archive.html",
        conference=here.conference,
        visitor=here.visitor,
        message=message,
        status=status,
        max_megabytes=limits.ARCHIVE_MAX_BYTES // 1_000_000,
    )


def _count(here: Place) -> None:
    if not parts().throttle.allow(Counted.person(person_of(here)), Act.ARCHIVE):
        abort(429)


def _parts_of(file: IO[bytes]) -> Iterator[bytes]:
    while part := file.read(_CHUNK_BYTES):
        yield part


def _why_not(code: str, detail: str) -> str:
    reasons = {
        "no_archive": _("Dit bestand is geen archief van Oogst."),
        "too_big": _("Dit archief is te groot om hier terug te zetten. Vraag wie de server beheert om hulp."),
        "newer": _("Dit archief is van een nieuwere versie van Oogst. Werk Oogst bij en probeer het opnieuw."),
        "damaged": _("Dit archief is beschadigd of aangepast: %(detail)s", detail=detail),
    }
    assurance = _("Er is niets veranderd.")
    return f"{reasons.get(code, reasons['damaged'])} {assurance}"
