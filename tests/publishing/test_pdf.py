"""Tries to find a report that has no PDF, or one that a screen reader, a search or a printer cannot use."""

import io
import json
import logging
import unicodedata
from dataclasses import replace

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from notes.domain.ideas import Idea
from notes.domain.report import build, to_data, to_markdown
from notes.domain.words import words_for
from notes.publishing import glyphs
from notes.publishing.glyphs import Characters, drawable, named
from notes.publishing.pdf import pdf
from tests.domain.conferences import harvest_of
from tests.domain.test_specification import examples
from tests.hostile import PILED, TAKEN
from tests.publishing.golden import full_report


def pdf_of(*notes: str, ideas: tuple[Idea, ...] = ()) -> bytes:
    words = words_for("nl")
    report = build(harvest_of(*notes, ideas=ideas), words)
    return pdf(to_markdown(report, words), to_data(report, words))


def words_in(made: bytes) -> str:
    """Return the words of all pages, without spaces, and without what breaks a line inside a word."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())


@pytest.fixture(scope="module")
def full() -> bytes:
    """Give the PDF of the whole conference."""
    return pdf(*full_report("nl"))


def test_it_is_tagged_and_says_that_it_is_pdf_ua(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "nl"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Verslag: Coöperatieven maken de stad"
        tags: dict[str, int] = {}
        left = [file.Root.StructTreeRoot]
        while left:
            node = left.pop()
            if isinstance(node, pikepdf.Array):
                left.extend(node)
            elif isinstance(node, pikepdf.Dictionary):
                tags[str(node.get("/S", ""))] = tags.get(str(node.get("/S", "")), 0) + 1
                if node.get("/S") == pikepdf.Name.Figure:
                    assert "Staafdiagram" in str(node.Alt)
                left.extend(node[key] for key in ("/K",) if key in node)
    assert tags["/H1"] == 1
    assert tags["/H2"] == 12  # the contents' own heading, too
    assert (tags["/Table"], tags["/Figure"], tags["/TOC"]) == (10, 1, 2)
    assert tags["/TH"] == 3 + 5 + 3 + 3 + 4 * 4 + 3 + 2
    assert tags["/LI"] > 20


def test_it_has_bookmarks_page_numbers_and_every_heading_and_outcome(full: bytes) -> None:
    reader = PdfReader(io.BytesIO(full))

    def titles(outline: list[object]) -> list[str]:
        found: list[str] = []
        for each in outline:
            found += titles(each) if isinstance(each, list) else [str(each.title)]  # type: ignore[attr-defined]  # pypdf nests lists of bookmarks
        return found

    marks = titles(list(reader.outline))
    for heading in ("Samenvatting", "Uitkomsten in één oogopslag", "Coöperatieve fondsen", "Over dit verslag"):
        assert heading in marks
    said = words_in(full)
    for words in (
        "fondsen-A1",
        "buurtcooperatie-B1",
        "Zonnedak op de school =1+1",
        "☑ Actie: ruimte zoeken",
        "€ 25.000",
    ):
        assert "".join(words.split()) in said
    assert f"bladzijde {len(reader.pages)} van {len(reader.pages)}".replace(" ", "") in said
    for hidden in ("Sla dit over", "Intern:", "06-12345678"):
        assert "".join(hidden.split()) not in said


def test_outcomes_stand_in_the_chart_where_it_is_known_when_they_were_written() -> None:
    markdown, data = full_report("nl")
    origin = {"by": "", "at": "2021-11-22T20:31:00+01:00", "item": None, "support": None, "row": 7}
    first, *others = data["topics"]
    told = [{**each, "origin": origin} for each in first["outcomes"]]
    said = words_in(pdf(markdown, {**data, "topics": [{**first, "outcomes": told}, *others]}))
    assert f"◆{len(told)}" in said
    assert "◆uitkomstendieindatkwartier" in said


def test_the_same_report_gives_the_same_bytes(full: bytes) -> None:
    assert pdf(*full_report("nl")) == full


def test_characters_that_the_fonts_lack_are_named_and_the_log_says_how_many(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    said = words_in(pdf_of("Hoera 👍🏽 漢, nogmaals 👍 en\n\n`漢` — ﷽ e\u0301 زيت"))
    assert (
        "Hoera[thumbsupsign][emojimodifierfitzpatricktype-4][cjkunifiedideograph-6f22],nogmaals[thumbsupsign]en" in said
    )
    assert "event=pdf_characters_named different=4 times=6" in caplog.text
    assert "漢" not in caplog.text


@pytest.mark.parametrize("part", range(2))
def test_no_hostile_word_stops_it_or_is_lost(part: int) -> None:
    taken = [*TAKEN.items(), ("piled", PILED)][part::2]
    ideas = tuple(Idea(number=number, text=text) for number, (_, text) in enumerate(taken, 1))
    made = pdf_of("\n\n".join(text for _, text in taken), ideas=ideas)
    said = words_in(made)
    for name, text in taken:
        if all(each.isascii() or each in "“”✓—" for each in text):
            # Where a word with a hyphen is broken, who reads the words back may leave the hyphen out.
            assert "".join(text.replace("-", "").split()) in said.replace("-", ""), name
    with pikepdf.open(io.BytesIO(made)) as file:
        assert not [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/JS" in each]


def test_the_specification_of_markdown_becomes_a_pdf(node_command: str) -> None:
    notes = [example["markdown"] for example in examples(node_command)]
    made = pdf_of(*("\n\n".join(notes[at::20]) for at in range(20)))
    assert len(PdfReader(io.BytesIO(made)).pages) > 20


def test_deep_nesting_long_addresses_and_headings_that_skip_do_not_stop_it() -> None:
    deep = "\n".join("  " * level + f"- laag{level}" for level in range(24))
    quotes = ">" * 11 + " diep\n\n" + "*a **b " * 60 + "c** d*" * 60
    said = words_in(
        pdf_of(f"{deep}\n\n{quotes}\n\n[lang](https://x.nl/{'a' * 9000})\n\n# een\n\n##### vijf\n\n[leeg]()")
    )
    for words in ("laag0", "laag23", "diep", "lang", "vijf", "leeg"):
        assert words in said


def test_the_list_of_glyphs_is_that_of_the_fonts_in_the_package() -> None:
    shown = " ".join(f"\\u{{{ord(each):x}}}" for each in sorted(drawable()))
    source = f'#set document(title: "x")\n= x\n#text(font: "Libertinus Serif", "{shown}")'.encode()
    assert typst.compile(source, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile(
            '#set document(title: "x")\n= x\n漢'.encode(),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
        )


def test_what_has_no_name_or_nothing_to_see_is_written_or_left_out() -> None:
    assert (named("漢"), named("\ue000"), named("\u3164"), named("\ufe0f")) == (
        "[cjk unified ideograph-6f22]",
        "[u+e000]",
        "",
        "",
    )
    characters = Characters()
    assert characters.refuse("é") is True
    assert characters.refuse("é a") is False
    assert characters.drawn("één") == f"[{unicodedata.name('é').lower()}]" * 2 + "n"
    characters.refuse_all_but_plain()
    assert characters.drawn("ö Ω") == "ö [greek capital letter omega]"
    assert "Ω" in glyphs.drawable()


def test_a_topic_about_which_nothing_was_said_has_no_page_of_its_own() -> None:
    few = pdf_of("- Besluit: ja", "- Besluit: ook")
    many = pdf_of("- Besluit: ja", "- Besluit: ook", *[""] * 8)
    pages = [len(PdfReader(io.BytesIO(each)).pages) for each in (few, many)]
    assert pages[1] - pages[0] <= 2


def test_a_topic_with_an_emoji_in_its_name_is_dressed_as_the_others() -> None:
    markdown, data = full_report("nl")
    title = data["topics"][0]["title"]
    plain, dressed = (
        words_in(
            pdf(markdown.replace(title, name), json.loads(json.dumps(data).replace(json.dumps(title)[1:-1], name)))
        )
        for name in ("Zalen", "Zalen \U0001f600")
    )
    assert "Onderwerp1Zalen" in plain
    assert "Onderwerp1Zalen[grinningface]" in dressed
    assert [dressed.count(shape) for shape in "◆□✳"] == [plain.count(shape) for shape in "◆□✳"]


def test_a_date_is_on_one_line_in_the_list_of_all_actions_whoever_decided_them() -> None:
    actions = "- Actie: we bellen iedereen die er niet was @[Anna van der Berg] (uiterlijk 17-12-2021)"
    words = words_for("nl")
    report = build(replace(harvest_of(actions), closing="- Actie: nog iets (uiterlijk 18-12-2021)"), words)
    made = pdf(to_markdown(report, words), to_data(report, words))
    listed = PdfReader(io.BytesIO(made)).pages[1].extract_text()
    assert "17 december 2021" in listed
    assert "18 december 2021" in listed
