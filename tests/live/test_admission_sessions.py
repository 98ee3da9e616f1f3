"""What real Yjs writes is always admitted, and the server's text is then the text of the browsers."""

from base64 import b64decode

import pytest
from pycrdt import Doc, Text

from notes.live.admission import Admitted, Refused, admit
from notes.live.coverage import Coverage
from tests.live.yjs import applied_by_yjs, covering, run_script, sessions

FIRST_SEED, COUNT = 1, 300


def test_sessions_of_yjs_are_admitted_whole_and_end_with_the_same_text(node_command: str) -> None:
    kinds = {"resent": 0, "pairs": 0, "deleted": 0, "paste": 0}
    for session in sessions(node_command, FIRST_SEED, COUNT):
        coverage, doc = Coverage(), Doc[Text]()
        text = doc.get("notes", type=Text)
        for client, update in session.edits:
            verdict = admit(update, coverage, (client,))
            assert isinstance(verdict, Admitted), f"seed {session.seed}: {verdict}"
            kinds["resent"] += verdict.update != update
            kinds["pairs"] += any(one.text and len(one.text) != one.length for one in verdict.decoded.structs)
            kinds["deleted"] += any(one.text is None for one in verdict.decoded.structs)
            kinds["paste"] += verdict.inserted_chars > 100_000
            coverage.add(verdict.decoded)
            if verdict.update is not None:
                doc.apply_update(verdict.update)
        assert str(text) == session.text, session.seed
        assert coverage.vector() == session.vector, session.seed
    assert min(kinds.values()) >= 10, f"the sessions lack something: {kinds}"


@pytest.fixture(scope="module")
def half(node_command: str) -> dict[str, str]:
    found: dict[str, str] = run_script(node_command, "half_emoji.mjs")[0]
    return found


def test_half_an_emoji_is_refused(half: dict[str, str]) -> None:
    coverage = covering([b64decode(half["first"])])
    verdict = admit(b64decode(half["half"]), coverage, (int(half["client"]),))
    assert isinstance(verdict, Refused)
    assert verdict.detail in {"origin_in_pair", "right_origin_in_pair", "delete_in_pair"}


def test_an_emoji_replaced_whole_leaves_both_sides_equal(node_command: str, half: dict[str, str]) -> None:
    first, whole = b64decode(half["first"]), b64decode(half["whole"])
    verdict = admit(whole, covering([first]), (int(half["client"]),))
    assert isinstance(verdict, Admitted)
    assert verdict.update is not None
    doc = Doc[Text]()
    doc.apply_update(first)
    doc.apply_update(verdict.update)
    assert str(doc.get("notes", type=Text)) == half["text"] == "ja 😁!"
    assert applied_by_yjs(node_command, [(first, verdict.update)])[0].text == half["text"]
