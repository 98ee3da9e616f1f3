"""A report as canonical Markdown, the source of every other format. Empty parts are left out."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from notes.domain.canonical import table
from notes.domain.conference import OwnersPolicy, ReportSection
from notes.domain.harvest import ReportStatus
from notes.domain.ideas import Idea
from notes.domain.inline import escape
from notes.domain.keywords import OUTCOME_KINDS, Kind
from notes.domain.programme import ProgrammeItem, by_day, in_order
from notes.domain.report import names
from notes.domain.report.parts import Entry, Report, TopicPart
from notes.domain.text import normalised, one_line
from notes.domain.words import Words, at_time, clock, day, day_short, words_for


def to_markdown(report: Report, words: Words | None = None) -> str:
    """Return the report as CommonMark with GFM tables and task lists, NFC, ending with a line feed.

    `words` are those of the language that the organisers chose unless given.
    """
    return normalised(_Writer(report, words or words_for(report.harvest.conference.report_language)).whole())


class _Writer:
    """Writes one report; each method returns blocks of Markdown, none when there is nothing."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report = report
        self.harvest = report.harvest
        self.conference = report.harvest.conference
        self.words = words
        self.zone = ZoneInfo(self.conference.timezone)
        self.by_day = by_day(in_order(self.harvest.items), self.zone)
        self.several_days = len(self.by_day) > 1

    def whole(self) -> str:
        words, report = self.words, self.report
        parts = [
            self.front_matter(),
            *self.title(),
            *self.chosen(ReportSection.SUMMARY, lambda: self.section(words.summary, [report.summary])),
            *self.chosen(ReportSection.AT_A_GLANCE, lambda: self.section(words.at_a_glance, [*self.at_a_glance()])),
            *self.chosen(ReportSection.PROGRAMME, lambda: self.section(words.programme, [*self.programme()])),
            *[block for topic in report.topics for block in self.topic(topic)],
            *self.chosen(ReportSection.CLOSING, self.closing),
            *self.chosen(ReportSection.FIGURES, lambda: self.section(words.figures, [*self.figures()])),
            *self.section(words.lapsed, ["\n".join(self.lapsed())]),
            *self.changes(),
            *self.section(words.about, list(self.about())),
        ]
        return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"

    def chosen(self, section: ReportSection, write: Callable[[], list[str]]) -> list[str]:
        return [] if section in self.conference.report.left_out else write()

    def section(self, heading: str, blocks: list[str], level: int = 2) -> list[str]:
        kept = [block for block in blocks if block.strip()]
        return [f"{'#' * level} {escape(heading)}", *kept] if kept else []

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def _clock(self, moment: datetime) -> str:
        return clock(self.local(moment), self.words)

    def days(self) -> str:
        found = sorted({self.local(item.starts_at).date() for item in self.harvest.items})
        return " – ".join(day(each, self.words) for each in dict.fromkeys(found[:1] + found[-1:]))

    # --- the beginning ---------------------------------------------------------------------

    def front_matter(self) -> str:
        conference, fields = self.conference, self.words.fields
        found = sorted({self.local(item.starts_at).date().isoformat() for item in self.harvest.items})
        status = self.words.statuses[self.harvest.status]
        values = {
            "title": conference.title,
            "subtitle": conference.subtitle,
            "date": "/".join(dict.fromkeys(found[:1] + found[-1:])),
            "language": conference.language,
            "place": conference.place,
            "organisers": conference.organisers,
            "version": str(self.harvest.version) if self.harvest.version else "",
            "status": f"{status} ({self.words.rehearsal})" if conference.rehearsal else status,
            "names": self.words.names_policies[conference.names_policy],
            "licence": conference.licence,
        }
        lines = [f"{fields[key]}: {_quoted(value)}" for key, value in values.items() if value]
        return "\n".join(["---", *lines, "---"])

    def title(self) -> list[str]:
        mark = ""
        if self.conference.rehearsal:
            mark, note = self.words.rehearsal, self.words.rehearsal_note
        elif self.harvest.status is ReportStatus.DRAFT:
            mark, note = self.words.draft, self.words.draft_note
        heading = escape(self.words.report_of.format(title=self.conference.title))
        facts = [self.conference.subtitle, self.days(), self.conference.place]
        return [
            f"# {heading} – {mark}" if mark else f"# {heading}",
            f"**{escape(note)}**" if mark else "",
            escape(" · ".join(fact for fact in facts if fact)),
        ]

    # --- outcomes --------------------------------------------------------------------------

    def at_a_glance(self) -> Iterable[str]:
        columns = self.words.columns
        for kind, name in ((Kind.DECISION, "decision"), (Kind.ACTION, ""), (Kind.QUESTION, "question")):
            found = self.report.of_kind(kind)
            if not found:
                continue
            yield f"### {self.words.headings[kind]}"
            if kind is Kind.ACTION:
                yield self.actions(found, topic=True)
            else:
                rows = [[escape(entry.number), escape(entry.text), escape(entry.topic)] for entry in found]
                yield table([columns["number"], columns[name], columns["topic"]], rows)

    def actions(self, found: tuple[Entry, ...], *, topic: bool) -> str:
        columns = self.words.columns
        names_too = self.conference.owners_policy is OwnersPolicy.TYPED
        head = ["number", "what", *["who"] * names_too, "when", *["topic"] * topic]
        rows = []
        for entry in found:
            text = escape(entry.text) + (f" ({self.words.done})" if entry.done else "")
            who = escape(", ".join(entry.owners) or self.words.no_owner)
            when = escape(day_short(entry.due, self.words)) if entry.due else ""
            rows.append(
                [escape(entry.number), text, *[who] * names_too, when, *[escape(entry.topic)] * topic],
            )
        return table([columns[key] for key in head], rows)

    def outcomes(self, topic: TopicPart) -> Iterable[str]:
        for kind in OUTCOME_KINDS:
            found = topic.of_kind(kind)
            if found:
                yield f"### {self.words.headings[kind]}"
                if kind is Kind.ACTION:
                    yield self.actions(found, topic=False)
                    known = [(entry, origin) for entry in found if (origin := self.origin(entry))]
                    yield "\n".join(f"- **{escape(entry.number)}** {origin}" for entry, origin in known)
                else:
                    yield "\n".join(map(self.line, found))

    def origin(self, entry: Entry) -> str:
        """Return a quiet line that says where an outcome came from, "" unless the organisers want that."""
        origin = entry.origin
        if origin is None or not self.conference.report.origins:
            return ""
        idea = ""
        if origin.support is not None:
            counted = _counted(origin.support, self.words.support, self.words.support_one)
            idea = self.words.from_idea + (f" ({counted})" if counted else "")
        when = at_time(self.local(origin.at), self.words, with_day=self.several_days)
        said = [origin.by, when, origin.item.title if origin.item else "", idea]
        return f"*{escape(self.words.origin.format(facts=', '.join(each for each in said if each)))}*"

    def line(self, entry: Entry) -> str:
        text = escape(entry.text)
        if entry.kind is Kind.QUOTE:
            text = f"“{text}”" + (f" — {escape(entry.attribution)}" if entry.attribution else "")
        origin = self.origin(entry)
        return f"- **{escape(entry.number)}** {text}" + (f"\n    - {origin}" if origin else "")

    # --- programme and topics --------------------------------------------------------------

    def programme(self) -> Iterable[str]:
        columns = self.words.columns
        for this, items in self.by_day:
            if self.several_days:
                yield f"### {escape(day(this, self.words))}"
            yield table([columns["time"], columns["item"], columns["kind"]], [self.row(item) for item in items])

    def row(self, item: ProgrammeItem) -> list[str]:
        return [self.times(item), escape(item.title), self.words.item_kinds[item.kind]]

    def times(self, item: ProgrammeItem) -> str:
        return self.words.times.format(start=self._clock(item.starts_at), end=self._clock(item.ends_at))

    def topic(self, part: TopicPart) -> list[str]:
        topic = part.harvest.topic
        facts = list(self.facts(part))
        bullets = "\n".join(f"- {fact}" for fact in facts)
        question = f"**{self.words.guiding_question}:** {escape(topic.question)}" if topic.question else ""
        blocks = [question, bullets, *self.outcomes(part)]
        ideas = "\n".join(self.ideas(part))
        blocks += self.chosen(ReportSection.NOTES, lambda: self.section(self.words.notes, [part.notes], level=3))
        blocks += self.chosen(ReportSection.IDEAS, lambda: self.section(self.words.ideas, [ideas], level=3))
        return self.section(topic.title, blocks)

    def facts(self, part: TopicPart) -> Iterable[str]:
        items = {item.id: item for item in self.harvest.items}
        meetings = {meeting.item_id: meeting for meeting in part.harvest.topic.meetings if meeting.item_id in items}
        for item in in_order(tuple(items[each] for each in meetings)):
            meeting = meetings[item.id]
            led = self.words.led_by.format(names=meeting.led_by) if meeting.led_by else ""
            date = day_short(self.local(item.starts_at).date(), self.words) if self.several_days else ""
            words = [item.title, date, self.times(item), meeting.place, led]
            yield f"{self.words.meets}: " + escape(", ".join(each for each in words if each))
        if part.harvest.people:
            yield _counted(part.harvest.people, self.words.people, self.words.people_one)
        if part.ideas:
            yield _counted(len(part.ideas), self.words.ideas_count, self.words.ideas_count_one)

    def ideas(self, part: TopicPart) -> Iterable[str]:
        for idea in part.ideas:
            yield f"- {self.idea(idea, _counted(idea.support, self.words.support, self.words.support_one))}"
            for each in part.merged.get(idea.number, ()):  # its support is counted in
                yield f"    - {escape(self.words.merged)} {self.idea(each)}"

    def idea(self, idea: Idea, support: str = "") -> str:
        name = names.shown_name(idea.name, self.conference.names_policy)
        facts = [
            escape(name),
            support,
            _counted(idea.hands or 0, self.words.hands, self.words.hands_one),
            self.words.on_paper if idea.on_paper else "",
            self.words.late if idea.late else "",
            self.words.taken_over if idea.taken_over else "",
        ]
        said = ", ".join(fact for fact in facts if fact)
        return escape(one_line(idea.text)) + (f" ({said})" if said else "")

    # --- the end ---------------------------------------------------------------------------

    def closing(self) -> list[str]:
        if not _says_something(self.report.closing):
            return []
        has_heading = self.report.closing.startswith("## ")
        return [self.report.closing] if has_heading else self.section(self.words.closing, [self.report.closing])

    def figures(self) -> Iterable[str]:
        ideas = [idea for part in self.report.topics for idea in part.ideas]
        counts = {
            "people": self.harvest.people,
            "topics": len(self.report.topics),
            "ideas": len(ideas),
            "support": sum(idea.support for idea in ideas),
            "outcomes": self.report.count,
        }
        columns = self.words.columns
        rows = [[self.words.figure_rows[key], str(count)] for key, count in counts.items() if count]
        yield table([columns["figure"], columns["count"]], rows, ["---", "---:"]) if rows else ""
        yield escape(self.words.figures_note) if counts["support"] else ""

    def lapsed(self) -> Iterable[str]:
        parts = [(part.harvest.topic.slug, part.lapsed) for part in self.report.topics]
        for name, lapsed in [*parts, *((part.name, part.lapsed) for part in self.report.own)]:
            for each in lapsed:
                number = f"{name}-{each.letter}{each.number}"
                yield f"- {escape(self.words.lapsed_in.format(number=number, version=each.lapsed_in))}"

    def changes(self) -> list[str]:
        found = self.report.changes
        if found is None:
            return []
        words = self.words
        lines = [
            *(words.change_added.format(number=number, text=text) for number, text in found.added),
            *(words.change_reworded.format(number=number, text=text) for number, text in found.reworded),
            *(words.change_lapsed.format(number=number) for number in found.lapsed),
            *(words.change_notes.format(topic=topic) for topic in found.notes),
            _counted(found.new_ideas, words.change_ideas, words.change_ideas_one),
            words.change_summary if found.summary else "",
            words.change_closing if found.closing else "",
        ]
        listed = "\n".join(f"- {escape(line)}" for line in lines if line)
        return self.section(words.changed_since.format(version=found.since), [listed or escape(words.change_nothing)])

    def about(self) -> Iterable[str]:
        words, report = self.words, self.report
        moment = self.local(self.harvest.generated_at.astimezone(UTC))
        when = words.generated.format(moment=f"{day(moment.date(), words)}, {clock(moment, words)}")
        yield escape(f"{words.how_made} {words.not_a_board}")
        sentences = [
            words.names_policies[self.conference.names_policy].capitalize() + ".",
            words.owners_policies[self.conference.owners_policy],
            _counted(report.ideas_left_out, words.left_out_ideas, words.left_out_ideas_one),
            _counted(report.internal_left_out, words.left_out_internal, words.left_out_internal_one),
            words.corrections.format(contact=self.conference.contact) if self.conference.contact else "",
            words.accessibility,
            when,
        ]
        yield "\n".join(f"- {escape(sentence)}" for sentence in sentences if sentence)


def _counted(number: int, many: str, one: str) -> str:
    if not number:
        return ""
    return one if number == 1 else many.format(n=number)


def _quoted(value: str) -> str:
    """Return a value of the front matter, quoted: titles hold colons and quotation marks."""
    return '"' + one_line(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _says_something(text: str) -> bool:
    return any(line.strip() and not line.startswith("#") for line in text.split("\n"))
