"""Which short texts say the same, in Dutch or English: by their words, not by their letters.

Promise: accents, endings, spelling, word order and compounds ("zonnepanelen op het schooldak") make little
difference, other words make much. Pure, and some milliseconds for a thousand texts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from notes.domain.text import folded

ALIKE: Final = 0.57  # from here on two texts probably say the same; tests/ground/test_alike.py has the pairs
_SPELLING: Final = 80  # how alike two words are of which one is misspelt, of 100
_COMPOUND: Final = 0.85  # what a word counts as part of another one
_SHORTEST: Final = 4  # characters of a word that may be misspelt; one less of a part of another word

# What hardly says anything by itself, above all in an idea: articles, pronouns, "we should make more of …".
_SAYING_LITTLE: Final = """
    aan al alle alles als alleen altijd ander andere beginnen begin ben betere beter bij binnen daar dan dat de den der
    deze die dit doe doen doet door dus een eens eigen elk elke elkaar en er gaan gaat geef geen geven graag goed goede
    had heb hebben heeft heel het hem hen hier hij hoe hun idee ideeen ieder iedere iedereen iemand iets ik in is je
    jij jullie jouw kan kun kunnen komen komt krijg krijgen laat laten leg leggen maak maakt maken maar mag me mee meer
    met mij mijn moet moeten mogen na naar niet niets nog nodig nu of om omdat ons onze ook op opzetten over per samen
    starten te ten ter tegen toch toe tot tussen uit van veel via vind vinden voor vooral waar wat we weer wel wij wie
    wil willen word worden wordt zal ze zelf zich zij zijn zo zodat zonder zorg zorgen zou zouden a all an and are as
    at be but by can could do every everybody for from get give good has have i idea ideas if into it its let make more
    must need no not on or our out should so some start that the their them there they this to together up us use want
    what who will with would you your
"""
_STOP: Final = frozenset(_SAYING_LITTLE.split())
_WORD: Final = re.compile(r"[^\W_]+")
_ENDING: Final = re.compile(r"(?<=...)(?:heden|ingen|tjes|tje|jes|je|en|es|s|e)$")
_LONG: Final = re.compile(r"([aeou])\1")  # school, scholen


class Likeness(NamedTuple):
    """How much a text is like another one, from 0 to 1."""

    key: int
    score: float


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the stems of the words that say something, each once; all of them where none does."""
    found = _WORD.findall(folded(text))
    return tuple(dict.fromkeys(map(_stem, [word for word in found if word not in _STOP] or found)))


def _stem(word: str) -> str:
    stem = _LONG.sub(r"\1", _ENDING.sub("", word))
    if len(stem) > _SHORTEST - 1 and stem[-1] == stem[-2]:
        stem = stem[:-1]  # lessen, les
    return stem.replace("v", "f").replace("z", "s")  # brieven, brief; huizen, huis


class Alike:
    """Texts by a key, and which of them are like a given one."""

    def __init__(self) -> None:
        """Begin without texts."""
        self._texts: dict[int, str] = {}
        self._with: dict[str, set[int]] = {}  # the keys of the texts that hold a word
        self._begins: dict[str, set[str]] = defaultdict(set)  # the words that begin with a word
        self._ends: dict[str, set[str]] = defaultdict(set)
        self._near: dict[str, dict[str, float]] = {}

    def hold(self, texts: Mapping[int, str]) -> None:
        """Hold exactly these texts; the work is for what changed."""
        for key in [key for key, text in self._texts.items() if texts.get(key) != text]:
            for word in words_of(self._texts.pop(key)):
                self._with[word].discard(key)
        for key in texts.keys() - self._texts.keys():
            self._texts[key] = texts[key]
            for word in words_of(texts[key]):
                self._meet(word)
                self._with[word].add(key)

    def like(self, text: str, *, least: float = ALIKE) -> list[Likeness]:
        """Return the texts that are like `text`, the most alike first."""
        asked = words_of(text)
        there: dict[int, dict[str, float]] = defaultdict(dict)  # how far a word of the text is in each
        back: dict[int, dict[str, float]] = defaultdict(dict)  # and how far a word of each is in the text
        for word in asked:
            for other, weight in self._neighbours(word).items():
                for key in self._with.get(other, ()):
                    there[key][word] = max(weight, there[key].get(word, 0.0))
                    back[key][other] = max(weight, back[key].get(other, 0.0))
        scored = (Likeness(key, _score(asked, there[key], words_of(self._texts[key]), back[key])) for key in there)
        return sorted((each for each in scored if each.score >= least), key=lambda each: (-each.score, each.key))

    def groups(self, order: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """Yield groups of texts that are alike; the first of each comes first in `order`, the rest are like it."""
        seen: set[int] = set()
        for key in order:
            if key in seen:
                continue
            found = [each.key for each in self.like(self._texts[key]) if each.key not in seen and each.key != key]
            if found:
                seen.update((key, *found))
                yield (key, *found)

    def _meet(self, word: str) -> None:
        if word in self._with:
            return
        self._with[word] = set()
        self._near.clear()
        for length in range(_SHORTEST - 1, len(word) - 1):
            self._begins[word[:length]].add(word)
            self._ends[word[-length:]].add(word)

    def _neighbours(self, word: str) -> dict[str, float]:
        """Return the words of the texts that mean a word, and how much: misspelt, or in a compound."""
        near = self._near.get(word)
        if near is None:
            near = self._near[word] = {}
            if len(word) >= _SHORTEST:
                found = process.extract(word, list(self._with), scorer=fuzz.ratio, score_cutoff=_SPELLING, limit=None)
                near.update((other, ratio / 100) for other, ratio, _ in found)
            lengths = range(_SHORTEST - 1, len(word) - 1)
            parts = {*(word[:length] for length in lengths), *(word[-length:] for length in lengths)}
            compounds = self._begins.get(word, set()) | self._ends.get(word, set())
            for other in compounds | (parts & self._with.keys()):
                near[other] = max(_COMPOUND, near.get(other, 0.0))
            if word in self._with:
                near[word] = 1.0
        return near


def _score(
    asked: tuple[str, ...], there: Mapping[str, float], held: tuple[str, ...], back: Mapping[str, float]
) -> float:
    """Return how far each is in the other, together: the harmonic mean, long words counting more."""
    one, other = _covered(asked, there), _covered(held, back)
    return 2 * one * other / (one + other) if one and other else 0.0


def _covered(words: tuple[str, ...], found: Mapping[str, float]) -> float:
    return sum(len(word) * found.get(word, 0.0) for word in words) / sum(map(len, words))
