"""Serves Oogst: `make run`, or `python app.py` with the settings of README in the environment."""

if __name__ == "__main__":
    # Before anything else is imported. The `flask` command imports this file, too, and runs without gevent.
    from gevent import monkey

    monkey.patch_all()

import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable

import gevent
import gevent.event
from flask import Flask
from gevent.pywsgi import WSGIServer

from notes import factory
from notes.ground import events
from notes.ground.ports import Clock
from notes.ground.running import only_server
from notes.ground.settings import HIGHEST_PORT, VARIABLES, Environment, Settings, SettingsError
from notes.ground.tokens import access_address
from notes.sockets.server import make_server
from notes.store import access_links, conferences
from notes.store.schema import is_current
from notes.web.parts import Parts

PORTS_TRIED = 50
STOP_WITHIN_SECONDS = 3
# Python's own (700, 10, 10) looks at a busy room's waiting edits a hundred times a second, and now and then at
# everything: an eighth of the processor, and 140 ms at once, to find nothing. What lives shortly goes without it.
GC_THRESHOLDS = (20_000, 10, 20)


def create_app() -> Flask:
    """Return the application of the `flask` command: its commands, and no pages."""
    from notes import cli  # noqa: PLC0415 -- a server that starts has no use for the commands and what they load

    return cli.create_app()


def main(clock: Clock | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C, by the machine's clock or a given one; return the exit code."""
    try:
        settings = Settings.from_environment(os.environ)
        if not is_current(settings.database_url):
            _make_current(settings)
    except SettingsError as problem:
        print(f"Oogst does not start: {problem}", file=sys.stderr)
        return 1
    logging.basicConfig(level=logging.INFO, format=events.LINE_FORMAT, datefmt=events.TIME_FORMAT)
    # gevent-websocket 0.10.1 logs every address by itself, secret links too.
    logging.getLogger("geventwebsocket.handler").setLevel(logging.WARNING)
    # A terminal is for people, not for a line per request.
    logging.getLogger("oogst.access").setLevel(logging.WARNING)
    with only_server(settings.sqlite_file) as announce:
        if announce is not None:
            return _serve(settings, announce, clock)
    print(f"Oogst runs already with this database ({settings.sqlite_file}). Stop that one first.", file=sys.stderr)
    return 1


def _make_current(settings: Settings) -> None:
    from notes import cli  # noqa: PLC0415 -- migrations load slowly, and a new version comes seldom

    cli.ready_database(settings, say=print)


def _serve(settings: Settings, announce: Callable[[str], None], clock: Clock | None) -> int:
    app = factory.create_app(settings, clock=clock)
    stopped = gevent.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopped.set)
    with factory.running(app) as parts:
        try:
            server = _listening(app, settings)
        except OSError as problem:
            print(f"Oogst cannot listen on {settings.host}:{settings.port} ({problem.strerror}).", file=sys.stderr)
            return 1
        announce(f"http://{_reachable(settings.host)}:{server.server_port or settings.port}")
        # What is here stays: a full collection walked through all of it, and everybody waited 130 ms.
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        if settings.environment is Environment.RUN:
            _welcome(parts, server.server_port or settings.port)
        stopped.wait()
        server.stop(timeout=STOP_WITHIN_SECONDS)
    return 0


def _listening(app: Flask, settings: Settings) -> WSGIServer:
    """Return a server that listens; under `make run` a taken port gets the next free one, said aloud."""
    tried = PORTS_TRIED if settings.environment is Environment.RUN else 1
    for port in range(settings.port, min(settings.port + tried, HIGHEST_PORT)):
        server = make_server(app, settings.host, port)
        try:
            server.start()
        except OSError:
            if port == settings.port + tried - 1:
                raise
            print(f"Port {port} is taken by another program; trying {port + 1}.", flush=True)
        else:
            return server
    raise OSError(0, "no free port")


def _welcome(parts: Parts, port: int) -> None:
    """Print everybody's address: for whoever just typed `make run`."""
    import segno  # noqa: PLC0415 -- the server answers already, and only `make run` says hello

    settings = parts.settings
    base = settings.public_address or f"http://{_reachable(settings.host)}:{port}"
    with parts.database.reading() as session:
        for conference in conferences.all_conferences(session):
            print(f"\n{conference.title} – deelnamecode {conference.code}")
            for link in access_links.of_conference(session, conference.id):
                if link.withdrawn_at is None:
                    address = access_address(base, settings.secret_key, link.id)
                    print(f"  {link.role:<12} {address}  ({link.label or '-'})")
            joining = f"{base}/{conference.code}"
            print(f"  {'participant':<12} {joining}")
            if settings.phone:
                print(flush=True)
                segno.make(joining).terminal(compact=True)
    print(f"\nOogst runs at {base} – stop it with Ctrl-C.", flush=True)


def _reachable(host: str) -> str:
    """Return the address that others reach this machine at, where it listens on all of them."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 -- compared, not listened on
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: this only asks which of our addresses would be used.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


def _read_arguments() -> None:
    """Answer `--help`, and refuse what else stands behind the program's name: settings come by the environment."""
    if len(sys.argv) == 1:
        return
    import argparse  # noqa: PLC0415 -- a server is started without arguments

    listed = "\n".join(
        f"  {each.name:<24} {each.meaning}" + (f" (default: {each.default})" if each.default else "")
        for each in VARIABLES
    )
    argparse.ArgumentParser(
        description="Serves Oogst until Ctrl-C. `make run` sets up what is missing first.",
        epilog=f"Settings, by the environment:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()


if __name__ == "__main__":
    _read_arguments()
    sys.exit(main())
