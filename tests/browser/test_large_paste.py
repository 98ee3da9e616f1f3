"""A paste that no socket takes travels over HTTP, and arrives like typing."""

import pytest

from tests.browser.people import Hall, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "incubator"
# Letters of three bytes: many bytes while the notes have room for the characters.
LINE = "€" * 59 + "\n"
PASTE_BYTES = 315_000
# A paste event as the browser makes it: Playwright has no clipboard on plain http.
_PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("#editor .cm-content").dispatchEvent(event);
}"""


def test_a_paste_of_315_kb_reaches_the_other_browser(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    fatima.begin_line()
    pasted = LINE * (PASTE_BYTES // len(LINE.encode()))
    fatima.page.evaluate(_PASTE, pasted)
    fatima.all_saved()
    until(ahmed.page, lambda: ahmed.text, lambda text: pasted in text)
    assert pasted in server.log_text(TOPIC)
