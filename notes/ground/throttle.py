"""How often somebody may do something: one `allow(who, what)` for HTTP and sockets.

Promise: counting is per person wherever there is one; an address is counted only before one is
somebody, and wide, because a whole hall is one address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from notes.ground import limits as numbers


class Act(StrEnum):
    """What is counted."""

    IDEA = "idea"
    SUPPORT = "support"
    LINE = "line"
    LEAD = "lead"
    UPLOAD = "upload"
    REPORT = "report"
    REPORT_LOOK = "report_look"
    DAY_LOOK = "day_look"
    HISTORY = "history"
    ARCHIVE = "archive"
    MAKE_LINK = "make_link"
    NEW_PERSON = "new_person"
    NEW_PERSON_SITE = "new_person_site"
    WRONG_CODE = "wrong_code"
    WRONG_CODE_IN_ADDRESS = "wrong_code_in_address"
    WRONG_LINK = "wrong_link"
    SIGN_UP_FORM = "sign_up_form"
    SIGN_UP = "sign_up"
    SIGN_UP_CHANGE = "sign_up_change"
    DOOR = "door"
    DEVICE_CODE = "device_code"
    WRONG_DEVICE_CODE = "wrong_device_code"
    WRONG_DEVICE_CODE_SITE = "wrong_device_code_site"
    WRONG_SCREEN_CODE = "wrong_screen_code"
    OPEN_SCREEN = "open_screen"


_HOW_OFTEN: dict[Act, RateLimitItem] = {
    Act.IDEA: RateLimitItemPerMinute(numbers.IDEAS_PER_PERSON_PER_MINUTE),
    Act.SUPPORT: RateLimitItemPerMinute(numbers.SUPPORT_PER_PERSON_PER_MINUTE),
    Act.LINE: RateLimitItemPerMinute(numbers.LINES_PER_PERSON_PER_MINUTE),
    Act.LEAD: RateLimitItemPerMinute(numbers.LEADING_ACTS_PER_PERSON_PER_MINUTE),
    Act.UPLOAD: RateLimitItemPerMinute(numbers.UPLOADS_PER_PERSON_PER_MINUTE),
    Act.REPORT: RateLimitItemPerMinute(numbers.REPORTS_PER_PERSON_PER_MINUTE),
    Act.REPORT_LOOK: RateLimitItemPerMinute(numbers.REPORT_LOOKS_PER_PERSON_PER_MINUTE),
    Act.DAY_LOOK: RateLimitItemPerMinute(numbers.DAY_LOOKS_PER_PERSON_PER_MINUTE),
    Act.HISTORY: RateLimitItemPerMinute(numbers.HISTORY_PER_PERSON_PER_MINUTE),
    Act.ARCHIVE: RateLimitItemPerMinute(numbers.ARCHIVES_PER_PERSON_PER_MINUTE),
    Act.MAKE_LINK: RateLimitItemPerHour(numbers.LINKS_MADE_PER_PERSON_PER_HOUR),
    Act.NEW_PERSON: RateLimitItemPerMinute(numbers.NEW_PERSONS_PER_ADDRESS_PER_10_MINUTES, 10),
    Act.NEW_PERSON_SITE: RateLimitItemPerMinute(numbers.NEW_PERSONS_PER_SITE_PER_10_MINUTES, 10),
    Act.WRONG_CODE: RateLimitItemPerMinute(numbers.WRONG_CODES_PER_ADDRESS_PER_MINUTE),
    Act.WRONG_CODE_IN_ADDRESS: RateLimitItemPerMinute(numbers.WRONG_CODES_IN_ADDRESSES_PER_ADDRESS_PER_MINUTE),
    Act.WRONG_LINK: RateLimitItemPerMinute(numbers.WRONG_LINKS_PER_ADDRESS_PER_MINUTE),
    Act.SIGN_UP_FORM: RateLimitItemPerHour(numbers.SIGN_UPS_PER_FORM_PER_HOUR),
    Act.SIGN_UP: RateLimitItemPerHour(numbers.SIGN_UPS_PER_ADDRESS_PER_HOUR),
    Act.SIGN_UP_CHANGE: RateLimitItemPerHour(numbers.SIGN_UP_CHANGES_PER_LINK_PER_HOUR),
    Act.DOOR: RateLimitItemPerMinute(numbers.DOOR_ACTS_PER_PERSON_PER_MINUTE),
    Act.DEVICE_CODE: RateLimitItemPerHour(numbers.DEVICE_CODES_PER_PERSON_PER_HOUR),
    Act.WRONG_DEVICE_CODE: RateLimitItemPerMinute(numbers.WRONG_DEVICE_CODES_PER_ADDRESS_PER_MINUTE),
    Act.WRONG_DEVICE_CODE_SITE: RateLimitItemPerMinute(numbers.WRONG_DEVICE_CODES_PER_SITE_PER_MINUTE),
    Act.WRONG_SCREEN_CODE: RateLimitItemPerMinute(numbers.WRONG_SCREEN_CODES_PER_PERSON_PER_MINUTE),
    Act.OPEN_SCREEN: RateLimitItemPerMinute(numbers.SCREENS_OPENED_PER_ADDRESS_PER_10_MINUTES, 10),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Who is counted: a person, an access link, an address, or the whole site."""

    kind: str
    name: str

    @classmethod
    def person(cls, person_id: str) -> "Counted":
        """Count one person, wherever they are."""
        return cls("person", person_id)

    @classmethod
    def link(cls, link_id: str) -> "Counted":
        """Count everybody who comes in by one access link together."""
        return cls("link", link_id)

    @classmethod
    def form(cls, name: str) -> "Counted":
        """Count one form that was handed out, or one private link."""
        return cls("form", name)

    @classmethod
    def address(cls, address: str | None) -> "Counted":
        """Count everybody behind one address together."""
        return cls("address", address or "unknown")


SITE = Counted("site", "all")


class Throttle:
    """Counts in this process's memory; a restart forgives everything."""

    def __init__(self, on_refusal: Callable[[Act], None] = lambda _act: None) -> None:
        """Begin with nothing counted; `on_refusal` is told of every act that came too often."""
        self._on_refusal = on_refusal
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def allow(self, who: Counted, what: Act) -> bool:
        """Count one act and return whether it may happen."""
        allowed = self._limiter.hit(_HOW_OFTEN[what], what, who.kind, who.name)
        if not allowed:
            self._on_refusal(what)
        return allowed

    def would_allow(self, who: Counted, what: Act) -> bool:
        """Return whether one more act may happen, without counting it."""
        allowed = self._limiter.test(_HOW_OFTEN[what], what, who.kind, who.name)
        if not allowed:
            self._on_refusal(what)
        return allowed
