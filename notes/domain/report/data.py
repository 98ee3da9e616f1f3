"""A report as plain data: what programs read. It says what the Markdown says, by the same rules, and no more.

Beside the Markdown this is all that any format of a report is made of, so that a published version,
which keeps the two, can give every format for ever. docs/report.schema.json says what stands in it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from notes.domain.harvest import ReportStatus
from notes.domain.ideas import Idea
from notes.domain.programme import ProgrammeItem, in_order
from notes.domain.report import names
from notes.domain.report.parts import Entry, EntryOrigin, Report, RoundEnd, TopicPart
from notes.domain.words import Words

SCHEMA: Final = "oogst-report/1"
SLOT_MINUTES: Final = 15
Data = Mapping[str, Any]


def to_data(report: Report, words: Words) -> dict[str, Any]:
    """Return the report as values of JSON; texts of several lines in it are Markdown."""
    return _Writer(report, words).whole()


class _Writer:
    """Writes one report; moments are told in the conference's own time zone."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report = report
        self.harvest = report.harvest
        self.conference = report.harvest.conference
        self.words = words
        self.zone = ZoneInfo(self.conference.timezone)
        self.items = {item.id: item for item in in_order(report.harvest.items)}

    def whole(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "language": self.words.language,
            "status": self.harvest.status.value,
            "version": self.harvest.version,
            "made_at": self.moment(self.harvest.generated_at),
            "mark": self.mark(),
            "conference": self.about(),
            "choices": {
                "names": self.conference.names_policy.value,
                "owners": self.conference.owners_policy.value,
                "ideas": self.conference.ideas_policy.value,
            },
            "programme": [self.item(item) for item in self.items.values()],
            "summary": self.report.summary,
            "topics": [self.topic(part) for part in self.report.topics],
            "closing": self.report.closing,
            "figures": self.figures(),
            "left_out": {"ideas": self.report.ideas_left_out, "internal_lines": self.report.internal_left_out},
            "changes": self.changes(),
            "outcomes": [self.outcome(entry, None) for part in self.report.own for entry in part.entries],
        }

    def changes(self) -> dict[str, Any] | None:
        found = self.report.changes
        if found is None:
            return None
        return {
            "since": found.since,
            "added": [number for number, _ in found.added],
            "reworded": [number for number, _ in found.reworded],
            "lapsed": list(found.lapsed),
        }

    def moment(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    def mark(self) -> str:
        """Return what stands on every page of a report that is not to be taken for the real one."""
        if self.conference.rehearsal:
            return self.words.rehearsal
        return self.words.draft if self.harvest.status is ReportStatus.DRAFT else ""

    def about(self) -> dict[str, Any]:
        conference = self.conference
        return {
            "name": conference.slug,
            "title": conference.title,
            "subtitle": conference.subtitle,
            "language": conference.language,
            "timezone": conference.timezone,
            "place": conference.place,
            "organisers": conference.organisers,
            "contact": conference.contact,
            "licence": conference.licence,
            "rehearsal": conference.rehearsal,
        }

    def item(self, item: ProgrammeItem) -> dict[str, Any]:
        return {
            "name": item.slug,
            "title": item.title,
            "kind": item.kind.value,
            "starts_at": self.moment(item.starts_at),
            "ends_at": self.moment(item.ends_at),
        }

    # --- topics ----------------------------------------------------------------------------

    def topic(self, part: TopicPart) -> dict[str, Any]:
        topic = part.harvest.topic
        meetings = {meeting.item_id: meeting for meeting in topic.meetings}
        return {
            "name": topic.slug,
            "title": topic.title,
            "question": topic.question,
            "colour": topic.colour,
            **({"own_colour": topic.own_colour} if topic.own_colour else {}),
            "people": part.harvest.people,
            "meetings": [
                {"item": item.slug, "place": meetings[item.id].place, "led_by": meetings[item.id].led_by}
                for item in self.items.values()
                if item.id in meetings
            ],
            "outcomes": [self.outcome(entry, part) for entry in part.entries],
            "lapsed": [
                {"number": f"{topic.slug}-{each.letter}{each.number}", "version": each.lapsed_in}
                for each in part.lapsed
            ],
            "notes": part.notes,
            "round_ends": [self.round_end(end) for end in self.ends(part)],
            "ideas": [self.idea(idea, part) for idea in part.ideas],
            "ideas_by_time": self.by_time(part.ideas),
        }

    def outcome(self, entry: Entry, part: TopicPart | None) -> dict[str, Any]:
        merged = [each for group in part.merged.values() for each in group] if part else []
        shown = {idea.number for idea in (*(part.ideas if part else ()), *merged)}
        return {
            "number": entry.number,
            "kind": entry.kind.value,
            "text": entry.text,
            "owners": list(entry.owners),
            "due": entry.due.isoformat() if entry.due else None,
            "done": entry.done,
            "attribution": entry.attribution,
            "idea": entry.idea if entry.idea in shown else None,
            "origin": self.origin(entry.origin),
            **({} if part else {"topic": entry.topic}),
        }

    def origin(self, origin: EntryOrigin | None) -> dict[str, Any] | None:
        if origin is None:
            return None
        return {
            "by": origin.by,
            "at": self.moment(origin.at),
            "item": origin.item.slug if origin.item else None,
            "support": origin.support,
            "row": origin.row,
        }

    def ends(self, part: TopicPart) -> list[RoundEnd]:
        """Return the last moment at which each programme item ended, in the order of the programme."""
        last = {end.item_id: end for end in part.round_ends}
        return [last[number] for number in self.items if number in last]

    def round_end(self, end: RoundEnd) -> dict[str, Any]:
        return {
            "item": self.items[end.item_id].slug,
            "notes": end.notes,
            "internal_lines": end.internal_left_out,
        }

    def idea(self, idea: Idea, part: TopicPart) -> dict[str, Any]:
        return {
            **self.own_words(idea),
            "support": idea.support,
            "merged": [self.own_words(each) for each in part.merged.get(idea.number, ())],
        }

    def own_words(self, idea: Idea) -> dict[str, Any]:
        return {
            "number": idea.number,
            "text": idea.text,
            "name": names.shown_name(idea.name, self.conference.names_policy),
            "hands": idea.hands,
            "on_paper": idea.on_paper,
            "late": idea.late,
            "taken_over": idea.taken_over,
        }

    def by_time(self, ideas: tuple[Idea, ...]) -> list[dict[str, Any]]:
        """Return how many of the ideas came in each quarter of an hour in which one did."""
        slots = Counter(_slot(idea.created_at.astimezone(UTC)) for idea in ideas if idea.created_at)
        return [{"from": self.moment(start), "count": slots[start]} for start in sorted(slots)]

    def figures(self) -> dict[str, int]:
        ideas = [idea for part in self.report.topics for idea in part.ideas]
        return {
            "people": self.harvest.people,
            "topics": len(self.report.topics),
            "ideas": len(ideas),
            "support": sum(idea.support for idea in ideas),
            "outcomes": self.report.count,
        }


def shade(topic: Data) -> str:
    """Return a topic's colour (of `to_data`) as styles name it: its number, or its own colour without #."""
    return str(topic.get("own_colour", "")).removeprefix("#") or str(topic["colour"])


def _slot(moment: datetime) -> datetime:
    start = moment.replace(minute=0, second=0, microsecond=0)
    return start + timedelta(minutes=moment.minute // SLOT_MINUTES * SLOT_MINUTES)
