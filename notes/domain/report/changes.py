"""What changed between two versions of a report, told by their data: outcomes by number, notes by topic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_SAID = ("text", "due", "done")


@dataclass(frozen=True, slots=True)
class Changes:
    """Differences from version `since`. Outcomes as (number, text); topics by title.

    Of what lapsed only the numbers: its words may have been taken out for a reason.
    """

    since: int
    added: tuple[tuple[str, str], ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()
    lapsed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    new_ideas: int = 0
    summary: bool = False
    closing: bool = False

    @property
    def any(self) -> bool:
        """Whether there are any."""
        parts = (self.added, self.reworded, self.lapsed, self.notes, self.new_ideas, self.summary, self.closing)
        return any(parts)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Compare the data (see `to_data`) of a published version with that of a later one."""
    old, new = _outcomes(before), _outcomes(after)
    # Another choice of names, ideas or language changes how things are shown, not what was said.
    same = {key: before["choices"][key] == after["choices"][key] for key in ("names", "owners", "ideas")}
    same["language"] = before["language"] == after["language"]
    said = [*_SAID, *["owners"] * same["owners"], *["attribution"] * same["names"]]
    as_before = same["names"] and same["owners"] and same["language"]
    old_notes = {topic["name"]: topic["notes"] for topic in before["topics"]}
    return Changes(
        since=before["version"] or 0,
        added=tuple((number, each["text"]) for number, each in new.items() if number not in old),
        reworded=tuple(
            (number, each["text"])
            for number, each in new.items()
            if number in old and any(each[key] != old[number][key] for key in said)
        ),
        lapsed=tuple(number for number in old if number not in new),
        notes=tuple(
            topic["title"]
            for topic in after["topics"]
            if as_before and topic["notes"] != old_notes.get(topic["name"], "")
        ),
        new_ideas=len(_ideas(after) - _ideas(before)) if same["ideas"] else 0,
        summary=as_before and before["summary"] != after["summary"],
        closing=as_before and before["closing"] != after["closing"],
    )


def _outcomes(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {each["number"]: each for _, outcomes in places(data) for each in outcomes}


def places(data: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield where outcomes stand (a topic's title, or what the organisers wrote) and those that stand there."""
    yield from ((topic["title"], topic["outcomes"]) for topic in data["topics"])
    yield from ((each["topic"], [each]) for each in data.get("outcomes", ()))


def _ideas(data: Mapping[str, Any]) -> set[int]:
    return {idea["number"] for topic in data["topics"] for idea in topic["ideas"]}
