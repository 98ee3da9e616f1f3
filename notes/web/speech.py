"""The sentences of a page in its language: Flask-Babel, with types."""

from flask_babel import get_locale, gettext, refresh

from notes.ground.languages import FALLBACK


def _(sentence: str, **facts: object) -> str:
    """Return a sentence in the language of this answer; `facts` fill it."""
    return str(gettext(sentence, **facts))


def language() -> str:
    """Return the language of this answer."""
    locale = get_locale()
    return str(locale.language) if locale else FALLBACK


def language_may_have_changed() -> None:
    """Choose the language anew: a page learns its conference after it began."""
    refresh()
