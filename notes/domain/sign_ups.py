"""Sign-ups: what somebody may fill in, who has a place, and how long it is kept.

Promise: what passes `checked` can be stored, shown and put into a mail as it is: one line where a line is asked, an
address that is one address, no control characters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from notes.domain.ideas import Refused, display_name, idea_text
from notes.domain.text import has_bad_characters, length, one_line, without_overrides

DEFAULT_RETENTION_DAYS: Final = 30  # after the last programme item, where the organisers chose nothing
_ADDRESS_MAX_CHARACTERS: Final = 254
_LOCAL_MAX_CHARACTERS: Final = 64
_LABEL_MAX_CHARACTERS: Final = 63
# Letters of an address's first part that every mail server takes without quotation marks.
_LOCAL: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-")
_LABEL: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class SignUpState(StrEnum):
    """Whether somebody has a place, waits for one, gave it up, or came to the door without one."""

    PLACED = "placed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    DOOR = "door"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpForm:
    """What somebody filled in. `choices` holds the topic that they want in each round, by programme item."""

    name: str
    email: str = ""
    organisation: str = ""
    dinner: bool = False
    diet: str = ""
    access_needs: str = ""
    choices: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpLimits:
    """How many characters fit into each field."""

    name: int
    line: int
    text: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a field cannot be taken: `code` is `empty`, `too_long`, `bad_characters` or `no_address`."""

    field: str
    code: str
    limit: int = 0


def checked(
    form: SignUpForm, limits: SignUpLimits, offered: Mapping[int, frozenset[int]], *, address_needed: bool = True
) -> SignUpForm | tuple[Wrong, ...]:
    """Return a form as it is stored, or everything that is wrong with it.

    `offered` holds the topics of each round; a choice that is not offered is left out: the programme changed.
    """
    lines = {name: display_name(getattr(form, name), most) for name, most in _lines(limits)}
    lines["access_needs"] = idea_text(form.access_needs, limits.text) if form.access_needs.strip() else ""
    lines["email"] = address(form.email) if address_needed or form.email.strip() else ""
    wrong = [Wrong(name, kept.code, kept.limit) for name, kept in lines.items() if isinstance(kept, Refused)]
    if lines["name"] == "":
        wrong.append(Wrong("name", "empty"))
    if wrong:
        return tuple(wrong)
    choices = {item: topic for item, topic in form.choices.items() if topic in offered.get(item, frozenset())}
    kept = {name: value for name, value in lines.items() if isinstance(value, str)}
    return replace(
        form,
        name=kept["name"],
        email=kept["email"],
        organisation=kept["organisation"],
        diet=kept["diet"] if form.dinner else "",
        access_needs=kept["access_needs"],
        choices=choices,
    )


def _lines(limits: SignUpLimits) -> tuple[tuple[str, int], ...]:
    return (("name", limits.name), ("organisation", limits.line), ("diet", limits.line))


def address(typed: str) -> str | Refused:
    """Return an e-mail address as mail servers know it (its domain in small letters and ASCII), or why it is none."""
    if len(typed) > 20 * _ADDRESS_MAX_CHARACTERS:
        return Refused("too_long", _ADDRESS_MAX_CHARACTERS)
    kept = without_overrides(one_line(typed)).strip()  # address books copy them along
    if not kept:
        return Refused("empty")
    if has_bad_characters(without_overrides(typed)):
        return Refused("bad_characters")
    local, _at, domain = kept.rpartition("@")
    domain = _plain_domain(domain)
    whole = f"{local}@{domain}"
    if length(whole) > _ADDRESS_MAX_CHARACTERS:
        return Refused("too_long", _ADDRESS_MAX_CHARACTERS)
    return whole if _is_local(local) and _is_domain(domain) else Refused("no_address")


def reaches_somebody(contact: str) -> bool:
    """Return whether a conference's contact is none, an e-mail address or a web address."""
    return not contact or contact.startswith(("https://", "http://")) or isinstance(address(contact), str)


def _plain_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _is_local(local: str) -> bool:
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return 0 < length(local) <= _LOCAL_MAX_CHARACTERS and _LOCAL.issuperset(local) and not dots


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return False
    return all(
        0 < length(label) <= _LABEL_MAX_CHARACTERS
        and _LABEL.issuperset(label)
        and not label.startswith("-")
        and not label.endswith("-")
        for label in labels
    )


def erased_from(ends_at: datetime, retention_days: int | None) -> datetime:
    """Return from when on sign-ups are erased, for a conference whose last part ends then."""
    days = DEFAULT_RETENTION_DAYS if retention_days is None else retention_days
    return ends_at + timedelta(days=days)
