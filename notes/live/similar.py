"""Ideas that probably say the same: one for who just sent theirs, and all of them for who merges.

Promise: asked outside the tick. The first costs some milliseconds for a thousand ideas; the second takes a process
of its own (`notes.jobs`).
"""

from typing import Final

from notes.ground.alike import Alike
from notes.live.commands import CommandRefused
from notes.store import ideas
from notes.store.ideas import IdeaFacts
from notes.store.unit_of_work import Database, Session

_MOST_TOPICS: Final = 64  # whose words are kept in memory


def duplicates(session: Session, topic_id: int) -> list[list[int]]:
    """Return groups of a topic's ideas (by id) that probably say the same; in each, the most supported first."""
    texts = ideas.texts(session, topic_id)
    alike = Alike()
    alike.hold(texts)
    return [list(group) for group in alike.groups(texts)]


class Similar:
    """Finds an idea like one's own."""

    def __init__(self, database: Database) -> None:
        """Remember nothing yet."""
        self._database = database
        self._topics: dict[int, Alike] = {}

    def to(self, idea_id: int, person_id: str | None) -> IdeaFacts | None:
        """Return the idea of somebody else that is most like an idea of this person, which they do not support yet."""
        with self._database.reading() as session:
            idea = ideas.by_id(session, idea_id)
            if idea is None or person_id is None or idea.person_id != person_id:
                raise CommandRefused("not_yours")
            texts = ideas.texts(session, idea.topic_id)
            if idea.id not in texts:  # waiting, hidden, or merged already
                return None
            theirs = ideas.own(session, idea.topic_id, person_id)
            theirs |= ideas.supported_by(session, idea.topic_id, person_id)
            found = [each.key for each in self._alike(idea.topic_id, texts).like(idea.text) if each.key not in theirs]
            return ideas.by_id(session, found[0]) if found else None

    def _alike(self, topic_id: int, texts: dict[int, str]) -> Alike:
        alike = self._topics.pop(topic_id, None) or Alike()
        self._topics[topic_id] = alike  # as the newest
        if len(self._topics) > _MOST_TOPICS:
            del self._topics[next(iter(self._topics))]
        alike.hold(texts)
        return alike
