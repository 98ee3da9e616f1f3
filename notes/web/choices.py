"""What a visitor chooses for this device: language, colours, and to be forgotten by it."""

from flask import Blueprint, Response, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.ground.languages import LANGUAGES
from notes.web.pages import THEMES, show

pages = Blueprint("choices", __name__)


@pages.post("/taal")
def language() -> BaseResponse:
    """Remember the language of this device."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
        session.permanent = True
    return redirect(_back(), 303)


@pages.post("/kleuren")
def theme() -> BaseResponse:
    """Remember light or dark colours; anything else follows the system again."""
    chosen = request.form.get("theme")
    if chosen in THEMES:
        session["theme"] = chosen
        session.permanent = True
    else:
        session.pop("theme", None)
    return redirect(_back(), 303)


@pages.post("/afmelden")
def sign_off() -> BaseResponse:
    """Forget this device: nothing of anybody stays in its cookie."""
    language, theme = session.get("language"), session.get("theme")
    session.clear()
    kept = {"language": language, "theme": theme}
    session.update({name: value for name, value in kept.items() if value})
    return redirect(url_for("choices.signed_off"), 303)


@pages.get("/afgemeld")
def signed_off() -> Response:
    """Say that this device is signed off, and have the browser throw away what it kept."""
    answer = make_response(show("signed_off.html"))
    # Only heeded over https; over http the page's script does the same.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _back() -> str:
    """Return where the visitor came from: only ever an address on this server."""
    wanted = request.form.get("back", "")
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\n" not in wanted and "\r" not in wanted
    return wanted if safe else url_for("home.start")
