"""Tries to find a Word document without Word's own styles, one with a file of the server in it, or a broken one."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from notes.domain.report import build, to_data, to_markdown
from notes.domain.words import words_for
from notes.publishing.word import pandoc, word
from tests.domain.conferences import harvest_of
from tests.domain.test_specification import examples
from tests.hostile import TAKEN
from tests.publishing.golden import full_report
from tests.publishing.hostile_report import HOSTILE, hostile_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words_in(document: bytes) -> str:
    body = ET.fromstring(parts(document)["word/document.xml"])  # noqa: S314 -- pandoc's own XML
    return "".join("".join(each.text or "" for each in body.iter(f"{W}t")).split())


@pytest.fixture(scope="module")
def full() -> bytes:
    """Give the Word document of the whole conference."""
    return word(*full_report("nl"))


def test_headings_lists_tables_and_task_boxes_are_words_own(full: bytes) -> None:
    found = parts(full)
    body = ET.fromstring(found["word/document.xml"])  # noqa: S314 -- pandoc's own XML
    styled: dict[str, list[str]] = {}
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        said = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        styled.setdefault("" if style is None else style.attrib[f"{W}val"], []).append(said)
    assert styled["Title"] == ["Verslag: Coöperatieven maken de stad"]
    assert styled["Heading1"][:4] == [
        "Samenvatting",
        "Uitkomsten in één oogopslag",
        "Programma",
        "Coöperatieve fondsen",
    ]
    assert styled["Heading3"][:1] == ["Ronde I"]
    assert styled["BlockText"] == ["“Zonder vertrouwen geen fonds.”", "— Piet"]
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 10
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    lists = {
        number.attrib[f"{W}numId"]: number[0].attrib[f"{W}val"]
        for number in ET.fromstring(found["word/numbering.xml"]).iter(f"{W}num")  # noqa: S314 -- as above
    }
    boxes = [
        "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
        if (number := paragraph.find(f"{W}pPr/{W}numPr/{W}numId")) is not None
        and lists[number.attrib[f"{W}val"]] in _boxed(found["word/numbering.xml"].decode(), "☒")
    ]
    assert boxes == ["Actie: ruimte zoeken Ahmed", "zaal is er"]
    assert b"PAGE" in found["word/footer1.xml"]
    assert b'w:val="nl" />' in found["word/styles.xml"]


def _boxed(numbering: str, sign: str) -> set[str]:
    return {
        found[1]
        for found in re.finditer(r'<w:abstractNum w:abstractNumId="(\d+)">(.*?)</w:abstractNum>', numbering, re.DOTALL)
        if f'w:lvlText w:val="{sign}"' in found[2]
    }


def test_the_same_report_gives_the_same_bytes(full: bytes) -> None:
    assert word(*full_report("nl")) == full


def test_a_picture_in_the_notes_embeds_no_file_of_the_server(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\ngeheim")
    words = words_for("nl")
    report = build(harvest_of(f"![x]({secret}) ![y](file://{secret})"), words)
    written = f"{to_markdown(report, words)}\n![x]({secret})\n\n<img src='{secret}'>\n"
    found = parts(word(written, to_data(report, words)))
    assert [name for name in found if "media" in name] == []
    assert not [name for name, content in found.items() if b"geheim" in content and name != "word/document.xml"]


def test_no_hostile_word_breaks_it_or_is_lost() -> None:
    made = word(*hostile_report())
    for name, content in parts(made).items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 -- pandoc's own XML
    said = words_in(made)
    for text in HOSTILE:
        if "Intern:" not in text and text != TAKEN["nothing to see"]:
            assert "".join(text.split()) in said
    links = re.findall(r'Target="([^"]*)" TargetMode="External"', parts(made)["word/_rels/document.xml.rels"].decode())
    assert {link.partition(":")[0] for link in links} <= {"https", "http", "mailto"}


def test_the_specification_of_markdown_becomes_a_document(node_command: str) -> None:
    notes = [example["markdown"] for example in examples(node_command)]
    words = words_for("nl")
    report = build(harvest_of(*("\n\n".join(notes[at::20]) for at in range(20))), words)
    made = word(to_markdown(report, words), to_data(report, words))
    assert ET.fromstring(parts(made)["word/document.xml"]).tag == f"{W}document"  # noqa: S314 -- pandoc's own XML
    assert pandoc("# a", "--to=plain") == b"a\n"
