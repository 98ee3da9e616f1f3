"""A catalogue that misses something is found out."""

from babel.messages.catalog import Catalog

from tools.check_catalogues import complaints


def _catalogue(*messages: tuple[str, str]) -> Catalog:
    catalogue = Catalog(locale="en")
    for text, translation in messages:
        catalogue.add(text, translation)
    return catalogue


def test_a_missing_an_empty_and_a_fuzzy_translation_are_found() -> None:
    wanted = _catalogue(("Ja", ""), ("Nee", ""), ("Misschien", ""), ("Altijd", ""))
    held = _catalogue(("Ja", "Yes"), ("Nee", ""))
    held.add("Misschien", "Perhaps", flags=["fuzzy"])
    assert complaints("en", wanted, held) == [
        "en: not translated: 'Nee'",
        "en: fuzzy: 'Misschien'",
        "en: not in the catalogue (make translations): 'Altijd'",
    ]


def test_a_plural_needs_every_form() -> None:
    wanted, held = Catalog(), Catalog(locale="en")
    wanted.add(("%(n)s idee", "%(n)s ideeën"))
    held.add(("%(n)s idee", "%(n)s ideeën"), ("%(n)s idea", ""))
    assert complaints("en", wanted, held) == ["en: not translated: '%(n)s idee'"]


def test_a_complete_catalogue_has_no_complaints() -> None:
    wanted = _catalogue(("Ja", ""))
    assert complaints("en", wanted, _catalogue(("Ja", "Yes"))) == []
