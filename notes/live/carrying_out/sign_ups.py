"""Sign-ups: reserving, changing, giving up, erasing, taking in a list; and what is mailed about it.

Promise: a place that comes free is given to who waits longest in the same transaction, and they are mailed.
"""

import logging
from datetime import timedelta

from notes.access import What
from notes.domain.ideas import Refused
from notes.domain.ideas import display_name as one_checked_line
from notes.domain.programme import rounds_of
from notes.domain.sign_ups import SignUpForm, SignUpState, checked
from notes.domain.text import has_bad_characters, length, normalised
from notes.ground import limits
from notes.ground.events import tell
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import (
    FORM_LIMITS,
    CancelSignUp,
    ChangeSignUp,
    EraseSignUp,
    ImportSignUps,
    MailFailed,
    MailsSent,
    SetSignUps,
    SignUp,
)
from notes.store import conferences, mails, sign_ups
from notes.store.sign_ups import SignUpFacts, SignUpSettings

log = logging.getLogger(__name__)


@carry_out.register
def _(command: SetSignUps, attempt: Attempt) -> None:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    sign_ups.set_settings(attempt.session, conference_id, _accepted_settings(command.settings))
    _move_up(attempt, conference_id)


@carry_out.register
def _(command: SignUp, attempt: Attempt) -> SignUpFacts | None:
    session, conference_id = attempt.session, command.conference_id
    conference_room(session, conference_id)
    form = _accepted(attempt, conference_id, command.form)
    known = sign_ups.by_request(session, command.request)
    if known is not None:
        if known.conference_id != conference_id or known.state is SignUpState.CANCELLED:
            raise CommandRefused("unknown")
        return known if known.form == form else _changed(attempt, known, form)
    if not sign_ups.settings(session, conference_id).open:
        raise CommandRefused("sign_up_closed")
    theirs = sign_ups.of_address(session, conference_id, form.email)
    same = sign_ups.identity(form.email, form.name)
    twin = next((one for one in theirs if sign_ups.identity(one.form.email, one.form.name) == same), None)
    if twin is not None:
        # Not refused inside the transaction: the mail with their link has to be stored.
        if not mails.waits(session, twin.id, "again"):
            mails.queue(session, twin.id, "again", attempt.now)
        return None
    if len(theirs) >= limits.SIGN_UPS_PER_ADDRESS:
        raise CommandRefused("address_full", limit=limits.SIGN_UPS_PER_ADDRESS)
    if sign_ups.count(session, conference_id) >= limits.SIGN_UPS_MAX:
        raise CommandRefused("sign_up_closed")
    key = attempt.ids.token()
    state = sign_ups.add(session, conference_id, form, key=key, request=command.request, at=attempt.now)
    made = _known(attempt, key)
    _mail(attempt, made, state.value)
    return made


@carry_out.register
def _(command: ChangeSignUp, attempt: Attempt) -> SignUpFacts:
    known = _known(attempt, command.key)
    if known.state is SignUpState.CANCELLED:
        raise CommandRefused("unknown")
    return _changed(attempt, known, _accepted(attempt, known.conference_id, command.form))


@carry_out.register
def _(command: CancelSignUp, attempt: Attempt) -> None:
    known = _known(attempt, command.key)
    if known.state is SignUpState.CANCELLED:
        return
    sign_ups.cancel(attempt.session, known.id, attempt.now)
    _mail(attempt, known, "cancelled")
    _move_up(attempt, known.conference_id)


@carry_out.register
def _(command: EraseSignUp, attempt: Attempt) -> None:
    known = _known(attempt, command.key)
    sign_ups.erase(attempt.session, known.id)
    _move_up(attempt, known.conference_id)


@carry_out.register
def _(command: ImportSignUps, attempt: Attempt) -> int:
    session, conference_id = attempt.session, command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(session, conference_id))
    if len(command.rows) > limits.IMPORTED_AT_ONCE:
        raise CommandRefused("too_many")
    if sign_ups.count(session, conference_id) + len(command.rows) > limits.SIGN_UPS_MAX:
        raise CommandRefused("sign_ups_full", limit=limits.SIGN_UPS_MAX)
    stored_references, stored = sign_ups.identities(session, conference_id)
    references, known = set(stored_references), set(stored)
    came: list[tuple[str, SignUpForm, str]] = []
    for row in command.rows:
        form = checked(row.form, FORM_LIMITS, {}, address_needed=False)
        reference = one_checked_line(row.reference, limits.SIGN_UP_LINE_MAX_CHARACTERS)
        if isinstance(form, tuple) or isinstance(reference, Refused):
            continue  # the preview said so
        same = sign_ups.identity(form.email, form.name)
        # Two people may have the same name: without an address their numbers tell them apart.
        if reference in references or (same in known and (form.email or not reference)):
            continue
        known.add(same)
        references.update({reference} - {""})
        came.append((attempt.ids.token(), form, reference))
    sign_ups.add_several(session, conference_id, came, attempt.now)
    return len(came)


@carry_out.register
def _(command: MailsSent, attempt: Attempt) -> None:
    if command.conference_id is not None:
        room = conference_room(attempt.session, command.conference_id)
        attempt.demand(command.person_id, What.RUN_CONFERENCE, room)
    for mail_id in command.mail_ids:
        mails.sent(attempt.session, mail_id, attempt.now, of_conference=command.conference_id)


@carry_out.register
def _(command: MailFailed, attempt: Attempt) -> None:
    mails.failed(attempt.session, command.mail_id, command.reason, command.again_at)


def erase_due_sign_ups(attempt: Attempt) -> None:
    """Erase the sign-ups of conferences that kept them as long as they said."""
    for conference_id in sign_ups.due_for_erasing(attempt.session, attempt.now):
        gone = sign_ups.erase_all(attempt.session, conference_id)
        tell(log, "sign_ups_erased", conference=conference_id, many=gone)


def _known(attempt: Attempt, key: str) -> SignUpFacts:
    found = sign_ups.by_key(attempt.session, key)
    if found is None:
        raise CommandRefused("unknown")
    return found


def _accepted(attempt: Attempt, conference_id: int, form: SignUpForm) -> SignUpForm:
    items = conferences.programme(attempt.session, conference_id)
    offered: dict[int, set[int]] = {}
    for topic in conferences.topics(attempt.session, conference_id):
        for item in rounds_of(topic, items):
            offered.setdefault(item.id, set()).add(topic.id)
    found = checked(form, FORM_LIMITS, {item: frozenset(topics) for item, topics in offered.items()})
    if isinstance(found, tuple):
        raise CommandRefused(found[0].code, limit=found[0].limit, field=found[0].field)
    return found


def _accepted_settings(settings: SignUpSettings) -> SignUpSettings:
    text = normalised(settings.accessibility).strip()
    if length(text) > limits.ACCESSIBILITY_MAX_CHARACTERS:
        raise CommandRefused("too_long", limit=limits.ACCESSIBILITY_MAX_CHARACTERS)
    if has_bad_characters(text):
        raise CommandRefused("bad_characters")
    if settings.places is not None and not 0 <= settings.places <= limits.PLACES_MAX:
        raise CommandRefused("places_unclear", limit=limits.PLACES_MAX)
    days = settings.retention_days
    if days is not None and not 0 <= days <= limits.RETENTION_MAX_DAYS:
        raise CommandRefused("days_unclear", limit=limits.RETENTION_MAX_DAYS)
    return SignUpSettings(
        open=settings.open, places=settings.places, dinner=settings.dinner, accessibility=text, retention_days=days
    )


def _changed(attempt: Attempt, known: SignUpFacts, form: SignUpForm) -> SignUpFacts:
    sign_ups.change(attempt.session, known.id, form, attempt.now)
    now = _known(attempt, known.key)
    if known.form != form:
        _mail(attempt, now, "changed")
    return now


def _move_up(attempt: Attempt, conference_id: int) -> None:
    for sign_up_id in sign_ups.move_up(attempt.session, conference_id, attempt.now):
        moved = sign_ups.by_id(attempt.session, conference_id, sign_up_id)
        if moved is not None:
            _mail(attempt, moved, "moved_up")


def _mail(attempt: Attempt, about: SignUpFacts, kind: str) -> None:
    since = attempt.now - timedelta(hours=1)
    lately = mails.count_to(attempt.session, about.form.email, since) if about.form.email else 0
    if about.form.email and lately < limits.SIGN_UP_MAILS_PER_ADDRESS_PER_HOUR:
        mails.queue(attempt.session, about.id, kind, attempt.now)
