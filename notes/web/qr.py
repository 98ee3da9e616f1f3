"""QR codes as pictures that stand in a page by themselves, with the white around them that a camera needs."""

from functools import lru_cache

_SCALE = 6  # of one of its squares, in units of its drawing


@lru_cache(maxsize=256)  # a screen asks for the same one all day
def qr_picture(address: str) -> str:
    """Return the address of a picture that says `address` to a camera."""
    import segno  # noqa: PLC0415 -- most visitors never see a code

    return str(segno.make(address, error="m").svg_data_uri(scale=_SCALE, border=4, light="white"))
