"""What is done at the desk: forms that hand a command to the engine, and say what became of it."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.day import ActKind
from notes.domain.programme import ProgrammeItem
from notes.live.commands import Command, CommandRefused, MoveRoom, SetChoices, SetTopic
from notes.live.desk_commands import (
    DelayItem,
    Done,
    EndItem,
    ExtendItem,
    SendMessage,
    SetAutoEnd,
    StartItem,
    UndoAct,
    WithdrawMessage,
    WithItem,
)
from notes.store import conferences
from notes.web.desk_words import act_words, when_and_who
from notes.web.guard import person_of, place_for
from notes.web.parts import parts
from notes.web.places import Place, not_found, topic_in
from notes.web.refusals import sentence_of
from notes.web.speech import _

pages = Blueprint("desk_acts", __name__, url_prefix="/c/<conf>/regie")
SWITCHES = ("participants_write", "ideas_open", "early_ideas", "approval")


@pages.post("/programma/<int:item>")
def run(conf: str, item: int) -> BaseResponse:
    """Start, end, extend or delay a programme item (`do`); says what somebody else did with it meanwhile."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        items = {each.id: each for each in conferences.programme(db, here.conference.id)}
    chosen = items.get(item) or not_found()
    command = _command(here, chosen, request.form.get("do", ""))
    if command is None:
        flash(sentence_of(CommandRefused("unknown")), "error")
        return _back(conf)
    return _carried_out(conf, command, lambda answer: _told(here, chosen, command, answer))


@pages.post("/terug/<int:act>")
def undo(conf: str, act: int) -> BaseResponse:
    """Give the state back that an act found."""
    command = UndoAct(person_id=person_of(_here(conf)), act_id=act)
    return _carried_out(conf, command, lambda _answer: _("Teruggedraaid: alles staat weer zoals ervoor."))


@pages.post("/bericht")
def say(conf: str) -> BaseResponse:
    """Say something to everybody, or to one room (`to` is its topic's address)."""
    here, to = _here(conf), request.form.get("to", "")
    topic_id = None
    if to:
        with parts().database.reading() as db:
            topic_id = topic_in(conferences.topics(db, here.conference.id), to)[1].id
    text = request.form.get("text", "")
    command = SendMessage(person_id=person_of(here), conference_id=here.conference.id, text=text, topic_id=topic_id)
    return _carried_out(conf, command, lambda _answer: _("Het bericht is verstuurd."), keep=text)


@pages.post("/bericht/<int:message>/intrekken")
def withdraw(conf: str, message: int) -> BaseResponse:
    """Take a message away from every page."""
    command = WithdrawMessage(person_id=person_of(_here(conf)), message_id=message)
    return _carried_out(conf, command, lambda _answer: _("Het bericht is weg."))


@pages.post("/vanzelf")
def auto_end(conf: str) -> BaseResponse:
    """Choose whether rounds end by themselves, and how long after their time (`minutes`; "" for not)."""
    here, typed = _here(conf), request.form.get("minutes", "")
    minutes = int(typed) if typed.isdecimal() else None
    command = SetAutoEnd(person_id=person_of(here), conference_id=here.conference.id, minutes=minutes)
    return _carried_out(conf, command, lambda _answer: _("De keuze is bewaard."))


@pages.post("/<topic>/zaal")
def move(conf: str, topic: str) -> BaseResponse:
    """Open, close or freeze a topic's room (`state`)."""
    here, topic_id = _subject(conf, topic)
    command = MoveRoom(person_id=person_of(here), topic_id=topic_id, state=request.form.get("state", ""))
    return _carried_out(conf, command, lambda _answer: _("De zaal is aangepast."))


@pages.post("/<topic>/instellingen")
def switches(conf: str, topic: str) -> BaseResponse:
    """Change a topic's switches: what is not ticked is off."""
    here, topic_id = _subject(conf, topic)
    changes = {name: request.form.get(name) == "1" for name in SWITCHES}
    command = SetTopic(person_id=person_of(here), topic_id=topic_id, changes=changes)
    return _carried_out(conf, command, lambda _answer: _("De instellingen zijn bewaard."))


@pages.post("/vastzetten")
def lock(conf: str) -> BaseResponse:
    """End all writing in the whole conference, or let it go on (`locked` is 1 or 0)."""
    here = _here(conf)
    locked = request.form.get("locked") == "1"
    command = SetChoices(person_id=person_of(here), conference_id=here.conference.id, changes={"locked": locked})
    done = _("De conferentie is vastgezet.") if locked else _("De conferentie is weer open om in te schrijven.")
    return _carried_out(conf, command, lambda _answer: done)


def _command(here: Place, item: ProgrammeItem, do: str) -> WithItem | None:
    what, _colon, number = do.partition(":")
    who, seen = person_of(here), request.form.get("seen", 0, type=int)
    minutes = int(number) if number.isdecimal() else None
    if what == "start":
        return StartItem(person_id=who, item_id=item.id, seen=seen)
    if what == "end":
        return EndItem(person_id=who, item_id=item.id, seen=seen)
    if what == "extend" and minutes is not None:
        return ExtendItem(person_id=who, item_id=item.id, seen=seen, minutes=minutes)
    if what == "delay" and minutes is not None:
        return DelayItem(person_id=who, item_id=item.id, seen=seen, minutes=minutes)
    return None


def _told(here: Place, item: ProgrammeItem, command: WithItem, answer: object) -> str:
    if not isinstance(answer, Done):
        return ""
    kinds = {
        StartItem: ActKind.START,
        EndItem: ActKind.END,
        ExtendItem: ActKind.EXTEND,
        DelayItem: ActKind.DELAY,
    }
    minutes = command.minutes if isinstance(command, ExtendItem | DelayItem) else None
    said = act_words(kinds[type(command)], item.title, minutes=minutes)
    if answer.act_id is None:
        said = _("Dat was al zo: %(act)s", act=said)
    others = "; ".join(
        f"{act_words(act.kind, item.title, minutes=act.minutes)} ({when_and_who(act, here.conference)})"
        for act in reversed(answer.since)
    )
    if not others:
        return f"{said}."
    if answer.act_id is None:
        return _("%(act)s. Intussen gedaan: %(others)s.", act=said, others=others)
    return _("%(act)s. Net daarvoor: %(others)s. Wat jij deed, geldt nu.", act=said, others=others)


def _carried_out(conf: str, command: Command, told: Callable[[object], str], *, keep: str = "") -> BaseResponse:
    try:
        flash(told(parts().engine.submit(command)), "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
        if keep:  # what was typed is not thrown away
            return redirect(url_for("desk.page", conf=conf, bericht=keep[:500], _anchor="message"), 303)
    return _back(conf)


def _back(conf: str) -> BaseResponse:
    return redirect(url_for("desk.page", conf=conf), 303)


def _here(conf: str) -> Place:
    with parts().database.reading() as db:
        return place_for(db, conf, What.RUN_CONFERENCE)


def _subject(conf: str, topic: str) -> tuple[Place, int]:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        _number, subject = topic_in(conferences.topics(db, here.conference.id), topic)
    return here, subject.id
