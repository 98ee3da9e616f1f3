"""Recording what is done at the desk, with the facts before and after it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from notes.domain.day import ActKind
from notes.live.attempt import Attempt
from notes.store import conferences, desk


@dataclass(slots=True)
class Recorded:
    """An act while it is carried out; `act_id` is None when it changed nothing. `keys` may grow meanwhile."""

    keys: list[str]
    act_id: int | None = None


@contextmanager
def recorded(
    attempt: Attempt,
    kind: ActKind,
    conference_id: int,
    person_id: str | None,
    keys: Sequence[str],
    *,
    item_id: int | None = None,
    topic_id: int | None = None,
    minutes: int | None = None,
) -> Iterator[Recorded]:
    """Record what the block changes of the facts under `keys`, if anything, and have phones told of it."""
    before = desk.facts(attempt.session, keys)
    made = Recorded(list(keys))
    yield made
    after = desk.facts(attempt.session, made.keys)
    if after == before:
        return
    made.act_id = desk.add(
        attempt.session,
        conference_id=conference_id,
        person_id=person_id,
        kind=kind,
        before=before,
        after=after,
        at=attempt.now,
        item_id=item_id,
        topic_id=topic_id,
        minutes=minutes,
    )
    desk.raise_day(attempt.session, conference_id)


def rights_changed(attempt: Attempt, conference_id: int) -> None:
    """Have everybody's rights read anew, and told where they are others."""
    conferences.raise_revision(attempt.session, conference_id)
    attempt.rights.forget()
