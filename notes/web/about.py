"""The two pages that say what may be expected of us: privacy and accessibility, with a conference's own words below.

Promise: what they say of a conference is what its settings are now; of one that a visitor may not see they say nothing.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from notes.domain.canonical import canonical
from notes.domain.conference import Conference, NamesPolicy, OwnersPolicy
from notes.domain.sign_ups import DEFAULT_RETENTION_DAYS
from notes.ground import limits
from notes.store import conferences
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import speak_as
from notes.web.speech import _
from notes.web.visitor import visitor

pages = Blueprint("about", __name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom to ask: who organises, and where to write; "" for not known."""

    organisers: str
    contact: str


@pages.get("/privacy")
def privacy() -> Response:
    """Say in plain words what is stored, how long, and who sees it."""
    conference = _conference()
    return show(
        "privacy.html",
        about=conference,
        asked=_asked(conference),
        own=_html(conference.privacy_text) if conference else "",
        names=_names(conference) if conference else "",
        owners=_owners(conference) if conference else "",
        sign_up_days=_sign_up_days(conference),
        quarantine_days=limits.QUARANTINE_RETENTION_DAYS,
        cookie_days=limits.COOKIE_DAYS,
    )


@pages.get("/toegankelijkheid")
def accessibility() -> Response:
    """The accessibility statement, with an address for complaints."""
    conference = _conference()
    return show(
        "accessibility.html",
        about=conference,
        asked=_asked(conference),
        own=_html(conference.accessibility_text) if conference else "",
    )


def _conference() -> Conference | None:
    """Return the conference whose short name the address gives, for somebody who may see it."""
    slug = request.args.get("conf", "")
    if not slug:
        return None
    with parts().database.reading() as db:
        found = conferences.conference_by_slug(db, slug)
        if found is None or (not found.public and visitor(db, found).must_join):
            return None
    speak_as(found)
    return found


def _asked(conference: Conference | None) -> _Asked:
    contact = (conference.contact if conference else "") or parts().settings.contact
    return _Asked(conference.organisers if conference else "", contact)


def _sign_up_days(conference: Conference | None) -> int:
    chosen = conference.retention_days if conference else None
    return DEFAULT_RETENTION_DAYS if chosen is None else chosen


def _html(text: str) -> str:
    return parts().renderer.report_html(canonical(text, top_level=2)) if text else ""


def _names(conference: Conference) -> str:
    sentences = {
        NamesPolicy.NONE: _("Nu gekozen: er staan geen namen van deelnemers in."),
        NamesPolicy.FIRST: _("Nu gekozen: er staan alleen voornamen in van wie een naam invulde."),
        NamesPolicy.FULL: _("Nu gekozen: er staan hele namen in van wie een naam invulde."),
    }
    return sentences[conference.names_policy]


def _owners(conference: Conference) -> str:
    if conference.owners_policy is OwnersPolicy.TYPED:
        return _("Wie een actie doet, staat erin zoals het in de notities getypt is.")
    return _("Wie een actie doet, staat er niet in.")
