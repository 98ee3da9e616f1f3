"""A plan comes back from its file as it was, and a copy keeps its clock."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from notes.domain.conference import NamesPolicy
from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic, conference_from_toml
from notes.domain.plan_changes import changes, copied, plan_mark
from notes.domain.plan_table import PlanError
from notes.domain.plan_writing import plan_data
from notes.domain.programme import ItemKind
from notes.domain.text import has_bad_characters, normalised

EXAMPLE = Path(__file__).parents[2] / "notes" / "examples" / "cooperatieven-maken-de-stad.toml"
SUMMER_ENDS = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # 02.30, an hour before it comes again


def again(plan: ConferencePlan) -> ConferencePlan:
    return conference_from_toml(tomllib.loads(tomli_w.dumps(plan_data(plan), multiline_strings=True)))


def full() -> ConferencePlan:
    items = tuple(
        PlannedItem(
            slug=f"ronde-{number}",
            title="Ronde “één”",
            kind=ItemKind.ROUND,
            starts_at=SUMMER_ENDS + timedelta(hours=number),
            ends_at=SUMMER_ENDS + timedelta(hours=number, minutes=30),
        )
        for number in range(3)
    )
    topic = PlannedTopic(
        slug="fondsen",
        title="Coöperatieve fondsen",
        question='Hoe "betalen" we \\ dit?',
        own_colour="#7b2d70",
        template="## Begin\n\n- \n\n```\n'''\n```\n",
        participants_write=True,
        ideas_open=False,
        early_ideas=False,
        approval=True,
        meetings=(PlannedMeeting(item="ronde-0", place="Zaal", online_url="https://x.nl", led_by="F.", places=30),),
    )
    return ConferencePlan(
        slug="stad",
        title="Stad",
        code="ABC234",
        description="Eén.\n\nTwee.",
        names_policy=NamesPolicy.FULL,
        public=False,
        rehearsal=True,
        retention_days=90,
        auto_end_minutes=5,
        round_template="## {ronde}\n\n- ",
        closing_template="",
        items=items,
        topics=(topic, PlannedTopic(slug="tweede", title="Tweede", colour=8)),
    )


def test_everything_comes_back_also_in_the_hour_that_comes_twice() -> None:
    assert again(full()) == full()
    example = conference_from_toml(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))
    assert again(example) == example


TEXTS = st.text(max_size=40).map(normalised).filter(lambda text: not has_bad_characters(text))


@given(title=TEXTS.filter(lambda text: bool(text.strip())), text=TEXTS, template=TEXTS)
def test_no_words_are_changed_on_the_way(title: str, text: str, template: str) -> None:
    topic = PlannedTopic(slug="a", title=title, question=text.strip(), template=template)
    plan = ConferencePlan(slug="a", title=title, place=text, description=text.strip(), topics=(topic,))
    assert again(plan) == plan


@pytest.mark.parametrize("colour", [0, 9, "rood", "#ffee00", True])
def test_a_colour_that_cannot_be_read_is_refused(colour: object) -> None:
    with pytest.raises(PlanError) as refused:
        conference_from_toml({"title": "A", "topics": [{"title": "B", "colour": colour}]})
    assert (refused.value.code, refused.value.facts["key"]) in (("no_colour", "colour"), ("no_number", "colour"))


def test_a_copy_begins_on_another_day_at_the_same_time_and_under_its_own_name() -> None:
    plan = full()
    made = copied(plan, "Volgend jaar", date(2028, 3, 25))
    assert (made.slug, made.title, made.code, made.rehearsal) == ("volgend-jaar", "Volgend jaar", "", True)
    assert made.items[0].starts_at == datetime(2028, 3, 25, 1, 30, tzinfo=UTC)
    assert made.topics == plan.topics


def test_what_a_file_would_change_is_told_apart() -> None:
    plan = full()
    assert changes(plan, plan).nothing
    other = replace(
        plan,
        place="Hal",
        code="XXXXXX",
        items=plan.items[1:],
        topics=(PlannedTopic(slug="derde", title="Derde"), plan.topics[1], replace(plan.topics[0], title="Geld")),
    )
    found = changes(plan, other)
    assert (found.fields, found.fixed, found.reordered) == (("place",), ("code",), True)
    assert (found.items.removed, found.topics.added, found.topics.changed) == (("ronde-0",), ("derde",), ("fondsen",))
    assert plan_mark(plan) == plan_mark(full()) != plan_mark(other)


def test_topics_without_a_colour_differ_from_their_neighbours() -> None:
    topics: list[dict[str, object]] = [{"title": f"Zaal {number}"} for number in range(10)]
    topics[1]["colour"] = 8
    read = conference_from_toml({"title": "A", "topics": topics})
    assert [topic.colour for topic in read.topics] == [1, 8, 3, 4, 5, 6, 7, 8, 1, 2]
