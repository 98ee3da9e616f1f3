"""The report of this moment: a preview, and its Markdown to download.

Promise: both are made of what is stored now, and only organisers and facilitators read them
before it is published.
"""

import re
from itertools import count
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, abort
from markupsafe import escape

from notes.access import What
from notes.domain.harvest import Harvest
from notes.domain.report.building import build
from notes.domain.report.writing import to_markdown
from notes.domain.text import file_name
from notes.domain.words import words_for
from notes.ground.throttle import Act, Counted
from notes.store.harvest import harvest
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.speech import _

_TABLE: Final = re.compile(r"<table>.*?</table>", re.DOTALL)

pages = Blueprint("report", __name__, url_prefix="/c/<conf>")


@pages.get("/verslag")
def page(conf: str) -> Response:
    """Show the report of this moment to organisers and facilitators."""
    here, stored = _stored(conf)
    return show(
        "report.html",
        conference=here.conference,
        visitor=here.visitor,
        report_html=_tables_that_scroll(parts().reports.report_html(_markdown(stored))),
    )


@pages.get("/verslag.md")
def download(conf: str) -> Response:
    """Hand out the report of this moment as Markdown."""
    here, stored = _stored(conf)
    answer = Response(_markdown(stored), content_type="text/markdown; charset=utf-8")
    answer.headers["Content-Disposition"] = attachment(file_name(here.conference.title, "md"), here.conference.slug)
    return answer


def _stored(conf: str) -> tuple[Place, Harvest]:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.READ_REPORT)
        if not parts().throttle.allow(Counted.person(person_of(here)), Act.REPORT):
            abort(429)
        stored = harvest(db, here.conference.id, parts().clock.now())
    if stored is None:
        not_found()
    return here, stored


def _markdown(stored: Harvest) -> str:
    words = words_for(stored.conference.language)
    return to_markdown(build(stored, words), words)


def _tables_that_scroll(html: str) -> str:
    """Give every table of sanitised `html` a frame of its own, so that on a phone only the table moves."""
    number = count(1)

    def framed(table: re.Match[str]) -> str:
        name = escape(_("Tabel %(number)s", number=next(number)))
        return f'<div class="table-wrap" role="region" tabindex="0" aria-label="{name}">{table[0]}</div>'

    return _TABLE.sub(framed, html)


def attachment(name: str, plain: str) -> str:
    """Return the header with the name in full (RFC 5987), and in plain letters for who cannot read that."""
    return f"attachment; filename=\"{plain}.md\"; filename*=UTF-8''{quote(name, safe='')}"
