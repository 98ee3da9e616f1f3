"""People's colours can be read as text, and told apart whatever kind of colour blindness somebody has."""

import re
from itertools import combinations
from math import dist

import pytest

from notes.ground.settings import project_folder

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

READABLE = 4.5  # WCAG 2.2 AA, for text
APART = 0.09  # in OKLab; the topics' colours come as near as 0.005 to each other
APART_FOR_BLUE_BLIND = 0.06  # one person in ten thousand
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
RED_BLIND: Matrix = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
GREEN_BLIND: Matrix = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881))
BLUE_BLIND: Matrix = ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039))
NORMAL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB: Matrix = (
    (0.2104542553, 0.793617785, -0.0040720468),
    (1.9779984951, -2.428592205, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.808675766),
)


def themes() -> list[dict[str, str]]:
    """The tokens of each theme, as the style files state them: light, the system's dark, the chosen dark."""
    files = [("tokens.css", "--paper"), ("people-tokens.css", "--person-0")]
    styles = project_folder() / "static" / "styles"
    parts = [[part for part in (styles / name).read_text().split("}") if has in part] for name, has in files]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", "".join(both))) for both in zip(*parts, strict=True)]


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    bent: float = ((part + 0.055) / 1.055) ** 2.4
    return part / 12.92 if part <= 0.04045 else bent


def times(matrix: Matrix, colour: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def contrast(one: str, other: str) -> float:
    lights = sorted(
        sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)) for each in (one, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def seen(colour: str, eyes: Matrix) -> Colour:
    cones = times(TO_CONES, times(eyes, linear(colour)))
    red, green, blue = (max(0.0, part) ** (1 / 3) for part in cones)
    return times(TO_LAB, (red, green, blue))


def nearest(colours: list[str], eyes: Matrix) -> float:
    """How far the two that look most alike are apart."""
    return min(dist(*pair) for pair in combinations([seen(colour, eyes) for colour in colours], 2))


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark by the system", "dark by choice"])
def test_peoples_colours_are_readable_and_apart(theme: int) -> None:
    tokens = themes()[theme]
    colours = [tokens[f"person-{number}"] for number in range(8)]
    for colour in colours:
        assert contrast(colour, tokens["on-person"]) >= READABLE, colour
        assert min(contrast(colour, tokens[ground]) for ground in ("paper", "card", "sunk")) >= READABLE, colour
    for eyes in (NORMAL, RED_BLIND, GREEN_BLIND):
        assert nearest(colours, eyes) >= APART
    assert nearest(colours, BLUE_BLIND) >= APART_FOR_BLUE_BLIND


def test_the_measure_knows_colours_that_cannot_be_told_apart() -> None:
    assert len(themes()) == 3
    assert nearest(["#8a5a00", "#566500"], RED_BLIND) < APART
    assert nearest(["#ff0000", "#0000ff"], NORMAL) > APART
