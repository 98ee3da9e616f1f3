"""Moments as people read them, in the conference's zone and the page's language."""

from datetime import date as date_type
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from notes.domain.programme import ProgrammeItem
from notes.web.speech import language


def clock_time(moment: datetime, zone: str) -> str:
    """Return the time of day: 19.15 in Dutch, 19:15 in English."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.strftime("%H.%M" if language() == "nl" else "%H:%M")


def clock_span(item: ProgrammeItem, zone: str) -> str:
    """Return from when to when: 19.15–20.15."""
    return f"{clock_time(item.starts_at, zone)}–{clock_time(item.ends_at, zone)}"


def day(moment: datetime, zone: str) -> str:
    """Return the date in words: maandag 22 november 2021."""
    return format_date(moment.astimezone(ZoneInfo(zone)), "EEEE d MMMM y", locale=language())


def day_in_words(date: date_type) -> str:
    """Return a date that stands in no zone in words: zaterdag 15 januari 2022."""
    return format_date(date, "EEEE d MMMM y", locale=language())


def day_and_time(moment: datetime, zone: str) -> str:
    """Return a short date and the time: 22 nov 19.15."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{format_skeleton('MMMd', local, locale=language())} {clock_time(moment, zone)}"


def iso(moment: datetime, zone: str) -> str:
    """Return a moment for a `time` element."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
