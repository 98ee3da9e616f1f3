"""Files to take along: a report in a format, under a name that keeps its letters.

Promise: what cannot be made is said in a page, with what to do; nothing else is touched by it.
"""

import logging
from urllib.parse import quote

from flask import Response

from notes.domain.report.data import Data
from notes.domain.text import file_name
from notes.ground.events import tell
from notes.publishing.formats import Format
from notes.publishing.worker import RenderingFailed
from notes.web.errors import error_page
from notes.web.parts import parts
from notes.web.speech import _

log = logging.getLogger(__name__)


def attachment(name: str, plain: str) -> str:
    """Return the header with the name in full (RFC 5987), and in plain letters for who cannot read that."""
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def report_file(markdown: str, data: Data, chosen: Format, *, version: int | None = None) -> Response:
    """Return a report as a file to keep, named after its conference (and its version), or a page that says why not."""
    try:
        made = parts().exports.export(markdown, data, chosen)
    except RenderingFailed as failure:
        # Of what went wrong only the kind is logged: its words may hold what somebody typed.
        tell(log, "export_failed", format=chosen.value, reason=":".join(str(failure).split(":")[:2]))
        explanation = _("De notities en ideeën zijn veilig. Probeer het opnieuw, of kies een ander soort bestand.")
        return error_page(_("Dit bestand kon niet worden gemaakt"), explanation, 503)
    title, plain = data["conference"]["title"], data["conference"]["name"]
    if version is not None:
        title, plain = f"{title} {version}", f"{plain}-{version}"
    if data["conference"]["rehearsal"]:
        title, plain = f"{title} {data['mark']}", f"{plain}-{data['mark']}"
    answer = Response(made, content_type=chosen.content_type)
    answer.headers["Content-Disposition"] = attachment(file_name(title, chosen.value), f"{plain}.{chosen.value}")
    return answer


def format_names() -> tuple[tuple[str, str], ...]:
    """Return the endings of the files that a report can be, with what people call them, the most asked for first."""
    names = {
        "pdf": _("PDF"),
        "docx": _("Word"),
        "html": _("Webpagina (één bestand)"),
        "md": _("Tekst met opmaak (.md)"),
        "zip": _("Alles in één ZIP"),
        "csv": _("Acties als tabel (.csv)"),
        "ics": _("Acties voor je agenda (.ics)"),
        "json": _("Gegevens (.json)"),
    }
    return tuple((ending, name) for ending, name in names.items() if ending in list(Format))
