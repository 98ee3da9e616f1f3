"""What is printed and hung up: a sheet per room, one for the conference, cards for ideas, the report's address.

Promise: a sheet on the screen and the same one as PDF are made of these same values, and hold nothing else.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final


class SheetKind(StrEnum):
    """What a sheet is for; `CARDS` are four of A6."""

    ROOM = "room"
    CONFERENCE = "conference"
    CARDS = "cards"
    REPORT = "report"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A topic in the list on the conference's sheet; `shade` is its colour's number, or its own colour without #."""

    number: str
    title: str
    shade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One A4 sheet in the words of the people who read it; "" for what it does not have."""

    kind: SheetKind
    above: str  # a small line over the title
    title: str
    number: str = ""
    question: str = ""
    shade: str = ""
    target: str = ""  # where the QR code leads
    target_says: str = ""  # for who cannot see it
    invite: str = ""  # beside the QR code
    go_to: str = ""  # before the address
    address: str = ""
    lines: tuple[str, ...] = ()  # where and when
    topics: tuple[Named, ...] = ()
    more: str = ""  # after the topics, where there are more than a sheet holds
    idea_label: str = ""
    name_label: str = ""
    note: str = ""

    @property
    def title_size(self) -> int:
        """How large the title may be: 1 (short) to 4 (long)."""
        return max(
            _size(self.title, _TITLE_STEPS),
            _size(max(self.title.replace("-", " ").split() or [""], key=len), _WORD_STEPS),
        )

    @property
    def question_size(self) -> int:
        """How large the question may be: 1 to 4."""
        return _size(self.question, _QUESTION_STEPS)

    @property
    def crowded(self) -> bool:
        """Whether the topics need a place of their own below the code; else they stand beside it."""
        return len(self.topics) > BESIDE_THE_CODE

    @property
    def address_size(self) -> int:
        """How large the address may be: 1 to 4."""
        return _size(self.address, _ADDRESS_STEPS)


BESIDE_THE_CODE: Final = 8  # topics
TOPICS_MAX: Final = 48  # more cannot be read on one sheet
_LISTED_MAX_CHARACTERS: Final = 90
TITLE_MAX_CHARACTERS: Final = 200
QUESTION_MAX_CHARACTERS: Final = 420
_TITLE_STEPS: Final = (22, 42, 80)
_WORD_STEPS: Final = (12, 16, 22)  # of a title's longest word, which must fit in the line
_QUESTION_STEPS: Final = (70, 140, 260)
_ADDRESS_STEPS: Final = (26, 40, 60)


def listed(topics: Sequence[Named], more: str) -> tuple[tuple[Named, ...], str]:
    """Return the topics that a sheet lists, and `more` (with a place for how many) where it holds not all of them."""
    shown = tuple(replace(each, title=shortened(each.title, _LISTED_MAX_CHARACTERS)) for each in topics[:TOPICS_MAX])
    return shown, more.format(len(topics) - len(shown)) if len(topics) > len(shown) else ""


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` characters; a longer one ends at a word, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"


def sheets_data(title: str, language: str, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Return sheets as plain data, for the process that makes a PDF of them."""
    return {
        "title": title,
        "language": language,
        "sheets": [
            {
                **asdict(sheet),
                "kind": sheet.kind.value,
                "crowded": sheet.crowded,
                "sizes": [sheet.title_size, sheet.question_size, sheet.address_size],
            }
            for sheet in sheets
        ],
    }


def qr_svg(address: str) -> str:
    """Return the QR code of an address as a picture, white around it included."""
    import io  # noqa: PLC0415 -- as segno: most requests make no code

    import segno  # noqa: PLC0415 -- most requests make no code

    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", scale=4, border=4, light="white", xmldecl=False)
    return made.getvalue().decode()


def qr_uri(address: str) -> str:
    """Return the QR code of an address for an `img` element."""
    import segno  # noqa: PLC0415 -- as above

    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4, light="white")


def _size(text: str, steps: Sequence[int]) -> int:
    return 1 + sum(len(text) > step for step in steps)
