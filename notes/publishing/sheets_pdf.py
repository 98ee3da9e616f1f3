"""Sheets to print as tagged PDF/UA-1, one A4 page each, by Typst; what somebody typed is only ever shown."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from notes.publishing.glyphs import Characters
from notes.publishing.paper_colours import paper_colours
from notes.publishing.pdf import drawn_by
from notes.publishing.pdf_blocks import plain
from notes.publishing.sheets import qr_svg

_TEMPLATE: Final = Path(__file__).with_name("sheets.typ")
_BRAND: Final = "#2b6a39"


def sheets_pdf(data: Mapping[str, Any]) -> bytes:
    """Return the sheets of `sheets_data` as PDF; the same sheets give the same bytes."""

    def content(characters: Characters) -> str:
        return json.dumps(_content(data, characters))

    return drawn_by(_template(), "sheets", content, None, without_symbols=True)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _content(data: Mapping[str, Any], characters: Characters) -> Any:  # noqa: ANN401 -- values of JSON, as they came
    drawn = _drawn(data, characters)
    for sheet, given in zip(drawn["sheets"], data["sheets"], strict=True):
        sheet["colour"] = _colour(given["shade"])
        sheet["qr"] = qr_svg(given["target"]) if given["target"] else ""
        for topic in sheet["topics"]:
            topic["colour"] = _colour(topic["shade"])
    return drawn


def _drawn(value: Any, characters: Characters) -> Any:  # noqa: ANN401 -- values of JSON, as they came
    if isinstance(value, str):
        # PDF/UA takes no byte order mark, and nobody sees one.
        return " ".join(plain(value.replace("\ufeff", ""), characters).split())
    if isinstance(value, Mapping):
        return {key: _drawn(each, characters) for key, each in value.items()}
    return [_drawn(each, characters) for each in value] if isinstance(value, list | tuple) else value


def _colour(shade: str) -> str:
    return paper_colours().get(shade) or (f"#{shade}" if shade else _BRAND)
