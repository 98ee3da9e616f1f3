"""The door: somebody comes in, or that is taken back; each act once, whenever the phone has a network again."""

from datetime import datetime, timedelta
from typing import Final

from notes.access import What
from notes.domain.sign_ups import SignUpForm, SignUpState, checked
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.sign_up_commands import FORM_LIMITS, CheckIn, WalkIn
from notes.store import door, sign_ups
from notes.store.sign_ups import SignUpFacts

# A phone's clock may be wrong: what is said to have happened longer ago than an event lasts, happened now.
_LONGEST_AGO: Final = timedelta(days=1)


@carry_out.register
def _(command: CheckIn, attempt: Attempt) -> SignUpFacts:
    _demand(attempt, command.person_id, command.conference_id, command.request)
    known = sign_ups.by_id(attempt.session, command.conference_id, command.sign_up_id)
    if known is None or known.state is SignUpState.CANCELLED:
        raise CommandRefused("unknown")
    if door.is_known(attempt.session, command.request):
        return known
    at = _happened(attempt, command.at)
    door.record(attempt.session, command.request, known.id, at, arrived=command.arrived)
    return _again(attempt, known)


@carry_out.register
def _(command: WalkIn, attempt: Attempt) -> SignUpFacts:
    conference_id = command.conference_id
    _demand(attempt, command.person_id, conference_id, command.request)
    known = sign_ups.by_request(attempt.session, command.request)
    if known is not None:
        if known.conference_id != conference_id:
            raise CommandRefused("unknown")
        return known
    form = checked(SignUpForm(name=command.name), FORM_LIMITS, {}, address_needed=False)
    if isinstance(form, tuple):
        raise CommandRefused("name_too_long" if form[0].code == "too_long" else form[0].code, limit=form[0].limit)
    if sign_ups.count(attempt.session, conference_id) >= limits.SIGN_UPS_MAX:
        raise CommandRefused("sign_ups_full", limit=limits.SIGN_UPS_MAX)
    key, at = attempt.ids.token(), _happened(attempt, command.at)
    sign_ups.add(attempt.session, conference_id, form, key=key, request=command.request, at=at, at_the_door=True)
    made = sign_ups.by_request(attempt.session, command.request)
    if made is None:
        raise CommandRefused("failed")
    door.record(attempt.session, command.request, made.id, at, arrived=True)
    return _again(attempt, made)


def _demand(attempt: Attempt, person_id: str | None, conference_id: int, request: str) -> None:
    attempt.demand(person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    if not 0 < len(request) <= limits.UUID_MAX_CHARACTERS:
        raise CommandRefused("invalid")


def _happened(attempt: Attempt, at: datetime | None) -> datetime:
    if at is None or at > attempt.now or at < attempt.now - _LONGEST_AGO:
        return attempt.now
    return at


def _again(attempt: Attempt, known: SignUpFacts) -> SignUpFacts:
    found = sign_ups.by_id(attempt.session, known.conference_id, known.id)
    if found is None:
        raise CommandRefused("unknown")
    return found
