"""The start of a round in a topic's room: its moment in the history, and the template in the notes.

Promise: once per topic and round, whoever or whatever begins it, in one transaction with its record.
"""

import logging

from notes.domain.programme import ProgrammeItem, round_on, round_opened, rounds_of
from notes.domain.round_template import added, filled
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import topic_and_notepad
from notes.live.commands import CommandRefused
from notes.live.document import DocumentFailed
from notes.store import conferences, rounds
from notes.store.conferences import TopicFacts

log = logging.getLogger(__name__)


def begin_due_rounds(attempt: Attempt) -> None:
    """Begin the rounds whose time has come in rooms that are open."""
    for topic_id in rounds.topics_to_begin(attempt.session, attempt.now):
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


def current_round(attempt: Attempt, topic_id: int) -> int | None:
    """Return the programme item of the round that began last in a topic's room."""
    begun = rounds.begun(attempt.session, topic_id)
    return begun[-1] if begun else None


def _rounds(attempt: Attempt, topic: TopicFacts) -> tuple[ProgrammeItem, ...]:
    meeting = next(each for each in conferences.topics(attempt.session, topic.conference_id) if each.id == topic.id)
    return rounds_of(meeting, conferences.programme(attempt.session, topic.conference_id))


def _begin(attempt: Attempt, topic: TopicFacts, notepad_id: int, item: ProgrammeItem) -> bool:
    begun = rounds.begun(attempt.session, topic.id)
    if item.id in begun:
        return False
    document = attempt.document(notepad_id)
    template = ""
    # What the topic's own template put there when the notes were made is the first round's.
    if begun or not rounds.has_own_template(attempt.session, notepad_id):
        template = _template(attempt, topic, item)
    if template:
        offset, inserted = added(document.text, template)
        try:
            attempt.edit_notes(notepad_id, offset, 0, inserted, person_id=None)
        except CommandRefused as refusal:
            # No room for it in the notes: the round begins all the same.
            log.warning("notepad %d got no template: %s", notepad_id, refusal.code)
            template = ""
    rounds.record(attempt.session, topic.id, item.id, template, attempt.now)
    attempt.keep_moment(notepad_id, "start", item.id)
    return True


def _template(attempt: Attempt, topic: TopicFacts, item: ProgrammeItem) -> str:
    conference = conferences.conference(attempt.session, topic.conference_id)
    template = conference.round_template if conference else ""
    return filled(template[: limits.TEMPLATE_MAX_CHARACTERS], item.title, topic.question)
