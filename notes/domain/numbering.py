"""The numbers of outcomes ("fondsen-A1"): given once, in report order, and kept through rewording and moving.

Promise: a number is never given twice, and never passes to another outcome because the two look alike. An outcome
is found again by its idea, else by equal words, else by a character of it that is still there; otherwise it is new.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from notes.domain.keywords import Kind
from notes.domain.outcomes import Outcome, outcomes
from notes.domain.text import normalised, one_line

LETTERS: Final[Mapping[Kind, str]] = {
    Kind.ACTION: "A",
    Kind.DECISION: "B",
    Kind.INSIGHT: "I",
    Kind.QUESTION: "V",
    Kind.QUOTE: "C",
}


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that a published version gave: of which kind (`letter`), to which words, from which idea.

    `at` is where the character that it is remembered by stands in the notes now (an offset in code points), None
    when it is gone. `lapsed_in` is the version in which the outcome was missing first.
    """

    letter: str
    number: int
    text: str
    idea: int | None = None
    at: int | None = None
    lapsed_in: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What it is called within its topic."""
        return self.letter, self.number


@dataclass(frozen=True, slots=True)
class Numbered:
    """An outcome with its number; `offset` is where its words begin in the notes, None where that is not known."""

    outcome: Outcome
    letter: str
    number: int
    offset: int | None

    @property
    def key(self) -> tuple[str, int]:
        """What it is called within its topic."""
        return self.letter, self.number


def comparable(text: str) -> str:
    """Return the words of an outcome as they are compared: case, spaces and the last stop do not matter."""
    return one_line(text).rstrip(".").casefold()


def numbered(notes: str, found: Sequence[Outcome], given: Sequence[GivenNumber] = ()) -> tuple[Numbered, ...]:
    """Return outcomes (as `outcomes` read them, internal lines left out) with their numbers, in their order.

    `notes` is the whole text, internal lines too: positions are those in it.
    """
    placed = [_Place(each, *span) for each, span in zip(found, _spans(notes, found), strict=True)]
    free = {each.key: each for each in given}
    kept: dict[int, GivenNumber] = {}
    for same in _WAYS:
        for position, place in enumerate(placed):
            if position not in kept and (match := next(_matches(place, free.values(), same), None)):
                kept[position] = free.pop(match.key)
    highest: dict[str, int] = {}
    for each in given:
        highest[each.letter] = max(highest.get(each.letter, 0), each.number)
    result = []
    for position, place in enumerate(placed):
        letter = LETTERS[place.outcome.kind]
        if position in kept:
            number = kept[position].number
        else:
            number = highest[letter] = highest.get(letter, 0) + 1
        result.append(Numbered(place.outcome, letter, number, place.words))
    return tuple(result)


def lapsed(given: Sequence[GivenNumber], found: Sequence[Numbered], version: int) -> tuple[GivenNumber, ...]:
    """Return the numbers whose outcomes are gone, in their order; those that were there before lapse in `version`."""
    there = {each.key for each in found}
    gone = (each for each in given if each.key not in there)
    return tuple(replace(each, lapsed_in=each.lapsed_in or version) for each in gone)


@dataclass(frozen=True, slots=True)
class _Place:
    outcome: Outcome
    start: int | None = None  # of its lines in the notes, in code points
    end: int | None = None
    words: int | None = None  # where its own words begin


def _same_idea(place: _Place, given: GivenNumber) -> bool:
    return given.idea is not None and given.idea == place.outcome.idea


def _same_words(place: _Place, given: GivenNumber) -> bool:
    return bool(given.text) and given.text == comparable(place.outcome.text)


def _same_place(place: _Place, given: GivenNumber) -> bool:
    if given.at is None or place.start is None or place.end is None:
        return False
    return place.start <= given.at < place.end


_WAYS: Final = (_same_idea, _same_words, _same_place)


def _matches(
    place: _Place, free: Iterable[GivenNumber], same: Callable[[_Place, GivenNumber], bool]
) -> Iterator[GivenNumber]:
    letter = LETTERS[place.outcome.kind]
    return (each for each in free if each.letter == letter and same(place, each))


def _spans(notes: str, found: Sequence[Outcome]) -> list[tuple[int | None, int | None, int | None]]:
    """Return where outcomes stand in the whole text: start and end of their lines, and where their words begin.

    Without internal lines the rest is usually read the same; where it is not, nothing is said of places.
    """
    text = normalised(notes)
    whole = [each for each in outcomes(text) if each.kind is not Kind.INTERNAL]
    if [(each.kind, each.text) for each in whole] != [(each.kind, each.text) for each in found]:
        return [(None, None, None)] * len(found)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    spans: list[tuple[int | None, int | None, int | None]] = []
    for each in whole:
        start, end = starts[each.first], starts[min(each.last, len(starts) - 1)]
        first_word = each.text.split(" ", 1)[0]
        words = text.find(first_word, start, end) if first_word else -1
        spans.append((start, end, words if words >= 0 else start))
    return spans
