"""Whose names the report shows: owners of actions, and who is named with an @ elsewhere."""

import re

import pytest

from notes.domain.conference import NamesPolicy, OwnersPolicy
from notes.domain.report.checklist import Matter, checklist
from tests.domain.conferences import harvest_of
from tests.domain.test_report import report


def test_owners_are_printed_as_typed_or_not_at_all() -> None:
    notes = "- Actie: met @[Anna Bos] bellen @Jan\n\nJan was er ook, zei @Piet.\n"
    assert "Anna Bos, Jan" in report(harvest_of(notes))
    assert "@" not in report(harvest_of(notes)).replace("post@voorbeeld.nl", "")
    without = report(harvest_of(notes, owners=OwnersPolicy.NONE))
    assert "Anna" not in without
    assert without.count("Jan") == 1  # in running text, which no program can know
    assert "zei Piet" in without


def test_who_is_named_with_an_at_reads_the_same_in_the_lists_and_in_the_notes_and_is_pointed_out() -> None:
    notes = (
        "- Besluit: @Fatima trekt het, met @[Jan de Vries]\n- Inzicht: zo doet @Ali het\n- Vraag: wie belt @Ahmed?\n"
        "- Actie: bellen @Piet\n\n> “Dat zei @Kees.”\n> — @[Mieke Bos]\n"
    )
    harvest = harvest_of(notes, owners=OwnersPolicy.NONE, names=NamesPolicy.FIRST)
    written = report(harvest)
    assert "@" not in written.replace("post@voorbeeld.nl", "")
    for line in ("Fatima trekt het, met Jan de Vries", "zo doet Ali het", "wie belt Ahmed?", "“Dat zei Kees.”"):
        assert written.count(line) > 1, line
    assert written.count("— Mieke\n") > 1
    names = [(point.matter, point.words) for point in checklist(harvest)]
    assert [words for matter, words in names if matter is Matter.SOURCE] == ["Mieke Bos"]
    assert [words for matter, words in names if matter is Matter.MENTIONED] == (
        ["Fatima", "Jan de Vries", "Ali", "Ahmed", "Kees"]
    )


@pytest.mark.parametrize(
    "action",
    [
        "bellen @Femke Bakker",
        "@Femke Bakker belt",
        "@Femke van der Bakker belt",
        "bellen @femke Bakker",
        "**@Femke** Bakker belt",
        "**@Femke Bakker** belt",
        "[@Femke](https://x.example) Bakker belt",
        "vraag *@Femke* Bakker om hulp",
        "bellen @Femke Bakker voor 3 maart 2022",
    ],
)
def test_where_owners_do_not_show_no_surname_stays(action: str) -> None:
    for notes in (f"- Actie: {action}", f"## Acties\n\n- {action}\n", f"Actie: {action}\nverder"):
        written = report(harvest_of(notes, owners=OwnersPolicy.NONE))
        assert not re.search("femke|bakker", written, re.IGNORECASE), written
        assert re.search("Femke|femke", report(harvest_of(notes)))
