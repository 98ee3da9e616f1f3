"""The colours that organisers chose for topics themselves, as a style sheet of a page that names one.

Promise: a page that names such a colour loads it; a page with the product's own colours loads nothing more.
"""

import re

from flask import Blueprint, Response, g, url_for

from notes.domain.colours import readable
from notes.domain.programme import Topic
from notes.publishing.own_colours import own_style
from notes.store.conferences import TopicFacts
from notes.web.places import not_found

pages = Blueprint("colours", __name__)
_MOST = 40
_NAMES = re.compile(r"[0-9a-f]{6}(-[0-9a-f]{6})*")
_YEAR_SECONDS = 31_536_000


@pages.get("/kleuren/<names>.css")
def sheet(names: str) -> Response:
    """Answer with the styles of these colours; the address says all, so a browser may keep it."""
    colours = names.split("-")
    if not _NAMES.fullmatch(names) or len(colours) > _MOST or not all(readable(f"#{each}") for each in colours):
        not_found()
    answer = Response("".join(map(own_style, colours)), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}"
    return answer


def shade(topic: Topic | TopicFacts) -> str:
    """Return a topic's colour as `data-colour` names it, and have the page load it where it is the topic's own."""
    own = topic.own_colour.removeprefix("#")
    if not own:
        return str(topic.colour)
    g.own_colours = (*g.get("own_colours", ()), own)
    return own


def sheet_address() -> str:
    """Return the address of the style sheet of every own colour that was named so far; "" for none."""
    names = sorted(set(g.get("own_colours", ())))[:_MOST]
    return url_for("colours.sheet", names="-".join(names)) if names else ""
