"""What makes pages open without a network: the service worker, and the page that stands in for one never visited.

Promise: the worker is this build's own, and the stand-in holds nothing of anybody, not even a form.
"""

from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, render_template, send_from_directory
from flask_babel import force_locale

from notes.ground.languages import LANGUAGES
from notes.web.places import not_found

pages = Blueprint("offline", __name__)
_WORKER = "service-worker.js"


@pages.get(f"/{_WORKER}")
def worker() -> Response:
    """Serve the worker from the root, so that it may answer for every page; browsers ask for it anew each time."""
    folder = Path(current_app.static_folder or "") / "build"
    if not (folder / _WORKER).is_file():
        not_found()
    answer = send_from_directory(folder, _WORKER, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/geen-internet/<language>")
def no_internet(language: str) -> Response:
    """Say that there is no internet now: a browser keeps this page for addresses that it cannot reach."""
    if language not in LANGUAGES:
        not_found()
    with force_locale(language):
        return make_response(render_template("no_internet.html", language=language))
