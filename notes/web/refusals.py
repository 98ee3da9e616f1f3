"""From a refusal's code to an answer: a status, and a sentence in the reader's language."""

from collections.abc import Mapping

from flask import Response, jsonify, request

from notes.ground.refusals import refusal_sentence
from notes.live.commands import CommandRefused
from notes.web.speech import _

_STATUS: Mapping[str, int] = {
    "empty": 422,
    "too_long": 422,
    "notes_full": 422,
    "notes_worn": 422,
    "name_too_long": 422,
    "bad_characters": 422,
    "invalid": 422,
    "due_unclear": 422,
    "owners_too_long": 422,
    "unknown_place": 422,
    "line_changed": 409,
    "too_many": 429,
    "crowded": 429,
    "unknown": 404,
    "already_taken_over": 409,
    "too_late": 409,
    "cannot_save": 503,
    "history_failed": 503,
    "loading": 503,
    "too_large": 413,
}


def status_of(refused: CommandRefused) -> int:
    """Return the HTTP status for a refusal; what has no other is 403."""
    return _STATUS.get(refused.code, 403)


def sentence_of(refused: CommandRefused) -> str:
    """Return the sentence for a refusal."""
    return refusal_sentence(refused.code, refused.facts, _)


def wants_json() -> bool:
    """Return whether the page's script asks, and not somebody's form."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def refusal_as_json(refused: CommandRefused) -> Response:
    """Return the answer that a script understands."""
    answer: Response = jsonify(error={"code": refused.code, "message": sentence_of(refused)})
    answer.status_code = status_of(refused)
    return answer
