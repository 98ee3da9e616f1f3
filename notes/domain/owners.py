"""Owners of actions: `@name` and `@[First Last]`, as they were typed.

A surname needs no brackets: behind `@Femke` on the same line, words with a capital belong to the name, with "van",
"de" and their like before them (`@Femke Bakker`, `@Jan van der Wit`). Not so what is never a surname (days, months,
"Uiterlijk", "De" before a small letter), and not the last of them where an action begins with the mention and goes on
in small letters: `@Femke Statuten schrijven` is for Femke. There it may be a surname all the same (`@Femke Bakker
belt`), as it may be behind a name in small letters, so where names do not show, it goes with the name.
"""

import re
from dataclasses import dataclass
from typing import Final

from notes.domain import dates
from notes.domain.keywords import KEYWORDS

MENTION: Final = re.compile(r"(?<![\w@/.])@(?:\[([^\[\]\n]{1,80})\]|([^\W\d_](?:[\w’'-]|\.(?=\w))*))")
AND: Final = ("en", "and")
# What stands between a first name and a surname; longer ones first.
PARTICLES: Final = (
    *("van der", "van den", "van de", "van ’t", "van 't", "van", "op de", "op den", "op ’t", "op 't", "in ’t", "in 't"),
    *("de la", "der", "den", "de", "ter", "ten", "von", "zu", "du", "da", "di", "el", "ben", "bin", "’t", "'t"),
)
# Words that may begin with a capital behind a name and are none, in Dutch and English.
_SHORT: Final = 3  # letters: "May" and "Do" are surnames
NO_SURNAMES: Final = tuple(
    dict.fromkeys(
        [
            *(word for names in dates.WEEKDAYS for word in names if len(word) > _SHORT),
            *(word for word in dates.MONTHS if len(word) > _SHORT),
            *dates.BEFORE,
            *dates.ON,
            *AND,
            *(word for own in KEYWORDS.values() for word in own),
            *(
                "ik",
                "je",
                "jij",
                "hij",
                "ze",
                "zij",
                "we",
                "wij",
                "jullie",
                "u",
                "er",
                "het",
                "een",
                "dit",
                "dat",
                "deze",
            ),
            *(
                "die",
                "dan",
                "met",
                "bij",
                "in",
                "om",
                "aan",
                "uit",
                "naar",
                "over",
                "of",
                "als",
                "nog",
                "ook",
                "wie",
                "wat",
            ),
            *("zie", "graag", "daarna", "morgen", "vandaag", "i", "you", "he", "she", "they", "it", "the", "a", "an"),
            *("this", "that", "to", "at", "for", "with", "or", "then", "also", "please", "tomorrow", "today", "see"),
        ]
    )
)
SURNAMES_MAX: Final = 3
LINE_END: Final = "\ue000"  # nobody types it: where a line ended of what was made one line
_NOT_A_SURNAME: Final = frozenset(NO_SURNAMES)
_NEXT: Final = re.compile(
    rf"[ \t]+((?:(?:{'|'.join(map(re.escape, PARTICLES))})[ \t]+)*)([^\W\d_](?:[\w’'-]|\.(?=\w))*)", re.IGNORECASE
)
_BETWEEN_WORDS: Final = rf"(?:[\s,;&+/{LINE_END}]|\b(?:{'|'.join(AND)})\b)*"
_BETWEEN: Final = re.compile(_BETWEEN_WORDS)
_BETWEEN_AT_END: Final = re.compile(f"{_BETWEEN_WORDS}$")
_LINE_ENDS: Final = re.compile(r"[ \t]*\n")
_GOES_ON: Final = re.compile(r"[ \t]+([^\W\d_]\w*)")
_NOT_IN_A_SENTENCE: Final = frozenset({*AND, *dates.BEFORE})


@dataclass(frozen=True, slots=True)
class Mention:
    """Who is mentioned, where from and to; `perhaps` is where it ends when what follows is a surname after all."""

    name: str
    start: int
    end: int
    perhaps: int


def mentions(text: str) -> list[Mention]:
    """Return every mention in `text`, in order."""
    found: list[Mention] = []
    lead = len(text) - len(text.lstrip())  # up to here, nothing but mentions
    for mention in MENTION.finditer(text):
        first, end, perhaps = mention.start() == lead, mention.end(), mention.end()
        if mention[1] is None:
            end, perhaps = _surname_ends(text, end, first=first)
            if not mention[2][0].isupper():
                end = mention.end()
        bare = mention[1] if mention[1] is not None else text[mention.start() + 1 : end]
        found.append(Mention(" ".join(bare.rstrip("’'-").split()), mention.start(), end, perhaps))
        if first:
            between = _BETWEEN.match(text, end)
            lead = between.end() if between else end
    return found


def with_line_ends(text: str) -> str:
    """Return `text` with a mark behind each mention that ends a line: no name runs on to the next one."""
    text = text.replace(LINE_END, "")
    ends = [each.perhaps for each in mentions(text) if _LINE_ENDS.match(text, each.perhaps)]
    for end in reversed(ends):
        text = f"{text[:end]}{LINE_END}{text[end:]}"
    return text


def mention_at_end(text: str) -> str:
    """Return the mention that `text` ends with, or ""."""
    last = next(reversed(mentions(text)), None) if "@" in text else None
    return text[last.start :] if last and last.perhaps == len(text) else ""


def owners(text: str) -> tuple[str, ...]:
    """Return everybody who is mentioned in `text`, each once, in order."""
    return tuple(dict.fromkeys(each.name for each in mentions(text) if each.name))


def without_outer(text: str) -> str:
    """Return `text` without the mentions at its beginning and end; those inside a sentence stay."""
    return _without_first(_without_last(text.strip()).strip()).strip()


def perhaps_surname(text: str) -> str:
    """Return the word that `without_outer` leaves at the beginning although it may be the owner's surname, or ""."""
    text, start = text.strip(), 0
    for each in mentions(text):
        if each.start != start:
            break
        if each.perhaps > each.end:
            return text[each.end : each.perhaps].strip()
        start = _after_between(text, each.end)
    return ""


def written_out(text: str, *, show: bool) -> str:
    """Return `text` with each mention as the bare name; where names do not show without it, and without what may be
    its surname.
    """
    parts: list[str] = []
    at = 0
    for each in mentions(text):
        parts += [text[at : each.start], each.name if show else ""]
        at = each.end if show else each.perhaps
    written = "".join([*parts, text[at:]])
    return written if show else re.sub(r"[ \t]{2,}", " ", written)


def _surname_ends(text: str, end: int, *, first: bool) -> tuple[int, int]:
    """Return where a name ends whose first part ends at `end`, and where it may end."""
    ends = [end]
    bare = False  # the last part has no "van" before it
    while len(ends) <= SURNAMES_MAX and (found := _NEXT.match(text, ends[-1])):
        if not found[2][0].isupper() or found[2].casefold() in _NOT_A_SURNAME:
            break
        ends.append(found.end())
        bare = not found[1]
    on = _GOES_ON.match(text, ends[-1])
    goes_on = on is not None and not on[1][0].isupper() and on[1].casefold() not in _NOT_IN_A_SENTENCE
    if first and bare and goes_on:
        return ends[-2], ends[-1]
    return ends[-1], ends[-1]


def _without_last(text: str) -> str:
    end, stop = len(text), ""
    for each in reversed(mentions(text)):
        gap = text[_after_between(text, each.end) : end]
        is_stop = end == len(text) and gap in (".", "!")
        if gap and not is_stop:
            break
        stop = gap or stop
        end = each.start
    if end == len(text):
        return text
    return _BETWEEN_AT_END.sub("", text[:end], count=1) + stop


def _without_first(text: str) -> str:
    start = 0
    for each in mentions(text):
        if each.start != start:
            break
        start = _after_between(text, each.end)
    return text[start:].lstrip(": \t\n") if start else text


def _after_between(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
