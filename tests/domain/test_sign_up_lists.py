"""Lists of other systems are read as they are, and say what they would do before they do it."""

import pytest

from notes.domain.sign_up_lists import Column, Fate, counted, decoded, guessed, planned, read_table
from notes.domain.sign_ups import SignUpLimits

LIMITS = SignUpLimits(name=100, line=200, text=500)


def plan_of(
    text: str, references: frozenset[str] = frozenset(), known: frozenset[tuple[str, str]] = frozenset()
) -> list[tuple[str, Fate, str]]:
    table = read_table(text, 1_000)
    rows = planned(table, guessed(table.head), LIMITS, references, known, str.casefold)
    return [(row.form.name, row.fate, row.why) for row in rows]


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (
            "Voornaam;Achternaam;E-mailadres;Bedrijf;Ordernummer",
            {"first": 0, "last": 1, "email": 2, "organisation": 3, "reference": 4},
        ),
        (
            "Order ID,First Name,Last Name,Email,Dietary needs",
            {"reference": 0, "first": 1, "last": 2, "email": 3, "diet": 4},
        ),
        ("Naam\tMail\tEet mee\tDieetwens", {"name": 0, "email": 1, "dinner": 2, "diet": 3}),
        ("Iets,Anders", {}),
    ],
)
def test_the_heads_of_known_systems_are_recognised(head: str, columns: dict[str, int]) -> None:
    found = guessed(read_table(f"{head}\n", 10).head)
    assert {column.value: at for column, at in found.items()} == columns


def test_what_a_list_would_do_is_said_row_by_row() -> None:
    text = "Naam;E-mail;Ticket\nAda;ada@example.org;1\nada;ADA@example.org;2\nBob;;3\nBob;;4\nCas;cas@example.org;9\n;x@y.nl;5\nFout;geen;6\n\n"
    known = frozenset({("cas@example.org", "cas")})
    assert plan_of(text, frozenset({"4"}), known) == [
        ("Ada", Fate.NEW, ""),
        ("ada", Fate.TWICE, ""),
        ("Bob", Fate.NEW, ""),
        ("Bob", Fate.KNOWN, ""),
        ("Cas", Fate.KNOWN, ""),
        ("", Fate.WRONG, "name:empty"),
        ("Fout", Fate.WRONG, "email:no_address"),
    ]


def test_rows_are_counted_by_what_becomes_of_them() -> None:
    table = read_table("Naam\nAda\nAda\n", 10)
    rows = planned(table, {Column.NAME: 0}, LIMITS, frozenset(), frozenset(), str.casefold)
    assert counted(rows) == {Fate.NEW: 1, Fate.KNOWN: 0, Fate.TWICE: 1, Fate.WRONG: 0}


def test_our_own_apostrophe_before_a_formula_is_taken_off_again() -> None:
    assert plan_of("Naam\n'=1+1\n'gewoon\n") == [("=1+1", Fate.NEW, ""), ("'gewoon", Fate.NEW, "")]


@pytest.mark.parametrize(
    "data", ["Coöperatie".encode(), b"\xef\xbb\xbf" + "Coöperatie".encode(), "Coöperatie".encode("cp1252")]
)
def test_a_file_of_any_spreadsheet_is_read(data: bytes) -> None:
    assert decoded(data) == "Coöperatie"


@pytest.mark.parametrize("text", ["", "\n\n", "\0", 'a,"b\nc', "x" * 200_000, ",\n,\n"])
def test_what_is_no_list_is_no_error(text: str) -> None:
    table = read_table(text, 10)
    assert len(table.rows) <= 10
    planned(table, guessed(table.head), LIMITS, frozenset(), frozenset(), str.casefold)
