"""Moments as people read them, in the conference's zone and the page's language."""

from collections.abc import Collection
from datetime import date as date_type
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from notes.domain.programme import ProgrammeItem, begins_at, by_day, time_is_up_at
from notes.web.speech import language

# British, as the words: "22 Nov". Without a region it would be American.
_REGIONS = {"en": "en_GB"}


def clock_time(moment: datetime, zone: str) -> str:
    """Return the time of day: 19.15 in Dutch, 19:15 in English."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.strftime("%H.%M" if language() == "nl" else "%H:%M")


def clock_span(item: ProgrammeItem, zone: str) -> str:
    """Return from when to when, as it is on the day: 19.15–20.15."""
    return f"{clock_time(begins_at(item), zone)}–{clock_time(time_is_up_at(item), zone)}"


def span_among(item: ProgrammeItem, items: Collection[ProgrammeItem], zone: str) -> str:
    """Return from when to when, with the day where the programme has more than one: di 1 dec 16.00–17.00."""
    return " ".join(filter(None, (day_among(item, items, zone), clock_span(item, zone))))


def day_among(item: ProgrammeItem, items: Collection[ProgrammeItem], zone: str) -> str:
    """Return an item's day in few words (di 1 dec) where the programme has more than one, else ""."""
    if len(by_day(items, ZoneInfo(zone), begins_at)) < 2:
        return ""
    return str(format_skeleton("MMMEd", begins_at(item).astimezone(ZoneInfo(zone)), locale=_locale()))


def lasts_days(items: Collection[ProgrammeItem], zone: str) -> bool:
    """Return whether a programme is planned for more than one day."""
    return len(by_day(items, ZoneInfo(zone))) > 1


def headed_days(items: Collection[ProgrammeItem], zone: str) -> list[tuple[str, tuple[ProgrammeItem, ...]]]:
    """Return items by the day on which each begins or began, with its heading, which is "" where there is only one."""
    days = by_day(items, ZoneInfo(zone), begins_at)
    return [(day_in_words(date) if len(days) > 1 else "", its) for date, its in days]


def day(moment: datetime, zone: str) -> str:
    """Return the date in words: maandag 22 november 2021."""
    return format_date(moment.astimezone(ZoneInfo(zone)), "EEEE d MMMM y", locale=_locale())


def planned_span(item: ProgrammeItem, zone: str) -> str:
    """Return when an item is planned, whatever the day itself brought: maandag 22 november 2021, 19.15–20.15."""
    return f"{day(item.starts_at, zone)}, {clock_time(item.starts_at, zone)}–{clock_time(item.ends_at, zone)}"


def moved_from(item: ProgrammeItem, zone: str) -> str:
    """Return when an item was planned that was begun on another day (a rehearsal): 22 nov 19.15, else ""."""
    days = by_day((item,), ZoneInfo(zone)), by_day((item,), ZoneInfo(zone), begins_at)
    return "" if days[0] == days[1] else day_and_time(item.starts_at, zone)


def day_in_words(date: date_type) -> str:
    """Return a date that stands in no zone in words: zaterdag 15 januari 2022."""
    return format_date(date, "EEEE d MMMM y", locale=_locale())


def short_day(date: date_type) -> str:
    """Return a date that stands in no zone in few words: 15 jan 2022."""
    return format_skeleton("yMMMd", date, locale=_locale())


def day_and_time(moment: datetime, zone: str) -> str:
    """Return a short date and the time: 22 nov 19.15."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{format_skeleton('MMMd', local, locale=_locale())} {clock_time(moment, zone)}"


def time_or_day_too(moment: datetime, zone: str, now: datetime) -> str:
    """Return the time of day, with its day where that is not today: 19.15, or 22 nov 19.15."""
    is_today = moment.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
    return clock_time(moment, zone) if is_today else day_and_time(moment, zone)


def iso(moment: datetime, zone: str) -> str:
    """Return a moment for a `time` element."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def _locale() -> str:
    return _REGIONS.get(language(), language())
