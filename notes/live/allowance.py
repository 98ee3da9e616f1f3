"""How much one person may insert per minute, whatever browser or client id they use."""

from datetime import datetime, timedelta

from notes.ground import limits

_WINDOW = timedelta(minutes=1)


class Allowance:
    """A fixed window per person, in inserted code points."""

    def __init__(self) -> None:
        """Start with nothing used."""
        self._windows: dict[str, tuple[datetime, int]] = {}

    def take(self, person_id: str, characters: int, now: datetime) -> bool:
        """Use up `characters`; False (and nothing used) when the minute's allowance is spent.

        The first of a minute is always allowed: a browser that waited sends all that it has at once.
        """
        start, used = self._windows.get(person_id, (now, 0))
        if now - start >= _WINDOW:
            self._forget_old(now)
            start, used = now, 0
        if used and used + characters > limits.INSERTED_CHARACTERS_PER_MINUTE:
            return False
        self._windows[person_id] = (start, used + characters)
        return True

    def give_back(self, person_id: str, characters: int) -> None:
        """Undo a `take` whose text was not stored after all."""
        start, used = self._windows.get(person_id, (None, 0))
        if start is not None:
            self._windows[person_id] = (start, max(0, used - characters))

    def _forget_old(self, now: datetime) -> None:
        self._windows = {key: value for key, value in self._windows.items() if now - value[0] < _WINDOW}
