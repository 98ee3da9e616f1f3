"""Changes of topics: their words, colours, meetings and order, and what their notes begin with.

Promise: nobody's words are lost: a template changes only while nobody wrote, and a topic goes only when it is empty.
"""

from dataclasses import replace

from notes.domain.editing.fields import Wrong
from notes.domain.editing.topics import checked_topic, topic_values
from notes.domain.plan import TAKEN_NAMES
from notes.domain.programme import Meeting, Topic
from notes.domain.text import comparable
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import topic_and_notepad
from notes.live.carrying_out.editing import editable, only_new, programme_changed, refuse_wrong
from notes.live.carrying_out.publishing import stored_choices
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.editing_commands import EditTopic, PlaceTopic, RemoveTopic
from notes.store import conferences, editing
from notes.store.conferences import TopicFacts


@carry_out.register
def _(command: EditTopic, attempt: Attempt) -> str:
    conference = editable(attempt, command.person_id, command.conference_id)
    item_ids = [item.id for item in conferences.programme(attempt.session, conference.id)]
    topic = None if command.topic_id is None else _topic(attempt, conference.id, command.topic_id)
    current = {} if topic is None else _current(attempt, topic, item_ids)
    checked = checked_topic(only_new(current, command.seen, command.typed), item_ids, limits.TEMPLATE_MAX_CHARACTERS)
    wrong = {**_title_of_another(attempt, conference.id, topic, str(checked.values["title"])), **checked.wrong}
    if topic is None:
        refuse_wrong(wrong)
        topic_id = editing.add_topic(
            attempt.session,
            conference.id,
            {"colour": 1, **checked.values},
            checked.template,
            TAKEN_NAMES,
            attempt.ids.epoch(),
            attempt.now,
        )
    else:
        topic_id = topic.id
        refuse_wrong({**_begun_meetings(attempt, topic, checked.meetings), **wrong})
        _facts, notepad_id = topic_and_notepad(attempt.session, topic.id)
        if not change_template(attempt, notepad_id, checked.template):
            raise CommandRefused("wrong_fields", fields={"template": Wrong("already_written")})
        conferences.update_topic(attempt.session, topic.id, **checked.values)
    editing.set_meetings(attempt.session, topic_id, checked.meetings)
    programme_changed(attempt, conference.id)
    return _topic(attempt, conference.id, topic_id).slug


@carry_out.register
def _(command: PlaceTopic, attempt: Attempt) -> None:
    conference = editable(attempt, command.person_id, command.conference_id)
    order = [topic.id for topic in conferences.topics(attempt.session, conference.id)]
    if command.topic_id not in order:
        raise CommandRefused("unknown")
    place = order.index(command.topic_id)
    if place > 0:
        order[place - 1], order[place] = order[place], order[place - 1]
        editing.set_order(attempt.session, order)
        programme_changed(attempt, conference.id)


@carry_out.register
def _(command: RemoveTopic, attempt: Attempt) -> None:
    conference = editable(attempt, command.person_id, command.conference_id)
    topic = _topic(attempt, conference.id, command.topic_id)
    if len(conferences.topics(attempt.session, conference.id)) == 1:
        raise CommandRefused("last_topic")
    demand_empty(attempt, topic.id)
    remove_topic(attempt, topic.id)
    programme_changed(attempt, conference.id)


def demand_empty(attempt: Attempt, topic_id: int) -> None:
    """Raise `CommandRefused` where anybody's words would go with a topic."""
    _facts, notepad_id = topic_and_notepad(attempt.session, topic_id)
    found = editing.holds(attempt.session, topic_id)
    if found.ideas or found.written or found.published or not _as_it_began(attempt, notepad_id):
        raise CommandRefused("topic_not_empty")


def remove_topic(attempt: Attempt, topic_id: int) -> None:
    """Take an empty topic away."""
    facts, notepad_id = topic_and_notepad(attempt.session, topic_id)
    conference = conferences.conference(attempt.session, facts.conference_id)
    if conference is not None and facts.slug in conference.report.order:
        left = replace(conference.report, order=tuple(each for each in conference.report.order if each != facts.slug))
        conferences.update_conference(attempt.session, conference.id, report_choices=stored_choices(left))
    # Its document may stay in memory for a while: there must be nothing left to write of it.
    attempt.write_text(attempt.document(notepad_id), at_once=True)
    editing.delete_topic(attempt.session, topic_id)


def change_template(attempt: Attempt, notepad_id: int, template: str) -> bool:
    """Let notes begin otherwise; return whether they do: when somebody wrote in them they stay as they are."""
    if template.strip("\n") == editing.template_of(attempt.session, notepad_id).strip("\n"):
        return True
    if editing.written(attempt.session, notepad_id) or not _as_it_began(attempt, notepad_id):
        return False
    document = attempt.document(notepad_id)
    if document.seq > 0:
        attempt.edit_notes(notepad_id, 0, len(document.text), template, person_id=None)
    editing.set_template(attempt.session, notepad_id, template)
    return True


def _as_it_began(attempt: Attempt, notepad_id: int) -> bool:
    return attempt.document(notepad_id).text.strip() in ("", editing.template_of(attempt.session, notepad_id).strip())


def _current(attempt: Attempt, topic: Topic, item_ids: list[int]) -> dict[str, str]:
    facts, notepad_id = topic_and_notepad(attempt.session, topic.id)
    return topic_values(topic, switches_of(facts), editing.template_of(attempt.session, notepad_id), item_ids)


def switches_of(facts: TopicFacts) -> dict[str, bool]:
    """Return a topic's switches by name."""
    return {
        "participants_write": facts.participants_write,
        "ideas_open": facts.ideas_open,
        "early_ideas": facts.early_ideas,
        "approval": facts.approval,
    }


def _title_of_another(attempt: Attempt, conference_id: int, topic: Topic | None, title: str) -> dict[str, Wrong]:
    """Return what is wrong with a new name that another topic has; one that it had already stays."""
    if topic is not None and title == topic.title:
        return {}
    others = [
        each for each in conferences.topics(attempt.session, conference_id) if topic is None or each.id != topic.id
    ]
    taken = comparable(title) in [comparable(each.title) for each in others]
    return {"title": Wrong("same_title")} if taken else {}


def _begun_meetings(attempt: Attempt, topic: Topic, meetings: tuple[Meeting, ...]) -> dict[str, Wrong]:
    """Return what is wrong with leaving a round in which the topic met already."""
    left = {meeting.item_id for meeting in topic.meetings} - {meeting.item_id for meeting in meetings}
    begun = {
        item
        for number, item in editing.begun_items(attempt.session, _conference_of(attempt, topic))
        if number == topic.id
    }
    return {f"meets-{item_id}": Wrong("round_begun") for item_id in left & begun}


def _conference_of(attempt: Attempt, topic: Topic) -> int:
    facts, _notepad_id = topic_and_notepad(attempt.session, topic.id)
    return facts.conference_id


def _topic(attempt: Attempt, conference_id: int, topic_id: int) -> Topic:
    for topic in conferences.topics(attempt.session, conference_id):
        if topic.id == topic_id:
            return topic
    raise CommandRefused("unknown")
