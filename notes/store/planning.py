"""A conference that is there as the plan that would make it: programme, texts and topics, nothing that people wrote."""

from sqlalchemy.orm import Session

from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.store import conferences, editing


def plan_of(session: Session, conference_id: int) -> ConferencePlan | None:
    """Return the plan of a conference, without notes, ideas, people and links; None when there is no such one."""
    conference = conferences.conference(session, conference_id)
    if conference is None:
        return None
    items = sorted(conferences.programme(session, conference_id), key=lambda item: (item.position, item.id))
    names = {item.id: item.slug for item in items}
    switches = {facts.id: facts for facts in conferences.topic_facts(session, conference_id)}
    templates = editing.templates(session, conference_id)
    return ConferencePlan(
        slug=conference.slug,
        title=conference.title,
        code=conference.code,
        language=conference.language,
        timezone=conference.timezone,
        subtitle=conference.subtitle,
        description=conference.description.strip(),
        place=conference.place,
        organisers=conference.organisers,
        contact=conference.contact,
        licence=conference.licence,
        privacy_text=conference.privacy_text.strip(),
        accessibility_text=conference.accessibility_text.strip(),
        public=conference.public,
        rehearsal=conference.rehearsal,
        names_policy=conference.names_policy,
        owners_policy=conference.owners_policy,
        ideas_policy=conference.ideas_policy,
        retention_days=conference.retention_days,
        auto_end_minutes=conference.auto_end_minutes,
        round_template=conference.round_template,
        summary_template=templates.get(("summary", None), ""),
        closing_template=templates.get(("closing", None), ""),
        items=tuple(
            PlannedItem(
                slug=item.slug, title=item.title, kind=item.kind, starts_at=item.starts_at, ends_at=item.ends_at
            )
            for item in items
        ),
        topics=tuple(
            PlannedTopic(
                slug=topic.slug,
                title=topic.title,
                question=topic.question.strip(),
                colour=1 if topic.own_colour else topic.colour,
                own_colour=topic.own_colour,
                template=templates.get(("topic", topic.id), ""),
                participants_write=switches[topic.id].participants_write,
                ideas_open=switches[topic.id].ideas_open,
                early_ideas=switches[topic.id].early_ideas,
                approval=switches[topic.id].approval,
                meetings=tuple(
                    PlannedMeeting(
                        item=names[each.item_id],
                        place=each.place,
                        online_url=each.online_url,
                        led_by=each.led_by,
                        places=each.places,
                    )
                    for each in topic.meetings
                ),
            )
            for topic in conferences.topics(session, conference_id)
        ),
    )
