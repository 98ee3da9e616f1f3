"""Puts the real parts together: the one place that chooses clock, store, renderer and carrier."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask, g, request, session
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from notes import web
from notes.ground import languages, limits
from notes.ground.device_codes import DeviceCodes
from notes.ground.events import tell
from notes.ground.html import trusted, unbroken
from notes.ground.mail import SmtpMailer
from notes.ground.metrics import Metrics
from notes.ground.ports import Clock, Ids, Letter
from notes.ground.settings import Settings, project_folder
from notes.ground.system import RandomIds, SystemClock
from notes.ground.throttle import Act, Throttle
from notes.ground.tokens import sign_up_token
from notes.live.engine import Engine
from notes.live.newest import NewestChanges
from notes.live.postman import Postman
from notes.live.readiness import Readiness
from notes.live.waiting_screens import WaitingScreens
from notes.publishing.archives import Archives
from notes.publishing.exports import Exports
from notes.publishing.lanes import RenderingLanes
from notes.publishing.letters import letter_about
from notes.publishing.pasts import Pasts
from notes.publishing.reports import Reports
from notes.sockets import registration
from notes.sockets.frame_sender import FrameSender
from notes.sockets.server import make_socketio
from notes.store.mails import MailFacts
from notes.store.unit_of_work import Database, Session
from notes.web.pages import asset, has_asset
from notes.web.parts import EXTENSION, Parts, parts

log = logging.getLogger(__name__)
_RENDERER = "oogst-renderer"
_POSTMAN = "oogst-postman"
_EXIT_BROKEN = 70  # EX_SOFTWARE: whoever watches the process starts it again


def create_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    on_broken: Callable[[], None] | None = None,
) -> Flask:
    """Return the application with all its parts; `running` starts those that run.

    The parts that are given replace the real ones.
    """
    languages.compile_catalogues()
    root = project_folder()
    app = Flask("oogst", static_folder=str(root / "static"), template_folder=str(root / "templates"))
    _configure(app, settings)
    made = _make_parts(app, settings, clock or SystemClock(), ids or RandomIds(), on_broken or _end_process)
    app.extensions[EXTENSION] = made
    Babel(app, locale_selector=_language)
    CSRFProtect(app)
    app.jinja_env.undefined = StrictUndefined
    # What a page says to its script, without the blanks: a phone on one bar of signal waits for each.
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}
    app.jinja_env.globals.update(asset=asset, has_asset=has_asset, trusted=trusted, new_uuid=made.ids.uuid)
    app.jinja_env.filters["unbroken"] = unbroken
    web.register(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask's own advice
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="oogst",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=limits.COOKIE_DAYS),
        MAX_CONTENT_LENGTH=limits.FORM_MAX_BYTES,
        # An evening lasts longer than a token would; it is bound to the session instead.
        WTF_CSRF_TIME_LIMIT=None,
        # Access pages send no referrer, on purpose; the token and SameSite carry the check.
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE=settings.language,
        BABEL_TRANSLATION_DIRECTORIES=str(languages.CATALOGUES),
    )


def _make_parts(
    app: Flask,
    settings: Settings,
    clock: Clock,
    ids: Ids,
    on_broken: Callable[[], None],
) -> Parts:
    database = Database(settings.database_url)
    sender = FrameSender()
    renderer = RenderingLanes()
    app.extensions[_RENDERER] = renderer
    metrics = Metrics()

    def too_often(act: Act) -> None:
        metrics.throttled.labels(act.value).inc()
        tell(log, "throttled", act=act.value)

    throttle = Throttle(too_often)
    engine = Engine(database, clock, ids, sender, renderer, on_broken, metrics)
    app.extensions[_POSTMAN] = _make_postman(settings, database, clock, engine)
    origins = (
        [settings.public_address, *settings.allowed_origins] if settings.public_address else settings.allowed_origins
    )
    socketio = make_socketio(app, origins or None)
    registration.register(socketio, engine, database, sender, throttle, metrics)
    return Parts(
        settings=settings,
        database=database,
        engine=engine,
        renderer=renderer,
        reports=Reports(),
        pasts=Pasts(settings.database_url),
        exports=Exports(),
        archives=Archives(settings.database_url),
        throttle=throttle,
        devices=DeviceCodes(clock, ids),
        metrics=metrics,
        readiness=Readiness(engine.submit, clock),
        clock=clock,
        ids=ids,
        screens=WaitingScreens(clock, ids),
        newest=NewestChanges(),
    )


def _make_postman(settings: Settings, database: Database, clock: Clock, engine: Engine) -> Postman:
    def link(key: str) -> str:
        return f"{settings.public_address}/aanmelding/{sign_up_token(settings.secret_key, key)}"

    def compose(session: Session, mail: MailFacts) -> Letter | None:
        return letter_about(session, mail, link)

    mailer = SmtpMailer(settings.smtp, clock) if settings.smtp else None
    return Postman(database, clock, engine.submit, mailer, compose)


@contextmanager
def running(app: Flask) -> Iterator[Parts]:
    """Run the renderer and the engine of `app` for the length of a `with` block; then write and close.

    Leaving writes texts and snapshots, so that the next start has less to do; a process that is
    killed instead loses nothing.
    """
    made: Parts = app.extensions[EXTENSION]
    renderer: RenderingLanes = app.extensions[_RENDERER]
    postman: Postman = app.extensions[_POSTMAN]
    try:
        with renderer, made.pasts, made.reports, made.exports, made.archives, made.engine.running(), postman:
            yield made
    finally:
        made.database.close()


def _language() -> str:
    accepted = request.accept_languages.best_match(list(languages.LANGUAGES))
    conference = g.get("conference_language")
    return languages.chosen_language(session.get("language"), conference, accepted, parts().settings.language)


def _end_process() -> None:
    """End at once: what was acknowledged is in the log, and the next start recovers from it."""
    os._exit(_EXIT_BROKEN)
