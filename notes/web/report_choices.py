"""How the organisers want the report: the form's fields, and what was chosen in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from notes.domain.conference import Conference, ReportChoices, ReportSection
from notes.domain.programme import Topic
from notes.ground.languages import LANGUAGES
from notes.web.speech import _

POLICIES = ("names_policy", "owners_policy", "ideas_policy")


@dataclass(frozen=True, slots=True)
class Field:
    """One of several; the value that is chosen now stands in `value`."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report that may be left out."""

    value: str
    label: str
    on: bool


def fields(conference: Conference) -> Sequence[Field]:
    """Return the questions of which one answer is chosen."""
    languages = tuple(LANGUAGES.items())
    return (
        Field(
            "names_policy",
            _("Namen bij ideeën en citaten"),
            conference.names_policy,
            (("none", _("Geen namen")), ("first", _("Alleen voornamen")), ("full", _("Hele namen"))),
        ),
        Field(
            "owners_policy",
            _("Wie een actie doet"),
            conference.owners_policy,
            (("typed", _("Zoals getypt")), ("none", _("Niet noemen"))),
        ),
        Field(
            "ideas_policy",
            _("Welke ideeën"),
            conference.ideas_policy,
            (
                ("all", _("Alle ideeën")),
                ("supported", _("Ideeën met steun")),
                ("taken_over", _("Overgenomen ideeën")),
                ("none", _("Geen ideeën")),
            ),
        ),
        Field("language", _("Taal van de vaste teksten"), conference.report_language, languages),
    )


def sections(choices: ReportChoices) -> Sequence[Part]:
    """Return the parts of the report, in its order."""
    labels = {
        ReportSection.SUMMARY: _("Samenvatting"),
        ReportSection.AT_A_GLANCE: _("Uitkomsten in één oogopslag"),
        ReportSection.PROGRAMME: _("Programma"),
        ReportSection.NOTES: _("Notities van elk onderwerp"),
        ReportSection.IDEAS: _("Ideeën van deelnemers"),
        ReportSection.CLOSING: _("Rode draad en vervolgstappen"),
        ReportSection.FIGURES: _("Cijfers van de dag"),
    }
    return [Part(each.value, label, each not in choices.left_out) for each, label in labels.items()]


def in_order(topics: Sequence[Topic], choices: ReportChoices) -> list[Topic]:
    """Return topics as the report has them."""
    return sorted(topics, key=lambda topic: choices.place(topic.slug))


def chosen(form: Mapping[str, str], ticked: Sequence[str], conference: Conference) -> ReportChoices:
    """Return what a form chose beside the policies; `ticked` are the parts that stay."""
    language = form.get("language", "")
    return replace(
        conference.report,
        left_out=frozenset(each for each in ReportSection if each.value not in ticked),
        language="" if language == conference.language else language,
        origins=form.get("origins") == "1",
    )


def moved(topics: Sequence[Topic], conference: Conference, slug: str, by: int) -> ReportChoices:
    """Return the choices with a topic one place earlier (`by` is -1) or later (1) in the report."""
    order = [topic.slug for topic in in_order(topics, conference.report)]
    if slug in order and 0 <= (place := order.index(slug)) + by < len(order):
        order[place + by], order[place] = order[place], order[place + by]
    return replace(conference.report, order=tuple(order))
