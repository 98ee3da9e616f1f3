"""What went wrong, in a page that says what is safe and what to do.

Promise: nobody reads a stack trace, and what was typed into a form that could not be taken is
shown again.
"""

import logging

from flask import Flask, Response, jsonify, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from notes.live.commands import CommandRefused
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.refusals import refusal_as_json, wants_json
from notes.web.speech import _
from notes.web.topic import topic_page
from notes.web.topic_forms import typed_idea, typed_line

log = logging.getLogger(__name__)
_TYPED_FIELDS = ("text", "name", "label", "owner", "due", "code")
_TYPED_MAX_CHARACTERS = 20_000


def register(app: Flask) -> None:
    """Answer every error of `app` with a page."""
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def error_page(heading: str, explanation: str, status: int) -> Response:
    """Return a page that says what happened and what to do."""
    return show(
        "error.html",
        heading=heading,
        explanation=explanation,
        typed=_typed(),
        back=_back(),
        back_label=_("Terug") if request.method == "POST" else _("Naar het begin"),
        status=status,
    )


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        answer = error.get_response()
        return Response(answer.get_data(), answer.status_code, dict(answer.headers))
    heading, explanation = _words(status)
    if wants_json():
        message: Response = jsonify(error={"code": f"http_{status}", "message": explanation})
        message.status_code = status
        return message
    return error_page(heading, explanation, status)


def _unexpected(error: Exception) -> Response:
    if isinstance(error, CommandRefused):
        return refusal_as_json(error)
    # The path of an access link is a secret: only the name of the view is logged.
    log.error("a request to %s failed", request.endpoint, exc_info=error)
    parts().metrics.requests_failed.inc()
    return _http(InternalServerError())


def _form_too_old(_error: CSRFError) -> Response:
    """Answer a form without a valid token: the page was open too long, or it is not our page."""
    sentence = _("Deze pagina stond te lang open. Wat je typte staat er nog: verstuur het opnieuw.")
    if wants_json():
        message: Response = jsonify(error={"code": "csrf", "message": sentence})
        message.status_code = 403
        return message
    names = request.view_args or {}
    # A form from another site never fills in our own forms, and never gets a new session.
    if request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none") and "topic" in names:
        if request.endpoint == "ideas.add":
            return topic_page(names["conf"], names["topic"], draft=typed_idea(sentence), status=403)
        if request.endpoint == "ideas.line":
            return topic_page(names["conf"], names["topic"], line=typed_line(sentence), status=403)
    return error_page(_("Dit formulier is te oud"), _("Er is niets veranderd. Ga terug en probeer het opnieuw."), 403)


def _words(status: int) -> tuple[str, str]:
    known = {
        403: (
            _("Dat mag je hier niet"),
            _("Heb je een link gekregen? Open die opnieuw op dit apparaat. Vraag anders een organisator om een link."),
        ),
        404: (_("Deze pagina is er niet"), _("Kijk of het adres klopt, of begin opnieuw met je deelnamecode.")),
        405: (_("Zo werkt deze pagina niet"), _("Ga terug en gebruik de knop op de pagina.")),
        413: (_("Dit is te groot"), _("Er is niets verstuurd. Maak het korter of stuur het in stukken.")),
        429: (_("Even wachten"), _("Dat ging te snel achter elkaar. Wacht een minuut en probeer het opnieuw.")),
    }
    if status in known:
        return known[status]
    if status < 500:
        return _("Dit lukte niet"), _("Er is niets veranderd. Ga terug en probeer het opnieuw.")
    return _("Er ging iets mis bij ons"), _("Wat was opgeslagen, is veilig. Probeer het zo opnieuw.")


def _typed() -> str:
    if request.method != "POST":
        return ""
    try:
        values = [request.form.get(name, "").strip() for name in _TYPED_FIELDS]
    except HTTPException:  # what was sent was too big to be read
        return ""
    return "\n\n".join(value for value in values if value)[:_TYPED_MAX_CHARACTERS]


def _back() -> str:
    names = request.view_args or {}
    if (request.blueprint or "") == "published":  # its addresses may name a conference by its number
        return url_for("home.start")
    if "conf" in names and "topic" in names:
        return url_for("topic.page", conf=names["conf"], topic=names["topic"])
    if "conf" in names:
        return url_for("conference.start", conf=names["conf"])
    return url_for("home.start")
