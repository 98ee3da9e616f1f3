"""The public page of a conference that takes sign-ups: the story, the programme, the place, and one form.

Promise: it works without script, cookie and account; what was typed stays until it is taken; one script that sends
many is stopped by itself.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from notes.domain.sign_ups import SignUpForm, checked
from notes.ground.throttle import Act, Counted
from notes.ground.tokens import form_of, form_token, sign_up_token
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import FORM_LIMITS, SignUp
from notes.store import conferences, sign_ups
from notes.store.sign_ups import SignUpFacts, SignUpSettings
from notes.web.conference import programme_days, when_of
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import place
from notes.web.refusals import status_of
from notes.web.sign_up_form import SignUpDraft, offered_in, round_choices, typed_form, with_errors, with_refusal
from notes.web.speech import _

pages = Blueprint("sign_up", __name__, url_prefix="/c/<conf>/aanmelden")
GOOD_FOR: Final = timedelta(days=2)  # a form may stay open overnight
TRAP: Final = "leeg-laten"  # nobody sees it; a program that fills in everything does
_HONEST: Final = ("same-origin", "none")


@dataclass(frozen=True, slots=True)
class Places:
    """How full it is: `left` None where there is no end to the places."""

    left: int | None
    waiting: int


@pages.get("")
def page(conf: str) -> Response:
    """Show the page to whoever may see the conference."""
    return _page(conf, SignUpDraft(SignUpForm(name="")))


@pages.post("")
def send(conf: str) -> BaseResponse:
    """Take a sign-up and lead to its own page."""
    draft = SignUpDraft(typed_form(), trap=bool(request.form.get(TRAP)))
    with parts().database.reading() as db:
        here = place(db, conf)
        settings = sign_ups.settings(db, here.conference.id)
        items = conferences.programme(db, here.conference.id)
        offered = offered_in(items, conferences.topics(db, here.conference.id))
    try:
        form_name = _form_name()
        if draft.trap:
            return _page(conf, replace(draft, message=_("Maak het laatste vak leeg en verstuur het opnieuw.")), 422)
        form = checked(_asked(draft.form, settings), FORM_LIMITS, offered)
        if isinstance(form, tuple):
            return _page(conf, with_errors(draft, form), 422)
        _count(form_name)
        made = parts().engine.submit(
            SignUp(person_id=None, conference_id=here.conference.id, request=form_name, form=form)
        )
    except CommandRefused as refused:
        return _page(conf, with_refusal(draft, refused), status_of(refused))
    if not isinstance(made, SignUpFacts):
        return redirect(url_for("sign_up.mailed", conf=conf), 303)
    return redirect(url_for("sign_up_own.page", token=sign_up_token(parts().settings.secret_key, made.key)), 303)


@pages.get("/gemaild")
def mailed(conf: str) -> Response:
    """Say that there was a sign-up with this name and address, and that its link was mailed there."""
    with parts().database.reading() as db:
        here = place(db, conf)
    return show("sign_up_mailed.html", conference=here.conference, visitor=here.visitor, sends=_sends())


def _sends() -> bool:
    return parts().settings.smtp is not None


def _form_name() -> str:
    """Return the name of the form that was sent; raise `CommandRefused` where it is none of ours, or too old."""
    name = _name_of(request.form.get("form", ""))
    # Another site's page does not fill in our form by somebody's browser.
    if name is None or request.headers.get("Sec-Fetch-Site", "same-origin") not in _HONEST:
        raise CommandRefused("form_worn")
    if not parts().throttle.allow(Counted.form(name), Act.SIGN_UP_FORM):
        raise CommandRefused("too_many")
    return name


def _name_of(token: str) -> str | None:
    return form_of(parts().settings.secret_key, token, parts().clock.now(), GOOD_FOR)


def _token() -> str:
    """Return the form's token: the one that it was sent with, as long as that is good."""
    sent = request.form.get("form", "")
    if _name_of(sent) is not None:
        return sent
    return form_token(parts().settings.secret_key, parts().ids.token(), parts().clock.now())


def _count(form_name: str) -> None:
    """Count the sign-up for its address; who corrects one that is made already is not counted again."""
    with parts().database.reading() as db:
        known = sign_ups.by_request(db, form_name) is not None
    if not known and not parts().throttle.allow(Counted.address(request.remote_addr), Act.SIGN_UP):
        raise CommandRefused("sign_ups_crowded")


def _asked(form: SignUpForm, settings: SignUpSettings) -> SignUpForm:
    return form if settings.dinner else replace(form, dinner=False, diet="")


def _page(conf: str, draft: SignUpDraft, status: int = 200) -> Response:
    now = parts().clock.now()
    with parts().database.reading() as db:
        here = place(db, conf)
        settings = sign_ups.settings(db, here.conference.id)
        items = conferences.programme(db, here.conference.id)
        topics = conferences.topics(db, here.conference.id)
        taken = sign_ups.taken(db, here.conference.id)
        waiting = sign_ups.waiting(db, here.conference.id)
    zone = here.conference.timezone
    left = None if settings.places is None else max(0, settings.places - taken)
    return show(
        "sign_up.html",
        conference=here.conference,
        visitor=here.visitor,
        settings=settings,
        draft=draft,
        trap=TRAP,
        token=_token(),
        rounds=round_choices(items, topics, zone, draft.form.choices),
        places=Places(0 if waiting else left, waiting),
        when=when_of(items, zone),
        days=programme_days(items, topics, zone, now),
        paragraphs=paragraphs(here.conference.description),
        venue=paragraphs(settings.accessibility),
        status=status,
        address=url_for("sign_up.page", conf=conf),
    )


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that somebody typed."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]
