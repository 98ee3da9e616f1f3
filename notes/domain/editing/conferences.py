"""The texts and choices of a conference as a form: its values, and what is stored of them."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from notes.domain.conference import Conference, NamesPolicy
from notes.domain.editing.fields import Checks, Wrong
from notes.domain.sign_ups import reaches_somebody

LINES: Final = ("title", "subtitle", "place", "organisers", "contact", "licence", "timezone")
TEXTS: Final = ("description", "privacy_text", "accessibility_text")
FIELDS: Final = (*LINES, *TEXTS, "language", "names_policy", "retention_days", "public")
LANGUAGES: Final = ("nl", "en")
_DAYS_MAX: Final = 365


def conference_values(conference: Conference) -> dict[str, str]:
    """Return what the form shows of a conference."""
    texts = {name: str(getattr(conference, name)) for name in FIELDS if name not in ("retention_days", "public")}
    days = conference.retention_days
    return {**texts, "retention_days": "" if days is None else str(days), "public": "1" if conference.public else ""}


def checked_conference(typed: Mapping[str, str]) -> tuple[dict[str, object], dict[str, Wrong]]:
    """Return what is stored of a form, by column, and what is wrong, by field."""
    checks = Checks(typed)
    values: dict[str, object] = {
        **{name: checks.line(name, required=name in ("title", "timezone")) for name in LINES},
        **{name: checks.text(name) for name in TEXTS},
        "language": checks.choice("language", LANGUAGES),
        "names_policy": checks.choice("names_policy", tuple(NamesPolicy)),
        "retention_days": checks.number("retention_days", 0, _DAYS_MAX),
        "public": checks.switch("public"),
    }
    if not _is_zone(str(values["timezone"])):
        checks.refuse("timezone", "no_zone")
    if not reaches_somebody(str(values["contact"])):
        checks.refuse("contact", "no_contact")
    return values, checks.wrong


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
