"""The door: who organises lets people in by two letters of a name, on a phone, with or without a network.

Promise: the page itself holds no names, so that it may be kept on the phone; the list of names is asked for apart, and
holds no addresses and no wishes.
"""

import hashlib
import json
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.sign_ups import SignUpState
from notes.domain.text import folded
from notes.ground.throttle import Act, Counted
from notes.live.commands import Command, CommandRefused
from notes.live.sign_up_commands import CheckIn, WalkIn
from notes.store import door
from notes.store.door import Guest
from notes.store.sign_ups import SignUpFacts
from notes.web.guard import person_of, place_for
from notes.web.headers import KEEP
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place
from notes.web.refusals import refusal_as_json, sentence_of, wants_json
from notes.web.sign_up_list import state_name
from notes.web.speech import _

pages = Blueprint("door", __name__, url_prefix="/c/<conf>/deur")
FEWEST = 2  # letters before names are shown
MOST = 20  # names at once


@pages.get("")
def page(conf: str) -> Response:
    """Show the door; `zoek` finds people where there is no script."""
    words = request.args.get("zoek", "")[:100]
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        inside = door.inside(db, here.conference.id)
        found = _found(door.guests(db, here.conference.id), words) if len(words.strip()) >= FEWEST else []
    answer = show(
        "door.html",
        conference=here.conference,
        visitor=here.visitor,
        words=words,
        found=[(guest, state_name(guest.state)) for guest in found],
        inside=inside,
        form_token=generate_csrf(),
        states={state.value: state_name(state) for state in SignUpState},
    )
    if not words:
        answer.headers[KEEP] = "1"
    return answer


@pages.get("/namen.json")
def names(conf: str) -> Response:
    """Return who may come in: names, whether they have a place, whether they are in.

    Who has them as they are (`gezien` names them) is told only that: five thousand names are a lot for a phone.
    """
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        everybody = door.guests(db, here.conference.id)
    guests = [_told(guest) for guest in everybody]
    mark = hashlib.sha256(json.dumps(guests).encode()).hexdigest()[:16]
    answer: Response = jsonify(mark=mark, guests=None if request.args.get("gezien") == mark else guests)
    return answer


@pages.post("/in")
def check_in(conf: str) -> BaseResponse:
    """Let somebody (`id`) in, or (`arrived` 0) take that back; the same `request` again changes nothing."""
    here = _here(conf)
    sign_up_id = request.form.get("id", "")
    number = int(sign_up_id) if sign_up_id.isascii() and sign_up_id.isdigit() and len(sign_up_id) < 10 else 0
    act = CheckIn(
        person_id=here.visitor.who.person_id,
        conference_id=here.conference.id,
        sign_up_id=number,
        request=_request(),
        arrived=request.form.get("arrived", "1") != "0",
        at=_at(),
    )
    return _carried_out(here, act)


@pages.post("/zonder")
def walk_in(conf: str) -> BaseResponse:
    """Let somebody (`name`) in who has no reservation."""
    here = _here(conf)
    act = WalkIn(
        person_id=here.visitor.who.person_id,
        conference_id=here.conference.id,
        request=_request(),
        name=request.form.get("name", ""),
        at=_at(),
    )
    return _carried_out(here, act)


def _here(conf: str) -> Place:
    with parts().database.reading() as db:
        return place_for(db, conf, What.RUN_CONFERENCE)


def _carried_out(here: Place, act: Command) -> BaseResponse:
    conf = here.conference.slug
    try:
        if not parts().throttle.allow(Counted.person(person_of(here)), Act.DOOR):
            raise CommandRefused("too_many")
        made = parts().engine.submit(act)
        if not isinstance(made, SignUpFacts):
            raise CommandRefused("failed")
    except CommandRefused as refused:
        if wants_json():
            return refusal_as_json(refused)
        flash(sentence_of(refused), "error")
        return redirect(url_for("door.page", conf=conf), 303)
    if wants_json():
        guest = Guest(made.id, made.form.name, made.form.organisation, made.state, made.arrived_at)
        answer: Response = jsonify(guest=_told(guest))
        return answer
    came = made.arrived_at is not None
    said = _("%(name)s is binnen.", name=made.form.name) if came else _("%(name)s is weer buiten.", name=made.form.name)
    flash(said, "success")
    return redirect(url_for("door.page", conf=conf), 303)


def _request() -> str:
    return request.form.get("request") or parts().ids.uuid()


def _at() -> datetime | None:
    """Return when it happened by the phone's clock (milliseconds since 1970), None where it does not say."""
    said = request.form.get("at", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 13):
        return None
    return datetime.fromtimestamp(int(said) / 1000, UTC)


def _found(everybody: tuple[Guest, ...], words: str) -> list[Guest]:
    wanted = folded(words).split()

    def fits(guest: Guest) -> bool:
        parts_of_name = folded(guest.name).split()
        return all(any(part.startswith(word) for part in parts_of_name) for word in wanted)

    return [guest for guest in everybody if fits(guest)][:MOST]


def _told(guest: Guest) -> dict[str, object]:
    return {
        "id": guest.id,
        "name": guest.name,
        "about": guest.organisation,
        "state": guest.state.value,
        "at": int(guest.arrived_at.timestamp() * 1000) if guest.arrived_at else None,
    }
