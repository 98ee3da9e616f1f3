"""The one place for text: normalised to NFC, counted in code points, made into file names."""

import re
import unicodedata
from typing import Final

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS_MAX: Final = 6
SLUG_CHOSEN_MAX_CHARACTERS: Final = 60
_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9]+")
_NOT_IN_FILE_NAME: Final = re.compile(r"[^\w]+")
# Letters that Unicode does not take apart into a letter and a mark.
# The same stand in frontend/ground/folded.ts.
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t"}
)


def normalised(text: str) -> str:
    r"""Return `text` in NFC with `\n` as the only line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return `text` in NFC, trimmed, each run of white space as one space."""
    return " ".join(normalised(text).split())


def without_piled_marks(text: str) -> str:
    """Return `text` with at most six marks on a letter: more write over the lines of others.

    Six is more than any language piles up (Tibetan and pointed Hebrew come nearest); the words stay.
    """
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MARKS_MAX:
            kept.append(character)
    return "".join(kept)


def length(text: str) -> int:
    """Return the number of code points, which is what every limit counts."""
    return len(text)


def has_bad_characters(text: str) -> bool:
    """Return whether `text` holds control characters, half surrogates or direction overrides.

    Tabs and line feeds are fine; direction overrides could make a name read as another one.
    """
    return bool(_CONTROLS.search(text) or _BIDI.search(text))


def comparable(text: str) -> str:
    """Return a text as it is told apart from others of its kind: capitals and white space make no difference."""
    return one_line(text).casefold()


def without_overrides(text: str) -> str:
    """Return `text` without the characters that turn the direction of what is around them; its words stay."""
    return _BIDI.sub("", text)


def folded(text: str) -> str:
    """Return a text as one searches for it: without accents and capitals, in letters that every keyboard has."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold())
    return "".join(each for each in apart if unicodedata.category(each)[0] != "M").translate(_LETTERS)


def slug(title: str) -> str:
    """Return a title as an address: "Coöperatieve fondsen" becomes `cooperatieve-fondsen`.

    NFC and NFD input give the same; never empty ("-" where nothing is left).
    """
    return _NOT_IN_SLUG.sub("-", folded(title)).strip("-") or "-"


def short_slug(title: str) -> str:
    """Return a title as an address that people can read and a QR code can hold: cut between words, never empty."""
    whole = slug(title)
    if len(whole) <= SLUG_CHOSEN_MAX_CHARACTERS:
        return whole
    cut = whole[: SLUG_CHOSEN_MAX_CHARACTERS + 1].rpartition("-")[0]
    return cut or whole[:SLUG_CHOSEN_MAX_CHARACTERS]


def file_name(title: str, extension: str) -> str:
    """Return a file name that keeps its letters: "De buurtcoöperatie" → `De-buurtcoöperatie.md`.

    NFC; at most 80 code points before the extension (given without its dot); no separators, so
    it is safe on every file system and in an archive.
    """
    stem = _NOT_IN_FILE_NAME.sub("-", unicodedata.normalize("NFC", title)).strip("-")[:80]
    return f"{stem or 'verslag'}.{extension}"
