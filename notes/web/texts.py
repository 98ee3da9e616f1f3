"""All sentences of the front end in one language: for a page that came with those of a participant only.

Promise: nothing of anybody is in it.
"""

from flask import Blueprint, Response, jsonify

from notes.ground.languages import LANGUAGES, page_texts
from notes.web.places import not_found

pages = Blueprint("texts", __name__)


@pages.get("/teksten/<language>")
def all_of(language: str) -> Response:
    """Answer with a language's sentences by their Dutch message id."""
    if language not in LANGUAGES:
        not_found()
    answer: Response = jsonify(page_texts(language))
    answer.headers["Cache-Control"] = "no-cache"
    return answer
