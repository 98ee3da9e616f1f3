"""The start of a round in a topic's room: its moment in the history, and the template in the notes.

Promise: once per topic and round, whoever or whatever begins it, in one transaction with its record.
"""

import logging
from datetime import datetime

from notes.domain.day import QUIET_END_AFTER
from notes.domain.programme import ProgrammeItem, round_on, round_opened, rounds_of, time_is_up_at
from notes.domain.round_template import NothingAdded, added, filled, nothing_added
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import topic_and_notepad
from notes.live.commands import CommandRefused
from notes.live.document import DocumentFailed
from notes.store import conferences, desk, rounds
from notes.store.conferences import TopicFacts

log = logging.getLogger(__name__)


def begin_due_rounds(attempt: Attempt) -> None:
    """Begin the rounds whose time has come in rooms that are open.

    First the round before is closed off in the history, if nobody ended it: the new one begins a second later.
    """
    due = rounds.topics_to_begin(attempt.session, attempt.now)
    closed_off = _close_off(attempt, frozenset(due))
    for topic_id in (topic_id for topic_id in due if topic_id not in closed_off):
        topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        round_now = round_on(_rounds(attempt, topic), attempt.now)
        if round_now is not None:
            try:
                _begin(attempt, topic, notepad_id, round_now)
            except DocumentFailed:
                # Its log cannot be read: the other rooms go on, and this one is tried again.
                log.exception("round %d could not begin in notepad %d", round_now.id, notepad_id)


def begin_by_hand(attempt: Attempt, topic: TopicFacts, notepad_id: int) -> bool:
    """Begin the round that opening the room means; return whether one began that had not before."""
    opened = round_opened(_rounds(attempt, topic), attempt.now)
    return opened is not None and _begin(attempt, topic, notepad_id, opened)


def unbegin(attempt: Attempt, item_id: int, since: datetime) -> None:
    """Take back that a round began since then, and its template where nobody wrote under it."""
    for topic_id, template in rounds.started(attempt.session, item_id, since).items():
        _topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        written = attempt.document(notepad_id).text.rstrip("\n")
        if not written.endswith(template.rstrip("\n")):
            continue  # it is somebody's text by now
        head = written[: len(written) - len(template.rstrip("\n"))].rstrip("\n")
        if template:
            attempt.edit_notes(notepad_id, len(head), len(written) - len(head), "", person_id=None)
        rounds.forget(attempt.session, topic_id, item_id)


def _close_off(attempt: Attempt, beginning: frozenset[int]) -> frozenset[int]:
    """Keep the end of rounds that nobody ended, once their room's next one comes or half an hour is over."""
    found = set()
    for topic_id, item_id in rounds.without_end(attempt.session, attempt.now):
        topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        meets = _rounds(attempt, topic)
        item = next((each for each in meets if each.id == item_id), None)
        if item is None or attempt.now < time_is_up_at(item):
            continue
        follows = topic_id in beginning and round_on(meets, attempt.now) is not None
        if not follows and attempt.now < time_is_up_at(item) + QUIET_END_AFTER:
            continue
        try:
            attempt.keep_moment(notepad_id, "end", item_id)
        except DocumentFailed:
            log.exception("the end of round %d could not be kept in notepad %d", item_id, notepad_id)
            continue
        found.add(topic_id)
    return frozenset(found)


def current_round(attempt: Attempt, topic_id: int) -> int | None:
    """Return the programme item of the round that began last in a topic's room."""
    begun = rounds.begun(attempt.session, topic_id)
    return begun[-1] if begun else None


def _rounds(attempt: Attempt, topic: TopicFacts) -> tuple[ProgrammeItem, ...]:
    meeting = next(each for each in conferences.topics(attempt.session, topic.conference_id) if each.id == topic.id)
    return rounds_of(meeting, conferences.programme(attempt.session, topic.conference_id))


def _begin(attempt: Attempt, topic: TopicFacts, notepad_id: int, item: ProgrammeItem) -> bool:
    begun = rounds.begun(attempt.session, topic.id)
    why = nothing_added(item.id, begun, own_template=rounds.has_own_template(attempt.session, notepad_id))
    if why is NothingAdded.BEGUN:
        return False
    document = attempt.document(notepad_id)
    template = "" if why else _template(attempt, topic, item)
    if template:
        offset, inserted = added(document.text, template)
        try:
            attempt.edit_notes(notepad_id, offset, 0, inserted, person_id=None)
        except CommandRefused as refusal:
            # No room for it in the notes: the round begins all the same.
            log.warning("notepad %d got no template: %s", notepad_id, refusal.code)
            template = ""
    rounds.record(attempt.session, topic.id, item.id, template, attempt.now)
    desk.raise_day(attempt.session, topic.conference_id)
    attempt.keep_moment(notepad_id, "start", item.id)
    return True


def _template(attempt: Attempt, topic: TopicFacts, item: ProgrammeItem) -> str:
    conference = conferences.conference(attempt.session, topic.conference_id)
    template = conference.round_template if conference else ""
    return filled(template[: limits.TEMPLATE_MAX_CHARACTERS], item.title, topic.question)
