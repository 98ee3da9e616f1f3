"""Two languages, both complete, and a sentence for every refusal."""

import re
from pathlib import Path

import pytest

from notes.ground import languages
from notes.ground.refusals import CODES, refusal_sentence
from notes.ground.settings import project_folder


@pytest.mark.parametrize(
    ("visitor", "conference", "accepted", "chosen"),
    [
        ("en", "nl", "nl", "en"),
        (None, "en", "nl", "en"),
        ("xx", "nl", "en", "nl"),
        (None, None, "en", "en"),
        (None, None, None, "nl"),
    ],
)
def test_language_is_the_visitors_then_the_conferences_then_the_browsers(
    visitor: str | None, conference: str | None, accepted: str | None, chosen: str
) -> None:
    assert languages.chosen_language(visitor, conference, accepted) == chosen


def test_catalogue_is_compiled_once_and_again_when_it_changed(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = languages.CATALOGUES / "en" / "LC_MESSAGES" / "messages.po"
    (folder / "messages.po").write_bytes(source.read_bytes())
    languages.compile_catalogues(tmp_path)
    first = (folder / "messages.mo").stat().st_mtime_ns
    languages.compile_catalogues(tmp_path)
    assert (folder / "messages.mo").stat().st_mtime_ns == first
    assert sorted(path.name for path in folder.iterdir()) == ["messages.mo", "messages.po"]


def test_placeholders_of_a_translation_are_those_of_the_sentence() -> None:
    wrong = [
        message.id
        for message in languages.read_catalogue("en")
        if message.id and [*map(_placeholders, _forms(message.string))] != [*map(_placeholders, _forms(message.id))]
    ]
    assert wrong == []


def _as_the_page_finds_it(texts: languages.PageTexts, sentence: str) -> str | list[str] | None:
    return texts.get(sentence, texts.get(languages.short_name(sentence)))


def test_page_gets_the_front_ends_sentences_and_no_others() -> None:
    texts = languages.page_texts("en")
    assert _as_the_page_finds_it(texts, "Ik ook") == "Me too"
    assert _as_the_page_finds_it(texts, "Dit formulier is te oud") is None
    assert languages.page_texts("nl") == {}
    assert languages.short_name("Nog niet verstuurd – 😀") == "venh"  # frontend/ground/t.test.ts has the same


@pytest.mark.parametrize("digits", ["0123456789abcdefghijklmnopqrstuvwxyz", "012"], ids=["as it is", "names run out"])
def test_page_finds_every_sentences_own_translation(monkeypatch: pytest.MonkeyPatch, digits: str) -> None:
    monkeypatch.setattr(languages, "_DIGITS", digits)
    texts = languages.page_texts.__wrapped__("en")
    front = [
        message
        for message in languages.read_catalogue("en")
        if message.id and any(path.startswith("frontend/") for path, *_ in message.locations)
    ]
    assert len(front) > 100
    for message in front:
        found = _as_the_page_finds_it(texts, _forms(message.id)[0])
        assert found == (list(_forms(message.string)) if isinstance(message.id, tuple) else message.string), message.id


@pytest.mark.parametrize("language", list(languages.LANGUAGES))
def test_every_code_has_a_sentence_with_its_facts(language: str) -> None:
    languages.compile_catalogues()
    gettext = languages.sentences(language).gettext
    for code in CODES:
        sentence = refusal_sentence(code, {"limit": 500, "by": "Ahmed"}, gettext)
        assert "%(" not in sentence
        assert sentence.endswith((".", "!"))


def test_code_without_its_fact_or_unknown_still_gives_a_sentence() -> None:
    gettext = languages.sentences("nl").gettext
    assert refusal_sentence("too_long", {}, gettext).startswith("Dit lukte niet.")
    assert refusal_sentence("surprise", {}, gettext).startswith("Dit lukte niet.")
    assert refusal_sentence("already_taken_over", {"by": ""}, gettext) == "Dit idee is al overgenomen."


def test_every_code_that_the_program_uses_has_a_sentence() -> None:
    used: set[str] = set()
    for path in sorted((project_folder() / "notes").rglob("*.py")):
        used |= set(re.findall(r'\b(?:CommandRefused|Refusal|Refused)\("([a-z_]+)"', path.read_text()))
    assert used - CODES == set()


def _forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, (list, tuple)) else [str(text)]


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s|\{\w+\}", text))
