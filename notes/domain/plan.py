"""A conference that is still to be made: what its TOML file says, read strictly.

Every mistake in the file is an error that names the place; nothing unknown is skipped silently.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from notes.domain.colours import OFFERED, colour_of, readable
from notes.domain.conference import IdeasPolicy, NamesPolicy, OwnersPolicy
from notes.domain.plan_table import PlanError, Table
from notes.domain.programme import LONGEST_ITEM, ItemKind
from notes.domain.round_template import unknown_places
from notes.domain.sign_ups import reaches_somebody
from notes.domain.text import comparable, one_line, slug
from notes.domain.words import words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """A programme item to be made; moments in UTC."""

    slug: str
    title: str
    kind: ItemKind
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeeting:
    """That a topic meets in the item with this slug."""

    item: str
    place: str = ""
    online_url: str = ""
    led_by: str = ""
    places: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTopic:
    """A topic to be made; `template` is what its notepad begins with."""

    slug: str
    title: str
    question: str = ""
    colour: int = 1
    own_colour: str = ""
    template: str = ""
    participants_write: bool = False
    ideas_open: bool = True
    early_ideas: bool = True
    approval: bool = False
    meetings: tuple[PlannedMeeting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferencePlan:
    """A conference to be made. `code` is "" when the server is to choose one."""

    slug: str
    title: str
    code: str = ""
    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    subtitle: str = ""
    description: str = ""
    place: str = ""
    organisers: str = ""
    contact: str = ""
    licence: str = ""
    privacy_text: str = ""
    accessibility_text: str = ""
    public: bool = True
    rehearsal: bool = False
    names_policy: NamesPolicy = NamesPolicy.NONE
    owners_policy: OwnersPolicy = OwnersPolicy.TYPED
    ideas_policy: IdeasPolicy = IdeasPolicy.ALL
    retention_days: int | None = None
    auto_end_minutes: int | None = None
    round_template: str = ""
    summary_template: str = ""
    closing_template: str = ""
    items: tuple[PlannedItem, ...] = ()
    topics: tuple[PlannedTopic, ...] = ()


_LANGUAGES: Final = ("nl", "en")
# Addresses of a conference's own pages stand beside those of its topics.
TAKEN_NAMES: Final = frozenset(
    {"regie", "verslag", "meedoen", "naam", "ander-apparaat", "nieuw", "aanmelden", "aanmeldingen", "deur"}
)
_QUESTION_ENDS: Final = re.compile(r"(?<=\?)\s+")


def conference_from_toml(data: dict[str, Any], *, stored: bool = False) -> ConferencePlan:
    """Return the conference that a parsed TOML file describes; raises `PlanError`.

    Times without a zone are in the conference's own zone. What is `stored` already may be what nobody could
    enter now: an archive of yesterday must come back.
    """
    table = Table(data, "conference")
    title = table.text("title")
    zone_name = table.text("timezone", "Europe/Amsterdam")
    zone = _zone(zone_name)
    items = tuple(_item(entry, zone) for entry in table.tables("items"))
    _all_different("items", [item.slug for item in items])
    slugs = frozenset(item.slug for item in items)
    topics = tuple(_topic(entry, slugs, place) for place, entry in enumerate(table.tables("topics")))
    _all_different("topics", [topic.slug for topic in topics])
    if not topics:
        raise PlanError("conference", "no_topic")
    language = table.choice("language", _LANGUAGES, "nl")
    plan = ConferencePlan(
        slug=_slug(table, title),
        title=title,
        code=table.text("code", "").upper(),
        language=language,
        timezone=zone_name,
        subtitle=table.text("subtitle", ""),
        description=table.text("description", "").strip(),
        place=table.text("place", ""),
        organisers=table.text("organisers", ""),
        contact=table.text("contact", ""),
        licence=table.text("licence", ""),
        privacy_text=table.text("privacy_text", "").strip(),
        accessibility_text=table.text("accessibility_text", "").strip(),
        public=table.switch("public", default=True),
        rehearsal=table.switch("rehearsal", default=True),
        names_policy=table.choice("names_policy", tuple(NamesPolicy), NamesPolicy.NONE),
        owners_policy=table.choice("owners_policy", tuple(OwnersPolicy), OwnersPolicy.TYPED),
        ideas_policy=table.choice("ideas_policy", tuple(IdeasPolicy), IdeasPolicy.ALL),
        retention_days=table.count("retention_days", lowest=0),
        auto_end_minutes=table.count("auto_end_minutes"),
        round_template=_round_template(table, language),
        summary_template=table.text("summary_template", ""),
        closing_template=table.text("closing_template", _closing_template(language, items, topics)),
        items=items,
        topics=topics,
    )
    table.end()
    if not stored:
        _demand_sensible(plan)
    return plan


def _demand_sensible(plan: ConferencePlan) -> None:
    for number, item in enumerate(plan.items, 1):
        if item.ends_at - item.starts_at > LONGEST_ITEM:
            hours = LONGEST_ITEM // timedelta(hours=1)
            raise PlanError(f"conference.items[{number}]", "lasts_too_long", key="to", hours=hours)
    titles = [comparable(topic.title) for topic in plan.topics]
    for number, title in enumerate(titles, 1):
        if title in titles[: number - 1]:
            raise PlanError(
                f"conference.topics[{number}]", "same_title", key="title", value=plan.topics[number - 1].title
            )
    if not reaches_somebody(plan.contact):
        raise PlanError("conference", "no_contact", key="contact", value=plan.contact)


def _round_template(table: Table, language: str) -> str:
    """Return the template for one round: the language's own where the file says nothing, none where it is ""."""
    template = table.text("round_template", words_for(language).round_template)
    unknown = ", ".join(unknown_places(template))
    if unknown:
        raise PlanError(table.where, "unknown_place", key="round_template", value=unknown)
    return template


def _closing_template(language: str, items: Iterable[PlannedItem], topics: Iterable[PlannedTopic]) -> str:
    """Return the language's own template, with the conference's questions: those of the topics that meet in a plenary.

    Each question is a heading, so that one which nobody answers stays out of the report.
    """
    plenary = {item.slug for item in items if item.kind is ItemKind.PLENARY}
    asked = [topic.question for topic in topics if any(meeting.item in plenary for meeting in topic.meetings)]
    questions = [each for question in asked for each in _QUESTION_ENDS.split(one_line(question)) if each]
    return words_for(language).closing_template.format(questions="".join(f"### {each}\n\n" for each in questions))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise PlanError("conference", "no_zone", key="timezone", value=name) from error


def _slug(table: Table, title: str) -> str:
    asked = table.text("slug", slug(title))
    if asked != slug(asked) or asked == "-":
        raise PlanError(table.where, "no_slug", key="slug", value=asked)
    return asked


def _item(table: Table, zone: ZoneInfo) -> PlannedItem:
    title = table.text("title")
    item = PlannedItem(
        slug=_slug(table, title),
        title=title,
        kind=table.choice("kind", tuple(ItemKind)),
        starts_at=table.moment("from", zone),
        ends_at=table.moment("to", zone),
    )
    if item.ends_at <= item.starts_at:
        raise PlanError(table.where, "ends_before", key="to")
    table.end()
    return item


def _topic(table: Table, items: frozenset[str], place: int) -> PlannedTopic:
    title = table.text("title")
    chosen = _slug(table, title)
    if chosen in TAKEN_NAMES:
        raise PlanError(table.where, "taken_slug", key="slug", value=chosen)
    topic = PlannedTopic(
        slug=chosen,
        title=title,
        question=table.text("question", "").strip(),
        **_colour(table, place),
        template=table.text("template", ""),
        participants_write=table.switch("participants_write", default=False),
        ideas_open=table.switch("ideas_open", default=True),
        early_ideas=table.switch("early_ideas", default=True),
        approval=table.switch("approval", default=False),
        meetings=tuple(_meeting(entry, items) for entry in table.tables("meetings")),
    )
    _all_different(f"{table.where}.meetings", [meeting.item for meeting in topic.meetings])
    table.end()
    return topic


def _colour(table: Table, place: int) -> dict[str, Any]:
    """Return a topic's colour: a number of the product's own, or one that organisers chose and that can be read.

    Where the plan says nothing, topics beside each other differ: people call rooms by their colour.
    """
    value = table.number_or_text("colour", OFFERED[place % len(OFFERED)])
    if isinstance(value, int) and value in OFFERED:
        return {"colour": value}
    own = colour_of(value) if isinstance(value, str) else None
    if own is None or not readable(own):
        raise PlanError(table.where, "no_colour", key="colour", value=str(value))
    return {"own_colour": own}


def _meeting(table: Table, items: frozenset[str]) -> PlannedMeeting:
    meeting = PlannedMeeting(
        item=table.text("item"),
        place=table.text("place", ""),
        online_url=table.text("online_url", ""),
        led_by=table.text("led_by", ""),
        places=table.count("places"),
    )
    if meeting.item not in items:
        raise PlanError(table.where, "no_item", key="item", value=meeting.item)
    if meeting.online_url and not meeting.online_url.startswith(("https://", "http://")):
        raise PlanError(table.where, "no_address", key="online_url")
    table.end()
    return meeting


def _all_different(where: str, slugs: list[str]) -> None:
    for each in slugs:
        if slugs.count(each) > 1:
            raise PlanError(where, "twice", value=each)
