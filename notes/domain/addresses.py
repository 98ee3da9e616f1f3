"""Where a link in the notes leads: to the web or to a mailbox, as it was meant, and never into our own site.

People write `x.nl` where a browser expects `https://x.nl`; what it cannot read so, it takes for a page beside ours.
"""

import re
from typing import Final

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAILBOX: Final = re.compile(r"[^\s/?#:@]+@[^\s/?#:@]+\.[^\s/?#:@]+")
_HOST: Final = re.compile(r"(?://)?([^\s/?#:@.]+(?:\.[^\s/?#:@.]+)*\.[^\s/?#:@.]{2,}(?::\d{1,5})?(?:[/?#].*)?)")


def outward(address: str) -> str:
    """Return the address with what was left out before it; "" when it leads nowhere but into this site."""
    host = _HOST.fullmatch(address)
    if host:
        return f"https://{host[1]}"
    if _MAILBOX.fullmatch(address):
        return f"mailto:{address}"
    return address if _SCHEME.match(address) else ""
