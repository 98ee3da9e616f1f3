"""Calls that block a native thread and never the hub, whether gevent has patched this process or not."""

import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar, cast

from gevent import spawn
from gevent.monkey import get_original, is_module_patched
from gevent.threadpool import ThreadPool

Answer = TypeVar("Answer")


def original(module: ModuleType, name: str) -> Any:  # noqa: ANN401 -- whatever the module holds
    """Return what `name` was in `module` before gevent patched it, if it did."""
    return get_original(module.__name__, name)


class Native:
    """One call at a time, outside the hub's thread.

    From the thread that `start` was called in under gevent, a call waits as a greenlet does; from
    any other thread it runs right there.
    """

    def __init__(self) -> None:
        self._lock = original(threading, "Lock")()
        self._home: int | None = None
        self._pool: ThreadPool | None = None

    def start(self) -> None:
        """Remember the hub's thread, if there is one."""
        if self._pool is None and is_module_patched("threading"):
            self._home = original(threading, "get_ident")()
            self._pool = ThreadPool(1)

    def stop(self) -> None:
        """Let the thread go; `call` still works, in the caller's own thread."""
        pool, self._pool = self._pool, None
        if pool:
            pool.kill()

    def call(self, function: Callable[[], Answer]) -> Answer:
        """Return what `function` returns or raise what it raises."""
        if self._pool is not None and original(threading, "get_ident")() == self._home:
            answer, error = self._pool.apply(self._outcome, (function,))
            if error is not None:
                raise error
            return cast("Answer", answer)
        return self._locked(function)

    def later(self, function: Callable[[], object]) -> bool:
        """Have `function` run when its turn comes, and do not wait. False: there is no hub to leave it to."""
        if self._pool is None or original(threading, "get_ident")() != self._home:
            return False
        spawn(self.call, function)  # the pool itself makes who hands it something wait while it is busy
        return True

    def _outcome(self, function: Callable[[], Answer]) -> tuple[Answer | None, Exception | None]:
        # gevent prints what a pool's function raises, although its caller handles it.
        try:
            return self._locked(function), None
        except Exception as error:  # noqa: BLE001 -- handed over, and raised in the caller
            return None, error

    def _locked(self, function: Callable[[], Answer]) -> Answer:
        with self._lock:
            return function()
