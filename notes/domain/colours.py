"""A topic's colour that organisers choose themselves: readable on light paper, and its like for the dark.

Promise: what `readable` lets through, and what `dark_twin` returns, has at least 4.5 : 1 with every ground of its
theme and with the words on it (WCAG 2.2 AA).
"""

import re
from typing import Final

READABLE: Final = 4.5
_BRIGHT: Final = 7.0  # of the twin for the dark: the product's own colours are as bright there
OFFERED: Final = range(1, 9)  # the product's own colours, by number
_HEX: Final = re.compile(r"#?([0-9a-f]{6})")
_LIGHT: Final = ("#fbf8f1", "#ffffff", "#f3eee2")  # paper, card, sunk
_DARK: Final = ("#151a17", "#1d2420", "#101411")
_STEPS: Final = 100


def colour_of(typed: str) -> str | None:
    """Return a typed colour as #rrggbb, or None where it is none."""
    found = _HEX.fullmatch(typed.strip().lower())
    return f"#{found[1]}" if found else None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb), from 1 to 21."""
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str) -> bool:
    """Return whether a colour can be read on light paper, and white words on it."""
    return min(contrast(colour, ground) for ground in _LIGHT) >= READABLE


def nearest_readable(colour: str) -> str:
    """Return the colour itself where it is readable, else the same one as little darker as it takes."""
    return next(each for each in _mixed(colour, 0) if readable(each))


def dark_twin(colour: str) -> str:
    """Return a colour's like for dark paper: as little lighter as it takes."""
    return next(each for each in _mixed(colour, 255) if min(contrast(each, ground) for ground in _DARK) >= _BRIGHT)


def _mixed(colour: str, end: int) -> list[str]:
    """Return the colour and its way to black (0) or white (255)."""
    parts = _parts(colour)
    ways = (tuple(round(part + (end - part) * step / _STEPS) for part in parts) for step in range(_STEPS + 1))
    return [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in ways]


def _light(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    bent: float = ((part + 0.055) / 1.055) ** 2.4
    return part / 12.92 if part <= 0.04045 else bent


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
