"""Who comes late reads first what came out so far, and the three most supported ideas; nothing that is not for all."""

import re
import time

from tests.web.site import Site

JSON = {"Accept": "application/json"}
ROOM = "/c/stad/energienet"


def _so_far(page: str) -> tuple[list[str], list[str]]:
    """Return the outcomes and the ideas under "Tot nu toe", as words."""
    part = page.split('id="so-far"')[1].split("</details>", maxsplit=1)[0]
    lists = [part.split(f'class="{name}"')[1].split("</ul>")[0].split("</ol>")[0] for name in ("outcomes", "top-ideas")]
    items = [re.findall(r"<li[^>]*>(.*?)</li>", found, re.DOTALL) for found in lists]
    outcomes, ideas = ([" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in found] for found in items)
    return outcomes, ideas


def test_who_comes_late_sees_the_outcomes_so_far_and_the_three_most_supported_ideas(oogst: Site) -> None:
    assert 'id="so-far"' not in oogst.browser().get(ROOM).text
    fatima, crowd = oogst.browser("facilitator"), [oogst.browser("participant") for _ in range(5)]
    lines = [
        ("decision", "We beginnen in mei"),
        ("note", "Intern: loonlijst"),
        ("insight", "Het kan"),
    ]
    for at, (kind, text) in enumerate(lines):
        assert fatima.post(f"{ROOM}/regel", {"request": f"so-far-{at}", "kind": kind, "text": text}).status_code == 303
    numbers = {}
    for text, support in {"Twee": 2, "Geen": 0, "Vier": 4, "Een": 1, "Verborgen": 4, "Drie": 3}.items():
        answer = crowd[4].post(f"{ROOM}/ideeen", {"text": text, "uuid": text}, headers=JSON)
        assert answer.json is not None
        numbers[text] = answer.json["idea"]["number"]
        for each in crowd[:support]:
            assert each.post(f"{ROOM}/ideeen/{numbers[text]}/steun", {"on": 1}, headers=JSON).status_code == 200
    fatima.post(f"{ROOM}/ideeen/{numbers['Verborgen']}/verbergen", {"hidden": 1})
    late = oogst.browser("joined")
    expected = ["Besluit We beginnen in mei", "Inzicht Het kan"]
    end = time.monotonic() + 10  # the text that pages read follows within a second
    while (found := _so_far(late.get(ROOM).text))[0] != expected:
        assert time.monotonic() < end, found
    _, ideas = found
    assert ideas == ["Vier Ik ook: 4", "Drie Ik ook: 3", "Twee Ik ook: 2"]
