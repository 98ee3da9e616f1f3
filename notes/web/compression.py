"""Answers travel compressed, with or without a proxy in front.

Promise: what the front end's build packed once is sent as it is, every other text is packed with gzip while it is
made, and the length of a page that holds a secret gives nothing away.
"""

import secrets
import struct
import zlib
from pathlib import Path

from flask import Flask, Response, current_app, request

_TEXTS = ("text/html", "text/css", "text/javascript", "text/markdown", "application/json", "image/svg+xml")
_SMALLEST_BYTES = 500  # less does not get smaller by as much as a header costs
_LEVEL = 6
# Whoever can put words into somebody's page and watch how long it is could guess the secret beside them from what
# compresses well (BREACH); a length of chance hides that. Django does the same.
_NOISE_MAX_BYTES = 100
_NAMED = 8  # gzip (RFC 1952): the head holds a file name
_PACKED = (("br", ".br"), ("gzip", ".gz"))


def register(app: Flask) -> None:
    """Compress what `app` answers; to be registered after whatever looks at an answer's words."""
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    if response.status_code == 304 or response.mimetype not in _TEXTS or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if request.method == "HEAD" or "Content-Range" in response.headers:
        return response
    if request.endpoint == "static" and _packed_by_the_build(response):
        return response
    if request.accept_encodings.quality("gzip") > 0:
        _pack(response)
    return response


def _packed_by_the_build(response: Response) -> bool:
    file = Path(current_app.static_folder or "") / (request.view_args or {}).get("filename", "")
    for encoding, ending in _PACKED:
        packed = file.with_name(file.name + ending)
        if request.accept_encodings.quality(encoding) > 0 and packed.is_file():
            response.close()  # the plain file, opened already
            response.direct_passthrough = False
            response.set_data(packed.read_bytes())
            _says(response, encoding)
            return True
    return False


def _pack(response: Response) -> None:
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= _SMALLEST_BYTES:
        response.set_data(with_chance_length(plain))
        _says(response, "gzip")


def _says(response: Response, encoding: str) -> None:
    response.headers["Content-Encoding"] = encoding
    etag, weak = response.get_etag()
    if etag is not None:
        response.set_etag(f"{etag}-{encoding}", weak=bool(weak))


def with_chance_length(plain: bytes) -> bytes:
    """Return `plain` as gzip with a file name of chance in its head, which every reader skips."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(plain) + deflate.flush()
    name = b"x" * secrets.randbelow(_NOISE_MAX_BYTES)
    head = struct.pack("<BBBBLBB", 0x1F, 0x8B, zlib.DEFLATED, _NAMED, 0, 0, 255) + name + b"\0"
    return head + body + struct.pack("<LL", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)
