"""A plan as the data of its TOML file: what `conference_from_toml` makes of it is the same plan again."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic


def plan_data(plan: ConferencePlan) -> dict[str, Any]:
    """Return the tables of a plan's file; what is empty or not said is left out where that means the same."""
    texts = ("slug", "title", "code", "subtitle", "place", "organisers", "contact", "licence", "language", "timezone")
    numbers = {"retention_days": plan.retention_days, "auto_end_minutes": plan.auto_end_minutes}
    return {
        **{name: value for name in texts if (value := getattr(plan, name))},
        "public": plan.public,
        "rehearsal": plan.rehearsal,
        "names_policy": plan.names_policy.value,
        "owners_policy": plan.owners_policy.value,
        "ideas_policy": plan.ideas_policy.value,
        **{name: value for name, value in numbers.items() if value is not None},
        "description": plan.description,
        "privacy_text": plan.privacy_text,
        "accessibility_text": plan.accessibility_text,
        "round_template": plan.round_template,
        "summary_template": plan.summary_template,
        "closing_template": plan.closing_template,
        "items": [_item(item, ZoneInfo(plan.timezone)) for item in plan.items],
        "topics": [_topic(topic) for topic in plan.topics],
    }


def _item(item: PlannedItem, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "title": item.title,
        "kind": item.kind.value,
        "from": _local(item.starts_at, zone),
        "to": _local(item.ends_at, zone),
    }


def _topic(topic: PlannedTopic) -> dict[str, Any]:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "question": topic.question,
        "colour": topic.own_colour or topic.colour,
        "participants_write": topic.participants_write,
        "ideas_open": topic.ideas_open,
        "early_ideas": topic.early_ideas,
        "approval": topic.approval,
        "template": topic.template,
        "meetings": [_meeting(meeting) for meeting in topic.meetings],
    }


def _meeting(meeting: PlannedMeeting) -> dict[str, Any]:
    texts = {"place": meeting.place, "online_url": meeting.online_url, "led_by": meeting.led_by}
    places = {} if meeting.places is None else {"places": meeting.places}
    return {"item": meeting.item, **{name: value for name, value in texts.items() if value}, **places}


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment by the clock on the wall, with its zone only in the hour that comes twice."""
    local = moment.astimezone(zone)
    plain = local.replace(tzinfo=None)
    return plain if plain.replace(tzinfo=zone) == moment else moment
