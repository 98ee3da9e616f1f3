"""Reads conferences from TOML; every mistake is named."""

import copy
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from notes.domain.plan import conference_from_toml
from notes.domain.plan_table import PlanError
from notes.domain.programme import ItemKind
from notes.domain.report import build, to_markdown
from notes.domain.words import words_for
from tests.domain.conferences import harvest_of

EXAMPLE = Path(__file__).parents[2] / "notes" / "examples" / "cooperatieven-maken-de-stad.toml"


@pytest.fixture
def example() -> dict[str, Any]:
    """Give the example file's data, fresh for each test."""
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def test_the_example_holds_the_facts_of_the_first_conference(example: dict[str, Any]) -> None:
    plan = conference_from_toml(example)
    assert plan.title == "Coöperatieven maken de stad"
    assert [topic.slug for topic in plan.topics][:4] == ["fondsen", "incubator", "energienet", "buurtcooperatie"]
    assert [topic.title for topic in plan.topics][3] == "De buurtcoöperatie"
    assert [item.kind for item in plan.items].count(ItemKind.ROUND) == 2
    assert plan.items[0].starts_at == datetime(2021, 11, 22, 15, 0, tzinfo=UTC)
    assert plan.items[-1].ends_at == datetime(2021, 11, 22, 21, 0, tzinfo=UTC)
    for topic in plan.topics[:4]:
        assert [meeting.item for meeting in topic.meetings] == ["ronde-1", "ronde-2"]
    kinds = {item.slug: item.kind for item in plan.items}
    plenary = next(topic for topic in plan.topics if topic.slug == "plenair")
    assert {kinds[meeting.item] for meeting in plenary.meetings} == {ItemKind.PLENARY}
    assert plenary.template.count("## ") == 3


def test_the_closing_begins_with_the_questions_of_the_plenary_and_prints_nothing_until_something_is_written(
    example: dict[str, Any],
) -> None:
    plan = conference_from_toml(example)
    assert plan.closing_template.split("\n\n") == [
        "## Rode draad",
        "### Wat voegt een coöperatie toe?",
        "### Hoe wordt zij een sterke schakel tussen burger en overheid?",
        "### Hoe zien een coöperatieve stad en samenleving er in de toekomst uit?",
        "## Vervolgstappen",
        "",
    ]
    for written, kept in [
        ("", ""),
        ("### Wat voegt een coöperatie toe?", "## Rode draad\n\n### Wat voegt een coöperatie toe?\n\nSamen."),
        ("## Vervolgstappen", "## Vervolgstappen\n\nSamen."),
    ]:
        text = plan.closing_template.replace(written, f"{written}\n\nSamen.") if written else plan.closing_template
        harvest = replace(harvest_of(""), closing=text)
        assert build(harvest, words_for("nl")).closing == kept
        assert ("Vervolgstappen" in to_markdown(build(harvest, words_for("nl")))) is ("Vervolgstappen" in kept)
    example["items"] = [{**item, "kind": "round"} for item in example["items"]]
    example["language"] = "en"
    assert conference_from_toml(example).closing_template == "## Common thread\n\n## Next steps\n\n"
    example["closing_template"] = ""
    assert conference_from_toml(example).closing_template == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.pop("title"), "conference: `title` is missing"),
        (lambda data: data.update(colour="red"), "conference: unknown colour"),
        (lambda data: data.update(topics=[]), "at least one topic"),
        (lambda data: data.update(timezone="Mars/Base"), "`timezone` is unknown"),
        (lambda data: data.update(names_policy="all"), "`names_policy` must be one of none, first, full"),
        (lambda data: data["items"][0].update(kind="party"), "conference.items[1]: `kind` must be one of"),
        (lambda data: data["items"][0].update(to=data["items"][0]["from"]), "`to` must be later than `from`"),
        (
            lambda data: data["items"][0].update(to=data["items"][0]["from"] + timedelta(hours=25)),
            "conference.items[1]: `to` is more than 24 hours after `from`",
        ),
        (
            lambda data: data["items"][0].update({"from": datetime(1, 1, 1), "to": datetime(1, 1, 1, 1)}),  # noqa: DTZ001 -- as TOML has it
            "conference.items[1]: `from` must be in a year from 1990 to 2200",
        ),
        (lambda data: data.update(contact="geen-adres"), "`contact` must be an e-mail address or a web address"),
        (
            lambda data: data["topics"][1].update(title=data["topics"][0]["title"].upper()),
            "conference.topics[2]: `title` 'COÖPERATIEVE FONDSEN' is also the name of another topic",
        ),
        (lambda data: data["items"].append(data["items"][0]), "items: 'in-beeld' is there twice"),
        (
            lambda data: data["topics"][0]["meetings"].append({"item": "ronde-9"}),
            "there is no programme item 'ronde-9'",
        ),
        (lambda data: data["topics"][0].update(slug="Fondsen!"), "`slug` may hold"),
        (lambda data: data["topics"][0].update(participants_write="ja"), "must be true or false"),
        (
            lambda data: data["topics"][0]["meetings"][0].update(online_url="javascript:alert(1)"),
            "`online_url` must begin with",
        ),
    ],
)
def test_a_mistake_in_the_file_is_named(example: dict[str, Any], change: Any, said: str) -> None:
    change(example)
    with pytest.raises(PlanError) as refused:
        conference_from_toml(example)
    assert said in str(refused.value)


def test_what_was_stored_before_a_rule_came_is_read(example: dict[str, Any]) -> None:
    example["items"][0].update(to=example["items"][0]["from"] + timedelta(days=400))
    example["topics"][1].update(title=example["topics"][0]["title"])
    example["contact"] = "geen-adres"
    with pytest.raises(PlanError):
        conference_from_toml(copy.deepcopy(example))
    assert conference_from_toml(example, stored=True).contact == "geen-adres"
