"""What is too big for a socket: a notepad's whole state down, a large paste up, as bytes."""

from flask import Blueprint, Response, jsonify, request
from werkzeug.wrappers import Response as BaseResponse

from notes.ground import limits
from notes.ground.throttle import Act, Counted
from notes.live.commands import CommandRefused
from notes.live.items import Edit
from notes.store import notepads
from notes.store.notepads import NotepadFacts
from notes.web.parts import parts
from notes.web.places import not_found
from notes.web.refusals import refusal_as_json
from notes.web.visitor import person_id_in

pages = Blueprint("state", __name__, url_prefix="/notities/<int:notepad_id>")


@pages.url_value_preprocessor
def _room_for_an_upload(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    # Here, and not in the view: the check of the form's token reads the body first.
    request.max_content_length = limits.UPLOAD_MAX_BYTES


@pages.get("/state")
def download(notepad_id: int) -> BaseResponse:
    """Return the notepad's state as one Yjs update, gzipped, for somebody who may write in it."""
    facts = _notepad(notepad_id)
    try:
        epoch, seq, packed = parts().engine.state(person_id_in(facts.conference_id), notepad_id)
    except CommandRefused as refused:
        return refusal_as_json(refused)
    return Response(
        packed,
        content_type="application/octet-stream",
        headers={"X-Seq": str(seq), "X-Epoch": str(epoch), "Content-Encoding": "gzip"},
    )


@pages.post("/upload")
def upload(notepad_id: int) -> BaseResponse:
    """Take an update that is too big for a socket; answers after the commit."""
    facts = _notepad(notepad_id)
    numbers = [request.args.get(name, type=int) for name in ("epoch", "client", "n")]
    try:
        person_id = person_id_in(facts.conference_id)
        if person_id is None:
            raise CommandRefused("denied")
        if not parts().throttle.allow(Counted.person(person_id), Act.UPLOAD):
            raise CommandRefused("too_many")
        epoch, client, number = numbers
        if epoch is None or client is None or number is None:
            raise CommandRefused("invalid")
        parts().engine.upload(Edit(notepad_id, epoch, client, person_id, number, request.get_data()))
    except CommandRefused as refused:
        return refusal_as_json(refused)
    answer: Response = jsonify(ok=True, saved=number)
    return answer


def _notepad(notepad_id: int) -> NotepadFacts:
    with parts().database.reading() as db:
        facts = notepads.notepad(db, notepad_id)
    if facts is None:
        not_found()
    return facts
