"""What the pages share on which organisers edit: fields with what is typed, what is wrong, and what others wrote."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import request

from notes.domain.editing.fields import Wrong
from notes.domain.editing.merging import marks
from notes.domain.programme import FIRST_YEAR, LAST_YEAR
from notes.live.commands import Command, CommandRefused
from notes.web.parts import parts
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _

SEEN = "seen-"


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown: values, complaints beside each field, and what somebody else stored meanwhile."""

    values: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    status: int = 200

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.values.get(name, "")

    def complaint(self, name: str) -> str:
        """Return what is wrong with a field, "" for nothing."""
        return self.wrong.get(name, "")

    def described(self, name: str, hint: str = "") -> str:
        """Return the ids of what describes a field, for who does not see what stands beside it."""
        beside = ("error", *(["hint"] if hint else []), *(["theirs"] if name in self.theirs else []))
        return " ".join(f"{name}-{each}" for each in beside)


def form_of(values: Mapping[str, str]) -> Form:
    """Return a form that shows what is stored."""
    return Form(values, marks(values))


def typed_fields(names: Sequence[str]) -> dict[str, str]:
    """Return what was typed into these fields; what is not there is empty, as a box that is not ticked."""
    return {name: request.form.get(name, "").replace("\r\n", "\n") for name in names}


def seen_fields(names: Sequence[str]) -> dict[str, str]:
    """Return the marks of what the form showed."""
    return {name: request.form[SEEN + name] for name in names if SEEN + name in request.form}


def tried(
    command: Command, typed: Mapping[str, str], stored: Callable[[], Mapping[str, str]]
) -> tuple[object, Form | None]:
    """Carry a form's command out; return its answer, or the form again with everything typed and why not.

    `stored` reads what is stored now: what somebody else wrote is shown beside what was typed.
    """
    try:
        return parts().engine.submit(command), None
    except CommandRefused as refused:
        now = dict(stored())
        fields = refused.facts.get("fields", ())
        wrong, theirs = {}, {}
        if isinstance(fields, Mapping):
            wrong = {name: _complaint(each) for name, each in fields.items() if isinstance(each, Wrong)}
        elif isinstance(fields, tuple):
            theirs = {name: now.get(name, "") for name in fields}
        # Who saves again has seen what the others wrote in those fields, and only there.
        seen = {name: request.form.get(SEEN + name, "") for name in now if SEEN + name in request.form}
        seen |= {name: mark for name, mark in marks(now).items() if name in theirs}
        return None, Form(typed, seen, wrong, theirs, sentence_of(refused), status_of(refused))


def year_words() -> str:
    """Return which years a programme may be in."""
    return _("Kies een jaar van %(lowest)s tot en met %(limit)s.", lowest=FIRST_YEAR, limit=LAST_YEAR)


def day_typed(typed: str) -> date | str:
    """Return a date of a form that has a few fields only, or what is wrong with it."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return _("Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2027-01-15.")
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else year_words()


def _complaint(wrong: Wrong) -> str:
    """Return a complaint in the reader's language."""
    sentences = {
        "empty": _("Vul dit in."),
        "too_long": _("Dit is te lang: er passen %(limit)s tekens in."),
        "bad_characters": _("Er staan tekens in die we niet kunnen bewaren. Typ de tekst opnieuw."),
        "not_offered": _("Kies een van de mogelijkheden."),
        "no_number": _("Vul een heel getal in van %(lowest)s tot en met %(limit)s, of niets."),
        "no_day": _("Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2027-01-15."),
        "no_time": _("Schrijf de tijd als 19:15."),
        "no_zone": _("Deze tijdzone kennen we niet. Schrijf bijvoorbeeld Europe/Amsterdam."),
        "no_address": _("Een adres begint met https:// of http://."),
        "ends_before": _("Dit is niet later dan het begin. Eindigt het op een andere dag, vul die dan in."),
        "year_out": year_words(),
        "same_title": _("Er is al een onderwerp met deze naam."),
        "no_contact": _(
            "Schrijf een e-mailadres, bijvoorbeeld naam@voorbeeld.nl, of een webadres met https:// ervoor."
        ),
        "lasts_too_long": _(
            "Een onderdeel duurt ten hoogste %(hours)s uur. "
            "Kijk of de datums kloppen, of maak voor elke dag een onderdeel."
        ),
        "no_colour": _("Schrijf een kleur als # met zes tekens, bijvoorbeeld #7b2d70."),
        "too_light": _("Deze kleur is te licht om te lezen. Net donker genoeg is %(colour)s."),
        "already_written": _("In deze notities is al geschreven: hun begin verandert niet meer."),
        "round_begun": _("Deze ronde is al begonnen: wat er in de notities en ideeën staat, hoort erbij."),
    }
    return sentences.get(wrong.code, sentences["not_offered"]) % wrong.facts
