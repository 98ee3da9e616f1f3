"""How often somebody may do something over a socket.

Promise: nobody acts uncounted, and who did too much is told so in words.
"""

from notes.ground.throttle import Act, Counted, Throttle
from notes.live.commands import CommandRefused


def counted(throttle: Throttle, person_id: str | None, act: Act) -> str:
    """Count one act of a person and return who it is; raise `CommandRefused` for nobody, and when it is too much."""
    if person_id is None:
        raise CommandRefused("denied")
    if not throttle.allow(Counted.person(person_id), act):
        raise CommandRefused("too_many")
    return person_id
