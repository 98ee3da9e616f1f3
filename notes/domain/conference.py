"""A conference and the choices that its organisers make for it."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """One event with a programme; owns everything else. `timezone` is an IANA name."""

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
    public: bool = True
    rehearsal: bool = False
    locked: bool = False
    names_policy: NamesPolicy = NamesPolicy.NONE
    owners_policy: OwnersPolicy = OwnersPolicy.TYPED
    ideas_policy: IdeasPolicy = IdeasPolicy.ALL
    round_template: str = ""
    revision: int = 0
