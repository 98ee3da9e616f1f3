"""The numbers of outcomes in a draft of the report lead to where they came from."""

import re
from collections.abc import Collection, Mapping
from html import escape, unescape
from typing import Final

_NUMBER: Final = re.compile(r"(<td>|<strong>)([^<]{2,120})(</)")


def with_links(html: str, numbers: Collection[str], addresses: Mapping[str, str]) -> str:
    """Return safe HTML in which each of these numbers is a link; `addresses` says where it leads, by number.

    In a table its cell gets the class "number", as do the cells of those that lead nowhere.
    """

    def linked(found: re.Match[str]) -> str:
        number = unescape(found[2])
        if number not in numbers:
            return found[0]
        opening = '<td class="number">' if found[1] == "<td>" else found[1]
        words = f'<a href="{escape(addresses[number])}">{found[2]}</a>' if number in addresses else found[2]
        return f"{opening}{words}{found[3]}"

    return _NUMBER.sub(linked, html)
