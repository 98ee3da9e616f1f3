"""No interface text stands in a template as such: it comes from the catalogues, by `_("…")` or `{% trans %}`.

Looks at the text between tags and at the attributes that people read or hear. And nothing goes around the
sanitiser or the content security policy: no `|safe`, no inline style, script or event handler.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from tools.files import tracked
from tools.stamps import ROOT

_JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TRANS = re.compile(r"\{%-?\s*trans\b.*?%\}.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
# Blocks that fill an attribute: their words are classes and data, nobody reads them.
_ATTRIBUTES = re.compile(r"\{%-?\s*block\s+\w+_(?:class|data)\b.*?endblock.*?%\}", re.DOTALL)
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_READ = {"alt", "aria-label", "aria-description", "placeholder", "title", "label", "content"}
# Proper names and words that are the same in every language.
NAMES = {"Oogst", "QR", "Markdown", "utf-8"}
_NOT_READ = {"script", "style", "code", "svg"}
_META_READ = {"description", "og:title", "og:description"}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_READ:
            self._inside.append(tag)
        facts = dict(attrs)
        for name, value in attrs:
            if name not in _READ or (name == "content" and facts.get("name") not in _META_READ):
                continue
            self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._look(data)

    def _look(self, text: str) -> None:
        words = [word for word in _LETTERS.findall(text) if word not in NAMES]
        if words:
            before = text[: len(text) - len(text.lstrip())]
            self.found.append((self.getpos()[0] + before.count("\n"), " ".join(text.split())))


def _blank(match: re.Match[str]) -> str:
    """As many lines as before, so that line numbers stay right."""
    return "\n" * match[0].count("\n")


def literal_texts(template: str) -> list[tuple[int, str]]:
    """Line (from 1) and words of every text that does not come from a catalogue."""
    reader = _Texts()
    for pattern in (_JINJA_COMMENT, _TRANS, _ATTRIBUTES, _JINJA):
        template = pattern.sub(_blank, template)
    reader.feed(template)
    reader.close()
    return reader.found


_FORBIDDEN = (
    (re.compile(r"\|\s*safe\b|autoescape\s+false"), "goes around the sanitiser"),
    (re.compile(r"<[^>]*\sstyle\s*="), "inline styles are refused by the CSP"),
    (re.compile(r"<[^>]*\son[a-z]+\s*="), "inline event handlers are refused by the CSP"),
    (re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>"), "inline scripts are refused by the CSP"),
)


def forbidden_parts(template: str) -> list[tuple[int, str]]:
    """Line (from 1) and reason of everything that goes around sanitiser or policy."""
    template = _JINJA_COMMENT.sub(_blank, template)
    return [
        (template.count("\n", 0, match.start()) + 1, f"{match[0]!r} {reason}")
        for pattern, reason in _FORBIDDEN
        for match in pattern.finditer(template)
    ]


def main() -> None:
    """Print everything of that kind in templates/*.html; exit 1 when there is one."""
    found = False
    for path in tracked({".html"}):
        if not path.startswith("templates/"):
            continue
        template = Path(ROOT, path).read_text(encoding="utf-8")
        complaints = [(line, f'"{words}" does not come from a catalogue') for line, words in literal_texts(template)]
        for line, complaint in complaints + forbidden_parts(template):
            found = True
            print(f"{path}:{line}: {complaint}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
