"""Where organisers and facilitators pair screens and choose what these show, from a phone too.

Promise: every button is one tap, works without a script, and can be taken back by another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What, Who, may, may_put_on_screen, may_steer
from notes.domain.conference import Conference
from notes.domain.programme import Topic
from notes.domain.screens import ScreenIdeas, ScreenView
from notes.ground.throttle import Act, Counted
from notes.live.carrying_out.screens import place_of
from notes.live.commands import Command, CommandRefused
from notes.live.screen_commands import (
    BlankScreen,
    BlankScreens,
    PairScreen,
    SetScreens,
    SteerScreen,
    UnpairScreen,
)
from notes.store import conferences, screens
from notes.store.screens import Screen
from notes.store.unit_of_work import Session
from notes.web.colours import shade
from notes.web.guard import person_of, place_for, whole
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, not_found
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _
from notes.web.whole_address import spoken_address

pages = Blueprint("screens", __name__, url_prefix="/c/<conf>/schermen")
_ON_SECONDS = 10.0  # a screen asks every second, or every few while it finds nobody


@dataclass(frozen=True, slots=True)
class Button:
    """One thing that a screen may show."""

    value: str
    label: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class ScreenCard:
    """A paired screen as its leaders see it. `topics` are those that they may choose; "" is the whole conference."""

    id: int
    name: str
    now: str
    on: bool
    seen: str
    blank: bool
    topic: str
    colour: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class PairingDraft:
    """What was typed to pair a screen, and why it did not work."""

    code: str = ""
    label: str = ""
    topic: str = ""
    message: str = ""
    label_message: str = ""


@dataclass(frozen=True, slots=True)
class OnDesk:
    """What the desk says of screens: how many there are, and how many of them show nothing."""

    count: int
    blank: int


def on_desk(db: Session, conference_id: int) -> OnDesk:
    """Return that. One query."""
    paired = screens.of_conference(db, conference_id)
    return OnDesk(len(paired), sum(each.blank for each in paired))


@pages.get("")
def page(conf: str) -> Response:
    """Show the screens that the visitor may steer, and the way to pair another."""
    return _page(conf, PairingDraft(topic=request.args.get("topic", "")))


@pages.post("")
def pair(conf: str) -> BaseResponse:
    """Pair the screen that shows this code."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.STEER_SCREENS)
        topics = conferences.topics(db, here.conference.id)
    form = request.form
    draft = PairingDraft(form.get("code", "")[:40], form.get("label", ""), form.get("topic", ""))
    try:
        key = _key_of(draft.code, person_of(here))
    except CommandRefused as refused:
        return _page(conf, _refused(draft, message=sentence_of(refused)), status_of(refused))
    try:
        command = PairScreen(
            person_id=person_of(here),
            conference_id=here.conference.id,
            key=key,
            label=draft.label,
            topic_id=_topic_id(topics, draft.topic),
        )
        made = parts().engine.submit(command)
    except CommandRefused as refused:
        return _page(conf, _refused(draft, label_message=sentence_of(refused)), status_of(refused))
    parts().screens.paired(key)
    flash(_("Het scherm is gekoppeld. Kies hieronder wat het laat zien."), "success")
    return redirect(url_for("screens.page", conf=conf, _anchor=f"scherm-{made}"), 303)


@pages.post("/<int:screen>")
def steer(conf: str, screen: int) -> BaseResponse:
    """Let a screen show what was chosen: a view, nothing (`blank`), or what it showed before (`back`)."""
    with parts().database.reading() as db:
        here, found = _mine(db, conf, screen)
        topics = conferences.topics(db, here.conference.id)
    person_id, view = person_of(here), request.form.get("view", "")
    command: Command
    if view in ("blank", "back"):
        command = BlankScreen(person_id=person_id, screen_id=found.id, on=view == "blank")
    else:
        topic_id = _topic_id(topics, request.form.get("topic", ""))
        command = SteerScreen(person_id=person_id, screen_id=found.id, view=view, topic_id=topic_id)
    return _carried_out(here, command, "", f"scherm-{found.id}")


@pages.post("/<int:screen>/ontkoppelen")
def unpair(conf: str, screen: int) -> BaseResponse:
    """Take a screen away: it shows a code again."""
    with parts().database.reading() as db:
        here, found = _mine(db, conf, screen)
    command = UnpairScreen(person_id=person_of(here), screen_id=found.id)
    answer = _carried_out(here, command, _("Het scherm is ontkoppeld. Er staat weer een code op."))
    parts().screens.unpaired(found.key)
    return answer


@pages.post("/leeg")
def blank(conf: str) -> BaseResponse:
    """Let every screen that the visitor may steer show nothing (`on` is 1), or what it showed before."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.STEER_SCREENS)
    on = request.form.get("on") == "1"
    command = BlankScreens(person_id=person_of(here), conference_id=here.conference.id, on=on)
    done = _("Alle schermen zijn leeg.") if on else _("De schermen laten weer zien wat er stond.")
    if request.form.get("back") == "desk":
        return _carried_out(here, command, done, back="desk.page")
    return _carried_out(here, command, done)


@pages.post("/instellingen")
def settings(conf: str) -> BaseResponse:
    """Store which ideas reach screens, and whether names do."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    changes = {
        "screen_ideas": request.form.get("screen_ideas", ""),
        "screen_names": request.form.get("screen_names") == "1",
    }
    command = SetScreens(person_id=person_of(here), conference_id=here.conference.id, changes=changes)
    return _carried_out(here, command, _("De instellingen zijn bewaard."))


def _carried_out(
    here: Place, command: Command, done: str, anchor: str | None = None, *, back: str = "screens.page"
) -> BaseResponse:
    try:
        _count(here)
        parts().engine.submit(command)
        if done:
            flash(done, "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
        anchor = None  # what is said stands on top
    return redirect(url_for(back, conf=here.conference.slug, _anchor=anchor), 303)


def _count(here: Place) -> None:
    if not parts().throttle.allow(Counted.person(person_of(here)), Act.LEAD):
        raise CommandRefused("too_many")


def _mine(db: Session, conf: str, screen_id: int) -> tuple[Place, Screen]:
    here = place_for(db, conf, What.STEER_SCREENS)
    found = screens.screen(db, screen_id)
    if found is None or may_steer(here.visitor.who, place_of(found)) is not None:
        not_found()
    return here, found


def _key_of(code: str, person_id: str) -> str:
    """Return the key of the screen that shows a code; wrong ones are counted, so that nobody finds one by trying."""
    person = Counted.person(person_id)
    if not parts().throttle.would_allow(person, Act.WRONG_SCREEN_CODE):
        raise CommandRefused("too_many")
    key = parts().screens.key(code)
    if key is None:
        parts().throttle.allow(person, Act.WRONG_SCREEN_CODE)
        raise CommandRefused("wrong_screen_code")
    return key


def _topic_id(topics: Sequence[Topic], chosen: str) -> int | None:
    if not chosen:
        return None
    for topic in topics:
        if topic.slug == chosen:
            return topic.id
    raise CommandRefused("unknown")


def _refused(draft: PairingDraft, message: str = "", label_message: str = "") -> PairingDraft:
    return PairingDraft(draft.code, draft.label, draft.topic, message, label_message)


def _page(conf: str, draft: PairingDraft, status: int = 200) -> Response:
    with parts().database.reading() as db:
        here = place_for(db, conf, What.STEER_SCREENS)
        topics = conferences.topics(db, here.conference.id)
        paired = screens.of_conference(db, here.conference.id)
    who, conference = here.visitor.who, here.conference
    cards = [
        _card(number, each, topics, conference)
        for number, each in enumerate(paired, 1)
        if may_steer(who, place_of(each)) is None
    ]
    return show(
        "screens.html",
        conference=conference,
        visitor=here.visitor,
        status=status,
        draft=draft,
        cards=cards,
        topics=choices_of(who, topics),
        screen_address=spoken_address(url_for("screen.page")),
        some_blank=any(card.blank for card in cards),
        all_blank=bool(cards) and all(card.blank for card in cards),
        organises=may(who, What.RUN_CONFERENCE, whole(conference)) is None,
        chooses=conference.screen_ideas is ScreenIdeas.CHOSEN,
        policies=_policies(),
    )


def choices_of(who: Who, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Return the topics that somebody may put on a screen."""
    return tuple(topic for topic in topics if may_put_on_screen(who, topic.id) is None)


def _card(number: int, screen: Screen, topics: Sequence[Topic], conference: Conference) -> ScreenCard:
    topic = next((each for each in topics if each.id == screen.topic_id), None)
    names = view_names()
    shown = names[screen.view]
    about = topic.title if topic else conference.title
    unseen = parts().screens.unseen_seconds(screen.key)
    on = unseen is not None and unseen < _ON_SECONDS
    return ScreenCard(
        id=screen.id,
        name=screen.label or _("Scherm %(number)s", number=number),
        now=_("Leeg")
        if screen.blank
        else shown
        if screen.view in (ScreenView.ALL, ScreenView.REPORT)
        else f"{shown} · {about}",
        on=on,
        seen=_seen(unseen, on=on),
        blank=screen.blank,
        topic=topic.slug if topic else "",
        colour=shade(topic) if topic else "",
        buttons=tuple(
            Button(view.value, label, not screen.blank and view is screen.view) for view, label in names.items()
        ),
    )


def _seen(unseen: float | None, *, on: bool) -> str:
    if on:
        return _("staat aan")
    if unseen is None:
        return _("niet verbonden")
    return _("niet verbonden sinds %(minutes)s min", minutes=max(1, round(unseen / 60)))


def view_names() -> dict[ScreenView, str]:
    """Return what each view is called, in the order of a day."""
    return {
        ScreenView.JOIN: _("Meedoen"),
        ScreenView.IDEAS: _("Ideeën"),
        ScreenView.NOTES: _("Notities"),
        ScreenView.OUTCOMES: _("Uitkomsten"),
        ScreenView.ALL: _("Alle onderwerpen"),
        ScreenView.REPORT: _("Verslag"),
    }


def _policies() -> tuple[tuple[str, str], ...]:
    return (
        (ScreenIdeas.LATER.value, _("Na 15 seconden, als niemand het verbergt")),
        (ScreenIdeas.AT_ONCE.value, _("Meteen")),
        (ScreenIdeas.CHOSEN.value, _("Alleen wat een begeleider erop zet")),
    )
