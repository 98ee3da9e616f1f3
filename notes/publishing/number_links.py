"""The numbers of outcomes in a draft of the report lead to where they came from."""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Final

_NUMBER: Final = re.compile(r"(<td>|<strong>)([^<]{2,120})(</)")


def with_links(html: str, addresses: Mapping[str, str]) -> str:
    """Return safe HTML in which each of these numbers is a link; `addresses` says where it leads, by number."""

    def linked(found: re.Match[str]) -> str:
        address = addresses.get(unescape(found[2]))
        if address is None:
            return found[0]
        opening = '<td class="number">' if found[1] == "<td>" else found[1]
        return f'{opening}<a href="{escape(address)}">{found[2]}</a>{found[3]}'

    return _NUMBER.sub(linked, html)
