"""What the tests of sign-ups share: a conference that takes them, and the form as a browser without script sends it."""

import re
from collections.abc import Mapping
from html import unescape

from sqlalchemy import select
from werkzeug.test import TestResponse

from notes.store import conferences, sign_ups
from notes.store.models import SignUpRow
from notes.store.sign_ups import SignUpFacts, SignUpSettings
from tests.web.site import Browser, Site, plan

FORM = re.compile(r'name="form" value="([^"]+)"')
OPEN = SignUpSettings(open=True, places=None, retention_days=30, accessibility="Er is een lift.\n\nGeen drempels.")


def take_sign_ups(oogst: Site, slug: str, settings: SignUpSettings = OPEN) -> int:
    """Add a conference that takes sign-ups; return its id."""
    made = oogst.add(plan(slug, description="Over fondsen.\n\nEn meer.", place="Pakhuis", contact="post@stad.example"))
    with oogst.parts.database.writing() as session:
        sign_ups.set_settings(session, made, settings)
    return made


def form_of(browser: Browser, slug: str) -> str:
    """Return the token of a form that was just handed out."""
    found = FORM.search(browser.get(f"/c/{slug}/aanmelden").text)
    assert found is not None
    return unescape(found[1])


def sign_up(browser: Browser, slug: str, form: str = "", **fields: str) -> TestResponse:
    """Send the form, filled in as Ada unless `fields` say otherwise."""
    values: Mapping[str, str] = {"name": "Ada", "email": "ada@example.org", "form": form or form_of(browser, slug)}
    return browser.client.post(f"/c/{slug}/aanmelden", data={**values, **fields})


def of_conference(oogst: Site, slug: str) -> list[SignUpFacts]:
    """Return what is stored, in order."""
    with oogst.parts.database.reading() as session:
        conference = conferences.conference_by_slug(session, slug)
        assert conference is not None
        ours = select(SignUpRow).where(SignUpRow.conference_id == conference.id).order_by(SignUpRow.id)
        rows = session.scalars(ours).all()
        return list(sign_ups.facts_of(rows, sign_ups.choices_of(session, [row.id for row in rows])))
