"""A conference of more than one day says which day, wherever its programme is read; one of a day does not repeat it."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from html import unescape

import pytest

from notes.domain.plan import PlannedItem
from notes.domain.programme import ItemKind
from notes.store import conferences, sign_ups
from notes.store.sign_ups import SignUpSettings
from tests.web.signing_up import sign_up
from tests.web.site import Site, plan, site


def item(slug: str, begins: datetime, ends: datetime) -> PlannedItem:
    return PlannedItem(slug=slug, title=slug.capitalize(), kind=ItemKind.ROUND, starts_at=begins, ends_at=ends)


TWO_DAYS = (
    item("ronde-1", datetime(2096, 12, 1, 15, tzinfo=UTC), datetime(2096, 12, 1, 16, tzinfo=UTC)),
    item("ronde-2", datetime(2096, 12, 2, 8, tzinfo=UTC), datetime(2096, 12, 2, 12, tzinfo=UTC)),
)
HEADINGS = ["zaterdag 1 december 2096", "zondag 2 december 2096"]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a conference of two days, "stad", and one of a day, "dag"; both take sign-ups."""
    with site(tmp_path_factory.mktemp("web"), replace(plan(), items=TWO_DAYS)) as made:
        made.add(replace(plan("dag"), items=TWO_DAYS[:1]))
        with made.parts.database.writing() as session:
            for each in conferences.all_conferences(session):
                sign_ups.set_settings(session, each.id, SignUpSettings(open=True))
        yield made


@pytest.mark.parametrize("path", ["/c/stad", "/c/stad/aanmelden", "/c/stad/regie"])
def test_a_programme_of_two_days_has_a_heading_for_each(twice: Site, path: str) -> None:
    browser = twice.browser("organiser")
    two, one = browser.get(path).text, twice.browser("organiser", conf="dag").get(path.replace("stad", "dag")).text
    assert re.findall(r"<h3[^>]*>(\w+ \d+ december 2096)</h3>", two) == HEADINGS
    assert re.findall(r"<h3[^>]*>(\w+ \d+ december 2096)</h3>", one) == []


def test_the_start_page_says_when_each_conference_is(twice: Site) -> None:
    cards = twice.browser().get("/").text.split('class="conference-card')[1:]
    assert [re.findall(r"<span>(.*?2096)</span>", card) for card in cards] == [[HEADINGS[0]], [" – ".join(HEADINGS)]]


@pytest.mark.parametrize("path", ["/c/stad", "/c/stad/aanmelden", "/c/stad/regie", "/c/stad/fondsen"])
def test_a_round_that_stands_alone_says_its_day(twice: Site, path: str) -> None:
    words = unescape(re.sub(r"<[^>]*>", "", twice.browser("organiser").get(path).text))
    assert "za 1 dec 16.00–17.00" in words


@pytest.mark.parametrize(("conf", "of"), [("stad", ""), ("dag", " van deze dag")])
def test_what_is_of_two_days_is_not_said_to_be_of_one(twice: Site, conf: str, of: str) -> None:
    page = twice.browser().get(f"/c/{conf}").text
    assert re.findall(r"(Aanmelden|Het verslag)( van deze dag| voor deze dag|)</a>", page) == [
        ("Aanmelden", of.replace("van", "voor")),
        ("Het verslag", of),
    ]
    poster = twice.browser("organiser", conf=conf).get(f"/c/{conf}/regie/posters/verslag").text
    assert re.findall(r"<h2[^>]*>(Het verslag.*?)</h2>", poster) == [f"Het verslag{of}"]


@pytest.mark.parametrize(
    ("conf", "when"),
    [
        ("stad", f"Wanneer:\n- {HEADINGS[0]}, 16.00–17.00\n- {HEADINGS[1]}, 09.00–13.00\n"),
        ("dag", f"Wanneer: {HEADINGS[0]}, 16.00–17.00\n"),
    ],
)
def test_the_mail_says_every_day(twice: Site, conf: str, when: str) -> None:
    sign_up(twice.browser(), conf, email=f"{conf}@example.org")
    organiser = twice.browser("organiser", conf=conf)
    packed = zipfile.ZipFile(io.BytesIO(organiser.get(f"/c/{conf}/aanmeldingen/mail/mails.zip").data))
    body = message_from_bytes(packed.read(packed.namelist()[0]), policy=policy.default).get_body()
    assert body is not None
    assert when in body.get_content().replace("\r\n", "\n")
