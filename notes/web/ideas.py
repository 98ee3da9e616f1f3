"""The forms of a topic page: they work without script, and answer JSON to the page's own script.

Promise: a refusal keeps what was typed and says why, beside the field.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import Role
from notes.domain.ideas import Refused, display_name, idea_text
from notes.domain.programme import Topic
from notes.ground import limits
from notes.ground.throttle import Act, Counted
from notes.live.commands import (
    AddedLine,
    AddIdea,
    AddLine,
    Command,
    CommandRefused,
    EditIdea,
    HideIdea,
    SupportIdea,
    TakeOver,
    UndoLine,
    WithdrawIdea,
)
from notes.live.views import idea_view
from notes.publishing.worker import RenderingFailed
from notes.store import conferences, ideas, notepads
from notes.store.ideas import IdeaFacts
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.parts import parts
from notes.web.places import Place, not_found, place, topic_in
from notes.web.refusals import refusal_as_json, sentence_of, status_of, wants_json
from notes.web.speech import _
from notes.web.times import day_in_words
from notes.web.topic import line_parts, topic_page
from notes.web.topic_forms import EditDraft, typed_idea, typed_line
from notes.web.visitor import ensure_person

pages = Blueprint("ideas", __name__, url_prefix="/c/<conf>/<topic>")


@dataclass(frozen=True, slots=True)
class _Spot:
    """The topic that a form was posted to."""

    here: Place
    topic: Topic

    @property
    def staff(self) -> bool:
        return self.here.visitor.role(self.topic.id) in (Role.ORGANISER, Role.FACILITATOR)

    def back(self, anchor: str) -> BaseResponse:
        address = url_for("topic.page", conf=self.here.conference.slug, topic=self.topic.slug, _anchor=anchor)
        return redirect(address, 303)


@pages.post("/ideeen")
def add(conf: str, topic: str) -> BaseResponse:
    """Add an idea."""
    spot = _spot(conf, topic)
    form = typed_idea()
    try:
        name = _checked_name(form.name)
        # Checked before anything is made, so that an empty form makes no person.
        _checked(idea_text(form.text, limits.IDEA_MAX_CHARACTERS))
        person_id = _allowed(spot, Act.IDEA, name)
        idea = _idea_answer(
            AddIdea(person_id=person_id, topic_id=spot.topic.id, uuid=form.uuid, text=form.text, name=name)
        )
    except CommandRefused as refused:
        if wants_json():
            return refusal_as_json(refused)
        sentence = sentence_of(refused)
        about_name = refused.code == "name_too_long"
        draft = typed_idea(name_message=sentence) if about_name else typed_idea(message=sentence)
        return topic_page(conf, topic, draft=draft, status=status_of(refused))
    if wants_json():
        return _as_json(idea, spot)
    waiting = idea.state == "waiting"
    flash(
        _("Je idee is verstuurd. Een begeleider kijkt er eerst naar.") if waiting else _("Je idee is verstuurd."),
        "success",
    )
    return spot.back("ideas-section" if waiting else f"idee-{idea.number}")


@pages.post("/ideeen/<int:number>/steun")
def support(conf: str, topic: str, number: int) -> BaseResponse:
    """Support an idea, or take that back (`on` is 1 or 0)."""

    def command(person_id: str, idea: IdeaFacts) -> Command:
        # A form has no counter of its own, and this clock may be ahead of the one that the phone's script counts with.
        counter = request.form.get("counter", type=int)
        return SupportIdea(person_id=person_id, idea_id=idea.id, on=request.form.get("on") == "1", counter=counter)

    return _act(conf, topic, number, Act.SUPPORT, command)


@pages.post("/ideeen/<int:number>/bewerken")
def edit(conf: str, topic: str, number: int) -> BaseResponse:
    """Change the words of one's own idea; refused ones stay in their form."""

    def command(person_id: str, idea: IdeaFacts) -> Command:
        # Edits are counted in seconds, by form as by script.
        counter = int(parts().clock.now().timestamp())
        return EditIdea(person_id=person_id, idea_id=idea.id, text=request.form.get("text", ""), counter=counter)

    def refused(sentence: str, status: int) -> BaseResponse:
        return topic_page(conf, topic, edit=EditDraft(number, request.form.get("text", ""), sentence), status=status)

    return _act(conf, topic, number, Act.IDEA, command, refused)


@pages.post("/ideeen/<int:number>/intrekken")
def withdraw(conf: str, topic: str, number: int) -> BaseResponse:
    """Take one's own idea back."""
    return _act(conf, topic, number, Act.IDEA, lambda person, idea: WithdrawIdea(person_id=person, idea_id=idea.id))


@pages.post("/ideeen/<int:number>/overnemen")
def take_over(conf: str, topic: str, number: int) -> BaseResponse:
    """Put an idea's words at the end of the notes."""

    def command(person_id: str, idea: IdeaFacts) -> Command:
        asked = request.form.get("request") or parts().ids.uuid()
        return TakeOver(person_id=person_id, idea_id=idea.id, request=asked, kind=request.form.get("kind") or None)

    return _act(conf, topic, number, Act.LINE, command)


@pages.post("/ideeen/<int:number>/verbergen")
def hide(conf: str, topic: str, number: int) -> BaseResponse:
    """Hide an idea from participants, or show it again (`hidden` is 1 or 0)."""
    hidden, reason = request.form.get("hidden") == "1", request.form.get("reason", "")

    def command(person_id: str, idea: IdeaFacts) -> Command:
        return HideIdea(person_id=person_id, idea_id=idea.id, hidden=hidden, reason=reason)

    return _act(conf, topic, number, Act.LINE, command)


@pages.post("/ideeen/dubbel")
def duplicates(conf: str, topic: str) -> BaseResponse:
    """Return groups of ideas that probably say the same, for who may merge them."""
    spot = _spot(conf, topic)
    try:
        if not spot.staff:
            raise CommandRefused("denied")
        _allowed(spot, Act.HISTORY)
        groups = parts().pasts.duplicates(spot.topic.id)
    except RenderingFailed:
        return refusal_as_json(CommandRefused("failed"))
    except CommandRefused as refused:
        return refusal_as_json(refused)
    answer: Response = jsonify(groups=groups)
    return answer


@pages.get("/regel")
def line_form(conf: str, topic: str) -> Response:
    """Return the form for one line, for a page that stood open when its reader was allowed to write."""
    return line_parts(conf, topic)


@pages.post("/regel")
def line(conf: str, topic: str) -> BaseResponse:
    """Put one line at the end of the notes."""
    spot = _spot(conf, topic)
    form = typed_line()
    try:
        person_id = _allowed(spot, Act.LINE)
        with parts().database.reading() as db:
            notepad = notepads.notepad_of_topic(db, spot.topic.id)
        if notepad is None:
            not_found()
        added = parts().engine.submit(
            AddLine(
                person_id=person_id,
                notepad_id=notepad.id,
                request=form.request,
                kind=form.kind,
                text=form.text,
                owner=form.owner,
                due=form.due,
            )
        )
    except CommandRefused as refused:
        if wants_json():
            return refusal_as_json(refused)
        return topic_page(conf, topic, line=typed_line(sentence_of(refused), refused.code), status=status_of(refused))
    due = added.due if isinstance(added, AddedLine) else None
    if wants_json():
        answer: Response = jsonify(ok=True, due=due.isoformat() if due else None)
        return answer
    said = _("De regel staat in de notities.")
    if due:
        said = _("De regel staat in de notities. Uiterlijk: %(day)s.", day=day_in_words(due))
    flash(said, "success")
    return spot.back("line-form")


@pages.post("/regel/<line_request>/terug")
def undo_line(conf: str, topic: str, line_request: str) -> BaseResponse:
    """Take one's own line out of the notes again, while nobody changed it."""
    spot = _spot(conf, topic)
    try:
        person_id = _allowed(spot, Act.LINE)
        parts().engine.submit(UndoLine(person_id=person_id, request=line_request))
    except CommandRefused as refused:
        if wants_json():
            return refusal_as_json(refused)
        flash(sentence_of(refused), "error")
        return topic_page(conf, topic, status=status_of(refused))
    if wants_json():
        answer: Response = jsonify(ok=True)
        return answer
    flash(_("De regel is weer weg."), "success")
    return spot.back("line-form")


def _act(
    conf: str,
    topic: str,
    number: int,
    act: Act,
    command: Callable[[str, IdeaFacts], Command],
    answer_refusal: Callable[[str, int], BaseResponse] | None = None,
) -> BaseResponse:
    """Carry out a command on one idea of a topic and go back to it; a refusal is said on top unless told otherwise."""
    spot = _spot(conf, topic)
    try:
        person_id = _allowed(spot, act)
        with parts().database.reading() as db:
            found = _idea_with(db, spot.topic.id, number)
        idea = _idea_answer(command(person_id, found))
    except CommandRefused as refused:
        if wants_json():
            return refusal_as_json(refused)
        if answer_refusal is not None:
            return answer_refusal(sentence_of(refused), status_of(refused))
        flash(sentence_of(refused), "error")
        return topic_page(conf, topic, status=status_of(refused))
    return _as_json(idea, spot) if wants_json() else spot.back(f"idee-{number}")


def _spot(conf: str, topic: str) -> _Spot:
    with parts().database.reading() as db:
        here = place(db, conf)
        key = here.conference.id
        topics = unchanged(db, ("topics", key), lambda: conferences.topics(db, key))  # a script asks often
        _number, subject = topic_in(topics, topic)
    return _Spot(here, subject)


def _allowed(spot: _Spot, act: Act, name: str = "") -> str:
    person_id = ensure_person(spot.here.visitor, name)
    if not parts().throttle.allow(Counted.person(person_id), act):
        raise CommandRefused("too_many")
    return person_id


def _idea_with(db: Session, topic_id: int, number: int) -> IdeaFacts:
    for idea in ideas.of_topic(db, topic_id):
        if idea.number == number:
            return idea
    raise CommandRefused("unknown")


def _idea_answer(command: Command) -> IdeaFacts:
    answer = parts().engine.submit(command)
    if not isinstance(answer, IdeaFacts):
        message = f"{type(command).__name__} was answered with {type(answer).__name__}"
        raise TypeError(message)
    return answer


def _as_json(idea: IdeaFacts, spot: _Spot) -> Response:
    answer: Response = jsonify(
        idea=idea_view(idea, staff=spot.staff) | {"own": idea.person_id == spot.here.visitor.who.person_id}
    )
    return answer


def _checked_name(typed: str) -> str:
    name = display_name(typed, limits.NAME_MAX_CHARACTERS)
    if isinstance(name, Refused):
        raise CommandRefused("name_too_long" if name.code == "too_long" else name.code, limit=name.limit)
    return name


def _checked(text: str | Refused) -> str:
    if isinstance(text, Refused):
        raise CommandRefused(text.code, limit=text.limit)
    return text
