"""The form of a sign-up as pages show it: what is asked, what was typed, and what is wrong beside which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import request

from notes.domain.programme import ProgrammeItem, Topic, rounds_of
from notes.domain.sign_ups import SignUpForm, Wrong
from notes.ground.refusals import refusal_sentence
from notes.live.commands import CommandRefused
from notes.web.refusals import sentence_of
from notes.web.speech import _
from notes.web.times import span_among

CHOICE = "ronde-"
_FIELDS = ("name", "email", "organisation", "diet", "access_needs")


@dataclass(frozen=True, slots=True)
class RoundChoice:
    """A round and the topics that one can choose in it; `chosen` is a topic's id, 0 for none yet."""

    name: str
    title: str
    times: str
    topics: tuple[tuple[int, str], ...]
    chosen: int = 0


@dataclass(frozen=True, slots=True)
class SignUpDraft:
    """A form as somebody left it. `messages` stand beside the fields, `message` above them all."""

    form: SignUpForm
    messages: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    trap: bool = False  # something stands in the field that people do not see

    def says(self, name: str) -> str:
        """Return what is wrong with a field, "" for nothing."""
        return self.messages.get(name, "")


def offered_in(items: tuple[ProgrammeItem, ...], topics: Sequence[Topic]) -> dict[int, frozenset[int]]:
    """Return the topics of each round, by programme item."""
    found: dict[int, set[int]] = {}
    for topic in topics:
        for item in rounds_of(topic, items):
            found.setdefault(item.id, set()).add(topic.id)
    return {item: frozenset(ids) for item, ids in found.items()}


def round_choices(
    items: tuple[ProgrammeItem, ...], topics: Sequence[Topic], zone: str, chosen: Mapping[int, int]
) -> list[RoundChoice]:
    """Return the rounds in which there is something to choose."""
    offered = offered_in(items, topics)
    return [
        RoundChoice(
            f"{CHOICE}{item.id}",
            item.title,
            span_among(item, items, zone),
            tuple((topic.id, topic.title) for topic in topics if topic.id in offered[item.id]),
            chosen.get(item.id, 0),
        )
        for item in items
        if item.id in offered
    ]


def typed_form() -> SignUpForm:
    """Return the form as it was posted."""
    typed = request.form
    texts = {name: typed.get(name, "") for name in _FIELDS}
    chosen = {
        int(name.removeprefix(CHOICE)): int(value)
        for name, value in typed.items()
        if name.startswith(CHOICE) and _is_number(name.removeprefix(CHOICE)) and _is_number(value)
    }
    return SignUpForm(
        name=texts["name"],
        email=texts["email"],
        organisation=texts["organisation"],
        dinner=typed.get("dinner") == "1",
        diet=texts["diet"],
        access_needs=texts["access_needs"],
        choices=chosen,
    )


def with_errors(draft: SignUpDraft, wrong: Sequence[Wrong]) -> SignUpDraft:
    """Return a draft that says beside each field what is wrong with it."""
    return replace(draft, messages={each.field: _sentence(each) for each in wrong})


def with_refusal(draft: SignUpDraft, refused: CommandRefused) -> SignUpDraft:
    """Return a draft that says why it was not taken: beside the field that it is about, if it is about one."""
    about = {"address_full": "email"}.get(refused.code) or refused.facts.get("field")
    if isinstance(about, str):
        return replace(draft, messages={about: sentence_of(refused)})
    return replace(draft, message=sentence_of(refused))


def _sentence(wrong: Wrong) -> str:
    if wrong.code == "empty":
        return _("Vul je naam in.") if wrong.field == "name" else _("Vul je e-mailadres in.")
    return refusal_sentence(wrong.code, {"limit": wrong.limit}, _)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
