"""The mails about a sign-up, in the conference's language: what it says now, a way to change it, the programme.

Promise: a letter says what is true when it is sent, not when it was queued.
"""

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from notes.domain.conference import Conference
from notes.domain.programme import ProgrammeItem, Topic, by_day
from notes.domain.sign_ups import SignUpState, address
from notes.domain.text import one_line
from notes.domain.words import clock, day, words_for
from notes.ground.languages import sentences
from notes.ground.ports import Letter
from notes.publishing.programme_calendar import programme_calendar
from notes.store import conferences, sign_ups
from notes.store.mails import MailFacts
from notes.store.sign_ups import SignUpFacts
from notes.store.unit_of_work import Session

_LINE: Final = "-- \n"
_SUBJECT_MAX_CHARACTERS: Final = 150


def letter_about(session: Session, mail: MailFacts, link: Callable[[str], str]) -> Letter | None:
    """Return a mail as it goes out now, or None where there is nobody to send it to.

    `link` makes the private address of a sign-up from its key.
    """
    sign_up = sign_ups.by_key(session, mail.sign_up_key)
    conference = conferences.conference(session, mail.conference_id)
    if sign_up is None or conference is None or not sign_up.form.email:
        return None
    items = conferences.programme(session, conference.id)
    topics = conferences.topics(session, conference.id)
    return letter(mail, sign_up, conference, items, topics, link(sign_up.key))


def letter(
    mail: MailFacts,
    sign_up: SignUpFacts,
    conference: Conference,
    items: tuple[ProgrammeItem, ...],
    topics: tuple[Topic, ...],
    link: str,
) -> Letter:
    """Return the mail for what happened (`mail.kind`) to a sign-up."""
    words, fixed = _Words(conference.language), words_for(conference.language)
    mark = f"{fixed.rehearsal} – " if conference.rehearsal else ""
    reply = address(conference.contact)
    calendar = b""
    if sign_up.state is SignUpState.PLACED:
        calendar = programme_calendar(conference, items, topics, sign_up.form.choices, sign_up.changed_at)
    parts = (
        f"{mark}{fixed.rehearsal_note}" if conference.rehearsal else "",
        words.greeting(sign_up.form.name),
        words.news(mail.kind, sign_up.state, conference.title),
        words.facts(conference, items),
        words.chosen(sign_up, items, topics),
        words.way_back(sign_up.state, link),
        _LINE + one_line(conference.organisers or conference.title),
    )
    return Letter(
        name=f"mail-{mail.id}.{sign_up.id}",
        to=sign_up.form.email,
        subject=one_line(mark + words.subject(mail.kind, sign_up.state, conference.title))[:_SUBJECT_MAX_CHARACTERS],
        text="\n\n".join(part for part in parts if part) + "\n",
        reply_to=reply if isinstance(reply, str) else "",
        calendar=calendar,
    )


class _Words:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._gettext = sentences(language).gettext

    def greeting(self, name: str) -> str:
        _ = self._gettext
        return _("Beste %(name)s,") % {"name": name}

    def subject(self, kind: str, state: SignUpState, title: str) -> str:
        _ = self._gettext
        if kind == "moved_up" and state is SignUpState.PLACED:
            return _("Er is een plaats voor je vrij: %(title)s") % {"title": title}
        if state is SignUpState.CANCELLED:
            return _("Je afmelding: %(title)s") % {"title": title}
        if state is SignUpState.WAITING:
            return _("Je staat op de wachtlijst: %(title)s") % {"title": title}
        return _("Je aanmelding: %(title)s") % {"title": title}

    def news(self, kind: str, state: SignUpState, title: str) -> str:
        _ = self._gettext
        facts = {"title": title}
        if state is SignUpState.CANCELLED:
            return _("Je bent afgemeld voor %(title)s. Je plaats gaat naar iemand anders.") % facts
        if state is SignUpState.WAITING:
            return (
                _(
                    "Alle plaatsen voor %(title)s zijn vergeven. Je staat op de wachtlijst. Komt er een plaats vrij, "
                    "dan krijg je die vanzelf en mailen we je."
                )
                % facts
            )
        if kind == "moved_up":
            return _("Er kwam een plaats vrij: je bent nu aangemeld voor %(title)s. Tot dan!") % facts
        if kind == "changed":
            return _("Je aanmelding voor %(title)s is veranderd. Hieronder staat hoe hij nu is.") % facts
        return _("Je bent aangemeld voor %(title)s. Tot dan!") % facts

    def facts(self, conference: Conference, items: tuple[ProgrammeItem, ...]) -> str:
        _ = self._gettext
        lines = []
        days = self._days(items, ZoneInfo(conference.timezone))
        if days:
            when = days[0] if len(days) == 1 else "\n" + "\n".join(f"- {each}" for each in days)
            lines.append((_("Wanneer: %(when)s") % {"when": when}).replace(" \n", "\n"))
        if conference.place:
            lines.append(_("Waar: %(where)s") % {"where": one_line(conference.place)})
        return "\n".join(lines)

    def chosen(self, sign_up: SignUpFacts, items: tuple[ProgrammeItem, ...], topics: tuple[Topic, ...]) -> str:
        _ = self._gettext
        if sign_up.state is SignUpState.CANCELLED:
            return ""
        titles = {topic.id: topic.title for topic in topics}
        choices = sign_up.form.choices
        lines = [f"{item.title}: {titles.get(choices[item.id], '')}" for item in items if item.id in choices]
        if sign_up.form.dinner:
            lines.append(_("Je eet mee.") + (f" {sign_up.form.diet}" if sign_up.form.diet else ""))
        return "\n".join(lines)

    def way_back(self, state: SignUpState, link: str) -> str:
        _ = self._gettext
        if state is SignUpState.CANCELLED:
            return _("Je gegevens meteen laten wissen? Dat kan hier:") + f"\n{link}"
        return _("Iets veranderen of afmelden? Dat kan met je eigen link. Geef hem niet door:") + f"\n{link}"

    def _days(self, items: tuple[ProgrammeItem, ...], zone: ZoneInfo) -> list[str]:
        """Return each day of a programme, with when it begins and ends."""
        words = words_for(self._language)
        return [
            f"{day(date, words)}, {clock(min(item.starts_at for item in its).astimezone(zone), words)}"
            f"–{clock(max(item.ends_at for item in its).astimezone(zone), words)}"
            for date, its in by_day(items, zone)
        ]
