"""The organiser's desk: the rooms at a glance, their states and switches, and the report's choices."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.programme import Topic
from notes.domain.rooms import MOVES, RoomState
from notes.live.commands import Command, CommandRefused, MoveRoom, SetChoices, SetTopic
from notes.store import conferences, ideas, notepads
from notes.store.conferences import TopicFacts
from notes.store.ideas import IdeaFacts
from notes.store.notepads import NotepadText
from notes.store.unit_of_work import Session
from notes.web.conference import shown_state, state_name
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, topic_in
from notes.web.refusals import sentence_of
from notes.web.speech import _

pages = Blueprint("desk", __name__, url_prefix="/c/<conf>/regie")
_SWITCHES = ("participants_write", "ideas_open", "early_ideas", "approval")


@dataclass(frozen=True, slots=True)
class Switch:
    """A yes or no of a topic."""

    name: str
    label: str
    on: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RoomCard:
    """One room as the desk shows it."""

    slug: str
    title: str
    colour: int
    number: int
    notepad: int
    state: str
    state_name: str
    here: int
    ideas: int
    support: int
    words: int
    moves: tuple[tuple[str, str], ...]
    switches: tuple[Switch, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A choice for the report, with what may be chosen."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@pages.get("")
def page(conf: str) -> Response:
    """Show the desk to organisers."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        rooms = _rooms(db, here.conference)
    return show(
        "desk.html",
        conference=here.conference,
        visitor=here.visitor,
        rooms=rooms,
        ways_to_stop=_ways_to_stop(),
        policies=_policies(here.conference),
    )


@pages.post("/<topic>/zaal")
def move(conf: str, topic: str) -> BaseResponse:
    """Open, close or freeze a topic's room (`state`)."""
    here, subject = _subject(conf, topic)
    command = MoveRoom(person_id=person_of(here), topic_id=subject.id, state=request.form.get("state", ""))
    return _carried_out(conf, command, _("De zaal is aangepast."))


@pages.post("/<topic>/instellingen")
def switches(conf: str, topic: str) -> BaseResponse:
    """Change a topic's switches: what is not ticked is off."""
    here, subject = _subject(conf, topic)
    changes = {name: request.form.get(name) == "1" for name in _SWITCHES}
    command = SetTopic(person_id=person_of(here), topic_id=subject.id, changes=changes)
    return _carried_out(conf, command, _("De instellingen zijn bewaard."))


@pages.post("/keuzes")
def choices(conf: str) -> BaseResponse:
    """Change who is named in the report, and which ideas are in it."""
    here = _here(conf)
    names = ("names_policy", "owners_policy", "ideas_policy")
    changes = {name: request.form[name] for name in names if name in request.form}
    command = SetChoices(person_id=person_of(here), conference_id=here.conference.id, changes=changes)
    return _carried_out(conf, command, _("De keuzes zijn bewaard."))


@pages.post("/vastzetten")
def lock(conf: str) -> BaseResponse:
    """End all writing in the whole conference, or let it go on (`locked` is 1 or 0)."""
    here = _here(conf)
    locked = request.form.get("locked") == "1"
    changes = {"locked": locked}
    command = SetChoices(person_id=person_of(here), conference_id=here.conference.id, changes=changes)
    done = _("De conferentie is vastgezet.") if locked else _("De conferentie is weer open om in te schrijven.")
    return _carried_out(conf, command, done)


def _carried_out(conf: str, command: Command, done: str) -> BaseResponse:
    try:
        parts().engine.submit(command)
        flash(done, "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    return redirect(url_for("desk.page", conf=conf), 303)


def _here(conf: str) -> Place:
    with parts().database.reading() as db:
        return place_for(db, conf, What.RUN_CONFERENCE)


def _subject(conf: str, topic: str) -> tuple[Place, Topic]:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        _number, subject = topic_in(conferences.topics(db, here.conference.id), topic)
    return here, subject


def _rooms(db: Session, conference: Conference) -> list[RoomCard]:
    """Return every room; the number of queries does not grow with the rooms."""
    topics = conferences.topic_facts(db, conference.id)
    texts = notepads.texts(db, [topic.notepad_id for topic in topics])
    visible: dict[int, list[IdeaFacts]] = {}
    for idea in ideas.of_conference(db, conference.id):
        if idea.state == "visible":
            visible.setdefault(idea.topic_id, []).append(idea)
    return [
        _card(number, topic, visible.get(topic.id, []), texts.get(topic.notepad_id), locked=conference.locked)
        for number, topic in enumerate(topics, 1)
    ]


def _card(
    number: int, topic: TopicFacts, listed: Sequence[IdeaFacts], text: NotepadText | None, *, locked: bool
) -> RoomCard:
    state = shown_state(topic.room_state, locked=locked)
    return RoomCard(
        slug=topic.slug,
        title=topic.title,
        colour=topic.colour,
        number=number,
        notepad=topic.notepad_id,
        state=state,
        state_name=state_name(state),
        here=parts().engine.here(topic.notepad_id),
        ideas=len(listed),
        support=sum(idea.support for idea in listed),
        words=_words(text.text) if text else 0,
        moves=_moves(state),
        switches=_switches(topic),
    )


def _words(text: str) -> int:
    """Count words, and no marks of lists and headings."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _switches(facts: TopicFacts) -> tuple[Switch, ...]:
    labels = {
        "participants_write": _("Deelnemers mogen ook in de notities typen. Zij zien dan ook regels met ‘Intern:’."),
        "ideas_open": _("Ideeënvak open"),
        "early_ideas": _("Al ideeën sturen voordat de zaal open is."),
        "approval": _("Een begeleider keurt elk idee eerst goed."),
    }
    hints = {
        "ideas_open": _("Staat het uit, dan verdwijnt het vak. Wat iemand al getypt had, komt binnen als wachtend.")
    }
    return tuple(Switch(name, labels[name], bool(getattr(facts, name)), hints.get(name, "")) for name in _SWITCHES)


def _ways_to_stop() -> tuple[tuple[str, str], ...]:
    """Return what each way of stopping does: its name and its meaning."""
    return (
        (
            _("Ronde afronden"),
            _("deelnemers typen niet meer in de notities; begeleiders gaan door, ideeën komen erbij als nagekomen."),
        ),
        (
            _("Zaal sluiten"),
            _("de zaal is weer ‘nog niet open’. Deelnemers typen niet in de notities; begeleiders wel."),
        ),
        (_("Vastzetten"), _("niemand schrijft nog iets in de hele conferentie, ook begeleiders niet.")),
    )


def _moves(state: RoomState) -> tuple[tuple[str, str], ...]:
    labels = {
        RoomState.OPEN: _("Zaal openen"),
        RoomState.FROZEN: _("Ronde afronden"),
        RoomState.CLOSED: _("Zaal sluiten"),
    }
    possible = () if state is RoomState.LOCKED else MOVES[state]
    return tuple((each.value, label) for each, label in labels.items() if each in possible)


def _policies(conference: Conference) -> Sequence[Policy]:
    return (
        Policy(
            "names_policy",
            _("Namen bij ideeën en citaten"),
            conference.names_policy,
            (("none", _("Geen namen")), ("first", _("Alleen voornamen")), ("full", _("Hele namen"))),
        ),
        Policy(
            "owners_policy",
            _("Wie een actie doet"),
            conference.owners_policy,
            (("typed", _("Zoals getypt")), ("none", _("Niet noemen"))),
        ),
        Policy(
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
    )
