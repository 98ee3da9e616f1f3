"""Tries to lose a line from the report, to leak one into it, or to break its form."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notes.domain import markdown
from notes.domain.conference import IdeasPolicy, NamesPolicy, OwnersPolicy
from notes.domain.harvest import Harvest, ReportStatus
from notes.domain.ideas import Idea, IdeaState
from notes.domain.keywords import Kind
from notes.domain.numbering import GivenNumber
from notes.domain.outcomes import outcomes, without_internal
from notes.domain.report import build, to_data, to_markdown
from notes.domain.words import words_for
from tests.domain.conferences import harvest_of
from tests.domain.markdown_samples import NOTES

DUTCH = words_for("nl")
ENGLISH = words_for("en")


def report(harvest: Harvest) -> str:
    """Return the report's Markdown."""
    return to_markdown(build(harvest, words_for(harvest.conference.language)))


def plain(text: str) -> str:
    """Return the words that a reader sees of Markdown, without any space."""
    found = [
        block.token.content if block.kind in ("fence", "code_block") else markdown.visible(block.inline)
        for block in markdown.walk(markdown.read(text).blocks)
    ]
    return "".join("".join(found).split())


def test_the_same_harvest_gives_the_same_bytes() -> None:
    harvest = harvest_of("- Actie: a @B\n", "tekst", ideas=(Idea(number=1, text="x"), Idea(number=2, text="y")))
    assert report(harvest) == report(harvest)


def test_a_report_of_nothing_has_no_empty_parts() -> None:
    written = report(harvest_of(""))
    headings = [line for line in written.split("\n") if line.startswith("#")]
    assert headings == [
        "# Verslag: Coöperatieven: “de stad” – CONCEPT",
        "## Programma",
        "## Onderwerp 1",
        "## Cijfers van de dag",
        "## Over dit verslag",
    ]


@pytest.mark.parametrize(
    ("rehearsal", "status", "mark"),
    [
        (False, ReportStatus.DRAFT, " – CONCEPT"),
        (True, ReportStatus.DRAFT, " – OEFENING"),
        (False, ReportStatus.PROVISIONAL, ""),
        (True, ReportStatus.FINAL, " – OEFENING"),
    ],
)
def test_a_draft_and_a_rehearsal_say_so(rehearsal: bool, status: ReportStatus, mark: str) -> None:
    lines = report(harvest_of("", rehearsal=rehearsal, status=status)).split("\n")
    assert f"# Verslag: Coöperatieven: “de stad”{mark}" in lines


def test_front_matter_holds_quoted_values() -> None:
    head = report(harvest_of("")).split("---\n")[1]
    assert 'titel: "Coöperatieven: “de stad”"\n' in head
    assert 'datum: "2021-11-22"\n' in head
    assert 'status: "concept"\n' in head


def test_actions_are_ordered_by_date_with_undated_last_and_nobody_shown() -> None:
    written = report(
        harvest_of("- Actie: laat (uiterlijk 1-5-2022)\n- Actie: ooit | of nooit\n", "- Actie: vroeg @Jan 1-1-2022")
    )
    table = written.split("### Actiepunten\n\n")[1].split("\n\n")[0].split("\n")
    assert table == [
        "| Nr | Wat | Wie | Wanneer | Onderwerp |",
        "| --- | --- | --- | --- | --- |",
        "| t2-A1 | vroeg | Jan | 1 januari 2022 | Onderwerp 2 |",
        "| t1-A1 | laat | nog geen eigenaar | 1 mei 2022 | Onderwerp 1 |",
        "| t1-A2 | ooit \\| of nooit | nog geen eigenaar |  | Onderwerp 1 |",
    ]


@pytest.mark.parametrize(
    ("names", "shown", "hidden"),
    [
        (NamesPolicy.NONE, ["— deelnemer"], ["Piet", "Jansen", "Ahmed"]),
        (NamesPolicy.FIRST, ["— Piet", "(idee van Ahmed)"], ["Jansen", "Yilmaz"]),
        (NamesPolicy.FULL, ["— Piet Jansen", "(idee van Ahmed Yilmaz)"], ["deelnemer\n"]),
    ],
)
def test_display_names_follow_their_rule_everywhere(names: NamesPolicy, shown: list[str], hidden: list[str]) -> None:
    notes = (
        "> “Samen” — Piet Jansen\n\n> “*Sterk*”\n> — **Piet Jansen**\n\n## Citaten\n- “Ja” – Piet Jansen\n\n"
        "Citaat: “Nee” — Piet Jansen\n\n- [Een fonds](idee:7)\n"
    )
    idea = Idea(number=7, text="Een fonds", name="Ahmed Yilmaz", taken_over=True)
    written = report(harvest_of(notes, ideas=(idea,), taken_over=frozenset({7}), names=names))
    for each in shown:
        assert each in written
    for each in hidden:
        assert each not in written


def test_a_name_is_drawn_only_beside_an_idea_that_was_taken_over_here() -> None:
    idea = Idea(number=7, text="Een fonds", name="Ahmed")
    written = report(
        harvest_of("[Onzin](idee:7)", ideas=(idea,), names=NamesPolicy.FULL, ideas_policy=IdeasPolicy.NONE)
    )
    assert "Onzin" in written
    assert "Ahmed" not in written


def test_hidden_ideas_and_internal_lines_are_counted_and_nowhere() -> None:
    ideas = (
        Idea(number=1, text="goed", support=1),
        Idea(number=2, text="geheim", state=IdeaState.HIDDEN),
        Idea(number=3, text="geheim", state=IdeaState.WAITING),
        Idea(number=4, text="geheim", state=IdeaState.WITHDRAWN),
    )
    written = report(harvest_of("- Intern: geheim\n  - Actie: geheim\n- ok", ideas=ideas))
    assert "geheim" not in written
    assert "2 ideeën zijn weggelaten" in written
    assert "1 interne notitie is weggelaten" in written


def test_ideas_are_listed_by_support_with_what_became_of_them() -> None:
    ideas = (
        Idea(number=1, text="eerste\nregel twee", support=1, late=True, on_paper=True),
        Idea(number=2, text="tweede *x*", support=2, hands=12, taken_over=True),
    )
    written = report(harvest_of("", ideas=ideas)).split("### Ideeën van deelnemers\n\n")[1].split("\n\n")[0]
    assert written.split("\n") == [
        "- tweede \\*x\\* (2 keer steun, 12 handen, overgenomen in de notities)",
        "- eerste regel twee (1 keer steun, op papier, nagekomen)",
    ]


def test_merged_ideas_stand_below_the_one_whose_words_stay_and_are_not_counted_again() -> None:
    ideas = (
        Idea(number=1, text="Een fonds", support=3, taken_over=True),
        Idea(number=2, text="Ook een *fonds*", support=2, merged_into=1, hands=4),
        Idea(number=3, text="Van papier", on_paper=True, merged_into=2),
        Idea(number=4, text="geheim", state=IdeaState.HIDDEN, merged_into=1),
        Idea(number=5, text="Staat weer alleen", merged_into=4),
    )
    written = report(harvest_of("", ideas=ideas))
    assert written.split("### Ideeën van deelnemers\n\n")[1].split("\n\n")[0].split("\n") == [
        "- Een fonds (3 keer steun, overgenomen in de notities)",
        "    - Samengevoegd met: Ook een \\*fonds\\* (4 handen)",
        "    - Samengevoegd met: Van papier (op papier)",
        "- Staat weer alleen",
    ]
    assert "1 idee is weggelaten" in written
    assert "| Ideeën | 2 |" in written
    assert "| Keer steun | 3 |" in written


def test_empty_sections_of_the_template_are_left_out_but_typed_ones_stay() -> None:
    template = "## Inzichten\n\n- \n\n## Acties\n\n- \n\n## Meer\n"
    written = report(
        harvest_of("## Inzichten\n\n- \n\n## Acties\n\n- bellen\n\n## Zelf bedacht\n\n## Meer", template=template)
    )
    notes = written.split("### Notities\n\n")[1].split("\n\n## ")[0]
    assert notes == "#### Acties\n\n- bellen\n\n#### Zelf bedacht"


def test_summary_and_closing_stand_under_their_own_headings_and_only_when_filled() -> None:
    harvest = replace(
        harvest_of(""),
        summary="## Samenvatting\n\nHet ging *goed*.\n",
        closing="# Rode draad\n\nSamen.\n\n# Vervolgstappen\n",
    )
    written = report(harvest)
    assert "\n## Samenvatting\n\nHet ging *goed*.\n\n## Programma\n" in written
    assert "\n## Rode draad\n\nSamen.\n\n## Cijfers van de dag\n" in written
    assert "Vervolgstappen" not in written


def test_colliding_footnotes_and_references_of_two_topics_stay_apart() -> None:
    one = "a[^1] [x][r]\n\n[^1]: noot een\n\n[r]: http://een.nl"
    written = report(harvest_of(one, one.replace("een", "twee")))
    for each in ("\\[1: noot een\\]", "\\[1: noot twee\\]", "(http://een.nl)", "(http://twee.nl)"):
        assert each in written


def test_headings_of_notes_stand_below_their_topic() -> None:
    written = report(harvest_of("Kop\n===\n\na\n\n> # diep\n\n- # dieper\n\n###### laag\n\n```\n# code"))
    levels = [
        len(block.token.tag) and int(block.token.tag[1])
        for block in markdown.read(written).blocks
        if block.kind == "heading"
    ]
    assert levels.count(1) == 1
    assert "#### Kop" in written
    assert written.endswith("uur.\n")


def test_a_line_typed_below_a_decision_stands_in_the_notes_on_its_own_line() -> None:
    written = report(harvest_of("- Besluit: vet besluit\nlosse regel\n\neen\ntwee"))
    assert "- **t1-B1** vet besluit\n\n" in written
    assert "- Besluit: vet besluit  \n    losse regel\n\neen  \ntwee\n" in written


def test_who_a_quote_is_from_is_hidden_with_a_loose_line_below_it_too() -> None:
    written = report(harvest_of("- Citaat: “Samen” — Piet Jansen\nlosse regel\n\n> “A\n> b”\n> — Piet Jansen"))
    assert "Jansen" not in written
    assert "“Samen” — deelnemer  \n    losse regel\n" in written
    assert "> “A  \n> b”\n>\n> — deelnemer\n" in written


def test_an_internal_row_is_counted_and_nowhere() -> None:
    written = report(harvest_of("| a | b |\n|---|---|\n| Intern: geheim | x |\n| c | d |"))
    assert "geheim" not in written
    assert "| a | b |\n| --- | --- |\n| c | d |\n" in written
    assert "1 interne notitie is weggelaten" in written


@pytest.mark.parametrize(
    ("language", "people", "said"),
    [("nl", 4, "4 mensen deden mee"), ("nl", 1, "1 persoon deed mee"), ("en", 4, "4 people took part")],
)
def test_people_are_who_took_part_not_participants_only(language: str, people: int, said: str) -> None:
    harvest = harvest_of("a", language=language)
    topic = replace(harvest.topics[0], people=people)
    written = report(replace(harvest, topics=(topic,)))
    assert f"- {said}\n" in written
    assert ("| Mensen die meededen | 5 |" in written) == (language == "nl")
    assert words_for("en").people_one == "1 person took part"


def test_english_is_complete() -> None:
    written = report(harvest_of("- Action: call @Jan by 1 May 2022", language="en"))
    assert "| t1-A1 | call | Jan | 1 May 2022 | Onderwerp 1 |" in written
    assert "– DRAFT" in written
    assert "Over dit" not in written


@given(st.lists(NOTES, min_size=1, max_size=3))
@settings(max_examples=150)
def test_every_line_but_internal_ones_is_in_the_report(notes: list[str]) -> None:
    written = report(harvest_of(*notes, names=NamesPolicy.FULL))
    seen = plain(written).replace("@", "")
    for text in notes:
        public, _ = without_internal(text)
        for block in markdown.walk(markdown.read(public).blocks):
            for line in markdown.visible(block.inline).split("\n"):
                words = [
                    word for word in line.replace("[", " ").replace("]", " ").replace("@", "").split() if word.isalnum()
                ]
                for word in words:
                    assert unicodedata.normalize("NFC", word) in seen


@given(NOTES)
@settings(max_examples=150)
def test_a_marked_internal_line_never_shows(text: str) -> None:
    noted = f"{text}\n\n- Intern: zeergeheim\n  - zeergeheim\n\n# a\n\nInternal: zeergeheim\n"
    public, count = without_internal(noted)
    if "zeergeheim" not in public:  # else it stands in a code block that the text left open
        assert count >= 2
        assert "zeergeheim" not in report(harvest_of(noted))


@given(NOTES)
@settings(max_examples=150)
def test_every_outcome_is_in_its_list_and_the_action_table_gives_the_actions_back(text: str) -> None:
    built = build(harvest_of(text), DUTCH)
    written = to_markdown(built)
    public, _ = without_internal(text)
    found = outcomes(public)
    for kind in (Kind.ACTION, Kind.DECISION, Kind.INSIGHT, Kind.QUESTION, Kind.QUOTE):
        assert len(built.of_kind(kind)) == sum(each.kind is kind for each in found)
    for entry in built.topics[0].entries:
        assert f"{entry.number}" in written
    rows = action_rows(written)
    assert [(row[0], row[1].removesuffix(" (gedaan)")) for row in rows] == [
        (entry.number, " ".join(entry.text.split())) for entry in built.of_kind(Kind.ACTION)
    ]


def action_rows(written: str) -> list[list[str]]:
    """Return the cells of the whole report's action table, as a reader sees them."""
    blocks = markdown.read(written).blocks
    for number, block in enumerate(blocks):
        if block.kind == "heading" and markdown.visible(block.inline) == "Actiepunten":
            rows = blocks[number + 1].children[1].children
            return [[markdown.visible(cell.inline) for cell in row.children] for row in rows]
    return []


@given(NOTES)
@settings(max_examples=50)
def test_the_report_is_canonical_text(text: str) -> None:
    written = report(harvest_of(text))
    assert unicodedata.is_normalized("NFC", written)
    assert written.endswith("\n")
    assert not written.endswith("\n\n")
    assert all(token.type != "html_block" for token in MarkdownIt("commonmark").parse(written))


@pytest.mark.parametrize(
    "notes",
    [
        "Actie: fonds @Loes (uiterlijk 01-02-2027)\nCitaat: “mest” – Kees Karels",
        "Citaat: “mest” – Kees Karels\nActie: fonds @Loes",
        "Citaat: “Geld is mest” – Kees Karels\nGewone regel",
        "> “Geld is mest” – Kees Karels\n> Gewone regel",
    ],
)
def test_no_name_is_left_in_lines_that_run_on_beside_a_quote(notes: str) -> None:
    markdown = to_markdown(build(harvest_of(notes, owners=OwnersPolicy.NONE), DUTCH))
    assert not re.search("Loes|Kees|Karels", markdown)
    assert ("Gewone regel" in markdown) == ("Gewone regel" in notes)


def test_what_the_organisers_wrote_as_outcomes_stands_in_the_lists_of_the_whole_report() -> None:
    made = replace(
        harvest_of("- Besluit: een fonds"),
        summary="- Besluit: we gaan door\n- Inzicht: samen gaat beter\n- Intern: Besluit: geheim",
        closing="# Vervolgstappen\n\n- Actie: uitnodigen @Femke Bakker voor 3 maart 2022\n- Vraag: waar?\n",
    )
    written = to_markdown(build(made, DUTCH))
    glance = written.split("## Uitkomsten in één oogopslag")[1].split("\n## ")[0]
    for row in (
        "| t1-B1 | een fonds | Onderwerp 1 |",
        "| samenvatting-B1 | we gaan door | Samenvatting |",
        "| rode-draad-A1 | uitnodigen | Femke Bakker | 3 maart 2022 | Rode draad en vervolgstappen |",
        "| rode-draad-V1 | waar? | Rode draad en vervolgstappen |",
    ):
        assert row in glance, glance
    assert "samen gaat beter" not in glance
    assert "geheim" not in written
    data = to_data(build(made, DUTCH), DUTCH)
    assert [(each["number"], each["topic"]) for each in data["outcomes"]] == [
        ("samenvatting-B1", "Samenvatting"),
        ("rode-draad-A1", "Rode draad en vervolgstappen"),
        ("rode-draad-V1", "Rode draad en vervolgstappen"),
    ]
    assert data["figures"]["outcomes"] == 4


def test_numbers_of_the_organisers_own_outcomes_are_no_topics_and_stay_in_every_language() -> None:
    made = replace(harvest_of("- ok"), summary="- Besluit: we gaan door")
    topic = made.topics[0]
    taken = replace(made, topics=(replace(topic, topic=replace(topic.topic, slug="samenvatting")),))
    assert "verslag-samenvatting-B1" in to_markdown(build(taken, DUTCH))
    assert "samenvatting-B1" in to_markdown(build(made, ENGLISH), ENGLISH)
    given = {
        "summary": (
            GivenNumber(letter="B", number=4, text="we gaan door"),
            GivenNumber(letter="B", number=5, text="weg"),
        )
    }
    again = to_markdown(build(replace(made, own_given=given, published=1), DUTCH))
    assert "| samenvatting-B4 | we gaan door |" in again
    assert "samenvatting-B5: vervallen in versie 2" in again
