"""Reads conferences from TOML; every mistake is named."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from notes.domain.plan import PlanError, conference_from_toml
from notes.domain.programme import ItemKind

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
