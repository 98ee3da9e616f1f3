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
    "no_address": 422,
    "address_full": 422,
    "sign_up_closed": 409,
    "sign_ups_full": 409,
    "places_unclear": 422,
    "days_unclear": 422,
    "form_worn": 403,
    "sign_ups_crowded": 429,
    "too_many": 429,
    "crowded": 429,
    "unknown": 404,
    "wrong_screen_code": 404,
    "topic_missing": 422,
    "too_many_screens": 409,
    "already_taken_over": 409,
    "too_late": 409,
    "cannot_save": 503,
    "history_failed": 503,
    "report_failed": 503,
    "published_meanwhile": 409,
    "version_gone": 409,
    "not_rehearsing": 409,
    "another_name": 422,
    "reason_missing": 422,
    "loading": 503,
    "wrong_fields": 422,
    "edited_meanwhile": 409,
    "round_begun": 409,
    "topic_not_empty": 409,
    "last_topic": 409,
    "plan_changed": 409,
    "code_taken": 422,
    "too_large": 413,
    "only_organiser": 409,
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
