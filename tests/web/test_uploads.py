"""What is too big for a socket comes in over HTTP: the form's limit is not the upload's."""

import json

import pytest

from notes.ground import limits
from tests.web.site import Site


@pytest.mark.parametrize("size", [limits.FORM_MAX_BYTES + 1, 315_000, limits.UPLOAD_MAX_BYTES], ids=str)
def test_a_paste_beyond_the_forms_limit_is_read(oogst: Site, size: int) -> None:
    assert _sent(oogst, size) != 413


def test_a_paste_beyond_the_uploads_limit_is_not_read(oogst: Site) -> None:
    assert _sent(oogst, limits.UPLOAD_MAX_BYTES + 1) == 413


def test_a_paste_without_the_pages_token_is_refused(oogst: Site) -> None:
    assert _sent(oogst, 315_000, token="") == 403


def test_a_form_keeps_its_own_limit(oogst: Site) -> None:
    browser = oogst.browser("facilitator")
    answer = browser.client.post("/taal", data=b"language=" + b"x" * limits.FORM_MAX_BYTES)
    assert answer.status_code == 413


def _sent(oogst: Site, size: int, token: str | None = None) -> int:
    browser = oogst.browser("facilitator")
    data = json.loads(browser.get("/c/stad/fondsen").text.split('id="page-data">')[1].split("</script>")[0])
    # Without an epoch: refused by its content, after the body was taken.
    answer = browser.client.post(
        f"/notities/{data['notepad']}/upload",
        data=b"x" * size,
        content_type="application/octet-stream",
        headers={"X-CSRFToken": data["csrf"] if token is None else token, "Accept": "application/json"},
    )
    return int(answer.status_code)


@pytest.mark.parametrize(("role", "has"), [("participant", True), ("facilitator", True), ("reader", False)])
def test_who_joined_may_get_the_editor_without_a_reload(oogst: Site, role: str, has: bool) -> None:
    answer = oogst.browser(role).get("/c/stad/fondsen")
    nonce = json.loads(answer.text.split('id="page-data">')[1].split("</script>")[0])["nonce"]
    assert (nonce is not None) == has
    assert ("'nonce-" in answer.headers["Content-Security-Policy"]) == has
