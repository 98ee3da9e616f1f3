"""The reference document that gives a Word report its looks: made here of pandoc's own, no binary is kept."""

import io
import re
import zipfile
from typing import Final

from notes.publishing.archive import zipped

_FONT: Final = '<w:rFonts w:ascii="Palatino Linotype" w:hAnsi="Palatino Linotype" w:cs="Times New Roman"/>'
_INK: Final = '<w:color w:val="1E2420"/>'
_QUIET: Final = '<w:color w:val="58605A"/>'
_NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _sized(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _paragraph(style: str, name: str, looks: str, letters: str = "", based_on: str = "Normal") -> tuple[str, str]:
    after = "" if style == "Normal" else f'<w:basedOn w:val="{based_on}"/><w:next w:val="BodyText"/>'
    default = ' w:default="1"' if style == "Normal" else ""
    return style, (
        f'<w:style w:type="paragraph"{default} w:styleId="{style}"><w:name w:val="{name}"/>{after}<w:qFormat/>'
        f"<w:pPr>{looks}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _heading(level: int, half_points: int, before: int, letters: str = "<w:b/>", looks: str = "") -> tuple[str, str]:
    space = f'<w:spacing w:before="{before}" w:after="{before // 3}" w:line="240" w:lineRule="auto"/>'
    kept = f'<w:keepNext/><w:keepLines/>{looks}{space}<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph(f"Heading{level}", f"heading {level}", kept, f"{letters}{_INK}{_sized(half_points)}")


def _border(side: str, eighths: int, colour: str, space: int) -> str:
    line = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


_HAIR: Final = '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="DDD8CA"/>'
_TABLE: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>'
    '<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:rPr>' + _sized(20) + "</w:rPr>"
    f'<w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="DDD8CA"/>{_HAIR}</w:tblBorders>'
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr><w:trPr><w:cantSplit/></w:trPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="10" w:space="0" w:color="8A918B"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)
_HYPERLINK: Final = (
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="1F5029"/><w:u w:val="single"/></w:rPr></w:style>'
)
_STYLES: Final = dict(
    (
        _paragraph("Normal", "Normal", '<w:spacing w:line="276" w:lineRule="auto"/>', _INK),
        _paragraph("BodyText", "Body Text", '<w:spacing w:before="100" w:after="120"/>'),
        _paragraph("Compact", "Compact", '<w:spacing w:before="20" w:after="40"/>', based_on="BodyText"),
        _paragraph(
            "Title",
            "Title",
            f'<w:keepNext/>{_border("top", 48, "2B6A39", 28)}<w:spacing w:before="600" w:after="160" w:line="228" '
            'w:lineRule="auto"/>',
            f"{_INK}{_sized(60)}",
        ),
        _heading(1, 36, 560, looks=_border("bottom", 12, "8A918B", 5)),
        _heading(2, 27, 360),
        _heading(3, 23, 280),
        _heading(4, 22, 220, "<w:b/><w:i/>"),
        _heading(5, 22, 200, "<w:i/>"),
        _heading(6, 22, 200, "<w:i/>"),
        _paragraph(
            "BlockText",
            "Block Text",
            f'{_border("left", 18, "8A918B", 10)}<w:spacing w:before="80" w:after="140"/><w:ind w:left="300"/>',
            "<w:i/>",
            "BodyText",
        ),
        ("Hyperlink", _HYPERLINK),
        ("Table", _TABLE),
    )
)
_DEFAULTS: Final = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}{_sized(22)}"
    '<w:lang w:val="nl-NL" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="140"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
_FOOTER: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {_NAMESPACE}>'
    '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
    f'<w:r><w:rPr>{_QUIET}{_sized(18)}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:rPr>{_QUIET}{_sized(18)}</w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    f'<w:r><w:rPr>{_QUIET}{_sized(18)}</w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
_SECTION: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr></w:body>"
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION: Final = f'<Relationship Id="rIdFooter" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
_TYPE: Final = (
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>'
)


def reference(pandocs_own: bytes) -> bytes:
    """Return our reference document, made of the one that pandoc brings."""
    with zipfile.ZipFile(io.BytesIO(pandocs_own)) as own:
        files = {name: _changed(name, own.read(name).decode()).encode() for name in own.namelist()}
    return zipped(files | {"word/footer1.xml": _FOOTER.encode()})


def _changed(name: str, text: str) -> str:
    if name == "word/styles.xml":
        text = re.sub(r"<w:docDefaults>.*?</w:docDefaults>", _DEFAULTS, text, count=1, flags=re.DOTALL)
        return re.sub(r"<w:style [^>]*?w:styleId=\"(\w+)\".*?</w:style>", _own, text, flags=re.DOTALL)
    if name == "word/document.xml":
        return re.sub(r"(?:<w:sectPr\b.*?(?:</w:sectPr>|/>))?\s*</w:body>", _SECTION, text, count=1, flags=re.DOTALL)
    if name == "word/_rels/document.xml.rels":
        return text.replace("</Relationships>", _RELATION)
    return text.replace("</Types>", _TYPE) if name == "[Content_Types].xml" else text


def _own(style: re.Match[str]) -> str:
    return _STYLES.get(style[1], style[0])
