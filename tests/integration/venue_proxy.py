"""The network of a venue between browsers and a server on this machine: late, narrow, lossy, and cut.

What goes wrong is drawn from a seed: lines are cut, stand still for a while, or go half-open (both ends
think that it lives, and nothing arrives any more); the answer to a request gets lost, or a request arrives
twice. A proxy may let no WebSocket through (403), as some venues' networks do, or swallow every byte of it.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

_CHUNK_BYTES = 16_384
_SOON_SECONDS = 0.005  # how often a line that stands still looks whether it may go on
_END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Weather:
    """What a line does to what passes; the rates are per line and minute, the shares of HTTP requests."""

    delay_seconds: float = 0.0
    jitter_seconds: float = 0.0
    bytes_per_second: float = float("inf")
    cuts: float = 0.0
    half_open: float = 0.0
    stalls: float = 0.0
    stall_seconds: float = 0.0
    lost_answers: float = 0.0  # the server did it, and the browser sees a broken line
    twice: float = 0.0  # the request arrives again a moment later, and the browser sees the first answer
    retried: float = 0.0  # the first answer got lost unseen; the browser gets the answer to the second


CALM = Weather()


class _Line:
    """One connection of a browser, and how it fares."""

    def __init__(self) -> None:
        self.dead = False  # half-open: what is sent disappears
        self.stalled_until = 0.0
        self.writers: list[asyncio.StreamWriter] = []

    def cut(self) -> None:
        """Break it at both ends, without a goodbye."""
        for writer in self.writers:
            writer.transport.abort()

    def close(self) -> None:
        """End it at both ends, after what is on its way."""
        for writer in self.writers:
            writer.close()


class VenueProxy:
    """A proxy on a port of its own, on this machine only, in a thread of its own.

    `counts` says what went wrong and how many bytes passed. Methods may be called from any thread.
    """

    def __init__(
        self, port: int, seed: int, weather: Weather = CALM, websockets: Literal["pass", "403", "swallow"] = "pass"
    ) -> None:
        """Nothing listens before the `with` block; `port` is the server's."""
        self.counts: Counter[str] = Counter()
        self.port = 0
        self._server_port = port
        self._chance = random.Random(seed)
        self._weather = weather
        self._websockets = websockets
        self._lines: set[_Line] = set()
        self._repeats: set[asyncio.Future[None]] = set()
        self._line_ended = threading.Condition()
        self._out = False
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)

    @property
    def address(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "the proxy does not listen"
        return self

    def __exit__(self, *_: object) -> None:
        self._soon(self._ended.set_result, None)
        self._thread.join(10)
        self._loop.close()

    def set_weather(self, weather: Weather) -> None:
        """Change what the lines do from now on; what is half-open stays so."""
        self._soon(setattr, self, "_weather", weather)

    def calm(self) -> None:
        """Let no more go wrong; lines stay as slow as they are."""
        self._soon(
            setattr,
            self,
            "_weather",
            replace(self._weather, cuts=0, half_open=0, stalls=0, lost_answers=0, twice=0, retried=0),
        )

    def begin_outage(self) -> None:
        """Let nothing pass; half of the lines are forgotten on the way and will never come back."""
        self._soon(self._begin_outage)

    def end_outage(self) -> None:
        """Let everything pass again."""
        self._soon(setattr, self, "_out", False)

    def half_open(self) -> None:
        """Let every line that there is now swallow all that is sent."""
        self._soon(self._swallow, 1.0)

    def wait_until_no_line_is_dead(self, seconds: float) -> bool:
        """Wait until both ends have closed every half-open line; return whether they did."""
        with self._line_ended:
            return self._line_ended.wait_for(lambda: not any(line.dead for line in list(self._lines)), seconds)

    # In the proxy's own thread

    def _soon(self, call: Callable[..., object], *arguments: object) -> None:
        self._loop.call_soon_threadsafe(call, *arguments)

    async def _run(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        trouble = asyncio.ensure_future(self._make_trouble())
        self._ready.set()
        await self._ended
        server.close()
        open_now = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in (trouble, *open_now):
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)

    async def _make_trouble(self) -> None:
        """Every tenth of a second each line may be unlucky."""
        while True:
            await _passes(0.1)
            weather = self._weather
            for line in list(self._lines):
                dice = self._chance.random() * 600
                if dice < weather.cuts:
                    self.counts["cuts"] += 1
                    line.cut()
                elif dice < weather.cuts + weather.half_open:
                    self.counts["half_open"] += 1
                    line.dead = True
                elif dice < weather.cuts + weather.half_open + weather.stalls:
                    self.counts["stalls"] += 1
                    line.stalled_until = self._loop.time() + weather.stall_seconds * 2 * self._chance.random()

    def _begin_outage(self) -> None:
        self._out = True
        self.counts["outages"] += 1
        self._swallow(0.5)

    def _swallow(self, share: float) -> None:
        for line in self._lines:
            line.dead = line.dead or self._chance.random() < share

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line()
        line.writers.append(writer)
        self._lines.add(line)
        try:
            await self._pass_request(line, reader, writer)
            line.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            line.cut()  # it broke, on purpose or not, or the proxy ends: the other end is to know, whichever it was
        finally:
            with self._line_ended:
                self._lines.discard(line)
                self._line_ended.notify_all()

    async def _pass_request(self, line: _Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, or one WebSocket: the browser makes another connection for the next."""
        head = await reader.readuntil(_END_OF_HEAD)
        await self._passage(line, len(head))
        if b"upgrade: websocket" in head.lower():
            if self._websockets == "403":
                self.counts["refused"] += 1
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            else:
                await self._pass_websocket(line, head, reader, writer)
            return
        request = _closing(head) + await reader.readexactly(_length_of(head))
        await self._passage(line, len(request))
        if line.dead:
            await reader.read()  # until the browser gives it up
            return
        dice = self._chance.random()
        weather = self._weather
        if dice < weather.lost_answers:
            self.counts["lost_answers"] += 1
            await self._asked(request)
            line.cut()
            return
        if dice < weather.lost_answers + weather.retried:
            self.counts["retried"] += 1
            await self._asked(request)
        elif dice < weather.lost_answers + weather.retried + weather.twice:
            self.counts["twice"] += 1
            self._again(request)
        await self._pass_answer(line, request, reader, writer)

    async def _asked(self, request: bytes) -> None:
        """Let the server do it; its answer goes nowhere."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        try:
            writer.write(request)
            while await reader.read(_CHUNK_BYTES):
                continue
        finally:
            writer.transport.abort()

    def _again(self, request: bytes) -> None:
        async def later() -> None:
            await _passes(self._chance.random())
            try:
                await self._asked(request)
            except OSError:
                return

        task = asyncio.ensure_future(later())
        self._repeats.add(task)
        task.add_done_callback(self._repeats.discard)

    async def _pass_answer(
        self, line: _Line, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        line.writers.append(server_writer)
        server_writer.write(request)

        async def answer() -> None:
            writer.write(_closing(await server_reader.readuntil(_END_OF_HEAD)))
            await self._pump(line, server_reader, writer)

        await _until_one_ends(line, asyncio.ensure_future(reader.read(1)), asyncio.ensure_future(answer()))

    async def _pass_websocket(
        self, line: _Line, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        line.writers.append(server_writer)
        server_writer.write(head)
        writer.write(await server_reader.readuntil(_END_OF_HEAD))
        line.dead = line.dead or self._websockets == "swallow"
        up = asyncio.ensure_future(self._pump(line, reader, server_writer))
        down = asyncio.ensure_future(self._pump(line, server_reader, writer))
        await _until_one_ends(line, up, down)

    async def _pump(self, line: _Line, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Carry one direction until its source ends; each piece arrives late, and in order."""
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)
        carrying = asyncio.ensure_future(self._read(line, source, late))
        try:
            while True:
                arrives, piece = await late.get()
                if not piece:
                    return
                await _passes(arrives - self._loop.time())
                await self._still(line)
                if not line.dead:
                    self.counts["bytes"] += len(piece)
                    sink.write(piece)
                    await sink.drain()
        finally:
            carrying.cancel()

    async def _read(
        self, line: _Line, source: asyncio.StreamReader, late: "asyncio.Queue[tuple[float, bytes]]"
    ) -> None:
        try:
            while piece := await source.read(_CHUNK_BYTES):
                await _passes(len(piece) / self._weather.bytes_per_second)
                await late.put((self._loop.time() + self._latency(), piece))
        except OSError:
            pass  # cut: it ends as any other end
        await late.put((0.0, b""))

    async def _passage(self, line: _Line, size: int) -> None:
        """Wait as long as so many bytes need, and as the line stands still."""
        self.counts["bytes"] += size
        await _passes(size / self._weather.bytes_per_second + self._latency())
        await self._still(line)

    async def _still(self, line: _Line) -> None:
        while not line.dead and (self._out or self._loop.time() < line.stalled_until):
            await _passes(_SOON_SECONDS)

    def _latency(self) -> float:
        return self._weather.delay_seconds + self._weather.jitter_seconds * self._chance.random()


async def _passes(seconds: float) -> None:
    # ast-grep-ignore: no-sleep-in-tests -- being late is what this proxy is for
    await asyncio.sleep(seconds)


async def _until_one_ends(line: _Line, *tasks: "asyncio.Future[Any]") -> None:
    """Wait for the end of one side; a half-open line does not tell the other that it came."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if line.dead:
            await asyncio.wait(tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _length_of(head: bytes) -> int:
    fields = [field.split(b":", 1) for field in head.split(b"\r\n")[1:] if b":" in field]
    return next((int(value) for name, value in fields if name.lower() == b"content-length"), 0)


def _closing(head: bytes) -> bytes:
    """The same head for a connection of its own: an answer ends where its connection does."""
    fields = [field for field in head.split(b"\r\n") if field and not field.lower().startswith(b"connection:")]
    return b"\r\n".join([*fields, b"Connection: close"]) + _END_OF_HEAD
