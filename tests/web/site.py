"""The whole site on a real database with the real engine, and browsers in every role."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from notes import factory
from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from notes.ground.ports import Clock
from notes.ground.settings import Environment, Settings
from notes.ground.system import RandomIds
from notes.ground.tokens import access_token
from notes.store import access_links, conferences
from notes.store.migrating import migrate
from notes.web.parts import Parts

KEY = b"k" * 40
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def plan(slug: str = "stad", *, topics: int = 2, **changes: Any) -> ConferencePlan:
    """Return a conference whose rooms are open: "fondsen" and "energienet", or more."""
    begin = datetime.now(UTC) - timedelta(hours=1)
    item = PlannedItem(
        slug="ronde-1", title="Ronde I", kind=ItemKind.ROUND, starts_at=begin, ends_at=begin + timedelta(hours=3)
    )
    names = ["fondsen", "energienet", *(f"onderwerp-{number}" for number in range(3, topics + 1))][:topics]
    planned = tuple(
        PlannedTopic(
            slug=name,
            title=name.capitalize(),
            question="Wat kan er beter?",
            template="## Inzichten\n\n- ",
            meetings=(PlannedMeeting(item="ronde-1", place="Grote zaal"),),
        )
        for name in names
    )
    return ConferencePlan(slug=slug, title=f"Conferentie {slug}", items=(item,), topics=planned, **changes)


@dataclass
class Site:
    """A running site."""

    app: Flask
    parts: Parts
    codes: dict[str, str] = field(default_factory=dict)

    def add(self, conference: ConferencePlan) -> int:
        """Add a conference as a shell command would; return its id."""
        with self.parts.database.writing() as session:
            made = conferences.create(session, conference, datetime.now(UTC), RandomIds())
            found = conferences.conference(session, made)
            assert found is not None
            self.codes[found.slug] = found.code
        return made

    def link(self, role: str, topic: str | None = None, conf: str = "stad", label: str = "") -> str:
        """Make an access link; return its id."""
        link_id = RandomIds().token()
        with self.parts.database.writing() as session:
            conference = conferences.conference_by_slug(session, conf)
            assert conference is not None
            ids = {each.slug: each.id for each in conferences.topics(session, conference.id)}
            chosen = ids[topic] if topic else None
            access_links.make(session, link_id, conference.id, role, chosen, label, datetime.now(UTC))
        return link_id

    def address(self, link_id: str) -> str:
        """Return the secret path of a link."""
        return f"/toegang/{access_token(KEY, link_id)}"

    def topic_id(self, slug: str, conf: str = "stad") -> int:
        """Return a topic's id."""
        with self.parts.database.reading() as session:
            conference = conferences.conference_by_slug(session, conf)
            assert conference is not None
            return next(each.id for each in conferences.topics(session, conference.id) if each.slug == slug)

    def browser(
        self, role: str = "reader", *, name: str = "", topic: str | None = None, conf: str = "stad"
    ) -> "Browser":
        """Return a new browser in a role: reader, joined (gave the code), participant, facilitator, organiser."""
        browser = Browser(self.app.test_client())
        if role in ("joined", "participant"):
            browser.get(f"/{self.codes[conf]}")
        if role == "participant":
            assert browser.post(f"/c/{conf}/meedoen", {}).status_code == 200
        if role in ("facilitator", "organiser"):
            path = self.address(self.link(role, topic, conf))
            assert browser.post(path, {"name": name or role}).status_code == 303
        return browser


class Browser:
    """A test client that fills in the CSRF token of the last page it saw."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self._token = ""

    def get(self, path: str, **more: Any) -> TestResponse:
        """Fetch a page."""
        answer = self.client.get(path, buffered=True, **more)  # else a static file stays open
        self._remember(answer)
        return answer

    def post(self, path: str, data: Mapping[str, object], **more: Any) -> TestResponse:
        """Send a form with a valid token."""
        if not self._token:
            self.get("/")
        answer = self.client.post(path, data={"csrf_token": self._token, **data}, **more)
        self._remember(answer)
        return answer

    def _remember(self, answer: TestResponse) -> None:
        if answer.mimetype == "text/html" and (found := _TOKEN.search(answer.text)):
            self._token = unescape(found[1])


@contextmanager
def site(
    folder: Path, conference: ConferencePlan | None = None, *, clock: Clock | None = None, **changes: Any
) -> Iterator[Site]:
    """Run a site with one conference on a new database in `folder`; `changes` are its settings."""
    url = f"sqlite:///{folder / 'oogst.db'}"
    migrate(url, backup_dir=folder)
    settings = Settings(secret_key=KEY, environment=Environment.TEST, database_url=url, **changes)
    app = factory.create_app(settings, clock=clock)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    # Not running yet: the engine seeds the notepads of what is there when it starts.
    parts: Parts = app.extensions["oogst"]
    made = Site(app, parts)
    made.add(conference or plan())
    with factory.running(app):
        yield made
