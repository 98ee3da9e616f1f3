"""Owners of actions: `@name` and `@[First Last]`, as they were typed."""

import re
from typing import Final

MENTION: Final = re.compile(r"(?<![\w@/.])@(?:\[([^\[\]\n]{1,80})\]|([^\W\d_](?:[\w’'-]|\.(?=\w))*))")
AND: Final = ("en", "and")
_BETWEEN: Final = rf"(?:[\s,;&+/]|\b(?:{'|'.join(AND)})\b)*"
_LAST: Final = re.compile(rf"(?:{_BETWEEN}{MENTION.pattern})+{_BETWEEN}(?P<stop>[.!]?)$")
_FIRST: Final = re.compile(rf"^(?:{MENTION.pattern}{_BETWEEN})+[:\s]*")


def owners(text: str) -> tuple[str, ...]:
    """Return everybody who is mentioned in `text`, each once, in order."""
    return tuple(dict.fromkeys(name for found in MENTION.finditer(text) if (name := _name(found))))


def without_outer(text: str) -> str:
    """Return `text` without the mentions at its beginning and end; those inside a sentence stay."""
    text = _LAST.sub(lambda found: found["stop"], text.strip())
    return _FIRST.sub("", text).strip()


def written_out(text: str, *, show: bool) -> str:
    """Return `text` with each mention as the bare name, or without it where names do not show."""
    if show:
        return MENTION.sub(_name, text)
    return re.sub(r"[ \t]{2,}", " ", MENTION.sub("", text))


def _name(found: "re.Match[str]") -> str:
    return " ".join((found[1] or found[2]).rstrip("’'-").split())
