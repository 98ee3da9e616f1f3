"""Letting a conference follow a file, and making another one from a plan.

Promise: all of a file or nothing of it; no words and no begun round go with it, and addresses and codes stay.
"""

from notes.domain.ideas import display_name
from notes.domain.plan import TAKEN_NAMES, ConferencePlan, PlannedTopic
from notes.domain.plan_changes import plan_mark
from notes.domain.programme import Meeting
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted, topic_and_notepad
from notes.live.carrying_out.editing import editable, programme_changed
from notes.live.carrying_out.editing_topics import change_template, demand_empty, remove_topic
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.editing_commands import ApplyPlan, MadeConference, MakeConference
from notes.store import access_links, conferences, creating, editing, notepads, people, planning

_COLUMNS = (
    *("title", "language", "timezone", "subtitle", "description", "place", "organisers", "contact", "licence"),
    *("privacy_text", "accessibility_text", "public", "retention_days", "auto_end_minutes", "round_template"),
)
_POLICIES = ("names_policy", "owners_policy", "ideas_policy")


@carry_out.register
def _(command: ApplyPlan, attempt: Attempt) -> None:
    conference = editable(attempt, command.person_id, command.conference_id)
    current = planning.plan_of(attempt.session, conference.id)
    if current is None or plan_mark(current) != command.seen:
        raise CommandRefused("plan_changed")
    plan = command.plan
    _demand_possible(attempt, conference.id, plan)
    conferences.update_conference(
        attempt.session,
        conference.id,
        **{name: getattr(plan, name) for name in _COLUMNS},
        **{name: getattr(plan, name).value for name in _POLICIES},
    )
    items = _items(attempt, conference.id, plan)
    _topics(attempt, conference.id, plan, items)
    for pad in notepads.notepads_of_conference(attempt.session, conference.id):
        if pad.topic_id is None:
            change_template(attempt, pad.id, plan.summary_template if pad.kind == "summary" else plan.closing_template)
    programme_changed(attempt, conference.id)


@carry_out.register
def _(command: MakeConference, attempt: Attempt) -> MadeConference:
    editable(attempt, command.person_id, command.conference_id)
    label = accepted(display_name(command.label, limits.LABEL_MAX_CHARACTERS))
    try:
        conference_id = creating.create(attempt.session, command.plan, attempt.now, attempt.ids)
    except creating.CodeTaken as error:
        raise CommandRefused("code_taken") from error
    link_id, person_id = attempt.ids.token(), attempt.ids.token()
    access_links.make(attempt.session, link_id, conference_id, "organiser", None, label, attempt.now)
    asker = people.person(attempt.session, command.person_id or "")
    people.new(attempt.session, person_id, conference_id, asker.name if asker else "", attempt.now)
    access_links.use(attempt.session, link_id, person_id, attempt.now)
    made = conferences.conference(attempt.session, conference_id)
    if made is None:
        raise CommandRefused("unknown")
    return MadeConference(conference_id, made.slug, person_id)


def _demand_possible(attempt: Attempt, conference_id: int, plan: ConferencePlan) -> None:
    """Raise `CommandRefused` where following a plan would lose words or a round; nothing is written before."""
    begun = editing.begun_items(attempt.session, conference_id)
    items = {item.id: item for item in conferences.programme(attempt.session, conference_id)}
    kinds = {item.slug: item.kind for item in plan.items}
    for item_id in {item_id for _topic, item_id in begun}:
        if kinds.get(items[item_id].slug) is not items[item_id].kind:
            raise CommandRefused("round_begun")
    planned = {topic.slug: {each.item for each in topic.meetings} for topic in plan.topics}
    for topic in conferences.topics(attempt.session, conference_id):
        if topic.slug not in planned:
            demand_empty(attempt, topic.id)
        elif any(number == topic.id and items[item].slug not in planned[topic.slug] for number, item in begun):
            raise CommandRefused("round_begun")


def _items(attempt: Attempt, conference_id: int, plan: ConferencePlan) -> dict[str, int]:
    """Bring the programme to what the plan says; return the items' ids by their short names."""
    ids = {item.slug: item.id for item in conferences.programme(attempt.session, conference_id)}
    for name in ids.keys() - {each.slug for each in plan.items}:
        editing.delete_item(attempt.session, ids.pop(name))
    for position, planned in enumerate(plan.items, 1):
        values: dict[str, object] = {
            "title": planned.title,
            "kind": planned.kind.value,
            "starts_at": planned.starts_at,
            "ends_at": planned.ends_at,
        }
        if planned.slug not in ids:
            ids[planned.slug] = editing.add_item(attempt.session, conference_id, values, planned.slug)
        editing.update_item(attempt.session, ids[planned.slug], **values, position=position)
    return ids


def _topics(attempt: Attempt, conference_id: int, plan: ConferencePlan, items: dict[str, int]) -> None:
    ids = {topic.slug: topic.id for topic in conferences.topics(attempt.session, conference_id)}
    for name in ids.keys() - {each.slug for each in plan.topics}:
        remove_topic(attempt, ids.pop(name))
    for planned in plan.topics:
        if planned.slug in ids:
            conferences.update_topic(attempt.session, ids[planned.slug], **_values(planned))
            _facts, notepad_id = topic_and_notepad(attempt.session, ids[planned.slug])
            change_template(attempt, notepad_id, planned.template)
        else:
            ids[planned.slug] = _add(attempt, conference_id, planned)
        editing.set_meetings(attempt.session, ids[planned.slug], _meetings(planned, items))
    editing.set_order(attempt.session, [ids[planned.slug] for planned in plan.topics])


def _add(attempt: Attempt, conference_id: int, planned: PlannedTopic) -> int:
    return editing.add_topic(
        attempt.session,
        conference_id,
        _values(planned),
        planned.template,
        TAKEN_NAMES,
        attempt.ids.epoch(),
        attempt.now,
        planned.slug,
    )


def _values(planned: PlannedTopic) -> dict[str, object]:
    switches = ("participants_write", "ideas_open", "early_ideas", "approval")
    return {name: getattr(planned, name) for name in ("title", "question", "colour", "own_colour", *switches)}


def _meetings(planned: PlannedTopic, items: dict[str, int]) -> list[Meeting]:
    return [
        Meeting(
            item_id=items[each.item],
            place=each.place,
            online_url=each.online_url,
            led_by=each.led_by,
            places=each.places,
        )
        for each in planned.meetings
    ]
