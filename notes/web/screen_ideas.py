"""Where who leads a room puts ideas on the screens, for a conference in which only chosen ones reach these."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.ground.throttle import Act, Counted
from notes.live.commands import CommandRefused
from notes.live.screen_commands import PutOnScreens
from notes.store import conferences, ideas, screens
from notes.web.colours import shade
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import not_found
from notes.web.refusals import sentence_of
from notes.web.screens import choices_of

pages = Blueprint("screen_ideas", __name__, url_prefix="/c/<conf>/schermen/ideeen")


@dataclass(frozen=True, slots=True)
class Choice:
    """An idea that may be put on the screens, or stands there."""

    id: int
    text: str
    support: int
    on: bool


@dataclass(frozen=True, slots=True)
class TopicChoices:
    """The ideas of a topic, the newest first."""

    title: str
    slug: str
    colour: str
    choices: tuple[Choice, ...]


@pages.get("")
def page(conf: str) -> Response:
    """Show the ideas of every topic that the visitor leads."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.STEER_SCREENS)
        topics = choices_of(here.visitor.who, conferences.topics(db, here.conference.id))
        listed = ideas.of_conference(db, here.conference.id)
        chosen = screens.chosen_ideas(db, here.conference.id)
    visible = [idea for idea in reversed(listed) if idea.state == "visible" and idea.merged_into_id is None]
    choices = [
        TopicChoices(
            topic.title,
            topic.slug,
            shade(topic),
            tuple(
                Choice(idea.id, idea.text, idea.support, idea.id in chosen)
                for idea in visible
                if idea.topic_id == topic.id
            ),
        )
        for topic in topics
    ]
    return show("screen_ideas.html", conference=here.conference, visitor=here.visitor, topics=choices)


@pages.post("/<int:idea>")
def put(conf: str, idea: int) -> BaseResponse:
    """Put an idea on the screens (`on` is 1), or take it away."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.STEER_SCREENS)
        found = ideas.by_id(db, idea)
    if found is None or found.conference_id != here.conference.id:
        not_found()
    try:
        if not parts().throttle.allow(Counted.person(person_of(here)), Act.LEAD):
            raise CommandRefused("too_many")
        on = request.form.get("on") == "1"
        parts().engine.submit(PutOnScreens(person_id=person_of(here), idea_id=idea, on=on))
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
        return redirect(url_for("screen_ideas.page", conf=conf), 303)
    return redirect(url_for("screen_ideas.page", conf=conf, _anchor=f"idee-{idea}"), 303)
