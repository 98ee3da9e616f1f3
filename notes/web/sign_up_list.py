"""The list of sign-ups for who organises: see, search, count, take along, and the sheet for the kitchen.

Promise: a page of it asks the database as often for five as for five thousand.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request, url_for

from notes.access import What
from notes.domain.programme import Topic, rounds_of
from notes.domain.sign_ups import SignUpState
from notes.domain.text import file_name
from notes.ground.tokens import sign_up_token
from notes.publishing.tables import csv_file
from notes.store import conferences, mails, sign_up_lists, sign_ups
from notes.store.sign_up_lists import Figures
from notes.store.sign_ups import SignUpFacts
from notes.web.downloads import attachment
from notes.web.guard import place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.speech import _
from notes.web.times import day_and_time

pages = Blueprint("sign_up_list", __name__, url_prefix="/c/<conf>/aanmeldingen")
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the list."""

    name: str
    about: str
    email: str
    state: str
    state_name: str
    arrived: str
    link: str
    again: str  # where the same address is on the list more than once


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many want a topic in a round, and how many its room holds (None: not said)."""

    topic: str
    colour: int
    many: int
    places: int | None

    @property
    def full(self) -> bool:
        """Whether more want it than fit."""
        return self.places is not None and self.many > self.places


@pages.get("")
def page(conf: str) -> Response:
    """Show a page of the list (`zoek`, `staat`, `pagina`) with the numbers above it."""
    words = request.args.get("zoek", "")[:100]
    chosen = request.args.get("staat", "")
    state = SignUpState(chosen) if chosen in list(SignUpState) else None
    number = max(1, min(request.args.get("pagina", 1, type=int), 10_000))
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        key = here.conference.id
        settings = sign_ups.settings(db, key)
        items = conferences.programme(db, key)
        topics = conferences.topics(db, key)
        figures = sign_up_lists.figures(db, key)
        unsent = mails.count_waiting(db, key)
        start = (number - 1) * PER_PAGE
        found = sign_up_lists.page_of(db, key, words=words, state=state, start=start, most=PER_PAGE)
    rounds = [
        (item.title, [_wanted(topic, item.id, figures) for topic in topics if item in rounds_of(topic, items)])
        for item in items
        if any(item in rounds_of(topic, items) for topic in topics)
    ]
    return show(
        "sign_up_list.html",
        conference=here.conference,
        visitor=here.visitor,
        settings=settings,
        figures=figures,
        rounds=rounds,
        unsent=unsent,
        lines=[line_of(each, here.conference.timezone, found.times.get(each.id, 0)) for each in found.rows],
        found=found.found,
        words=words,
        state=chosen if state else "",
        states=[(each.value, state_name(each), figures.states[each]) for each in SignUpState],
        number=number,
        last=max(1, -(-found.found // PER_PAGE)),
    )


@pages.get("/aanmeldingen.csv")
def table(conf: str) -> Response:
    """Return the whole list as a file for a spreadsheet."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        rows = sign_up_lists.everybody(db, here.conference.id)
        items = conferences.programme(db, here.conference.id)
        topics = conferences.topics(db, here.conference.id)
    rounds = [item for item in items if any(item in rounds_of(topic, items) for topic in topics)]
    titles = {topic.id: topic.title for topic in topics}
    head = (
        *(_("Naam"), _("E-mail"), _("Organisatie"), _("Status"), _("Eet mee"), _("Dieetwens")),
        *(_("Wat iemand nodig heeft"), _("Ticketnummer"), _("Aangemeld op"), _("Binnen om")),
        *(item.title for item in rounds),
    )
    zone = ZoneInfo(here.conference.timezone)

    def row(one: SignUpFacts) -> tuple[str, ...]:
        form = one.form
        return (
            *(form.name, form.email, form.organisation, state_name(one.state), _("ja") if form.dinner else ""),
            *(form.diet, form.access_needs, one.reference, _stamp(one.created_at, zone)),
            _stamp(one.arrived_at, zone) if one.arrived_at else "",
            *(titles.get(form.choices.get(item.id, 0), "") for item in rounds),
        )

    # The mark at the beginning tells spreadsheets that it is UTF-8.
    answer = Response(b"\xef\xbb\xbf" + csv_file(head, map(row, rows)), content_type="text/csv; charset=utf-8")
    what, mark = _("aanmeldingen"), _("OEFENING")
    title, plain = f"{here.conference.title} {what}", f"{here.conference.slug}-aanmeldingen"
    if here.conference.rehearsal:
        title, plain = f"{title} {mark}", f"{plain}-{mark}"
    answer.headers["Content-Disposition"] = attachment(file_name(title, "csv"), f"{plain}.csv")
    return answer


@pages.get("/keuken")
def kitchen(conf: str) -> Response:
    """Show what the kitchen has to know, to print: numbers and wishes, no names."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        figures = sign_up_lists.figures(db, here.conference.id)
        wishes = sign_up_lists.wishes(db, here.conference.id)
    return show(
        "sign_up_kitchen.html",
        conference=here.conference,
        visitor=here.visitor,
        figures=figures,
        wishes=wishes,
        plain=figures.dinner - sum(many for _wish, many in wishes),
        made=day_and_time(parts().clock.now(), here.conference.timezone),
    )


def state_name(state: SignUpState) -> str:
    """Return what the interface calls a sign-up's state."""
    names = {
        SignUpState.PLACED: _("Aangemeld"),
        SignUpState.WAITING: _("Wachtlijst"),
        SignUpState.CANCELLED: _("Afgemeld"),
        SignUpState.DOOR: _("Zonder aanmelding"),
    }
    return names[state]


def line_of(one: SignUpFacts, zone: str, times: int) -> Line:
    """Return somebody as the list shows them, with how many `times` their address is on it."""
    form = one.form
    dinner = _("eet mee: %(diet)s", diet=form.diet) if form.diet else _("eet mee") if form.dinner else ""
    return Line(
        name=form.name,
        about=" · ".join(filter(None, (form.organisation, dinner, form.access_needs))),
        email=form.email,
        state=one.state.value,
        state_name=state_name(one.state),
        arrived=day_and_time(one.arrived_at, zone) if one.arrived_at else "",
        link=url_for("sign_up_own.page", token=sign_up_token(parts().settings.secret_key, one.key)),
        again=_("Dit mailadres staat %(times)s keer op de lijst.", times=times) if times > 1 else "",
    )


def _stamp(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as spreadsheets sort it; words for each of five thousand take seconds."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _wanted(topic: Topic, item_id: int, figures: Figures) -> Wanted:
    meeting = next(one for one in topic.meetings if one.item_id == item_id)
    return Wanted(topic.title, topic.colour, figures.wanted.get((item_id, topic.id), 0), meeting.places)
