"""A report's actions that have a date, for a calendar and a list of tasks: no clock, the same bytes each time."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from icalendar import Calendar, Event, Todo

from notes.domain.report.changes import places
from notes.domain.report.data import Data

_PRODUCT: Final = "-//Oogst//verslag//NL"


def calendar(data: Data) -> bytes:
    """Return one task and one whole-day event for each action with a date."""
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    rehearsal = data["conference"]["rehearsal"]
    made.add("x-wr-calname", " – ".join([data["conference"]["title"], *[data["mark"]] * rehearsal]))
    for topic, outcomes in places(data):
        for action in outcomes:
            if action["kind"] == "action" and action["due"]:
                for component in _both(action, topic, data):
                    made.add_component(component)
    return bytes(made.to_ical())


def _both(action: Any, topic: str, data: Data) -> tuple[Todo, Event]:  # noqa: ANN401 -- decoded JSON
    due = date.fromisoformat(action["due"])
    task, event = Todo(), Event()
    for component, kind in ((task, "task"), (event, "day")):
        # The number sticks to the action: a later version's file replaces what an earlier one brought.
        component.add("uid", f"{action['number']}.{kind}@{data['conference']['name']}.oogst")
        component.add("dtstamp", datetime.fromisoformat(data["made_at"]))
        rehearsal = f" ({data['mark']})" if data["conference"]["rehearsal"] else ""
        component.add("summary", f"{action['number']} {action['text']}{rehearsal}")
        component.add("description", "\n".join(filter(None, (", ".join(action["owners"]), topic))))
    task.add("due", due)
    task.add("status", "COMPLETED" if action["done"] else "NEEDS-ACTION")
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return task, event
