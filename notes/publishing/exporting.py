"""The process that writes reports in their formats, and sheets to print: `notes.publishing.exports` starts it and asks.

Only this process loads what writes PDF and Word; it has a limit on memory, and the server limits its time.
"""

import msgpack

from notes.publishing.formats import Format, export
from notes.publishing.worker import serve


def _export(markdown: str, packed: bytes, chosen: str) -> bytes:
    return export(markdown, msgpack.unpackb(packed), Format(chosen))


def _sheets(packed: bytes) -> bytes:
    from notes.publishing.sheets_pdf import sheets_pdf  # noqa: PLC0415 -- a report may be all that is asked for

    return sheets_pdf(msgpack.unpackb(packed))


def _codes(addresses: list[str]) -> list[str]:
    from notes.publishing.sheets import qr_uri  # noqa: PLC0415 -- as above

    return [qr_uri(address) for address in addresses]


if __name__ == "__main__":
    serve({"export": _export, "sheets": _sheets, "codes": _codes})
