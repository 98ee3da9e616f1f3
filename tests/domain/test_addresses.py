"""Tries to get a link of the notes to lead into our own site, or a good one lost."""

import pytest

from notes.domain.addresses import outward


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("https://x.nl/a?b#c", "https://x.nl/a?b#c"),
        ("HTTP://x.nl", "HTTP://x.nl"),
        ("mailto:a@x.nl", "mailto:a@x.nl"),
        ("idee:7", "idee:7"),
        ("x.nl", "https://x.nl"),
        ("www.x.nl/pad/hier.html", "https://www.x.nl/pad/hier.html"),
        ("x.nl:8080/a", "https://x.nl:8080/a"),
        ("//x.nl/a", "https://x.nl/a"),
        ("x.nl?mail=a@b.nl", "https://x.nl?mail=a@b.nl"),
        ("a.b@x.nl", "mailto:a.b@x.nl"),
        ("/c/hier/verslag", ""),
        ("verslag", ""),
        ("../regie", ""),
        ("./x.nl", ""),
        ("?q=x.nl", ""),
        ("#kop", ""),
        ("//regie", ""),
        ("", ""),
    ],
)
def test_an_address_without_a_scheme_is_one_of_the_web_or_none(written: str, leads_to: str) -> None:
    assert outward(written) == leads_to
