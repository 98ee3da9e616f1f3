"""Tries to find a file of the report's ZIP that is missing, says more than the report, runs, or changes by itself."""

import csv
import io
import tomllib
import zipfile
from datetime import date
from typing import Any

import pytest
import tomli_w
from icalendar import Calendar

from notes.domain.plan import conference_from_toml
from notes.publishing import tables
from notes.publishing.archive import zipped
from notes.publishing.bundle import bundle, programme, topics
from notes.publishing.calendar import calendar
from notes.publishing.formats import Format, export
from tests.publishing.golden import full_report
from tests.publishing.hostile_report import HOSTILE, hostile_report


def files(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode(), newline="")))


@pytest.fixture(scope="module")
def full() -> dict[str, bytes]:
    """Give the files of the whole conference's ZIP."""
    return files(export(*full_report("nl"), Format.ZIP))


def test_everything_is_in_it_and_the_same_each_time(full: dict[str, bytes]) -> None:
    whole = [f"stad.{each}" for each in Format if each is not Format.ZIP]
    names = ("fondsen", "incubator", "energienet", "buurtcooperatie")
    texts = [path for name in names for path in (f"onderwerpen/{name}.md", f"rondes/{name}-ronde-1.md")]
    assert list(full) == [*whole, *texts, "ideas.csv", "support.csv", "programma.toml"]
    for each in (Format.MARKDOWN, Format.HTML, Format.JSON, Format.PDF):
        assert full[f"stad.{each}"] == export(*full_report("nl"), each)
    assert zipped(full) == export(*full_report("nl"), Format.ZIP)


def test_nothing_that_the_report_hides_is_in_any_of_its_texts(full: dict[str, bytes]) -> None:
    for name, content in full.items():
        if not name.endswith((".pdf", ".docx")):
            for hidden in ("Sla dit over", "Intern:", "06-12345678", "x.example", "Yilmaz"):
                assert hidden not in content.decode(), name


def test_each_topic_and_each_rounds_end_is_a_text_of_its_own(full: dict[str, bytes]) -> None:
    topic = full["onderwerpen/fondsen.md"].decode()
    assert topic.startswith("# Coöperatieve fondsen\n\n**Leidende vraag:**")
    assert "\n## Actiepunten\n" in topic
    assert "Een incubator" not in topic
    assert full["rondes/fondsen-ronde-1.md"].decode().startswith("# Coöperatieve fondsen – Ronde I\n\n")


def test_ideas_begin_with_what_analysis_tools_read(full: dict[str, bytes]) -> None:
    assert full["ideas.csv"].decode().startswith("id,interview,comment,")
    first, merged, third = rows(full["ideas.csv"])[:3]
    assert (first["id"], first["interview"], first["comment"]) == (
        "1",
        "Coöperatieve fondsen",
        "Een fonds voor de buurt",
    )
    assert (first["name"], first["support"], first["taken_over"]) == ("Ahmed", "12", "yes")
    assert (merged["merged_into"], merged["support"], merged["hands"]) == ("1", "", "4")
    assert third["comment"] == "Zonnedak op de school =1+1"
    assert rows(full["support.csv"])[0] == {"id": "1", "topic": "fondsen", "support": "12", "hands": ""}


def test_no_cell_is_a_formula() -> None:
    _, data = hostile_report()
    for made in (tables.actions(data), tables.ideas(data), tables.support(data)):
        cells = [cell for row in csv.reader(io.StringIO(made.decode(), newline="")) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    said = {row["comment"] for row in rows(tables.ideas(data))}
    assert '\'=HYPERLINK("https://kwaad.example";"klik")' in said
    assert all({text, f"'{text}"} & said for text in HOSTILE)


def test_the_programme_can_be_imported_as_a_conference(full: dict[str, bytes]) -> None:
    plan = conference_from_toml(tomllib.loads(full["programma.toml"].decode()))
    assert (plan.slug, plan.title, plan.names_policy) == ("stad", "Coöperatieven maken de stad", "first")
    assert [item.slug for item in plan.items] == ["opening", "diner", "ronde-1", "ronde-2", "terugkoppeling"]
    assert plan.topics[0].meetings[0].led_by == "Mieke de Bruin"
    assert tomllib.loads(tomli_w.dumps(programme(hostile_report()[1])))["items"][0]["slug"] == "ronde-1"


def test_actions_with_a_date_are_tasks_and_days() -> None:
    _, data = full_report("nl")
    read: Any = Calendar.from_ical(calendar(data))
    tasks, days = read.walk("VTODO"), read.walk("VEVENT")
    assert len(tasks) == len(days) == 4
    assert str(tasks[0]["summary"]) == "fondsen-A1 Werkgroep fonds oprichten"
    assert tasks[0]["due"].dt == days[0]["dtstart"].dt == date(2022, 1, 15)
    assert str(tasks[0]["uid"]) == "fondsen-A1.task@stad.oogst"
    assert calendar(data) == calendar(full_report("nl")[1])


def test_a_hostile_action_stays_inside_its_line_of_the_calendar() -> None:
    markdown, data = hostile_report()
    for topic in data["topics"]:
        for outcome in topic["outcomes"]:
            outcome["due"] = "2030-01-01"
    read: Any = Calendar.from_ical(calendar(data))
    actions = [each for topic in data["topics"] for each in topic["outcomes"] if each["kind"] == "action"]
    assert [str(task["summary"]) for task in read.walk("VTODO")] == [
        f"{each['number']} {each['text']}" for each in actions
    ]
    assert [name for name in files(bundle(markdown, data, {})) if ".." in name or name.startswith("/")] == []
    assert len(list(topics(markdown, data))) == len(data["topics"])
