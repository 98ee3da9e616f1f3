"""The fixed texts of a report and of server-made lines, by language; dates and times in words."""

from datetime import date, datetime

from notes.domain.wording import Words
from notes.domain.words_en import ENGLISH
from notes.domain.words_nl import DUTCH

__all__ = ["Words", "clock", "day", "day_short", "due_date", "words_for"]


def words_for(language: str) -> Words:
    """Return the fixed texts of a language ("nl", "en-GB"); Dutch for one that we do not speak."""
    return ENGLISH if language.casefold().startswith("en") else DUTCH


def day(moment: date, words: Words) -> str:
    """Return a date in full: "maandag 22 november 2021"."""
    return words.day.format(
        weekday=words.weekdays[moment.weekday()], day=moment.day, month=words.months[moment.month - 1], year=moment.year
    )


def day_short(moment: date, words: Words) -> str:
    """Return a date without its weekday: "15 januari 2022"."""
    return words.day_short.format(day=moment.day, month=words.months[moment.month - 1], year=moment.year)


def due_date(moment: date, words: Words) -> str:
    """Return a date as it is written in notes: "15-01-2022" in Dutch."""
    return words.due_date.format(day=moment.day, month=moment.month, year=moment.year)


def at_time(moment: datetime, words: Words, *, with_day: bool) -> str:
    """Return a time of day in a line of text: "19.15 uur", with its day where that is not plain."""
    said = words.at_time.format(time=clock(moment, words))
    return f"{day_short(moment.date(), words)}, {said}" if with_day else said


def clock(moment: datetime, words: Words) -> str:
    """Return the time of day of a moment that is in the right zone already: "19.15" in Dutch."""
    return words.time.format(hour=moment.hour, minute=moment.minute)
