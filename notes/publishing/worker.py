"""Slow work in a process of its own, rendering first: however hostile the notes, the sockets never wait for them.

A job that takes too long or too much memory costs that job: the process is ended and the next
job gets a new one. Run as a module, this file is that process.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from notes.ground.ports import Block, Rendered
from notes.ground.splice import Splice, splice, spliced
from notes.publishing import messages
from notes.publishing.native import Native, original

JOB_SECONDS: Final = 10.0
MEMORY_MAX_BYTES: Final = 1_500_000_000  # address space of the process, libraries included
Jobs = Mapping[str, Callable[..., object]]


class RenderingFailed(Exception):
    """A job gave nothing. `code` is `too_slow`, `crashed`, `failed` or `stopped`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Worker:
    """The server's end: starts a process that runs `module`, hands it one job at a time, and ends it.

    Safe from greenlets (the hub goes on while a job runs) and from native threads alike.
    """

    def __init__(
        self,
        module: str,
        *,
        job_seconds: float = JOB_SECONDS,
        memory_max_bytes: int = MEMORY_MAX_BYTES,
        niceness: int = 0,
        at_once: bool = True,
    ) -> None:
        """`at_once`: the process runs from the start on; otherwise from the first job on."""
        self._module = module
        self._at_once = at_once
        self._job_seconds = job_seconds
        self._niceness = niceness
        self._memory_max_bytes = memory_max_bytes
        self._native = Native()
        self._process: _Process | None = None
        self._running = False
        self._ahead: set[tuple[object, ...]] = set()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start; starting twice is starting once."""
        self._running = True
        self._native.start()
        if self._at_once:
            self.prepare()

    def prepare(self) -> None:
        """Have the process started, without waiting until it can answer, nor for a job that it does now."""
        if self._process is None:
            self._native.call(self._ready)

    def stop(self) -> None:
        """End the process after the job that it is doing; stopping twice is stopping once."""
        self._running = False
        self._native.call(self._end)
        self._native.stop()

    def job(self, *request: object) -> Any:  # noqa: ANN401 -- decoded msgpack
        """Return the answer to a job: its name, then what it takes. Raises `RenderingFailed`."""
        return self._native.call(lambda: self._ask(request))

    def job_ahead(self, *request: object) -> None:
        """Have a job done whose answer nobody waits for; one of the same that waits already is enough.

        If it fails, nobody needs to know: whoever asks for what it made ready is told by that job.
        """
        if request in self._ahead:
            return
        self._ahead.add(request)

        def ask() -> None:
            self._ahead.discard(request)
            with suppress(RenderingFailed):
                self._ask(request)

        if not self._native.later(ask):
            self._ahead.discard(request)

    def _ask(self, request: tuple[object, ...]) -> Any:  # noqa: ANN401 -- decoded msgpack
        process = self._ready()
        deadline = time.monotonic() + self._job_seconds
        try:
            messages.send(process.requests, request, deadline)
            outcome, answer = messages.receive(process.answers, deadline)
        except TimeoutError as error:
            self._end()
            raise RenderingFailed("too_slow", f"{self._job_seconds} s") from error
        except (messages.PipeClosed, OSError) as error:
            self._end()
            raise RenderingFailed("crashed") from error
        if outcome != "done":
            raise RenderingFailed("failed", str(answer))
        return answer

    def _ready(self) -> "_Process":
        if not self._running:
            raise RenderingFailed("stopped")
        if self._process is None:
            self._process = _Process(self._module, self._memory_max_bytes, self._niceness)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.end()


class Asking:
    """Who has a process of its own answer questions: from the first one on, for the length of a `with` block."""

    def __init__(self, module: str, *, job_seconds: float, niceness: int, at_once: bool) -> None:
        """Ask nothing yet; see `Worker`."""
        self._worker = Worker(module, job_seconds=job_seconds, niceness=niceness, at_once=at_once)

    def __enter__(self) -> Self:
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.stop()


class RenderingWorker(Worker):
    """The server's end of the process that renders."""

    def __init__(
        self, *, job_seconds: float = JOB_SECONDS, memory_max_bytes: int = MEMORY_MAX_BYTES, niceness: int = 0
    ) -> None:
        super().__init__(__name__, job_seconds=job_seconds, memory_max_bytes=memory_max_bytes, niceness=niceness)

    def blocks(self, notepad_id: int, text: str, ideas: Mapping[int, str], known: Rendered | None = None) -> Rendered:
        """Return a notepad's Markdown as blocks (see `BlockRenderer`); raises `RenderingFailed`."""
        names = [[number, name] for number, name in ideas.items()]
        known = known or Rendered("")
        same, version, at, remove, insert = self.job("blocks", notepad_id, text, names, known.version)
        change = Splice(at, remove, tuple(Block(key, html) for key, html in insert))
        return Rendered(version, spliced(known.blocks if same else (), change))

    def report_html(self, markdown: str) -> str:
        """Return a report's Markdown as safe HTML; raises `RenderingFailed`."""
        return str(self.job("report", markdown))


class _Process:
    """A running rendering process and the pipes to it.

    Spawned by hand: `subprocess` and `posix_spawn` as gevent patches them watch the child from a
    hub, which a native thread lacks.
    """

    def __init__(self, module: str, memory_max_bytes: int, niceness: int) -> None:
        request_end, self.requests = os.pipe()
        self.answers, answer_end = os.pipe()
        os.set_blocking(self.requests, False)
        root = str(Path(__file__).parents[2])
        self.pid: int = original(os, "posix_spawn")(
            sys.executable,
            [sys.executable, "-m", module, str(memory_max_bytes), str(niceness)],
            {"PATH": os.defpath, "PYTHONPATH": root, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
            file_actions=[(os.POSIX_SPAWN_DUP2, request_end, 0), (os.POSIX_SPAWN_DUP2, answer_end, 1)],
        )
        os.close(request_end)
        os.close(answer_end)

    def end(self) -> None:
        """Kill the process and forget it: it holds nothing that is not stored elsewhere."""
        os.close(self.requests)
        os.close(self.answers)
        try:
            os.kill(self.pid, signal.SIGKILL)
            original(os, "waitpid")(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            return  # gone already, and counted by whoever else watches children


def serve(jobs: Jobs) -> None:
    """Do jobs until the server's end of the pipe closes. Runs in the process itself, as its whole program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it closes our pipe
    _limit_memory(int(sys.argv[1]))
    os.nice(int(sys.argv[2]))
    while True:
        try:
            job, *arguments = messages.receive(0)
        except messages.PipeClosed:
            return
        try:
            answer = ["done", jobs[job](*arguments)]
        except Exception as error:  # noqa: BLE001 -- the edge: one bad job costs that job, and is answered
            answer = ["failed", f"{type(error).__name__}: {error}"[:500]]
        messages.send(1, answer)


def _rendering() -> Jobs:
    """Return what the rendering process does."""
    from notes.publishing.blocks import Notepads  # noqa: PLC0415 -- only this process needs the libraries
    from notes.publishing.html import report_html  # noqa: PLC0415 -- as above

    notepads = Notepads()

    def blocks(notepad_id: int, text: str, ideas: list[list[Any]], known: str) -> list[object]:
        """Answer with the difference to what the server has, or with all when that is another version."""
        before, after = notepads.render(notepad_id, text, dict(ideas))
        same = before.version == known
        change = splice(before.blocks if same else (), after.blocks)
        insert = [[block.key, block.html] for block in change.insert]
        return [same, after.version, change.at, change.remove, insert]

    return {"blocks": blocks, "report": report_html}


def _limit_memory(max_bytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- absent on some systems
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))


if __name__ == "__main__":
    serve(_rendering())
