"""Two rendering processes: what takes long never stands before what does not.

It promises that a big notepad, or a report, delays no other room: they have a process of their own.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Final, Self

from notes.ground.ports import Rendered
from notes.publishing.worker import RenderingWorker

QUICK_MAX_CHARACTERS: Final = 30_000  # read whole in some 0.2 s, changed in some milliseconds
_SLOW_NICENESS: Final = 5  # on one core the sockets and the small notepads go first


class RenderingLanes:
    """Renders small notepads on one process, everything else on another."""

    def __init__(self) -> None:
        """Make both; nothing runs before the `with` block."""
        self._quick = RenderingWorker()
        self._slow = RenderingWorker(niceness=_SLOW_NICENESS)
        self._running = ExitStack()

    def __enter__(self) -> Self:
        self._running.enter_context(self._quick)
        self._running.enter_context(self._slow)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def blocks(self, notepad_id: int, text: str, ideas: Mapping[int, str], known: Rendered | None = None) -> Rendered:
        """Return a notepad's Markdown as blocks (see `BlockRenderer`); raises `RenderingFailed`."""
        lane = self._quick if len(text) <= QUICK_MAX_CHARACTERS else self._slow
        return lane.blocks(notepad_id, text, ideas, known)

    def report_html(self, markdown: str) -> str:
        """Return a report's Markdown as safe HTML; raises `RenderingFailed`."""
        return self._slow.report_html(markdown)
