"""A conference that is still to be made: what its TOML file says, read strictly.

Every mistake in the file is an error that names the place; nothing unknown is skipped silently.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from notes.domain.conference import IdeasPolicy, NamesPolicy, OwnersPolicy
from notes.domain.programme import ItemKind
from notes.domain.round_template import unknown_places
from notes.domain.text import normalised, slug
from notes.domain.words import words_for


class PlanError(ValueError):
    """The file cannot be a conference; the message says where and why."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTopic:
    """A topic to be made; `template` is what its notepad begins with."""

    slug: str
    title: str
    question: str = ""
    colour: int = 1
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
    public: bool = True
    rehearsal: bool = False
    names_policy: NamesPolicy = NamesPolicy.NONE
    owners_policy: OwnersPolicy = OwnersPolicy.TYPED
    ideas_policy: IdeasPolicy = IdeasPolicy.ALL
    round_template: str = ""
    summary_template: str = ""
    closing_template: str = ""
    items: tuple[PlannedItem, ...] = ()
    topics: tuple[PlannedTopic, ...] = ()


_LANGUAGES: Final = ("nl", "en")
# Addresses of a conference's own pages stand beside those of its topics.
_TAKEN_SLUGS: Final = frozenset({"regie", "verslag", "meedoen", "naam"})
Choice = TypeVar("Choice", bound=str)


class _Table:
    """A table of the file whose keys are each asked for once; `end` refuses what is left."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            message = f"{where}: expected a table"
            raise PlanError(message)
        self._left: dict[str, Any] = dict(data)
        self.where = where

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            message = f"{self.where}: `{key}` must be text"
            raise PlanError(message)
        return normalised(value)

    def switch(self, key: str, *, default: bool) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            message = f"{self.where}: `{key}` must be true or false"
            raise PlanError(message)
        return value

    def number(self, key: str, default: int) -> int:
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            message = f"{self.where}: `{key}` must be a whole number"
            raise PlanError(message)
        return value

    def choice(self, key: str, choices: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        value = self._take(key, default)
        for choice in choices:
            if value == choice:
                return choice
        message = f"{self.where}: `{key}` must be one of {', '.join(choices)}, not {value!r}"
        raise PlanError(message)

    def moment(self, key: str, zone: ZoneInfo) -> datetime:
        value = self._take(key, None)
        if not isinstance(value, datetime):
            message = f"{self.where}: `{key}` must be a date with a time"
            raise PlanError(message)
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)

    def tables(self, key: str) -> tuple["_Table", ...]:
        value = self._take(key, [])
        if not isinstance(value, list):
            message = f"{self.where}: `{key}` must be a list of tables"
            raise PlanError(message)
        return tuple(_Table(entry, f"{self.where}.{key}[{number}]") for number, entry in enumerate(value, 1))

    def end(self) -> None:
        if self._left:
            message = f"{self.where}: unknown {', '.join(sorted(self._left))}"
            raise PlanError(message)

    def _take(self, key: str, default: object) -> object:
        value = self._left.pop(key, default)
        if value is None:
            message = f"{self.where}: `{key}` is missing"
            raise PlanError(message)
        return value


def conference_from_toml(data: dict[str, Any]) -> ConferencePlan:
    """Return the conference that a parsed TOML file describes; raises `PlanError`.

    Times without a zone are in the conference's own zone.
    """
    table = _Table(data, "conference")
    title = table.text("title")
    zone_name = table.text("timezone", "Europe/Amsterdam")
    zone = _zone(zone_name)
    items = tuple(_item(entry, zone) for entry in table.tables("items"))
    _all_different("items", [item.slug for item in items])
    topics = tuple(_topic(entry, frozenset(item.slug for item in items)) for entry in table.tables("topics"))
    _all_different("topics", [topic.slug for topic in topics])
    if not topics:
        message = "conference: there must be at least one topic"
        raise PlanError(message)
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
        public=table.switch("public", default=True),
        rehearsal=table.switch("rehearsal", default=False),
        names_policy=table.choice("names_policy", tuple(NamesPolicy), NamesPolicy.NONE),
        owners_policy=table.choice("owners_policy", tuple(OwnersPolicy), OwnersPolicy.TYPED),
        ideas_policy=table.choice("ideas_policy", tuple(IdeasPolicy), IdeasPolicy.ALL),
        round_template=_round_template(table, language),
        summary_template=table.text("summary_template", ""),
        closing_template=table.text("closing_template", ""),
        items=items,
        topics=topics,
    )
    table.end()
    return plan


def _round_template(table: _Table, language: str) -> str:
    """Return the template for one round: the language's own where the file says nothing, none where it is ""."""
    template = table.text("round_template", words_for(language).round_template)
    unknown = ", ".join(unknown_places(template))
    if unknown:
        message = f"{table.where}: `round_template` holds {unknown}, which stands for nothing"
        raise PlanError(message)
    return template


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        message = f"conference: `timezone` is unknown: {name!r}"
        raise PlanError(message) from error


def _slug(table: _Table, title: str) -> str:
    asked = table.text("slug", slug(title))
    if asked != slug(asked) or asked == "-":
        message = f"{table.where}: `slug` may hold a-z, 0-9 and single dashes only, not {asked!r}"
        raise PlanError(message)
    return asked


def _item(table: _Table, zone: ZoneInfo) -> PlannedItem:
    title = table.text("title")
    item = PlannedItem(
        slug=_slug(table, title),
        title=title,
        kind=table.choice("kind", tuple(ItemKind)),
        starts_at=table.moment("from", zone),
        ends_at=table.moment("to", zone),
    )
    if item.ends_at <= item.starts_at:
        message = f"{table.where}: `to` must be later than `from`"
        raise PlanError(message)
    table.end()
    return item


def _topic(table: _Table, items: frozenset[str]) -> PlannedTopic:
    title = table.text("title")
    chosen = _slug(table, title)
    if chosen in _TAKEN_SLUGS:
        message = f"{table.where}: `slug` {chosen!r} is the address of another page; choose another"
        raise PlanError(message)
    topic = PlannedTopic(
        slug=chosen,
        title=title,
        question=table.text("question", "").strip(),
        colour=table.number("colour", 1),
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


def _meeting(table: _Table, items: frozenset[str]) -> PlannedMeeting:
    meeting = PlannedMeeting(
        item=table.text("item"),
        place=table.text("place", ""),
        online_url=table.text("online_url", ""),
        led_by=table.text("led_by", ""),
    )
    if meeting.item not in items:
        message = f"{table.where}: there is no programme item {meeting.item!r}"
        raise PlanError(message)
    if meeting.online_url and not meeting.online_url.startswith(("https://", "http://")):
        message = f"{table.where}: `online_url` must begin with https:// or http://"
        raise PlanError(message)
    table.end()
    return meeting


def _all_different(where: str, slugs: list[str]) -> None:
    for each in slugs:
        if slugs.count(each) > 1:
            message = f"{where}: {each!r} is there twice"
            raise PlanError(message)
