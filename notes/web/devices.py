"""Another device: whoever is somebody here gets a code, and the device where it is typed becomes the same person.

Promise: a code works once and for ten minutes; the roles are read from the store as ever.
"""

from flask import Blueprint, Response, abort, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import Role
from notes.domain.conference import Conference
from notes.ground.device_codes import DeviceCode
from notes.ground.throttle import SITE, Act, Counted
from notes.live.commands import CommandRefused
from notes.store import conferences, people
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place, place, speak_as
from notes.web.refusals import sentence_of
from notes.web.speech import _
from notes.web.times import clock_time
from notes.web.visitor import person_id_in, plain_code, remember_person, visitor
from notes.web.whole_address import only_here, spoken_address

pages = Blueprint("devices", __name__)


@pages.get("/c/<conf>/ander-apparaat")
def page(conf: str) -> Response:
    """Say what another device is, with the button that makes a code."""
    return _page(_here(conf))


@pages.post("/c/<conf>/ander-apparaat")
def make(conf: str) -> Response:
    """Make a code and show it; the one before stops."""
    here = _here(conf)
    person_id = here.visitor.who.person_id
    if person_id is None:
        abort(403)
    if not parts().throttle.allow(Counted.person(person_id), Act.DEVICE_CODE):
        return _page(here, message=sentence_of(CommandRefused("too_many")), status=429)
    return _page(here, code=parts().devices.give(person_id, here.conference.id))


@pages.get("/ander-apparaat")
def other() -> Response:
    """Ask for the code, on the other device."""
    return _ask()


@pages.post("/ander-apparaat")
def become() -> BaseResponse:
    """Make this device the person that the code is for."""
    typed = request.form.get("code", "")[:100]
    address = Counted.address(request.remote_addr)
    throttle = parts().throttle
    if not throttle.would_allow(address, Act.WRONG_DEVICE_CODE) or not throttle.would_allow(
        SITE, Act.WRONG_DEVICE_CODE_SITE
    ):
        return _ask(typed, sentence_of(CommandRefused("too_many")), 429)
    found = parts().devices.take(plain_code(typed))
    with parts().database.reading() as db:
        person = people.person(db, found.person_id) if found else None
        conference = conferences.conference(db, person.conference_id) if person else None
    if found is None or person is None or conference is None:
        throttle.allow(address, Act.WRONG_DEVICE_CODE)
        throttle.allow(SITE, Act.WRONG_DEVICE_CODE_SITE)
        return _ask(typed, _("Deze code klopt niet, of hij is al gebruikt of verlopen. Maak een nieuwe."), 404)
    if person_id_in(conference.id) not in (None, person.id):
        session.pop("csrf_token", None)  # what was kept here for somebody else is shown to nobody any more
    remember_person(conference.id, person.id)
    flash(_done(conference, person.name), "success")
    return redirect(_target(conference), 303)


def _done(conference: Conference, name: str) -> str:
    speak_as(conference)
    return _("Dit apparaat is nu ook van jou, %(name)s.", name=name) if name else _("Dit apparaat is nu ook van jou.")


def _target(conference: Conference) -> str:
    with parts().database.reading() as db:
        organises = visitor(db, conference).role() is Role.ORGANISER
    return url_for("desk.page" if organises else "conference.start", conf=conference.slug)


def _here(conf: str) -> Place:
    with parts().database.reading() as db:
        return place(db, conf)


def _page(here: Place, *, code: DeviceCode | None = None, message: str = "", status: int = 200) -> Response:
    return show(
        "device.html",
        conference=here.conference,
        visitor=here.visitor,
        somebody=here.visitor.who.person_id is not None,
        name=here.visitor.name,
        code=code.code if code else "",
        until=clock_time(code.until, here.conference.timezone) if code else "",
        there=spoken_address(url_for("devices.other")),
        only_here=only_here(),
        message=message,
        status=status,
    )


def _ask(typed: str = "", message: str = "", status: int = 200) -> Response:
    return show("other_device.html", typed=typed, message=message, status=status)
