"""A finger that trembles: a second tap means nothing to what came under it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.browser.test_stream import foot, send, undo
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

HOLD_TIME = "() => { const at = Date.now(); Date.now = () => at; }"
A_SECOND_LATER = "() => { const at = Date.now() + 1000; Date.now = () => at; }"


def twice(staff: Person, button: Locator, then: Locator) -> None:
    """Press where a button is, and there again when the page has changed under the finger; a second goes by after it."""
    button.hover()
    for _ in range(2):
        staff.page.mouse.down()
        staff.page.mouse.up()
        expect(then).to_be_visible()
    staff.page.evaluate(A_SECOND_LATER)


def test_a_second_tap_means_nothing_to_what_came_under_the_finger(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("energienet")
    send(anna, "Trilt een", "Trilt twee", "Trilt drie")
    staff = people.person(server).facilitates("energienet", "Fatima")
    staff.page.evaluate(HOLD_TIME)
    top = staff.idea("Trilt drie")
    undo_it = top.get_by_role("button", name="Ongedaan maken")
    twice(staff, top.get_by_role("button", name="Overnemen in de notities"), undo_it)
    expect(undo_it).to_be_visible()
    top.get_by_role("button", name="Verbergen").click()
    twice(staff, top.get_by_role("button", name="Nee, alleen het idee verbergen"), foot(staff))
    expect(foot(staff)).to_contain_text("1 idee is verborgen.")
    staff.sees_text("[Trilt drie](idee:")
    # Nobody put the cursor anywhere: not where the notes begin.
    assert not re.search(r"^#.*\n- \[Trilt drie\]", staff.text, re.MULTILINE)
    # The next card slides up.
    hide = staff.idea("Trilt twee").get_by_role("button", name="Verbergen")
    twice(staff, hide, foot(staff).filter(has_text="2 ideeën zijn verborgen."))
    expect(staff.idea("Trilt een")).to_be_visible()
    undo(staff)
    expect(staff.page.locator("#ideas > .idea", has_text="Trilt")).to_have_count(3)
    # By keyboard: the focus moved there by itself.
    staff.idea("Trilt een").get_by_role("button", name="Overnemen in de notities").focus()
    staff.page.keyboard.press("Enter")
    undo_it = staff.idea("Trilt een").get_by_role("button", name="Ongedaan maken")
    expect(undo_it).to_be_focused()
    staff.page.keyboard.press("Enter")
    staff.page.evaluate(A_SECOND_LATER)
    staff.sees_text("[Trilt een](idee:")
    undo_it.press("Enter")
    until(staff.page, lambda: staff.text, lambda text: "Trilt een" not in text)
