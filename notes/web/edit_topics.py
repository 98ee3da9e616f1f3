"""The pages on which organisers add, change, order and take away topics.

Promise: a topic's address never changes, and no notes or ideas go with anything that is done here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.editing.topics import OWN, meeting_fields, topic_fields, topic_values
from notes.domain.programme import ProgrammeItem, Topic, in_order
from notes.live.commands import Command, CommandRefused
from notes.live.editing_commands import EditTopic, PlaceTopic, RemoveTopic
from notes.store import conferences, editing, notepads
from notes.store.conferences import TopicFacts
from notes.store.editing import TopicHolds
from notes.web.colours import shade
from notes.web.edit_conference import organised
from notes.web.editing import Form, form_of, seen_fields, tried, typed_fields
from notes.web.guard import person_of
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, topic_in
from notes.web.refusals import sentence_of
from notes.web.speech import _
from notes.web.times import planned_span

pages = Blueprint("edit_topics", __name__, url_prefix="/c/<conf>/regie/bewerken/onderwerpen")
_NEW = {"colour": "1", "ideas_open": "1", "early_ideas": "1"}


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A programme item in a topic's form."""

    id: int
    title: str
    when: str
    met: bool
    open: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """A conference, its programme, and the topic that is edited (None: a new one) with what it holds."""

    here: Place
    items: tuple[ProgrammeItem, ...]
    topics: tuple[Topic, ...]
    topic: Topic | None = None
    facts: TopicFacts | None = None
    template: str = ""
    written: str = ""
    holds: TopicHolds | None = None

    @property
    def item_ids(self) -> list[int]:
        """The items in which the topic may meet."""
        return [item.id for item in self.items]

    @property
    def values(self) -> dict[str, str]:
        """What is stored."""
        if self.topic is None or self.facts is None:
            return {}
        switches = {name: getattr(self.facts, name) for name in ("participants_write", "ideas_open", "early_ideas")}
        return topic_values(self.topic, {**switches, "approval": self.facts.approval}, self.template, self.item_ids)

    @property
    def template_fixed(self) -> bool:
        """Whether somebody wrote in the notes already."""
        return self.holds is not None and (
            self.holds.written or self.written.strip() not in ("", self.template.strip())
        )


@pages.get("/nieuw")
def new(conf: str) -> Response:
    """Show the form of a new topic."""
    spot = _spot(conf)
    used = {topic.colour for topic in spot.topics}
    free = next((number for number in range(1, 9) if number not in used), 1)
    return _page(spot, Form({**_NEW, "colour": str(free)}))


@pages.post("/nieuw")
def add(conf: str) -> BaseResponse:
    """Add a topic."""
    return _save(conf, None)


@pages.get("/<topic>")
def topic(conf: str, topic: str) -> Response:
    """Show the form of a topic."""
    spot = _spot(conf, topic)
    return _page(spot, form_of(spot.values))


@pages.post("/<topic>")
def change(conf: str, topic: str) -> BaseResponse:
    """Change a topic."""
    return _save(conf, topic)


@pages.post("/<topic>/omhoog")
def up(conf: str, topic: str) -> BaseResponse:
    """Let a topic stand one place earlier."""
    spot = _spot(conf, topic)
    command = PlaceTopic(person_id=person_of(spot.here), conference_id=spot.here.conference.id, topic_id=_id(spot))
    return _carried_out(conf, command, _("De volgorde is veranderd."))


@pages.post("/<topic>/weghalen")
def remove(conf: str, topic: str) -> BaseResponse:
    """Take a topic away that holds nothing."""
    spot = _spot(conf, topic)
    if spot.facts is not None and parts().engine.here(spot.facts.notepad_id):
        flash(_("Er zijn nu mensen in deze zaal. Vraag ze eerst ergens anders te gaan zitten."), "error")
        return redirect(url_for("edit_topics.topic", conf=conf, topic=topic), 303)
    command = RemoveTopic(person_id=person_of(spot.here), conference_id=spot.here.conference.id, topic_id=_id(spot))
    return _carried_out(conf, command, _("Het onderwerp is weggehaald."))


def _save(conf: str, slug: str | None) -> BaseResponse:
    spot = _spot(conf, slug)
    names = topic_fields(spot.item_ids)
    typed = typed_fields(names)
    command = EditTopic(
        person_id=person_of(spot.here),
        conference_id=spot.here.conference.id,
        topic_id=spot.topic.id if spot.topic else None,
        typed=typed,
        seen=seen_fields(names),
    )
    _done, form = tried(command, typed, lambda: _spot(conf, slug).values)
    if form is not None:
        return _page(spot, form)
    flash(_("Bewaard."), "success")
    return redirect(url_for("editing.page", conf=conf), 303)


def _carried_out(conf: str, command: Command, done: str) -> BaseResponse:
    try:
        parts().engine.submit(command)
        flash(done, "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    return redirect(url_for("editing.page", conf=conf), 303)


def _id(spot: _Spot) -> int:
    if spot.topic is None:
        raise CommandRefused("unknown")
    return spot.topic.id


def _spot(conf: str, slug: str | None = None) -> _Spot:
    here = organised(conf)
    with parts().database.reading() as db:
        items = in_order(conferences.programme(db, here.conference.id))
        topics = conferences.topics(db, here.conference.id)
        if slug is None:
            return _Spot(here, items, topics)
        _number, found = topic_in(topics, slug)
        facts = conferences.topic(db, found.id)
        pad = notepads.notepad_of_topic(db, found.id)
        template = editing.template_of(db, pad.id) if pad else ""
        holds = editing.holds(db, found.id)
    written = parts().engine.text(pad.id) if pad else ""
    return _Spot(here, items, topics, found, facts, template, written, holds)


def _page(spot: _Spot, form: Form) -> Response:
    conference, found = spot.here.conference, spot.topic
    address = (
        url_for("edit_topics.topic", conf=conference.slug, topic=found.slug)
        if found
        else url_for("edit_topics.new", conf=conference.slug)
    )
    if found is not None:
        shade(found)
    return show(
        "edit_topic.html",
        conference=conference,
        visitor=spot.here.visitor,
        heading=found.title if found else _("Nieuw onderwerp"),
        form=form,
        action=address,
        colours=_colours(),
        meetings=[_meeting(item, spot, form) for item in spot.items],
        template_fixed=spot.template_fixed,
        remove=url_for("edit_topics.remove", conf=conference.slug, topic=found.slug) if found else "",
        kept_by=_kept_by(spot),
        goes=_goes(spot),
        status=form.status,
        address=address,
    )


def _colours() -> Sequence[tuple[str, str]]:
    names = (
        _("Oker"),
        _("Paars"),
        _("Petrol"),
        _("Steenrood"),
        _("Blauw"),
        _("Mosgroen"),
        _("Wijnrood"),
        _("Grijs"),
    )
    return (*((str(number), name) for number, name in enumerate(names, 1)), (OWN, _("Eigen kleur")))


def _meeting(item: ProgrammeItem, spot: _Spot, form: Form) -> MeetingView:
    when = planned_span(item, spot.here.conference.timezone)
    met = form.value(f"meets-{item.id}") == "1"
    asked = any(form.complaint(name) or name in form.theirs for name in meeting_fields(item.id))
    return MeetingView(item.id, item.title, when, met, met or asked)


def _kept_by(spot: _Spot) -> str:
    """Return why a topic cannot be taken away, "" where it can."""
    if spot.holds is None:
        return ""
    if len(spot.topics) == 1:
        return _("Een conferentie heeft minstens één onderwerp. Maak eerst een ander.")
    if spot.holds.ideas:
        return _(
            "Hier staan al ideeën: %(count)s. Weghalen kan daarom niet; je kunt ze verplaatsen.", count=spot.holds.ideas
        )
    if spot.holds.published:
        return _("Uitkomsten van dit onderwerp staan in een gepubliceerd verslag. Weghalen kan daarom niet.")
    if spot.template_fixed:
        return _("In de notities is al geschreven. Weghalen kan daarom niet.")
    return ""


def _goes(spot: _Spot) -> str:
    """Return what goes with a topic that is taken away."""
    links = spot.holds.links if spot.holds else 0
    plain = _("De zaal, de lege notities en de QR-code verdwijnen. Dit kun je niet terugdraaien.")
    stop = _("Ook de links voor begeleiders van dit onderwerp stoppen (%(count)s).", count=links)
    return f"{plain} {stop}" if links else plain
