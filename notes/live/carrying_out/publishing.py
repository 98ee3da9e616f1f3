"""How the organisers want the report, its published versions, and who looked a topic through. Moves no room."""

from notes.access import What
from notes.domain.conference import ReportChoices
from notes.domain.harvest import ReportStatus
from notes.domain.text import has_bad_characters, length, one_line
from notes.ground import limits
from notes.ground.languages import LANGUAGES
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room, topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.report_commands import Publish, ReviewTopic, SetReport, WithdrawVersion, WriteTexts
from notes.store import conferences, notepads, versions


@carry_out.register
def _(command: SetReport, attempt: Attempt) -> None:
    _demand(attempt, command.person_id, command.conference_id)
    if command.choices.language not in ("", *LANGUAGES):
        raise CommandRefused("unknown")
    known = {topic.slug for topic in conferences.topics(attempt.session, command.conference_id)}
    if not known.issuperset(command.choices.order):
        raise CommandRefused("unknown")
    stored = stored_choices(command.choices)
    conferences.update_conference(attempt.session, command.conference_id, report_choices=stored)


@carry_out.register
def _(command: WriteTexts, attempt: Attempt) -> None:
    room = conference_room(attempt.session, command.conference_id)
    attempt.demand(command.person_id, What.READ_REPORT, room)
    for notepad_id in notepads.with_text_behind(attempt.session, command.conference_id):
        attempt.write_text(attempt.document(notepad_id), at_once=True)


@carry_out.register
def _(command: Publish, attempt: Attempt) -> None:
    _demand(attempt, command.person_id, command.conference_id)
    if command.status is ReportStatus.DRAFT:
        raise CommandRefused("unknown")
    try:
        versions.add(
            attempt.session,
            conference_id=command.conference_id,
            number=command.number,
            status=command.status.value,
            markdown=command.markdown,
            data=command.data,
            numbers=command.numbers,
            at=attempt.now,
        )
    except versions.VersionTaken as error:
        raise CommandRefused("published_meanwhile") from error


@carry_out.register
def _(command: WithdrawVersion, attempt: Attempt) -> None:
    _demand(attempt, command.person_id, command.conference_id)
    reason = one_line(command.reason)
    if not reason:
        raise CommandRefused("reason_missing")
    if length(reason) > limits.REASON_MAX_CHARACTERS:
        raise CommandRefused("too_long", limit=limits.REASON_MAX_CHARACTERS)
    if has_bad_characters(reason):
        raise CommandRefused("bad_characters")
    if not versions.withdraw(attempt.session, command.conference_id, command.number, reason, attempt.now):
        raise CommandRefused("version_gone")


@carry_out.register
def _(command: ReviewTopic, attempt: Attempt) -> None:
    topic, notepad_id = topic_and_notepad(attempt.session, command.topic_id)
    attempt.demand(command.person_id, What.RUN_ROOM, attempt.room(notepad_id))
    notepad = notepads.notepad(attempt.session, notepad_id)
    seq = notepad.seq if notepad and command.done else -1
    versions.review(attempt.session, topic.id, seq, command.person_id, attempt.now)


def _demand(attempt: Attempt, person_id: str | None, conference_id: int) -> None:
    attempt.demand(person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))


def stored_choices(choices: ReportChoices) -> dict[str, object]:
    """Return how the organisers want the report as it is stored."""
    return {
        "left_out": sorted(choices.left_out),
        "order": list(choices.order),
        "language": choices.language,
        "origins": choices.origins,
    }
