"""A plan's file in words: what is wrong with it and where, and what it would change."""

import re
import tomllib

from notes.domain.plan import ConferencePlan, conference_from_toml
from notes.domain.plan_changes import PlanChanges
from notes.domain.plan_table import PlanError
from notes.web.speech import _

_PLACE = re.compile(r"\.(\w+)\[(\d+)\]")
_LINE = re.compile(r"line (\d+), column (\d+)")


class NoPlan(Exception):
    """A file that is no plan; the message is for its reader, in their language."""


def plan_in(text: str) -> ConferencePlan:
    """Return the plan that a file holds; raise `NoPlan` with what is wrong and where."""
    try:
        return conference_from_toml(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        if found is None:
            raise NoPlan(_("Het bestand houdt te vroeg op, of het is geen TOML.")) from error
        raise NoPlan(
            _("Regel %(line)s, teken %(column)s: hier klopt de opmaak niet.", line=found[1], column=found[2])
        ) from error
    except PlanError as error:
        raise NoPlan(f"{_where(error.where)}: {_what(error)}") from error


def change_lines(before: ConferencePlan, after: ConferencePlan, found: PlanChanges) -> list[str]:
    """Return what following a file would change, one sentence each, those that take away first."""
    names = {**{each.slug: each.title for each in before.topics}, **{each.slug: each.title for each in after.topics}}
    items = {**{each.slug: each.title for each in before.items}, **{each.slug: each.title for each in after.items}}
    lines = [_("Onderwerp weg: %(title)s", title=names[each]) for each in found.topics.removed]
    lines += [_("Onderdeel weg: %(title)s", title=items[each]) for each in found.items.removed]
    lines += [_("Onderwerp erbij: %(title)s", title=names[each]) for each in found.topics.added]
    lines += [_("Onderdeel erbij: %(title)s", title=items[each]) for each in found.items.added]
    lines += [_("Onderwerp anders: %(title)s", title=names[each]) for each in found.topics.changed]
    lines += [_("Onderdeel anders: %(title)s", title=items[each]) for each in found.items.changed]
    labels = _labels()
    lines += [_("Van de conferentie anders: %(name)s", name=labels.get(name, name)) for name in found.fields]
    if found.reordered:
        lines.append(_("De onderwerpen staan in een andere volgorde."))
    return lines


def _labels() -> dict[str, str]:
    """Return what people call a conference's own texts and choices, by their names in the file."""
    return {
        "title": _("Naam"),
        "subtitle": _("Ondertitel"),
        "description": _("Over deze conferentie"),
        "privacy_text": _("Van jullie op de pagina over privacy"),
        "accessibility_text": _("Van jullie op de pagina over toegankelijkheid"),
        "place": _("Plaats"),
        "organisers": _("Wie organiseert het?"),
        "contact": _("E-mailadres voor vragen en verbeteringen"),
        "licence": _("Licentie van het verslag"),
        "language": _("Taal"),
        "timezone": _("Tijdzone"),
        "public": _("Iedereen mag meelezen, ook zonder deelnamecode."),
        "names_policy": _("Namen in het verslag"),
        "owners_policy": _("Wie een actie doet"),
        "ideas_policy": _("Welke ideeën"),
        "retention_days": _("Na hoeveel dagen moeten aanmeldingen weg?"),
        "round_template": _("Sjabloon voor een ronde"),
        "summary_template": _("Samenvatting"),
        "closing_template": _("Rode draad en vervolgstappen"),
    }


def _where(where: str) -> str:
    """Return the place of a mistake: "Programmaonderdeel 2" for `conference.items[2]`."""
    kinds = {
        "items": _("Programmaonderdeel %(number)s ([[items]])"),
        "topics": _("Onderwerp %(number)s ([[topics]])"),
        "meetings": _("bijeenkomst %(number)s (meetings)"),
    }
    found = [kinds[name] % {"number": number} for name, number in _PLACE.findall(where) if name in kinds]
    if found:
        return ", ".join(found)
    return {"items": _("Programma ([[items]])"), "topics": _("Onderwerpen ([[topics]])")}.get(
        where, _("De conferentie (bovenaan)")
    )


def _what(error: PlanError) -> str:
    sentences = {
        "no_table": _("hier hoort een tabel."),
        "no_text": _("%(key)s moet tekst zijn, tussen aanhalingstekens."),
        "too_long": _("%(key)s is te lang: er passen %(limit)s tekens in."),
        "bad_characters": _("in %(key)s staan tekens die we niet kunnen bewaren."),
        "no_switch": _("%(key)s moet true (ja) of false (nee) zijn."),
        "no_number": _("%(key)s moet een heel getal zijn."),
        "too_small": _("%(key)s moet %(limit)s of meer zijn."),
        "no_choice": _("%(key)s moet een van deze zijn: %(choices)s. Er staat %(value)s."),
        "no_moment": _("%(key)s moet een datum met een tijd zijn, zoals 2027-01-15T19:15:00."),
        "no_list": _("%(key)s moet een lijst zijn."),
        "unknown": _("%(value)s kennen we niet."),
        "missing": _("%(key)s ontbreekt."),
        "no_topic": _("er moet minstens één onderwerp zijn."),
        "unknown_place": _("in %(key)s staat %(value)s, en dat kennen we niet."),
        "no_zone": _("de tijdzone %(value)s kennen we niet."),
        "no_slug": _("%(key)s mag alleen a-z, 0-9 en losse streepjes hebben. Er staat %(value)s."),
        "ends_before": _("%(key)s moet later zijn dan from."),
        "year_out": _("%(key)s moet in een jaar van %(lowest)s tot en met %(limit)s vallen."),
        "same_title": _("een ander onderwerp heet ook ‘%(value)s’."),
        "no_contact": _("%(key)s moet een e-mailadres of een webadres zijn. Er staat %(value)s."),
        "lasts_too_long": _("%(key)s is meer dan %(hours)s uur na from. Maak voor elke dag een onderdeel."),
        "taken_slug": _("%(value)s is het adres van een andere pagina. Kies iets anders."),
        "no_item": _("er is geen programmaonderdeel %(value)s."),
        "no_address": _("%(key)s moet beginnen met https:// of http://."),
        "no_colour": _("%(key)s moet 1 tot en met 8 zijn, of een donkere kleur zoals #7b2d70. Er staat %(value)s."),
        "twice": _("%(value)s staat er twee keer."),
    }
    return sentences[error.code] % error.facts
