"""Making a conference from its plan: everything or nothing, in the caller's transaction."""

from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from notes.domain.plan import ConferencePlan, PlannedTopic
from notes.ground.ports import Ids
from notes.store.models import ConferenceRow, MeetingRow, NotepadRow, ProgrammeItemRow, TopicRow


class CodeTaken(Exception):
    """The join code that the plan asks for belongs to another conference."""


def create(session: Session, plan: ConferencePlan, now: datetime, ids: Ids) -> int:
    """Make a conference with its programme, topics and notepads; return its id.

    One notepad per topic, a summary and a closing, each with an epoch of its own; the engine
    seeds their logs from the templates. A slug that exists gets a number behind it. Raises
    `CodeTaken` when the plan names a join code that exists.
    """
    row = ConferenceRow(
        slug=_free_slug(session, plan.slug),
        code=_free_code(session, plan.code, ids),
        title=plan.title,
        language=plan.language,
        timezone=plan.timezone,
        subtitle=plan.subtitle,
        description=plan.description,
        place=plan.place,
        organisers=plan.organisers,
        contact=plan.contact,
        licence=plan.licence,
        privacy_text=plan.privacy_text,
        accessibility_text=plan.accessibility_text,
        public=plan.public,
        rehearsal=plan.rehearsal,
        names_policy=plan.names_policy.value,
        owners_policy=plan.owners_policy.value,
        ideas_policy=plan.ideas_policy.value,
        retention_days=plan.retention_days,
        auto_end_minutes=plan.auto_end_minutes,
        round_template=plan.round_template,
        created_at=now,
    )
    session.add(row)
    session.flush()
    items = _add_items(session, plan, row.id)
    for position, planned in enumerate(plan.topics, 1):
        topic_id = _add_topic(session, planned, row.id, position, items)
        _add_notepad(session, row.id, "topic", planned.template, now, ids, topic_id)
    _add_notepad(session, row.id, "summary", plan.summary_template, now, ids)
    _add_notepad(session, row.id, "closing", plan.closing_template, now, ids)
    session.flush()
    return row.id


def _add_items(session: Session, plan: ConferencePlan, conference_id: int) -> dict[str, int]:
    rows = [
        ProgrammeItemRow(
            conference_id=conference_id,
            slug=item.slug,
            title=item.title,
            kind=item.kind.value,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            position=position,
        )
        for position, item in enumerate(plan.items, 1)
    ]
    session.add_all(rows)
    session.flush()
    return {row.slug: row.id for row in rows}


def _add_topic(
    session: Session, planned: PlannedTopic, conference_id: int, position: int, items: dict[str, int]
) -> int:
    row = TopicRow(
        conference_id=conference_id,
        slug=planned.slug,
        title=planned.title,
        question=planned.question,
        position=position,
        colour=planned.colour,
        own_colour=planned.own_colour,
        participants_write=planned.participants_write,
        ideas_open=planned.ideas_open,
        early_ideas=planned.early_ideas,
        approval=planned.approval,
    )
    session.add(row)
    session.flush()
    for meeting in planned.meetings:
        session.add(
            MeetingRow(
                topic_id=row.id,
                item_id=items[meeting.item],
                place=meeting.place,
                online_url=meeting.online_url,
                led_by=meeting.led_by,
                places=meeting.places,
            )
        )
    return row.id


def _add_notepad(
    session: Session, conference_id: int, kind: str, template: str, now: datetime, ids: Ids, topic_id: int | None = None
) -> None:
    session.add(
        NotepadRow(
            conference_id=conference_id,
            topic_id=topic_id,
            kind=kind,
            template=template,
            epoch=ids.epoch(),
            created_at=now,
        )
    )


def _free_slug(session: Session, slug: str) -> str:
    taken = frozenset(session.scalars(select(ConferenceRow.slug)))
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(candidate for candidate in candidates if candidate not in taken)


def _free_code(session: Session, wanted: str, ids: Ids) -> str:
    taken = frozenset(session.scalars(select(ConferenceRow.code)))
    if not wanted:
        return next(code for code in iter(ids.join_code, "") if code not in taken)
    if wanted in taken:
        raise CodeTaken(wanted)
    return wanted
