"""Another device: the same person with the same roles, by a code that works once and cannot be guessed."""

import re

import pytest

from notes.ground import limits
from tests.web.site import Browser, Site

HERE, THERE = "/c/stad/ander-apparaat", "/ander-apparaat"


def code_of(browser: Browser) -> str:
    found = re.search(r'class="device-code code" role="status">(\w{6})<', browser.post(HERE, {}).text)
    assert found is not None
    return found[1]


def person(browser: Browser) -> object:
    with browser.client.session_transaction() as kept:
        return dict(kept.get("people", {}))


@pytest.mark.parametrize(
    ("role", "topic", "target"),
    [
        ("organiser", None, "/c/stad/regie"),
        ("facilitator", "fondsen", "/c/stad"),
        ("participant", None, "/c/stad"),
    ],
)
def test_the_other_device_becomes_the_same_person_with_the_same_rights(
    oogst: Site, role: str, topic: str | None, target: str
) -> None:
    first, second = oogst.browser(role, topic=topic, name="Fatima"), oogst.browser()
    code = code_of(first)
    answer = second.post(THERE, {"code": f" {code[:3].lower()}-{code[3:]} "})
    assert (answer.status_code, answer.headers["Location"]) == (303, target)
    assert person(second) == person(first)
    looks = [('id="line-form"' in each.get("/c/stad/fondsen").text) for each in (first, second)]
    assert looks == [role != "participant"] * 2
    again = oogst.browser().post(THERE, {"code": code})
    assert (again.status_code, "al gebruikt of verlopen" in again.text, code in again.text) == (404, True, True)


def test_every_page_of_somebody_leads_there_and_nobodys_does(oogst: Site) -> None:
    door = f'href="{HERE}"'
    assert [door in oogst.browser(role).get("/c/stad/fondsen").text for role in ("participant", "facilitator")] == [
        True,
        True,
    ]
    assert [door in oogst.browser(role).get("/c/stad/fondsen").text for role in ("reader", "joined")] == [False, False]
    nobody = oogst.browser("joined")
    assert "Je bent hier nog niemand" in nobody.get(HERE).text
    assert nobody.post(HERE, {}).status_code == 403


@pytest.mark.usefixtures("standing_minute")
def test_guessing_is_slowed_down_and_so_is_making(oogst: Site) -> None:
    code = code_of(oogst.browser("facilitator"))
    guesser, from_there = oogst.browser(), {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    most = limits.WRONG_DEVICE_CODES_PER_ADDRESS_PER_MINUTE
    answers = [guesser.post(THERE, {"code": "AAAAAA"}, **from_there).status_code for _ in range(most + 1)]
    assert answers == [404] * most + [429]
    assert guesser.post(THERE, {"code": code}, **from_there).status_code == 429
    maker = oogst.browser("participant")
    made = [maker.post(HERE, {}).status_code for _ in range(limits.DEVICE_CODES_PER_PERSON_PER_HOUR + 1)]
    assert made == [200] * limits.DEVICE_CODES_PER_PERSON_PER_HOUR + [429]
