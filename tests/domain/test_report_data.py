"""Holds the report's data against its schema and against the report: the same words, and no more."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker

from notes.domain.conference import IdeasPolicy, NamesPolicy, OwnersPolicy
from notes.domain.harvest import Harvest, Moment
from notes.domain.ideas import Idea, IdeaState
from notes.domain.report import build, to_data
from notes.domain.words import words_for
from tests.domain.conferences import harvest_of
from tests.domain.full_conference import LANGUAGES, full_conference
from tests.domain.markdown_samples import NOTES

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def data_of(harvest: Harvest) -> dict[str, object]:
    """Return a report's data as a program reads it, after holding it against the schema."""
    words = words_for(harvest.conference.language)
    data = json.loads(json.dumps(to_data(build(harvest, words), words)))
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(data)
    assert isinstance(data, dict)
    return data


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    refused = {**data_of(harvest_of("a")), "more": 1}
    assert [error.validator for error in Draft202012Validator(SCHEMA).iter_errors(refused)] == ["additionalProperties"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", NamesPolicy)
def test_a_whole_conference_is_as_the_schema_says_and_holds_nothing_hidden(language: str, names: NamesPolicy) -> None:
    written = json.dumps(data_of(full_conference(language, names=names)), ensure_ascii=False)
    for hidden in ("Sla dit over", "Skip this", "Cas", "Intern", "06-12345678", "https://x.example/", "ABCDEF"):
        assert hidden not in written
    assert ("Yilmaz" in written) == (names is NamesPolicy.FULL)
    assert ("Ahmed" in written, "Piet" in written) == (True, names is not NamesPolicy.NONE)  # he has an action, too


def test_owners_stand_in_it_as_typed_or_nowhere() -> None:
    notes = "- Actie: met @[Anna Bos] bellen @Jan (uiterlijk 1-5-2022)"
    assert data_of(harvest_of(notes))["topics"][0]["outcomes"] == [  # type: ignore[index]  # decoded JSON
        {
            "number": "t1-A1",
            "kind": "action",
            "text": "met Anna Bos bellen",
            "owners": ["Anna Bos", "Jan"],
            "due": "2022-05-01",
            "done": False,
            "attribution": "",
            "idea": None,
            "origin": None,
        }
    ]
    assert "Jan" not in json.dumps(data_of(harvest_of(notes, owners=OwnersPolicy.NONE)))


def test_an_idea_that_is_not_shown_is_not_named_by_its_number_either() -> None:
    idea = Idea(number=7, text="Een fonds", taken_over=True)
    for policy, said in ((IdeasPolicy.ALL, 7), (IdeasPolicy.NONE, None)):
        harvest = harvest_of("- Besluit: [Een fonds](idee:7)", ideas=(idea,), ideas_policy=policy)
        assert data_of(harvest)["topics"][0]["outcomes"][0]["idea"] == said  # type: ignore[index]  # decoded JSON


def test_ideas_are_counted_by_quarters_of_an_hour_in_the_conferences_own_time() -> None:
    def idea(number: int, hour: int, minute: int, state: IdeaState = IdeaState.VISIBLE) -> Idea:
        at = datetime(2021, 11, 22, hour, minute, tzinfo=UTC)
        return Idea(number=number, text="x", created_at=at, state=state)

    ideas = (
        idea(1, 18, 14),
        idea(2, 18, 0),
        idea(3, 18, 15),
        idea(4, 18, 1, IdeaState.HIDDEN),
        Idea(number=5, text="y"),
    )
    assert data_of(harvest_of("a", ideas=ideas))["topics"][0]["ideas_by_time"] == [  # type: ignore[index]  # decoded JSON
        {"from": "2021-11-22T19:00:00+01:00", "count": 2},
        {"from": "2021-11-22T19:15:00+01:00", "count": 1},
    ]


def test_notes_at_a_rounds_end_follow_the_rules_of_the_report() -> None:
    harvest = harvest_of("later")
    text = "Kop\n===\n- Intern: geheim\n- ok\n\n> “Ja”\n> — Piet"
    moments = (Moment(item_id=1, kind="end", text="oud"), Moment(item_id=1, kind="end", text=text))
    topic = replace(harvest.topics[0], moments=(*moments, Moment(item_id=1, kind="start", text="begin")))
    assert data_of(replace(harvest, topics=(topic,)))["topics"][0]["round_ends"] == [  # type: ignore[index]  # decoded JSON
        {"item": "ronde-1", "notes": "## Kop\n\n- ok\n\n> “Ja”\n>\n> — deelnemer\n", "internal_lines": 1}
    ]


@given(NOTES)
@settings(max_examples=50)
def test_whatever_notes_say_the_data_is_as_the_schema_says(text: str) -> None:
    assert data_of(harvest_of(text))["schema"] == "oogst-report/1"
