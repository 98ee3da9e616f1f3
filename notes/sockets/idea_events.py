"""Events of whoever takes part: ideas, support, and lines that the server puts into the notes."""

from notes.ground import limits
from notes.ground.throttle import Act, Throttle
from notes.live.commands import (
    AddedLine,
    AddIdea,
    AddLine,
    Command,
    CommandRefused,
    EditIdea,
    SupportIdea,
    UndoLine,
    WithdrawIdea,
)
from notes.live.engine import Engine
from notes.live.similar import Similar
from notes.live.views import idea_view, shown
from notes.sockets.answers import Answer
from notes.sockets.connections import Connections
from notes.sockets.counting import counted
from notes.sockets.payloads import Payload
from notes.store.ideas import IdeaFacts


class IdeaEvents:
    """What browsers send about ideas; each is a command, answered after its commit."""

    def __init__(self, engine: Engine, similar: Similar, connections: Connections, throttle: Throttle) -> None:
        """Take the parts."""
        self._engine = engine
        self._similar = similar
        self._connections = connections
        self._throttle = throttle

    def idea_add(self, sid: str, asked: Payload) -> Answer:
        """Add an idea; the same UUID again is the same idea."""
        topic_id = asked.number("topic")
        person_id = self._connections.person(sid, "topic", topic_id)
        on_paper = asked.has("paper") and asked.flag("paper")
        if not on_paper:  # nobody types a stack of cards too fast; the engine asks whether they may
            person_id = self._counted(person_id, Act.IDEA)
        command = AddIdea(
            person_id=person_id,
            topic_id=topic_id,
            uuid=asked.text("uuid"),
            text=asked.text("text"),
            name=asked.text("name"),
            on_paper=on_paper,
        )
        answer = self._idea_answer(command)
        return {"idea": {**answer, "uuid": command.uuid}}

    def idea_edit(self, sid: str, asked: Payload) -> Answer:
        """Change the words of an own idea."""
        idea_id = asked.number("idea")
        person_id = self._counted(self._connections.person(sid, "idea", idea_id), Act.IDEA)
        command = EditIdea(
            person_id=person_id, idea_id=idea_id, text=asked.text("text"), counter=asked.number("counter")
        )
        return {"idea": self._idea_answer(command)}

    def idea_withdraw(self, sid: str, asked: Payload) -> Answer:
        """Take an own idea back."""
        idea_id = asked.number("idea")
        person_id = self._counted(self._connections.person(sid, "idea", idea_id), Act.IDEA)
        command = WithdrawIdea(person_id=person_id, idea_id=idea_id)
        return {"idea": self._idea_answer(command)}

    def idea_support(self, sid: str, asked: Payload) -> Answer:
        """Support an idea, or take that back."""
        idea_id = asked.number("idea")
        person_id = self._counted(self._connections.person(sid, "idea", idea_id), Act.SUPPORT)
        command = SupportIdea(
            person_id=person_id, idea_id=idea_id, on=asked.flag("on"), counter=asked.number("counter")
        )
        return {"idea": self._idea_answer(command)}

    def notes_line(self, sid: str, asked: Payload) -> Answer:
        """Put one line at the end of the notes."""
        notepad_id = asked.number("notepad")
        added = self._engine.submit(
            AddLine(
                person_id=self._counted(self._connections.person(sid, "notepad", notepad_id), Act.LINE),
                notepad_id=notepad_id,
                request=asked.text("request", limits.UUID_MAX_CHARACTERS),
                kind=asked.kind() or "note",
                text=asked.text("text"),
                owner=asked.text("who"),
                due=asked.text("due"),
            )
        )
        if not isinstance(added, AddedLine):
            raise CommandRefused("unknown")
        return {"line": added.text, "due": added.due.isoformat() if added.due else None}

    def undo_line(self, sid: str, asked: Payload) -> Answer:
        """Take one's own line out of the notes again."""
        person_id = self._connections.person(sid, "notepad", asked.number("notepad"))
        request = asked.text("request", limits.UUID_MAX_CHARACTERS)
        self._engine.submit(UndoLine(person_id=self._counted(person_id, Act.LINE), request=request))
        return {"ok": True}

    def idea_similar(self, sid: str, asked: Payload) -> Answer:
        """Show the sender of an idea another one that says the same."""
        idea_id = asked.number("idea")
        person_id = self._counted(self._connections.person(sid, "idea", idea_id), Act.SUPPORT)
        found = self._similar.to(idea_id, person_id)
        return {"similar": idea_view(found, staff=False) if found else None}

    def _idea_answer(self, command: Command) -> Answer:
        facts = self._engine.submit(command)
        if not isinstance(facts, IdeaFacts):
            raise CommandRefused("unknown")
        # The asker knows their own words, whatever the idea's state; what only staff know travels in frames.
        return idea_view(facts, staff=False, own=shown(facts, staff=True))

    def _counted(self, person_id: str | None, act: Act) -> str:
        return counted(self._throttle, person_id, act)
