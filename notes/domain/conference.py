"""A conference and the choices that its organisers make for it."""

from dataclasses import dataclass
from enum import StrEnum

from notes.domain.screens import ScreenIdeas


class NamesPolicy(StrEnum):
    """How display names stand in a report: not, first names only, in full."""

    NONE = "none"
    FIRST = "first"
    FULL = "full"


class OwnersPolicy(StrEnum):
    """How owners of actions stand in a report: as typed, or not at all; never shortened."""

    TYPED = "typed"
    NONE = "none"


class IdeasPolicy(StrEnum):
    """Which ideas a report lists."""

    ALL = "all"
    SUPPORTED = "supported"
    TAKEN_OVER = "taken_over"
    NONE = "none"


class ReportSection(StrEnum):
    """A part of the report that organisers may leave out."""

    SUMMARY = "summary"
    AT_A_GLANCE = "at_a_glance"
    PROGRAMME = "programme"
    NOTES = "notes"
    IDEAS = "ideas"
    CLOSING = "closing"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoices:
    """How organisers want the report, beside names and ideas.

    `order` holds topics by slug, those first that it names; `language` is that of the fixed texts ("": the
    conference's own); `origins` puts a quiet line under each outcome that says where it came from.
    """

    left_out: frozenset[ReportSection] = frozenset()
    order: tuple[str, ...] = ()
    language: str = ""
    origins: bool = False

    def place(self, slug: str) -> int:
        """Return where a topic comes: those that `order` names first, all others after them."""
        return self.order.index(slug) if slug in self.order else len(self.order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """One event with a programme; owns everything else. `timezone` is an IANA name.

    `privacy_text` and `accessibility_text` are Markdown that the organisers add to the pages about these.
    """

    id: int
    slug: str
    code: str
    title: str
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
    locked: bool = False
    names_policy: NamesPolicy = NamesPolicy.NONE
    owners_policy: OwnersPolicy = OwnersPolicy.TYPED
    ideas_policy: IdeasPolicy = IdeasPolicy.ALL
    report: ReportChoices = ReportChoices()
    round_template: str = ""
    auto_end_minutes: int | None = None  # a round ends so long after its time; None: it does not by itself
    day: int = 0  # raised by what phones are told of the day
    retention_days: int | None = None
    screen_ideas: ScreenIdeas = ScreenIdeas.LATER
    screen_names: bool = False
    revision: int = 0

    @property
    def report_language(self) -> str:
        """The language of the report's fixed texts."""
        return self.report.language or self.language
