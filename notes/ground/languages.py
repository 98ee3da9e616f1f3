"""The two languages: which one somebody reads, and the sentences in it.

Promise: message ids are the Dutch sentences, so Dutch is always complete; a language that is not
one of `LANGUAGES` is never chosen.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES: Mapping[str, str] = {"nl": "Nederlands", "en": "English"}
FALLBACK = "nl"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CATALOGUES = Path(__file__).resolve().parents[1] / "translations"

# A sentence for one form, or [one, more] for a sentence that counts something.
PageTexts = Mapping[str, str | list[str]]


def chosen_language(visitor: str | None, conference: str | None, accepted: str | None, default: str = FALLBACK) -> str:
    """Return the first of these that is one of ours: the visitor's choice, the conference's, the browser's."""
    wishes = (visitor, conference, accepted, default)
    return next((wish for wish in wishes if wish is not None and wish in LANGUAGES), FALLBACK)


def compile_catalogues(folder: Path = CATALOGUES) -> None:
    """Write the .mo file of every language whose .po file is newer; they are not committed."""
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Written beside and moved: another process may be reading the old one.
        unfinished = target.with_suffix(f".mo.{os.getpid()}")  # a name of its own: others may be at it, too
        with unfinished.open("wb") as stream:
            write_mo(stream, read_catalogue(source.parents[1].name, folder))
        unfinished.replace(target)


def read_catalogue(language: str, folder: Path = CATALOGUES) -> Catalog:
    """Return a language's catalogue with the places where each sentence is used."""
    with (folder / language / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        return read_po(stream, locale=language)


@cache
def sentences(language: str) -> Translations:
    """Return the compiled sentences of a language, with `gettext` and `ngettext`."""
    found = Translations.load(CATALOGUES, [language])
    return found if isinstance(found, Translations) else Translations()


@cache
def page_texts(language: str, modules: frozenset[str] | None = None) -> PageTexts:
    """Return the sentences that the front end (or only these `modules` of it) uses, by the short name of their
    Dutch message id; one whose short name is another's, too, stands under the whole id.

    A Dutch page needs none: its message ids are the sentences.
    """
    if not (CATALOGUES / language).is_dir():
        return {}
    front = [message for message in read_catalogue(language) if message.id and _used_in(None, message.locations)]
    shared = {name for name, many in Counter(short_name(_first(message.id)) for message in front).items() if many > 1}
    texts: dict[str, str | list[str]] = {}
    for message in front:
        if _used_in(modules, message.locations):
            whole = _first(message.id)
            name = short_name(whole)
            texts[whole if name in shared else name] = _texts(message.string, message.id)
    return texts


def short_name(sentence: str) -> str:
    """Return the few letters that a page looks a sentence up by: the same as `shortName` in frontend/ground/t.ts."""
    number = 0
    for character in sentence:
        number = (number * 31 + ord(character)) % len(_DIGITS) ** 4
    name = ""
    while number or not name:
        number, digit = divmod(number, len(_DIGITS))
        name = _DIGITS[digit] + name
    return name


def _used_in(modules: frozenset[str] | None, locations: Iterable[tuple[str, int | None]]) -> bool:
    paths = {str(path) for path, *_ in locations}
    if modules is None:
        return any(path.startswith("frontend/") for path in paths)
    return not modules.isdisjoint(paths)


def _first(message_id: object) -> str:
    return str(message_id[0]) if isinstance(message_id, (list, tuple)) else str(message_id)


def _texts(string: object, message_id: object) -> str | list[str]:
    if isinstance(message_id, (list, tuple)):
        given = list(string) if isinstance(string, (list, tuple)) else []
        return [str(text) for text in (given if all(given) and given else message_id)]
    return str(string or message_id)
