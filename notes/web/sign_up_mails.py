"""The mails about sign-ups that wait or were sent, and those that wait to take along where there is no mail server."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as BaseResponse

from notes.access import What
from notes.domain.text import file_name
from notes.ground.mail import message_of
from notes.ground.tokens import sign_up_token
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import MailsSent
from notes.publishing.letters import letter_about
from notes.store import mails
from notes.store.mails import MailFacts
from notes.web.downloads import attachment
from notes.web.guard import person_of, place_for
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.refusals import sentence_of
from notes.web.speech import _
from notes.web.times import day_and_time
from notes.web.whole_address import only_here, whole_address

pages = Blueprint("sign_up_mails", __name__, url_prefix="/c/<conf>/aanmeldingen/mail")
MOST = 500
_NOBODY = "Oogst <oogst@localhost.invalid>"  # whoever sends it puts their own name there


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail in the list."""

    to: str
    name: str
    kind: str
    when: str
    trouble: str


@pages.get("")
def page(conf: str) -> Response:
    """List what waits and what was sent."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        waiting = mails.of_conference(db, here.conference.id, waiting=True, most=MOST)
        sent = mails.of_conference(db, here.conference.id, waiting=False, most=50)
        many = mails.count_waiting(db, here.conference.id)
    zone = here.conference.timezone
    return show(
        "sign_up_mails.html",
        conference=here.conference,
        visitor=here.visitor,
        waiting=[_line(mail, zone) for mail in waiting],
        sent=[_line(mail, zone) for mail in sent],
        many=many,
        ids=",".join(str(mail.id) for mail in waiting),
        sends=parts().settings.smtp is not None,
        only_here=only_here(),
    )


@pages.get("/mails.zip")
def files(conf: str) -> Response:
    """Return the mails that wait, each as a draft that a mail program opens and sends."""
    key = parts().settings.secret_key

    def link(sign_up_key: str) -> str:
        return whole_address(url_for("sign_up_own.page", token=sign_up_token(key, sign_up_key)))

    made = io.BytesIO()
    with parts().database.reading() as db, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        for mail in mails.of_conference(db, here.conference.id, waiting=True, most=MOST):
            letter = letter_about(db, mail, link)
            if letter is None:
                continue
            message = message_of(letter, _NOBODY, mail.created_at)
            del message["From"]
            message["X-Unsent"] = "1"  # mail programs open it as a draft
            with force_locale(here.conference.language):
                name = file_name(f"{mail.id:05} {_kinds()[mail.kind]}", "eml")
            packed.writestr(name, bytes(message))
    answer = Response(made.getvalue(), content_type="application/zip")
    answer.headers["Content-Disposition"] = attachment("mails.zip", "mails.zip")
    return answer


@pages.post("/verstuurd")
def done(conf: str) -> BaseResponse:
    """Record that an organiser sent the mails that stood on the page (`ids`)."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
    ids = [int(one) for one in request.form.get("ids", "").split(",") if one.isascii() and one.isdigit()][:MOST]
    try:
        act = MailsSent(person_id=person_of(here), conference_id=here.conference.id, mail_ids=ids)
        parts().engine.submit(act)
        flash(_("Bewaard: deze mails zijn verstuurd."), "success")
    except CommandRefused as refused:
        flash(sentence_of(refused), "error")
    return redirect(url_for("sign_up_mails.page", conf=conf), 303)


def _kinds() -> Mapping[str, str]:
    """Return what people call each kind of mail."""
    return {
        "placed": _("Bevestiging"),
        "waiting": _("Op de wachtlijst"),
        "moved_up": _("Plaats vrij gekomen"),
        "changed": _("Verandering"),
        "cancelled": _("Afmelding"),
        "again": _("Eigen link, nog een keer"),
    }


def _line(mail: MailFacts, zone: str) -> MailLine:
    troubles = {
        "away": _("De mailserver is nu niet te bereiken. We proberen het vanzelf opnieuw."),
        "later": _("De mailserver vraagt om geduld. We proberen het vanzelf opnieuw."),
        "refused": _("De mailserver weigert dit adres. Klopt het?"),
        "no_address": _("Deze mail kan niet worden gemaakt. Klopt het adres?"),
    }
    when = day_and_time(mail.sent_at or mail.created_at, zone)
    return MailLine(mail.to, mail.name, _kinds()[mail.kind], when, troubles.get(mail.reason, ""))
