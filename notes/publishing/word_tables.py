"""Tables of a Word document made as wide as the page, each column by what stands in it; pandoc makes all alike."""

import io
import re
import zipfile
from typing import Final

_TABLE: Final = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW: Final = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CELL: Final = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_WIDTH_TWIPS: Final = 9072  # of the text on a page, see word_styles
_WHOLE: Final = 5000  # fiftieths of a percent, as Word counts
_SHORTEST, _LONGEST = 9, 45  # characters that a column is given room for
_PART: Final = "word/document.xml"


def with_wide_tables(document: bytes) -> bytes:
    """Return a .docx with its tables set; all else is as it was, byte for byte inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, _TABLE.sub(_set, content.decode()).encode() if entry.filename == _PART else content)
    return made.getvalue()


def _set(found: re.Match[str]) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(found[0])]
    columns = max(map(len, rows), default=0)
    if not columns:
        return found[0]
    longest = [max(len(_TAG.sub("", row[at])) for row in rows if at < len(row)) for at in range(columns)]
    asked = [min(max(length, _SHORTEST), _LONGEST) + 2 for length in longest]
    shares = [each / sum(asked) for each in asked]
    grid = "".join(f'<w:gridCol w:w="{round(share * _WIDTH_TWIPS)}"/>' for share in shares)
    table = re.sub(r"<w:tblGrid>.*?</w:tblGrid>", f"<w:tblGrid>{grid}</w:tblGrid>", found[0], flags=re.DOTALL)
    table = re.sub(r"<w:tblW [^>]*/>", f'<w:tblW w:type="pct" w:w="{_WHOLE}"/>', table, count=1)
    return _ROW.sub(lambda row: _with_widths(row[0], shares), table)


def _with_widths(row: str, shares: list[float]) -> str:
    left = iter(shares)

    def cell(found: re.Match[str]) -> str:
        width = f'<w:tcPr><w:tcW w:type="pct" w:w="{round(next(left) * _WHOLE)}"/></w:tcPr>'
        return re.sub(r"<w:tcPr\s*/>", width, found[0], count=1)

    whole = row if "<w:trPr>" in row else row.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)
    return _CELL.sub(cell, whole)
