"""Due dates in running text: read when there is no doubt, else left as text with a hint."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
# From Monday; of each in both languages the whole name and the short one.
WEEKDAYS: Final = tuple(
    tuple(names.split())
    for names in (
        "maandag ma monday mon",
        "dinsdag di tuesday tue",
        "woensdag wo wednesday wed",
        "donderdag do thursday thu",
        "vrijdag vr friday fri",
        "zaterdag za saturday sat",
        "zondag zo sunday sun",
    )
)
BEFORE: Final = ("uiterlijk", "voor", "vóór", "vóor", "voór", "per", "by", "before", "due", "deadline")
# After these whatever follows is meant as a date: where it cannot be read, that is said.
SURELY: Final = ("uiterlijk", "deadline")
ON: Final = ("op", "on", "per", "om")
_WEEKDAY: Final = (
    rf"(?:{'|'.join(sorted((name for names in WEEKDAYS for name in names), key=len, reverse=True))})(?:\.|\b),?\s+"
)
_DATE: Final = (
    rf"(?:{_WEEKDAY})?(?:the\s+)?(?:(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})"
    rf"|(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}}))(?![\w])(?![-/.]\d)"
)
_WITHOUT_YEAR: Final = (
    rf"(?:{_WEEKDAY})?(?:the\s+)?(?:(?P<d4>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?\s+(?P<m4>{_MONTH})\.?"
    rf"|(?P<m5>{_MONTH})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d6>\d{{1,2}})-(?P<m6>\d{{1,2}}))"
)
_BEFORE: Final = rf"(?:{'|'.join(BEFORE)})"
_ON: Final = rf"(?:(?:{'|'.join(ON)})\s+)?"
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\[due::\s*{_DATE}\s*\]",
        rf"\(?\s*📅\ufe0f?\s*{_DATE}\s*\)?",
        rf"\(\s*(?:{_BEFORE}:?\s+{_ON})?{_DATE}\s*\)",
        rf"(?<!\w){_BEFORE}:?\s+{_ON}{_DATE}",
        rf"(?<![\w-]){_DATE}\s*$",
    )
)
_HINT: Final = re.compile(
    rf"\(\s*(?:{_BEFORE}:?\s+)(?P<words>[^()]{{1,60}})\)"
    r"|\[due::\s*(?P<due>[^\]]{1,60})\]"
    rf"|(?<!\w)(?:{'|'.join(SURELY)}):?\s+(?P<last>[^@()\n]{{1,60}})$"
    r"|(?P<bare>(?<![\w-])\d{1,4}[-/]\d{1,2}[-/]\d{1,4}(?![\w-]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """What a text says about when. `rest` is the text without it.

    `hint` holds words that look like a date and could not be read; those stay in `rest`.
    """

    rest: str
    day: date | None = None
    hint: str = ""


def due(text: str) -> Due:
    """Return the date by which something is to be done, if `text` (NFC) says one without doubt."""
    for form in _FORMS:
        for found in form.finditer(text):
            day = _day(found)
            if day is not None:
                return Due((text[: found.start()].rstrip() + " " + text[found.end() :].lstrip()).strip(), day)
    found_hint = _HINT.search(text)
    words = next((words for words in found_hint.groups() if words), "") if found_hint else ""
    return Due(text, None, words.strip())


def written(text: str) -> date | None:
    """Return the date that is all of `text` ("15-1-2022", "15 januari 2022"), or None."""
    found = re.fullmatch(_DATE, text.strip(), re.IGNORECASE)
    return _day(found) if found else None


def meant(text: str, today: date) -> date | None:
    """Return the date that all of `text` means where a date is asked for, or None when that is in doubt.

    Beside what `written` reads: a day without its year ("15 januari", "15-1") is the next such day from `today` on.
    """
    text = text.strip()
    whole = written(text)
    if whole is not None:
        return whole
    spoken = re.fullmatch(_WITHOUT_YEAR, text, re.IGNORECASE)
    if spoken is None:
        return None
    group = spoken.group
    day = int(group("d4") or group("d5") or group("d6"))
    month = int(group("m6")) if group("m6") else MONTHS[(group("m4") or group("m5")).casefold()]
    # 29 February may be eight years off.
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _day(found: "re.Match[str]") -> date | None:
    group = found.group
    try:
        if group("iso"):
            return date.fromisoformat("-".join(part.zfill(2) for part in group("iso").split("-")))
        if group("day"):
            return _numbers(int(group("day")), int(group("month")), int(group("year")), group("sep"))
        if group("d2"):
            return date(int(group("y2")), MONTHS[group("m2").casefold()], int(group("d2")))
        return date(int(group("y3")), MONTHS[group("m3").casefold()], int(group("d3")))
    except ValueError:  # 31 February: not a date, so it stays text
        return None


def _numbers(day: int, month: int, year: int, separator: str) -> date | None:
    # 3/4/2022 is March to some and April to others: not read rather than guessed.
    if separator == "/" and day <= 12 and month <= 12 and day != month:
        return None
    return date(year, month, day)
