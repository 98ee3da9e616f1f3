"""Lists the characters for which the fonts inside the `typst` package have a glyph: `python -m tools.list_glyphs`.

PDF/UA refuses a character without one, so `notes.publishing.glyphs` must know. The fonts stand as they are inside
the package's library; run this again when typst is renewed (a test says so).
"""

import io
import re
import struct
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import typst
from fontTools.ttLib import TTFont, TTLibError

LIST: Final = Path(__file__).parents[1] / "notes" / "publishing" / "glyphs.txt"
_MAGICS: Final = (b"OTTO", b"\0\1\0\0")
_FIRST_TABLES: Final = (b"BASE", b"CFF ", b"DSIG", b"FFTM", b"GDEF", b"GPOS", b"OS/2")
_FONT_MAX_BYTES: Final = 4_000_000
_PER_LINE: Final = 8


def main() -> None:
    """Write the list."""
    drawn = {chr(point) for point in covered()} - refused({chr(point) for point in covered()})
    ranges = [_written(run) for run in _runs(sorted(map(ord, drawn)))]
    lines = [" ".join(ranges[at : at + _PER_LINE]) for at in range(0, len(ranges), _PER_LINE)]
    LIST.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(ranges)} ranges in {LIST}")


def covered() -> frozenset[int]:
    """Return the code points that at least one of the fonts has a glyph for."""
    library = next(Path(typst.__file__).parent.glob("_typst*")).read_bytes()
    return frozenset[int]().union(*(font.getBestCmap() or {} for font in _fonts(library)))


def refused(characters: set[str]) -> set[str]:
    """Return those that typst does not find in its fonts all the same: it asks one of each family only."""
    shown = " ".join(f"\\u{{{ord(each):x}}}" for each in sorted(characters))
    try:
        typst.compile(
            f'#set document(title: "x")\n= x\n#text(font: "Libertinus Serif", "{shown}")'.encode(),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        told = "".join(re.findall(r"the text `\"(.*?)\"` could not be displayed", error.diagnostic))
        return set(re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), told))
    return set()


def _fonts(library: bytes) -> Iterator[TTFont]:
    for magic in _MAGICS:
        at = library.find(magic)
        while at != -1:
            (tables,) = struct.unpack(">H", library[at + 4 : at + 6])
            if tables < 40 and library[at + 12 : at + 16] in _FIRST_TABLES:
                try:
                    yield TTFont(io.BytesIO(library[at : at + _FONT_MAX_BYTES]), lazy=True)
                except TTLibError:
                    print(f"no font at {at:#x}")
            at = library.find(magic, at + 4)


def _runs(points: list[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(points), key=lambda each: each[1] - each[0]):
        yield [point for _, point in run]


def _written(run: list[int]) -> str:
    return f"{run[0]:04x}" if len(run) == 1 else f"{run[0]:04x}-{run[-1]:04x}"


if __name__ == "__main__":
    main()
