"""Due dates: all listed forms, both languages, and never a guess."""

from datetime import date

import pytest

from notes.domain.dates import due, written

JANUARY_15 = date(2022, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Fonds (uiterlijk 15-01-2022)",
        "Fonds uiterlijk 15 januari 2022",
        "Fonds vóór 15 januari 2022",
        "Fonds voor za 15 januari 2022",
        "Fonds per 2022-01-15",
        "Fonds by 15 January 2022",
        "Fonds by January 15, 2022",
        "Fonds by Saturday 15th January 2022",
        "Fonds 📅 2022-01-15",
        "Fonds [due:: 2022-01-15]",
        "Fonds 15 jan. 2022",
        "Fonds (15/01/2022)",
        "Fonds (15.1.2022)",
        "Fonds uiterlijk op zaterdag 15 januari 2022",
    ],
)
def test_each_listed_form_is_read_and_taken_out_of_the_text(text: str) -> None:
    found = due(text)
    assert (found.day, found.rest, found.hint) == (JANUARY_15, "Fonds", "")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Fonds (uiterlijk volgende week)", "volgende week"),
        ("Fonds (voor 03/04/2022)", "03/04/2022"),
        ("Fonds uiterlijk 31-02-2022", "31-02-2022"),
        ("Fonds (uiterlijk 15 januari)", "15 januari"),
        ("Fonds [due:: morgen]", "morgen"),
        ("Fonds (uiterlijk 15-01-22)", "15-01-22"),
    ],
)
def test_what_cannot_be_read_stays_text_with_a_hint(text: str, hint: str) -> None:
    found = due(text)
    assert (found.day, found.rest, found.hint) == (None, text, hint)


@pytest.mark.parametrize(
    "text",
    ["Evaluatie van 15 januari 2022 rondsturen", "Kamer 15-01 bellen", "Plan 2022 maken", "voor 2022 mensen koken"],
)
def test_a_date_inside_a_sentence_is_no_due_date(text: str) -> None:
    assert due(text).day is None
    assert due(text).rest == text


def test_a_whole_text_that_is_a_date_is_read() -> None:
    assert written(" 15 januari 2022 ") == JANUARY_15
    assert written("15 januari") is None
