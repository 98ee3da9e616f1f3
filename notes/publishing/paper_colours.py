"""The topics' colours on paper: the product's light ones, or the one that organisers chose themselves."""

import re
from functools import cache
from typing import Final

from notes.ground.settings import project_folder

_COLOUR: Final = re.compile(r"--topic-(\d): (#[0-9a-f]{6});")


@cache
def paper_colours() -> dict[str, str]:
    """Return each of the product's topic colours by its number; its tokens state the light ones first."""
    text = (project_folder() / "static" / "styles" / "tokens.css").read_text(encoding="utf-8")
    return dict(reversed(_COLOUR.findall(text)))
