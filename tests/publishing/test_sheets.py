"""Tries to find a sheet that a printer, a screen reader or a phone's camera cannot use."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from pypdf import PdfReader, Transformation

from notes.publishing.sheets import TOPICS_MAX, Named, Sheet, SheetKind, listed, qr_svg, sheets_data, shortened
from notes.publishing.sheets_pdf import sheets_pdf
from tests.hostile import TAKEN

ROOM = Sheet(
    kind=SheetKind.ROOM,
    above="Coöperatieven maken de stad",
    title="De buurtcoöperatie",
    number="4",
    question="Hoe passen we het model toe in een buurt?",
    shade="4",
    target="https://oogst.example.org/c/stad/buurt?code=ABC234",
    target_says="QR-code: meedoen",
    invite="Scan en doe mee",
    go_to="Of ga naar",
    address="oogst.example.org/ABC234",
    lines=("Ronde I, 19.15–20.15: Grote zaal",),
    topics=(Named(number="1", title="Fondsen", shade="a63a1d"),),
    note="Zonder account.",
)
CARDS = Sheet(
    kind=SheetKind.CARDS,
    above="",
    title="Fondsen",
    question="Hoe?",
    shade="1",
    idea_label="Mijn idee",
    name_label="Naam (mag leeg)",
)


def words_in(made: bytes, page: int = 0) -> str:
    return " ".join(PdfReader(io.BytesIO(made)).pages[page].extract_text().split())


def test_each_sheet_is_one_tagged_page_of_a4_with_its_words_and_a_code_that_says_what_it_is() -> None:
    made = sheets_pdf(sheets_data("Om op te hangen", "nl", [ROOM, CARDS, ROOM]))
    assert made == sheets_pdf(sheets_data("Om op te hangen", "nl", [ROOM, CARDS, ROOM]))
    assert len(PdfReader(io.BytesIO(made)).pages) == 3
    for words in (ROOM.title, ROOM.question, ROOM.address, ROOM.invite, *ROOM.lines, "Fondsen", ROOM.note):
        assert words in words_in(made), words
    cards = words_in(made, 1)
    assert [cards.count(each) for each in ("Hoe?", "Mijn idee", "Naam (mag leeg)")] == [4, 4, 4]
    with pikepdf.open(io.BytesIO(made)) as file:
        assert file.Root.MarkInfo.Marked
        assert [round(float(side)) for side in file.pages[0].MediaBox] == [0, 0, 595, 842]
        found = [str(each.Alt) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert found == ["QR-code: meedoen"] * 2


@pytest.mark.parametrize("text", [*TAKEN.values(), "w" * 500, "漢👍"], ids=[*TAKEN, "one long word", "no glyphs"])
def test_no_words_stop_it_or_begin_another_page(text: str) -> None:
    hostile = replace(ROOM, title=text, question=text, lines=(text,), above=text[:80])
    cards = replace(CARDS, title=text, question=text)
    made = sheets_pdf(sheets_data(text, "nl", [hostile, cards]))
    assert len(PdfReader(io.BytesIO(made)).pages) == 2
    assert ROOM.address in words_in(made)


@pytest.mark.parametrize("words", range(2, 8))
def test_no_line_ends_between_the_times_of_a_span(words: int) -> None:
    made = sheets_pdf(sheets_data("x", "nl", [replace(ROOM, lines=(f"{'Ronde ' * words}10.45–12.00: zaal",))]))
    assert "10.45–12.00" in PdfReader(io.BytesIO(made)).pages[0].extract_text().replace("\n:", ":")


def test_a_code_has_white_around_it_and_is_the_same_each_time() -> None:
    picture = qr_svg("https://oogst.example.org/c/stad/buurt?code=ABC234")
    assert picture == qr_svg("https://oogst.example.org/c/stad/buurt?code=ABC234")
    assert picture != qr_svg("https://oogst.example.org/c/stad/buurt?code=ABC235")
    assert '<g transform="scale(4)"><path fill="#fff"' in picture


def heights(made: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return each piece of a page's words with where it is drawn: from the left, and from below."""
    found: list[tuple[str, float, float]] = []

    def see(text: str, current: list[float], matrix: list[float], _font: object, _size: object) -> None:
        if text.strip():
            left, height = Transformation(
                (current[0], current[1], current[2], current[3], current[4], current[5])
            ).apply_on((matrix[4], matrix[5]))
            found.append((text, left, height))

    PdfReader(io.BytesIO(made)).pages[page].extract_text(visitor_text=see)
    return found


def lowest(found: list[tuple[str, float, float]], word: str) -> float:
    return min(height for text, _left, height in found if word in text)


@pytest.mark.parametrize("many", [9, 24, 60])
def test_many_topics_are_each_on_a_line_of_their_own_above_the_address(many: int) -> None:
    named = [
        Named(number=str(at), title=f"Onderwerp {at} over buurtcoöperaties", shade="1") for at in range(1, many + 1)
    ]
    topics, more = listed(named, "… en nog {} onderwerpen")
    made = sheets_pdf(sheets_data("x", "nl", [replace(ROOM, topics=topics, more=more, lines=())]))
    found = heights(made)
    numbers = [(left, height) for text, left, height in found if text.strip().isdigit() and height < 500]
    assert len(numbers) == min(many, TOPICS_MAX)
    apart = [
        high[1] - low[1] for high, low in pairwise(sorted(numbers, key=lambda at: (at[0], -at[1]))) if high[0] == low[0]
    ]
    assert min(apart) > 5
    assert min(height for _left, height in numbers) > lowest(found, "Of ga naar")
    assert ("… en nog 12 onderwerpen" in words_in(made)) is (many == 60)


def test_a_card_with_the_longest_words_keeps_them_above_its_lines() -> None:
    title, question = "onderwerp " * 19 + "Slotwoord", "een lange vraag " * 25 + "vraagslot?"
    found = heights(sheets_pdf(sheets_data("x", "nl", [replace(CARDS, title=title, question=question)])))
    label = max(height for text, _left, height in found if "Mijn idee" in text)
    last = max(height for text, _left, height in found if "vraagslot?" in text)
    assert last > label + 8


def test_what_is_too_long_for_any_sheet_ends_at_a_word() -> None:
    assert shortened("een twee drie", 13) == "een twee drie"
    assert shortened("een twee drie", 12) == "een twee…"
    assert shortened("w" * 20, 10) == "w" * 9 + "…"


def test_an_emoji_is_left_out_of_a_sheet_and_words_of_any_script_are_not() -> None:
    made = words_in(sheets_pdf(sheets_data("x", "nl", [replace(ROOM, title="Zalen 😀 漢", question="👍")])))
    assert "Zalen [cjk unified ideograph-6f22]" in made
    assert "grinning" not in made
    assert "[thumbs up sign]" in made  # the whole question
