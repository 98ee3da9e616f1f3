"""Screens: who pairs them, what they show, and which ideas reach them.

What a screen may see is settled when it asks (`notes.web.screen`); here is who may choose it.
"""

from notes.access import ScreenPlace, What, Who, may_put_on_screen, may_steer
from notes.domain.ideas import display_name
from notes.domain.screens import OF_A_TOPIC, ScreenIdeas, ScreenView
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted, conference_room, idea_in_room
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.screen_commands import (
    BlankScreen,
    BlankScreens,
    PairScreen,
    PutOnScreens,
    SetScreens,
    ShowReport,
    SteerScreen,
    UnpairScreen,
)
from notes.store import conferences, screens
from notes.store.screens import Screen


@carry_out.register
def _(command: PairScreen, attempt: Attempt) -> int:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.STEER_SCREENS, conference_room(attempt.session, conference_id))
    label = accepted(display_name(command.label, limits.LABEL_MAX_CHARACTERS))
    _demand_topic(attempt, attempt.who(command.person_id, conference_id), command.topic_id)
    if len(screens.of_conference(attempt.session, conference_id)) >= limits.SCREENS_PER_CONFERENCE_MAX:
        raise CommandRefused("too_many_screens", limit=limits.SCREENS_PER_CONFERENCE_MAX)
    return screens.pair(
        attempt.session,
        key=command.key,
        conference_id=conference_id,
        topic_id=command.topic_id,
        label=label,
        person_id=command.person_id,
        at=attempt.now,
    )


@carry_out.register
def _(command: SteerScreen, attempt: Attempt) -> None:
    screen = _steered(attempt, command.person_id, command.screen_id)
    try:
        view = ScreenView(command.view)
    except ValueError as error:
        raise CommandRefused("unknown") from error
    _demand_topic(attempt, attempt.who(command.person_id, screen.conference_id), command.topic_id)
    if view in OF_A_TOPIC and command.topic_id is None:
        raise CommandRefused("topic_missing")
    screens.show(attempt.session, screen.id, view, command.topic_id)


@carry_out.register
def _(command: BlankScreen, attempt: Attempt) -> None:
    screen = _steered(attempt, command.person_id, command.screen_id)
    screens.blank(attempt.session, screen.id, on=command.on)


@carry_out.register
def _(command: BlankScreens, attempt: Attempt) -> int:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.STEER_SCREENS, conference_room(attempt.session, conference_id))
    who = attempt.who(command.person_id, conference_id)
    theirs = [
        each for each in screens.of_conference(attempt.session, conference_id) if may_steer(who, place_of(each)) is None
    ]
    for screen in theirs:
        screens.blank(attempt.session, screen.id, on=command.on)
    return len(theirs)


@carry_out.register
def _(command: ShowReport, attempt: Attempt) -> int:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    every = screens.of_conference(attempt.session, conference_id)
    for screen in every:
        screens.show(attempt.session, screen.id, ScreenView.REPORT, None)
    return len(every)


@carry_out.register
def _(command: UnpairScreen, attempt: Attempt) -> None:
    screens.unpair(attempt.session, _steered(attempt, command.person_id, command.screen_id).id)


@carry_out.register
def _(command: PutOnScreens, attempt: Attempt) -> None:
    idea, _, room = idea_in_room(attempt, command.idea_id)
    attempt.demand(command.person_id, What.RUN_ROOM, room)
    if command.on:
        screens.put_idea(attempt.session, idea.id, attempt.now)
    else:
        screens.take_idea(attempt.session, idea.id)


@carry_out.register
def _(command: SetScreens, attempt: Attempt) -> None:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    allowed = {"screen_ideas": tuple(ScreenIdeas), "screen_names": (True, False)}
    if not command.changes or any(value not in allowed.get(key, ()) for key, value in command.changes.items()):
        raise CommandRefused("unknown")
    conferences.update_conference(attempt.session, conference_id, **command.changes)


def place_of(screen: Screen) -> ScreenPlace:
    """Return where a screen belongs, as access asks it."""
    return ScreenPlace(screen.conference_id, screen.topic_id, screen.person_id)


def _steered(attempt: Attempt, person_id: str | None, screen_id: int) -> Screen:
    screen = screens.screen(attempt.session, screen_id)
    if screen is None:
        raise CommandRefused("unknown")
    refusal = may_steer(attempt.who(person_id, screen.conference_id), place_of(screen))
    if refusal is not None:
        raise CommandRefused(refusal.code)
    return screen


def _demand_topic(attempt: Attempt, who: Who, topic_id: int | None) -> None:
    """Raise `CommandRefused` unless the topic is one of the conference's, and `who` may put it on a screen."""
    if topic_id is not None:
        topic = conferences.topic(attempt.session, topic_id)
        if topic is None or topic.conference_id != who.conference_id:
            raise CommandRefused("unknown")
    refusal = may_put_on_screen(who, topic_id)
    if refusal is not None:
        raise CommandRefused(refusal.code)
