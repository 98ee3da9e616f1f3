"""Everything of a report in one ZIP, by the same rules as the report itself; the same report gives the same bytes."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import tomli_w

from notes.domain.canonical import canonical
from notes.domain.inline import escape
from notes.domain.markdown import read, visible
from notes.domain.report.data import Data
from notes.domain.words import words_for
from notes.publishing import tables
from notes.publishing.archive import zipped
from notes.publishing.html import without_front_matter
from notes.publishing.sections import sections


def bundle(markdown: str, data: Data, whole: Mapping[str, bytes]) -> bytes:
    """Return the ZIP; `whole` are the files of the whole report by the ending of their names."""
    name = data["conference"]["name"]
    files = {f"{name}.{ending}": content for ending, content in whole.items()}
    files |= {path: text.encode() for path, text in _texts(markdown, data)}
    words = words_for(data["language"])
    # By the names under which programs look for them, in any language.
    files |= {"ideas.csv": tables.ideas(data), "support.csv": tables.support(data)}
    return zipped(files | {words.programme_file: tomli_w.dumps(programme(data)).encode()})


def _texts(markdown: str, data: Data) -> Iterator[tuple[str, str]]:
    """Yield each topic as the report has it, and as it was at each round's end."""
    words = words_for(data["language"])
    parts = dict(topics(markdown, data))
    items = {item["name"]: item["title"] for item in data["programme"]}
    for topic in data["topics"]:
        if topic["name"] in parts:
            yield f"{words.topics_folder}/{topic['name']}.md", parts[topic["name"]]
        for end in topic["round_ends"]:
            head = escape(f"{topic['title']} – {items[end['item']]}")
            yield f"{words.rounds_folder}/{topic['name']}-{end['item']}.md", f"# {head}\n\n{end['notes']}"


def topics(markdown: str, data: Data) -> Iterator[tuple[str, str]]:
    """Yield the short name of each topic and its part of the report, as a text of its own."""
    text = without_front_matter(markdown)
    heads = [block for block in read(text).blocks if block.kind == "heading" and block.token.tag == "h2"]
    named = sections([visible(head.inline) for head in heads], data, words_for(data["language"]))
    lines = text.split("\n")
    ends = [*(head.first for head in heads[1:]), len(lines)]
    for section, head, end in zip(named, heads, ends, strict=True):
        if section.topic:
            yield section.anchor, canonical("\n".join(lines[head.first : end]), top_level=1)


def programme(data: Data) -> dict[str, Any]:
    """Return the programme as a file that `flask conference import` reads; places online stay private."""
    conference, choices = data["conference"], data["choices"]
    kept = ("title", "subtitle", "language", "timezone", "place", "organisers", "contact", "licence")
    return {
        "slug": conference["name"],
        **{key: conference[key] for key in kept},
        "names_policy": choices["names"],
        "owners_policy": choices["owners"],
        "ideas_policy": choices["ideas"],
        "items": [
            {
                "slug": item["name"],
                "title": item["title"],
                "kind": item["kind"],
                "from": datetime.fromisoformat(item["starts_at"]),
                "to": datetime.fromisoformat(item["ends_at"]),
            }
            for item in data["programme"]
        ],
        "topics": [
            {
                "slug": topic["name"],
                "title": topic["title"],
                "question": topic["question"],
                "colour": topic.get("own_colour", topic["colour"]),
                "meetings": topic["meetings"],
            }
            for topic in data["topics"]
        ],
    }
