"""Holds that both Markdown libraries see the same structure, and that nothing dangerous gets out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from notes.domain.canonical import canonical
from notes.ground.html import clean, unbroken
from notes.publishing.html import html, report_html
from tests.domain.markdown_samples import ANYTHING, NOTES

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAGS = "a|blockquote|br|code|del|em|h[1-6]|hr|input|li|ol|p|pre|span|strong|table|tbody|td|th|thead|tr|ul"
DANGEROUS = re.compile(rf"=\"javascript:|<(?!/?(?:{TAGS})\b)|<[^>]* (?:on\w+|style|src)=")


class Structure(HTMLParser):
    """Collects elements and words; paragraphs, which lists have or not, and boxes do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input":
            self.found.append("[x]" if "checked" in dict(attrs) else "[]")
        elif tag not in ("p", "thead", "tbody"):
            self.found.append("del" if tag == "s" else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("p", "thead", "tbody", "br", "hr", "input"):
            self.found.append("/" + ("del" if tag == "s" else tag))

    def handle_data(self, data: str) -> None:
        data = re.sub(r"^\[([ x])\]", lambda found: "[x]" if found[1] == "x" else "[]", data.strip())
        if data:
            self.found.append(data)


def structure(rendered: str) -> str:
    """Return elements and words in order, white space left out."""
    reader = Structure()
    reader.feed(rendered)
    reader.close()
    return re.sub(r"\s+", "", " ".join(reader.found))


@pytest.mark.parametrize(
    "text",
    [
        "# a\n\nb **c** *d* ~~e~~ `f`\n",
        "- [ ] a\n- [x] b\n    - c\n        1. d\n",
        "> a\n\n> b\n",
        "- a\n\n  ```\n  code <b>\n  ```\n- b\n",
        "1. a\n\n   b\n2. c\n",
        "| a | b |\n|:-|-:|\n| `x` | y\\|z |\n",
        "1. a\n\n- b\n\n1. c\n",
        "```py\n# a\n```\n",
        "5. a\n6. b\n",
        "a  \nb\n",
        "---\n\na\n",
        "~~~\n```\n~~~\n",
        "> - a\n>   - b\n",
        "- > a\n- # b\n",
        "<div>\n*a*\n</div>\n",
        "a_b_c __d__ \\*e\\* &amp; &lt; <http://x.nl/_a_>\n",
        "- a\n\n      code\n",
        "a\nb\n*c\nd* e\n",
        "- a\n  b\nc\n  - d\n    e\n  - f\n- [ ] g\nh\n",
        "1. a\n   b\n\n   c\n   d\n",
        "> a\n> b\n> - c\n>   d\n",
        "> a\n===\n> : b\n",
    ],
)  # fmt: skip -- samples read best side by side
def test_both_libraries_see_the_same_structure(text: str) -> None:
    written = canonical(text)
    assert structure(html(written)) == structure(GFM.render(written))


@given(NOTES)
@settings(max_examples=100)
def test_both_libraries_break_the_same_lines(text: str) -> None:
    written = canonical(text)
    assert html(written).count("<br") == GFM.render(written).count("<br")


def test_each_typed_line_stands_on_its_own_line() -> None:
    assert html(canonical("een\ntwee\n\n- drie\nvier")).split() == [
        "<p>een<br>",
        "twee</p>",
        "<ul>",
        "<li>drie<br>",
        "vier</li>",
        "</ul>",
    ]  # fmt: skip -- one list, one line


@given(NOTES)
@settings(max_examples=200)
@example("[x](javascript:alert(1)) <img src=x onerror=alert(1)>")
def test_rendered_notes_hold_nothing_dangerous(text: str) -> None:
    assert not DANGEROUS.search(html(canonical(text)))


@given(ANYTHING)
def test_any_text_is_rendered(text: str) -> None:
    assert isinstance(html(canonical(text)), str)


@given(NOTES)
@settings(max_examples=100)
def test_words_are_the_same_in_both_libraries(text: str) -> None:
    written = canonical(text)
    theirs = re.sub(r"(<li>\s*(?:<p>)?)\[[ x]\] ", r"\1", GFM.render(written))
    ours, theirs = (re.sub(r"<[^>]*>|\W|_", "", each) for each in (html(written), theirs))
    assert ours == theirs


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<p style="color:red" onclick="x()">a</p>',
        '<img src="http://x.nl/a.png">',
        '<iframe src="x"></iframe>',
        '<input type="text" name="a">',
        '<a class="button" href="/x">b</a>',
        '<form action="/x"></form>',
        '<svg onload="x"></svg>',
    ],
)  # fmt: skip -- as above
def test_the_sanitiser_lets_nothing_hostile_through(hostile: str) -> None:
    cleaned = clean(hostile)
    for bad in (
        "script",
        "javascript",
        "style",
        "onclick",
        "<img",
        "iframe",
        'type="text"',
        "name=",
        "button",
        "form",
        "svg",
    ):
        assert bad not in cleaned


def test_an_idea_link_shows_a_name_only_where_it_was_taken_over() -> None:
    text = "[Een fonds](idee:7) en [Een bank](idee:8)"
    assert html(text, {7: "Jan <b>"}) == (
        '<p><a class="idea-link" href="#idee-7" rel="noopener nofollow">Een fonds</a> '
        '<span class="idea-name">Jan &lt;b&gt;</span> en Een bank</p>'
    )


def test_a_report_shows_without_its_front_matter() -> None:
    assert report_html('---\ntitel: "x"\n---\n\n# Verslag\n') == "<h1>Verslag</h1>"


def test_times_stay_whole_and_what_people_typed_stays_words() -> None:
    whole = '<span class="unbroken">10.45–12.00</span>'
    assert unbroken("Ronde <b>, 10.45–12.00: zaal") == f"Ronde &lt;b&gt;, {whole}: zaal"
    assert unbroken("10:45–12:00") == whole.replace(".", ":")
    assert unbroken("<i>") == "&lt;i&gt;"
