"""What each part of a report is, told from its second-level headings: the same parts in every format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from notes.domain.report.data import Data, shade
from notes.domain.words import Words


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its anchor, which stays from version to version; `topic` counts from 1, 0 is none."""

    anchor: str
    topic: int = 0
    colour: str = ""


def sections(headings: Sequence[str], data: Data, words: Words) -> Iterator[Section]:
    """Yield what stands under each heading, by their order: what is before the topics, the topics, what follows."""
    topics = list(enumerate(data["topics"], 1))
    before = {words.summary: "_summary", words.at_a_glance: "_outcomes", words.programme: "_programme"}
    after = {words.figures: "_figures", words.about: "_about"}
    closing = count(1)
    changes = data.get("changes")
    changed = words.changed_since.format(version=changes["since"]) if changes else None
    for said in headings:
        at = next((at for at, (_, topic) in enumerate(topics) if _same(topic["title"], said)), None)
        if said == changed:
            changed = None
            yield Section("_changes")
        elif said in before:
            yield Section(before.pop(said))
        elif at is not None:
            number, topic = topics[at]
            del topics[: at + 1]
            before.clear()
            yield Section(topic["name"], number, shade(topic))
        elif said in after:
            yield Section(after.pop(said))
        else:
            yield Section(f"_closing-{next(closing)}")


def _same(title: str, said: str) -> bool:
    return "".join(title.split()) == "".join(said.split())
