"""The organisers' notepads for the report: who sees the page, and what it shows without script."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.web.site import Site, plan, site

PAGE = "/c/stad/verslag/notities"
_DATA = re.compile(r'id="page-data">(.*?)</script>')
_BLOCK = re.compile(r'<div class="block" data-key="[^"]+">(.*?)</div>', re.DOTALL)


@pytest.fixture(scope="module")
def oogst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site whose conference begins its report with something."""
    begun = plan(summary_template="Een *lange* dag.", closing_template="## Rode draad\n\n## Vervolgstappen\n")
    with site(tmp_path_factory.mktemp("notes"), begun) as made:
        yield made


def data_of(page: str) -> dict[str, Any]:
    """What the page brings along for its script."""
    found = _DATA.search(page)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize("role", ["reader", "joined", "participant", "facilitator"])
def test_nobody_but_an_organiser_sees_them_or_the_way_to_them(oogst: Site, role: str) -> None:
    browser = oogst.browser(role)
    answer = browser.get(PAGE)
    assert answer.status_code == 403
    assert "summary-notes" not in answer.text
    assert PAGE not in browser.get("/c/stad/verslag").text


def test_a_facilitator_gets_neither_their_text_nor_their_authors(oogst: Site) -> None:
    organiser, facilitator = oogst.browser("organiser"), oogst.browser("facilitator")
    for one in data_of(organiser.get(PAGE).text)["notepads"]:
        for path in (f"/notities/{one['notepad']}/state", f"/notities/{one['notepad']}/authors"):
            assert organiser.get(path).status_code == 200
            assert facilitator.get(path).status_code == 403


def test_without_script_both_are_read_as_blocks_and_a_script_may_join_them(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.get(PAGE)
    assert answer.status_code == 200
    summary, closing = answer.text.split('id="closing-notes"')
    assert [re.sub("<.*?>", "", block) for block in _BLOCK.findall(summary)] == ["Een lange dag."]
    assert [unescape(re.sub("<.*?>", "", block)) for block in _BLOCK.findall(closing)] == [
        "Rode draad",
        "Vervolgstappen",
    ]
    data = data_of(answer.text)
    assert [(one["kind"], one["writes"]) for one in data["notepads"]] == [("summary", True), ("closing", True)]
    assert f"'nonce-{data['nonce']}'" in answer.headers["Content-Security-Policy"]
    for page in ("/c/stad/verslag", "/c/stad/regie"):
        assert f'href="{PAGE}"' in organiser.get(page).text


def test_in_a_conference_that_is_locked_they_are_read_only(oogst: Site) -> None:
    oogst.add(plan("slot"))
    organiser = oogst.browser("organiser", conf="slot")
    sentence = "De conferentie is vastgezet: er kan niets meer bij."
    for locked in (False, True):
        if locked:
            assert organiser.post("/c/slot/regie/vastzetten", {"locked": 1}).status_code == 303
        page = organiser.get("/c/slot/verslag/notities").text
        assert (sentence in page.split('id="page-data"')[0]) is locked
        assert [one["writes"] for one in data_of(page)["notepads"]] == [not locked, not locked]
