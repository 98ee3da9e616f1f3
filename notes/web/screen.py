"""A projector's page: a code that somebody types once on their own page, and from then on what they choose.

Promise: nobody signs in on a screen, and a screen reads and never writes. Who it is stands in a cookie of its own, so
it goes on by itself after a restart; what it may see is decided here at every look, as for a reader.
"""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, render_template, request

from notes.ground.throttle import Act, Counted
from notes.ground.tokens import screen_key_of, screen_token
from notes.store import conferences, screens
from notes.store.unchanged import unchanged
from notes.web.parts import parts
from notes.web.places import speak_as
from notes.web.screen_pictures import Picture, picture, waiting_picture
from notes.web.speech import language

pages = Blueprint("screen", __name__, url_prefix="/scherm")
COOKIE = "oogst_screen"
_COOKIE_SECONDS = 60 * 24 * 3600


@dataclass(frozen=True, slots=True)
class _Asked:
    """A screen that asks what to show; `fresh` when it has no cookie yet."""

    key: str
    fresh: bool


@pages.get("")
def page() -> Response:
    """Show what the screen shows now, whole, for a browser that opens the page."""
    asked = _asked()
    shown = _picture(asked.key)
    answer = make_response(render_template("screen.html", picture=shown, lang=language(), mark=_mark(shown)))
    return _known(answer, asked, again=True)


@pages.get("/nu")
def now() -> Response:
    """Return what the screen shows now; 304 while that is what it shows already."""
    asked = _asked()
    shown = _picture(asked.key)
    mark = _mark(shown)
    if request.if_none_match.contains(mark):
        return Response(status=304, headers={"ETag": f'"{mark}"'})
    answer = make_response(render_template("parts/screen_view.html", picture=shown, lang=language()))
    answer.set_etag(mark)
    return _known(answer, asked, again=False)


def _asked() -> _Asked:
    key = screen_key_of(parts().settings.secret_key, request.cookies.get(COOKIE, ""))
    if key is not None:
        return _Asked(key, fresh=False)
    if not parts().throttle.allow(Counted.address(request.remote_addr), Act.OPEN_SCREEN):
        abort(429)
    return _Asked(parts().ids.token(), fresh=True)


def _picture(key: str) -> Picture:
    with parts().database.reading() as db:
        screen = unchanged(db, ("screen", key), lambda: screens.screen_by_key(db, key))
        if screen is None:
            return waiting_picture(parts().screens.code(key))
        conference_id = screen.conference_id
        key_of = ("conference by id", conference_id)
        conference = unchanged(db, key_of, lambda: conferences.conference(db, conference_id))
        if conference is None:
            return waiting_picture(parts().screens.code(key))
        parts().screens.see(key)
        speak_as(conference)
        return picture(db, screen, conference, parts().clock.now())


def _mark(shown: Picture) -> str:
    return hashlib.blake2b(f"{language()} {shown!r}".encode(), digest_size=12).hexdigest()


def _known(answer: Response, asked: _Asked, *, again: bool) -> Response:
    """Give a screen its cookie; `again` lets it last from now."""
    if asked.fresh or again:
        answer.set_cookie(
            COOKIE,
            screen_token(parts().settings.secret_key, asked.key),
            max_age=_COOKIE_SECONDS,
            path="/scherm",
            secure=parts().settings.secure_cookies,
            httponly=True,
            samesite="Lax",
        )
    return answer
