"""The published report at its public address, which exists from the first day: `/v/<conference>`.

Promise: a version's bytes never change; a withdrawn one is not shown any more and says why; nothing here needs a name
or a code, and nothing shows more than the version itself.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.conference import Conference
from notes.domain.programme import ProgrammeItem, time_is_up_at
from notes.publishing.formats import Format
from notes.store import conferences, versions
from notes.store.unit_of_work import Session
from notes.store.versions import Listed, Version
from notes.web.downloads import format_names, report_file
from notes.web.headers import allow_style
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import not_found, speak_as
from notes.web.qr import qr_picture
from notes.web.speech import _
from notes.web.times import clock_time, day, day_and_time
from notes.web.whole_address import whole_address

pages = Blueprint("published", __name__, url_prefix="/v/<conf>")
_NUMBER_MAX = 1_000_000  # of a version; a database counts no further than its integers


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the report will be: in full, short enough to say aloud, and as a QR code (the address of a picture)."""

    full: str
    short: str
    qr: str


def addresses(conference: Conference) -> Addresses:
    """Return the public addresses of a conference's report."""
    whole = whole_address(url_for("published.newest", conf=str(conference.id)))
    return Addresses(full=whole, short=whole.split("://", 1)[-1], qr=qr_picture(whole))


@pages.get("")
def newest(conf: str) -> BaseResponse:
    """Show the newest version that was not withdrawn, or say when it is expected."""
    with parts().database.reading() as db:
        conference = _conference(db, conf)
        published = versions.listed(db, conference.id)
        items = conferences.programme(db, conference.id)
    shown = next((each for each in published if not each.withdrawn), None)
    if shown is not None:
        return _page(conference, shown.number)
    return _not_yet(conference, items, published)


@pages.get("/<int:number>")
def one(conf: str, number: int) -> BaseResponse:
    """Show a version."""
    with parts().database.reading() as db:
        conference = _conference(db, conf)
    return _page(conference, number)


@pages.get("/<int:number>.<ending>")
def download(conf: str, number: int, ending: str) -> BaseResponse:
    """Hand out a version as a file."""
    if ending not in list(Format):
        not_found()
    with parts().database.reading() as db:
        conference = _conference(db, conf)
        version = _version(db, conference.id, number)
    if version is None:
        not_found()
    if version.withdrawn:
        return _withdrawn(conference, version)
    return _kept(report_file(version.markdown, version.data, Format(ending), version=number))


@pages.get("/versies")
def all_versions(conf: str) -> Response:
    """Show every version with its files, and what changed in the newest."""
    with parts().database.reading() as db:
        conference = _conference(db, conf)
        published = versions.listed(db, conference.id)
        items = conferences.programme(db, conference.id)
    if not published:
        return _not_yet(conference, items, published)
    return show(
        "published.html",
        shown_conference=conference,
        versions=[(each, day_and_time(each.published_at, conference.timezone)) for each in published],
        formats=format_names(),
        public=addresses(conference),
    )


def _conference(db: Session, conf: str) -> Conference:
    """Return the conference that an address names by its short name or its number."""
    found = conferences.conference_by_slug(db, conf)
    if found is None and conf.isdecimal() and len(conf) < len("999999999"):
        found = conferences.conference(db, int(conf))
    if found is None:
        not_found()
    speak_as(found)
    return found


def _version(db: Session, conference_id: int, number: int) -> Version | None:
    return versions.version(db, conference_id, number) if number <= _NUMBER_MAX else None


def _page(conference: Conference, number: int) -> BaseResponse:
    with parts().database.reading() as db:
        version = _version(db, conference.id, number)
        published = versions.listed(db, conference.id)
    if version is None:
        not_found()
    if version.withdrawn:
        return _withdrawn(conference, version)
    from notes.publishing.report_page import own_styles, style_source  # noqa: PLC0415 -- most visitors come for a room

    made = report_file(version.markdown, version.data, Format.HTML, version=number)
    if made.status_code != 200:
        return made
    del made.headers["Content-Disposition"]
    with force_locale(version.data["language"]):  # as the words around it: nobody can choose a language here
        bar = _bar(conference, number, published, version.data["language"])
    made.set_data(made.get_data().replace(b"<body>", b"<body>\n" + bar.encode(), 1))
    allow_style(style_source(own_styles(version.data)))
    return _kept(made)


def _bar(conference: Conference, number: int, published: tuple[Listed, ...], spoken: str) -> str:
    """Return the line above a version that leads to its files and to the others."""
    newer = next((each.number for each in published if not each.withdrawn and each.number > number), None)
    files = url_for("published.all_versions", conf=conference.slug)
    about, all_files, is_newer = _("Over deze versie"), _("Downloads en versies"), _("Er is een nieuwere versie")
    words = [f'<a href="{files}">{all_files}</a>']
    if newer:
        newest_address = url_for("published.one", conf=conference.slug, number=newer)
        words.insert(0, f'<a href="{newest_address}"><strong>{is_newer}</strong></a>')
    return f'<nav class="site-bar" lang="{spoken}" aria-label="{about}">{" · ".join(words)}</nav>'


def _kept(answer: BaseResponse) -> BaseResponse:
    """Let a browser keep a version, and ask each time whether it was withdrawn."""
    if isinstance(answer, Response):
        answer.headers["Cache-Control"] = "no-cache"
        answer.add_etag()
        return answer.make_conditional(request)
    return answer


def expected_at(conference: Conference, items: tuple[ProgrammeItem, ...]) -> str:
    """Return after what the first version comes, in words; "" without a programme. Nobody promised a moment."""
    if not items:
        return ""
    last, zone = max(map(time_is_up_at, items)), conference.timezone
    return _(
        "Het komt na afloop van het programma: %(day)s, na %(time)s uur.",
        day=day(last, zone),
        time=clock_time(last, zone),
    )


def _not_yet(conference: Conference, items: tuple[ProgrammeItem, ...], published: tuple[Listed, ...]) -> Response:
    expected = "" if published else expected_at(conference, items)
    return show(
        "not_published.html",
        title=conference.title if conference.public else "",
        expected=expected,
        withdrawn=published[0] if published else None,
    )


def _withdrawn(conference: Conference, version: Listed) -> Response:
    with parts().database.reading() as db:
        published = versions.listed(db, conference.id)
    newer = next((each.number for each in published if not each.withdrawn), None)
    return show(
        "not_published.html",
        status=410,
        title=conference.title,
        expected="",
        withdrawn=version,
        newer=url_for("published.one", conf=conference.slug, number=newer) if newer else "",
    )
