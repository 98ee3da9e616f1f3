"""Events of whoever leads a room: what becomes of ideas that others sent, and what is taken over into the notes."""

from collections.abc import Sequence

from notes.ground import limits
from notes.ground.throttle import Act, Throttle
from notes.live.carrying_out.moderation import HiddenIdeas, HiddenWithLine
from notes.live.commands import (
    Command,
    CommandRefused,
    HideDevice,
    HideIdea,
    HideWithLine,
    LetDeviceWait,
    MergeIdeas,
    ModerateIdeas,
    MoveIdea,
    NoteHands,
    PutLine,
    RemoveName,
    SeparateIdeas,
    SetTopic,
    ShowWithLine,
    TakeOver,
    TakeOverSeveral,
    UndoTakeOver,
    UndoTakeOvers,
)
from notes.live.engine import Engine
from notes.live.views import idea_view
from notes.sockets.answers import Answer
from notes.sockets.connections import Connections
from notes.sockets.counting import counted
from notes.sockets.payloads import BadPayload, Payload
from notes.store.ideas import IdeaFacts

_SWITCHES = ("ideas_open", "approval", "early_ideas")


class StaffEvents:
    """What a facilitator's page sends. The engine asks who they are, for every command; all of it is counted."""

    def __init__(self, engine: Engine, connections: Connections, throttle: Throttle) -> None:
        """Take the parts."""
        self._engine = engine
        self._connections = connections
        self._throttle = throttle

    def idea_hide(self, sid: str, asked: Payload) -> Answer:
        """Hide an idea, for a reason, or show it again."""
        idea_id, person_id = self._idea(sid, asked)
        reason = asked.text("reason") if asked.has("reason") else ""
        return self._one(HideIdea(person_id=person_id, idea_id=idea_id, hidden=asked.flag("hidden"), reason=reason))

    def idea_hide_line(self, sid: str, asked: Payload) -> Answer:
        """Hide an idea together with its line in the notes."""
        idea_id, person_id = self._idea(sid, asked)
        done = self._engine.submit(HideWithLine(person_id=person_id, idea_id=idea_id))
        if not isinstance(done, HiddenWithLine):
            raise CommandRefused("unknown")
        line = done.line
        told = {"text": line.text, "above": line.above, "offset": line.offset} if line else None
        return {"idea": _seen(done.idea), "line": told}

    def idea_show_line(self, sid: str, asked: Payload) -> Answer:
        """Show it again, with its line."""
        idea_id, person_id = self._idea(sid, asked)
        line = asked.part("line")
        above = line.text("above", limits.NOTEPAD_MAX_CHARACTERS) if line.has("above") else None
        put = PutLine(line.text("text", limits.NOTEPAD_MAX_CHARACTERS), above, line.number("offset"))
        return self._one(ShowWithLine(person_id=person_id, idea_id=idea_id, line=put))

    def ideas_moderate(self, sid: str, asked: Payload) -> Answer:
        """Make several ideas visible, waiting or hidden."""
        states = asked.words_by_number("states", limits.IDEAS_AT_ONCE)
        return self._several(ModerateIdeas(person_id=self._person_of(sid, states), states=states))

    def device_hide(self, sid: str, asked: Payload) -> Answer:
        """Hide everything that an idea's device sent."""
        idea_id, person_id = self._idea(sid, asked)
        done = self._engine.submit(HideDevice(person_id=person_id, idea_id=idea_id))
        if not isinstance(done, HiddenIdeas):
            raise CommandRefused("unknown")
        here = asked.number("topic")
        told = [idea_view(idea, staff=True, topic_id=here) for idea in done.ideas if idea.topic_id == here]
        return {"ideas": told, "before": [list(pair) for pair in done.before.items()]}

    def device_wait(self, sid: str, asked: Payload) -> Answer:
        """Let an idea's device wait for approval, or not any more."""
        idea_id, person_id = self._idea(sid, asked)
        return self._one(LetDeviceWait(person_id=person_id, idea_id=idea_id, waits=asked.flag("waits")))

    def name_remove(self, sid: str, asked: Payload) -> Answer:
        """Take the name from an idea, or give it back."""
        idea_id, person_id = self._idea(sid, asked)
        return self._one(RemoveName(person_id=person_id, idea_id=idea_id, removed=asked.flag("removed")))

    def idea_move(self, sid: str, asked: Payload) -> Answer:
        """Let an idea stand in another topic; answered as it is seen on the page of topic `here`."""
        idea_id, person_id = self._idea(sid, asked)
        moved = self._facts(MoveIdea(person_id=person_id, idea_id=idea_id, topic_id=asked.number("topic")))
        return {"idea": idea_view(moved, staff=True, topic_id=asked.number("here"))}

    def idea_hands(self, sid: str, asked: Payload) -> Answer:
        """Note a show of hands."""
        idea_id, person_id = self._idea(sid, asked)
        return self._one(NoteHands(person_id=person_id, idea_id=idea_id, hands=asked.optional_number("hands")))

    def idea_merge(self, sid: str, asked: Payload) -> Answer:
        """Make ideas part of the one whose words stay."""
        kept_id = asked.number("kept")
        ids = asked.numbers("ideas", limits.MERGED_AT_ONCE)
        person_id = self._person(sid, "idea", kept_id)
        return self._one(MergeIdeas(person_id=person_id, kept_id=kept_id, idea_ids=ids))

    def idea_separate(self, sid: str, asked: Payload) -> Answer:
        """Let merged ideas stand by themselves again."""
        ids = asked.numbers("ideas", limits.MERGED_AT_ONCE)
        return self._one(SeparateIdeas(person_id=self._person(sid, "idea", ids[0]), idea_ids=ids))

    def take_over(self, sid: str, asked: Payload) -> Answer:
        """Put an idea into the notes."""
        idea_id, person_id = self._idea(sid, asked)
        request = asked.text("request", limits.UUID_MAX_CHARACTERS)
        after, kind = asked.after(), asked.kind()
        command = TakeOver(person_id=person_id, idea_id=idea_id, request=request, after=after, kind=kind)
        return {**self._one(command), "request": request}

    def undo_take_over(self, sid: str, asked: Payload) -> Answer:
        """Take it out of the notes again."""
        request = asked.text("request", limits.UUID_MAX_CHARACTERS)
        return self._one(UndoTakeOver(person_id=self._person(sid, "request", request), request=request))

    def take_over_several(self, sid: str, asked: Payload) -> Answer:
        """Put several ideas into the notes."""
        requests = asked.words_by_number("requests", limits.IDEAS_AT_ONCE)
        person_id = self._person_of(sid, requests)
        command = TakeOverSeveral(person_id=person_id, requests=requests, after=asked.after(), kind=asked.kind())
        return self._several(command)

    def undo_take_overs(self, sid: str, asked: Payload) -> Answer:
        """Take them out of the notes again."""
        requests = asked.texts("requests", limits.IDEAS_AT_ONCE, limits.UUID_MAX_CHARACTERS)
        person_id = self._person(sid, "request", requests[0])
        return self._several(UndoTakeOvers(person_id=person_id, requests=requests))

    def topic_switch(self, sid: str, asked: Payload) -> Answer:
        """Open or close a topic's idea box, before the room is open too, or have its ideas wait for approval."""
        topic_id, name = asked.number("topic"), asked.text("name")
        if name not in _SWITCHES:
            raise BadPayload("name")
        person_id = self._person(sid, "topic", topic_id)
        self._engine.submit(SetTopic(person_id=person_id, topic_id=topic_id, changes={name: asked.flag("on")}))
        return {"ok": True}

    def _idea(self, sid: str, asked: Payload) -> tuple[int, str]:
        idea_id = asked.number("idea")
        return idea_id, self._person(sid, "idea", idea_id)

    def _person_of(self, sid: str, by_idea: dict[int, str]) -> str:
        return self._person(sid, "idea", next(iter(by_idea)))

    def _person(self, sid: str, kind: str, key: int | str) -> str:
        return counted(self._throttle, self._connections.person(sid, kind, key), Act.LEAD)

    def _facts(self, command: Command) -> IdeaFacts:
        done = self._engine.submit(command)
        if not isinstance(done, IdeaFacts):
            raise CommandRefused("unknown")
        return done

    def _one(self, command: Command) -> Answer:
        return {"idea": _seen(self._facts(command))}

    def _several(self, command: Command) -> Answer:
        done = self._engine.submit(command)
        if not isinstance(done, Sequence):
            raise CommandRefused("unknown")
        return {"ideas": [_seen(idea) for idea in done if isinstance(idea, IdeaFacts)]}


def _seen(idea: IdeaFacts) -> dict[str, object]:
    # The engine carried it out for them: they lead a room in which this idea is.
    return idea_view(idea, staff=True)
