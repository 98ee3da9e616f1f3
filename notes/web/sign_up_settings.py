"""The page on which organisers say how their conference takes sign-ups: whether, how many, how long they are kept."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.sign_ups import DEFAULT_RETENTION_DAYS
from notes.ground import limits
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import SetSignUps
from notes.store import mails, sign_ups
from notes.store.sign_ups import SignUpSettings
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import Place
from notes.web.refusals import sentence_of, status_of
from notes.web.speech import _
from notes.web.whole_address import only_here, whole_address

pages = Blueprint("sign_up_settings", __name__, url_prefix="/c/<conf>/regie/aanmelden")


@dataclass(frozen=True, slots=True)
class Draft:
    """The settings as they stand in the form."""

    open: bool
    places: str
    dinner: bool
    accessibility: str
    days: str
    wrong: str = ""  # the field that the message is about
    message: str = ""

    def says(self, name: str) -> str:
        """Return what is wrong with a field, "" for nothing."""
        return self.message if self.wrong == name else ""


@pages.get("")
def page(conf: str) -> Response:
    """Show the settings to organisers."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        stored = sign_ups.settings(db, here.conference.id)
    days = DEFAULT_RETENTION_DAYS if stored.retention_days is None else stored.retention_days
    places = "" if stored.places is None else str(stored.places)
    return _page(here, Draft(stored.open, places, stored.dinner, stored.accessibility, str(days)))


@pages.post("")
def change(conf: str) -> BaseResponse:
    """Store the settings; whoever waits gets the places that come free."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    form = request.form
    draft = Draft(
        form.get("open") == "1",
        form.get("places", "").strip(),
        form.get("dinner") == "1",
        form.get("accessibility", ""),
        form.get("days", "").strip(),
    )
    try:
        settings = SignUpSettings(
            open=draft.open,
            places=_number(draft.places, "places_unclear", limits.PLACES_MAX),
            dinner=draft.dinner,
            accessibility=draft.accessibility,
            retention_days=_number(draft.days, "days_unclear", limits.RETENTION_MAX_DAYS),
        )
        act = SetSignUps(person_id=person_of(here), conference_id=here.conference.id, settings=settings)
        parts().engine.submit(act)
    except CommandRefused as refused:
        wrong = {"places_unclear": "places", "days_unclear": "days"}.get(refused.code, "accessibility")
        shown = Draft(
            draft.open, draft.places, draft.dinner, draft.accessibility, draft.days, wrong, sentence_of(refused)
        )
        return _page(here, shown, status_of(refused))
    flash(_("Bewaard. Mensen kunnen zich aanmelden.") if draft.open else _("Bewaard. Aanmelden staat uit."), "success")
    return redirect(url_for("sign_up_settings.page", conf=conf), 303)


def _number(typed: str, code: str, highest: int) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise CommandRefused(code, limit=highest)
    return int(typed)


def _page(here: Place, draft: Draft, status: int = 200) -> Response:
    with parts().database.reading() as db:
        taken = sign_ups.taken(db, here.conference.id)
        waiting = sign_ups.waiting(db, here.conference.id)
        unsent = mails.count_waiting(db, here.conference.id)
    conf = here.conference.slug
    return show(
        "sign_up_settings.html",
        conference=here.conference,
        visitor=here.visitor,
        draft=draft,
        taken=taken,
        waiting=waiting,
        unsent=unsent,
        sends=parts().settings.smtp is not None,
        default_days=DEFAULT_RETENTION_DAYS,
        link=whole_address(url_for("sign_up.page", conf=conf)),
        only_here=only_here(),
        status=status,
        address=url_for("sign_up_settings.page", conf=conf),
    )
