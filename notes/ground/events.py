"""Log lines that a program can read: one line per event, as `event=name key=value …` (logfmt).

Promise: a line holds names, numbers and codes; of a person only the beginning of a random id. No
text that somebody typed, no name, no address, no secret.
"""

import json
import logging
import re

# With this format every line of an event is logfmt from its first character to its last.
LINE_FORMAT = "time=%(asctime)s level=%(levelname)s logger=%(name)s %(message)s"
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S%z"
_PERSON_CHARACTERS = 8  # enough to find the person in the database
_PLAIN = re.compile(r"[\w.:/+-]+\Z", re.ASCII)


def tell(log: logging.Logger, event: str, *, person: str | None = None, **facts: str | float | None) -> None:
    """Write one line about something that an operator may want to know; facts that are None are left out."""
    known = {key: value for key, value in facts.items() if value is not None}
    if person is not None:
        known["person"] = person[:_PERSON_CHARACTERS]
    log.warning("event=%s%s", event, "".join(f" {key}={_value(value)}" for key, value in known.items()))


def _value(value: str | float) -> str:
    text = str(value)
    return text if _PLAIN.match(text) else json.dumps(text)
