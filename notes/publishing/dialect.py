"""What our Markdown is beyond the library's: task lists, strikethrough, and no raw HTML.

With it the library sees in canonical Markdown the same structure as the reader of the domain;
a test holds both against each other.
"""

import re
import xml.etree.ElementTree as ET
from typing import Final

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

_BOX: Final = re.compile(r"\[([ xX])\](?:\s+|$)")
_MARKS: Final = re.compile(r"\]\([^)]*\)|\x02[^\x03]*\x03|[*_~`\[\]\\]")
_ALIGN: Final = re.compile(r"text-align:\s*(left|right|center)")


class Dialect(Extension):
    """The project's own additions, as one extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        """Register the additions and take raw HTML away: it shows as text."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "~", "|", "<", "&", "=", ":"]
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~~(?!\s)(.+?)(?<!\s)~~", "del"), "del", 65)
        md.parser.blockprocessors.register(_SeparateQuotes(md.parser), "quote", 20)
        md.treeprocessors.register(_Boxes(md), "boxes", 25)
        md.treeprocessors.register(_Classes(md), "classes", 5)


class _SeparateQuotes(BlockQuoteProcessor):
    """Two quotes with a blank line between them are two quotes, not one."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)

    def lastChild(self, parent: ET.Element) -> ET.Element | None:  # noqa: N802 -- the library's name
        """Say that there is no quote to go on with."""
        last = super().lastChild(parent)
        return None if last is not None and last.tag == "blockquote" else last


class _Boxes(Treeprocessor):
    """`[ ]` at the beginning of a list item is a tick box. Runs before inline marks are read."""

    def run(self, root: ET.Element) -> None:
        for item in root.iter("li"):
            first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            found = _BOX.match((first.text or "").lstrip())
            if found is None:
                continue
            text = (first.text or "").lstrip()[found.end() :]
            # A box without a name is a riddle to who hears the page: its name is what it is about.
            name = _MARKS.sub("", text.partition("\n")[0]).strip() or "…"
            box = ET.Element("input", {"type": "checkbox", "disabled": "disabled", "aria-label": name})
            if found[1] != " ":
                box.set("checked", "checked")
            # The rest of the text stays where inline marks will still be read.
            box.tail = " " + text
            first.text = ""
            first.insert(0, box)
            item.set("class", "task")


class _Classes(Treeprocessor):
    """Alignment as a class: a style attribute would be refused by the page's own policy."""

    def run(self, root: ET.Element) -> None:
        for cell in (*root.iter("td"), *root.iter("th")):
            found = _ALIGN.search(cell.attrib.pop("style", ""))
            if found:
                cell.set("class", f"align-{found[1]}")
