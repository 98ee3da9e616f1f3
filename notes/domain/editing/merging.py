"""Two people edit the same: what each changed is kept, and where both changed one field the second is asked first.

Promise: nobody's change is overwritten unseen. A form brings along what it showed (a short mark of each value), so a
field that its person did not touch never takes back what somebody else wrote.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be stored, and the fields that somebody else changed meanwhile to something else."""

    values: dict[str, str]
    both: tuple[str, ...]


def mark(value: str) -> str:
    """Return a short word that tells whether a value is still the one that a form showed."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def marks(values: Values) -> dict[str, str]:
    """Return the mark of each value, for the form that shows them."""
    return {name: mark(value) for name, value in values.items()}


def merged(current: Values, seen: Values, typed: Values) -> Merged:
    """Return the stored values with what was typed; `seen` are the marks of what the form showed.

    A form without marks (`seen` is empty) saw everything: it is a new thing, or it comes from a program.
    """
    values, both = dict(current), []
    for name, value in typed.items():
        now = current.get(name, "")
        touched = name not in seen or mark(value) != seen[name]
        if not touched or value == now:
            continue
        if name in seen and mark(now) != seen[name]:
            both.append(name)
        values[name] = value
    return Merged(values, tuple(both))
