"""Quotes: their words and who is said to have said them."""

import re
from typing import Final

OPENING: Final = "“„\"«‘‚'"
CLOSING: Final = "”“\"»’'"
_LINE: Final = re.compile(r"^\s*(?:—|–|―|--)\s*(?P<name>\S.{0,79})$")
_AFTER_MARK: Final = re.compile(
    rf"^(?P<words>.*[{CLOSING}][.,]?)\s*(?:—|–|―|--|\s-\s)\s*(?P<name>[^\n]{{1,80}})$", re.DOTALL
)
PARTICLES: Final = ("van", "de", "der", "den", "het", "ter", "ten", "te", "von", "el", "al", "op", "in", "’t", "'t")
_PART: Final = rf"(?:{'|'.join(PARTICLES)}|[^\W\d_a-z][\w’'.-]*)"
_AFTER_WORDS: Final = re.compile(
    rf"^(?P<words>.*\S)\s+(?:—|–|―|--)\s+(?P<name>(?:[^\W\d_a-z][\w’'.-]*)(?:\s+{_PART}){{0,4}})\.?$", re.DOTALL
)


def attributed(text: str) -> tuple[str, str]:
    """Return a quote's words and its attribution ("" when it has none).

    The attribution is the last line after a dash, or stands after a dash on the same line; lines that run on below
    that are no part of the quote (see `parted`).
    """
    words, name, _ = parted(text)
    return words, name


def parted(text: str) -> tuple[str, str, str]:
    """Return a quote's words, its attribution, and the lines below it that run on ("" for none)."""
    text = text.strip()
    body, line_end, last = text.rpartition("\n")
    found = _LINE.match(last)
    if found and line_end:
        return body.strip(), found["name"].strip(), ""
    for form in (_AFTER_MARK, _AFTER_WORDS):
        found = form.match(text)
        if found:
            return found["words"].strip(), found["name"].strip(), ""
    first, _, rest = text.partition("\n")
    found = _AFTER_MARK.match(first.strip())
    if found and rest:
        return found["words"].strip(), found["name"].strip(), rest.strip()
    return text, "", ""


def is_marked(text: str) -> bool:
    """Return whether `text` begins with a quotation mark."""
    return text.lstrip()[:1] in tuple(OPENING)


def bare(text: str) -> str:
    """Return a quote's words without the quotation marks around them."""
    text = text.strip()
    if len(text) > 1 and text[0] in OPENING and text[-1] in CLOSING:
        inner = text[1:-1].strip()
        return inner if inner and not any(mark in inner for mark in '“”„«»"') else text
    return text
