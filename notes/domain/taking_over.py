"""Lines that the server puts into notes: always whole new lines, and taken out only if unchanged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from notes.domain import inline, markdown
from notes.domain.keywords import Kind, heading_kind, keyword
from notes.domain.outcomes import outcomes
from notes.domain.quotes import attributed, bare
from notes.domain.text import one_line
from notes.domain.words import Words

_KINDS: Final = {
    Kind.ACTION: "- [ ] {keyword}: {words}",
    Kind.DECISION: "- {keyword}: {words}",
    Kind.INSIGHT: "- {keyword}: {words}",
    Kind.QUESTION: "- {keyword}: {words}",
    Kind.QUOTE: "> “{words}”",
}
_WHOLE: Final = ("fence", "code_block", "table")
_IDEA_LINE: Final = re.compile(r"(?:[-+*] |> ).*\]\(idee:\d+\)")
_LIST: Final = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")


def taken_over(words: str, number: int, kind: str | None, fixed: Words) -> str:
    """Return the line for an idea, without line end: its words, folded and escaped, as a link.

    `kind` is None for a plain line, else a value of `Kind` (not internal); `ValueError` for others. Words that
    begin as an outcome or an internal line does stand in quotation marks: what a line is, the facilitator says.
    """
    link = f"[{_escaped(words)}](idee:{number})"
    if kind:
        return _line(kind, link, fixed)
    return f"- “{link}”" if keyword(one_line(words)) else f"- {link}"


def line(kind: str, text: str, who: str, due: str, fixed: Words) -> str:
    """Return the line that the one-line form writes; `kind` is `note` or a value of `Kind`.

    `who` holds owners separated by commas; `who` and `due` count for an action only. The text is
    kept as typed apart from its line ends: who types Markdown means it.
    """
    words = one_line(text)
    if kind == "note":
        return f"- {words}"
    marked = keyword(words)
    if marked and marked[0].value == kind:  # said twice: chosen in the form, and typed
        words = words[marked[1] :]
    if kind == Kind.ACTION:
        names = [one_line(name).lstrip("@").strip("[]") for name in re.split(r"[,;\n]", who) if name.strip()]
        owners = [f"@[{name}]" if re.search(r"[^\w’'-]", name) else f"@{name}" for name in names if name]
        last = [f"({fixed.due_by} {one_line(due)})"] if due.strip() else []
        words = " ".join([words, *owners, *last])
    if kind == Kind.QUOTE:  # typed with its marks, or with who said it
        said, name = attributed(words)
        return _line(kind, bare(said), fixed) + (f" — {name}" if name else "")
    return _line(kind, words, fixed)


def words_of(written: str) -> str:
    """Return a line that `line` wrote without the marks of its list or quote: as a list of lines shows it."""
    return re.sub(r"^(?:- (?:\[ \] )?|> )", "", written, count=1)


def _line(kind: str, words: str, fixed: Words) -> str:
    known = Kind(kind)
    if known not in _KINDS:
        message = f"no line can be made for {kind}"
        raise ValueError(message)
    return _KINDS[known].format(keyword=fixed.keywords[known], words=words)


def markers(fixed: Words) -> Mapping[Kind, tuple[str, str]]:
    """Return what stands before and behind the words of a line of each kind."""
    made = {
        kind: form.format(keyword=fixed.keywords[kind], words="\0").partition("\0") for kind, form in _KINDS.items()
    }
    return {kind: (before, behind) for kind, (before, _, behind) in made.items()}


def _escaped(words: str) -> str:
    # Link brackets, code and entities too: the words show exactly as they were typed.
    return inline.escape(words)


def insertion(
    text: str, position: int | None, words: str, number: int, kind: str | None, fixed: Words
) -> tuple[int, str]:
    """Return where in `text` an idea is put (a code point offset) and what is inserted there.

    Always a whole new line, below the line that holds `position` (a code point offset) and the ideas that stand
    right below it already, so that what is taken over one after another stands in that order; or at the end for
    None. `kind` as in `taken_over`.
    """
    written = taken_over(words, number, kind, fixed)
    return at_end(text, written) if position is None else _below(text, position, written)


def cursor_position(text: str, offset: int, line_text: str) -> int:
    """Return the offset of the line that a cursor stood in: the nearest one with that text.

    Others may have typed meanwhile. When no line has that text, `offset` itself, kept inside.
    """
    best: int | None = None
    start = 0
    for each in text.split("\n"):
        if each == line_text and (best is None or abs(start - offset) <= abs(best - offset)):
            best = start
        start += len(each) + 1
    return max(0, min(offset, len(text))) if best is None else best


def appended(text: str, written: str) -> tuple[int, str]:
    """Return where and what to insert for a line at the end of `text`, below its last words."""
    kept = text.rstrip()
    if not kept:
        return 0, written + "\n"
    # An empty bullet that a template left ("- ") is text too: only line ends are passed over.
    end = len(text.rstrip("\n"))
    last = text[:end].rpartition("\n")[2]
    fence = open_fence(text)
    gap = "\n\n" if fence or _needs_gap(last, written) else "\n"
    return end, f"\n{fence}" * bool(fence) + gap + written


def at_end(text: str, written: str) -> tuple[int, str]:
    """Return where and what to insert for a line at the end of what is the current round.

    That is below the last words of `text`, since each round begins at the end. Only a plain item stands higher
    when the last heading would make an outcome of it: in the nearest part above that makes none.
    """
    if not _LIST.match(written) or written.startswith("- [ ]") or keyword(written[2:]):
        return appended(text, written)
    number = _plain_part_ends(text)
    return appended(text, written) if number is None else _below(text, _offset_of(text, number), written)


def _plain_part_ends(text: str) -> int | None:
    """Return the last line with words of the nearest part whose heading makes no outcomes; None: the text's end."""
    found = [block for block in markdown.read(text).blocks if block.kind == "heading"]
    kinds = [heading_kind(one_line(markdown.visible(block.inline))) for block in found]
    if not kinds or kinds[-1] is None:
        return None
    level = _level(found[-1])
    for number in reversed(range(len(found) - 1)):
        if _level(found[number]) > level:
            continue
        level = _level(found[number])
        if kinds[number] is None:
            lines = text.split("\n")[: found[number + 1].first]
            return max(index for index, each in enumerate(lines) if each.strip())
    return None


def _level(heading: markdown.Node) -> int:
    return int(heading.token.tag.removeprefix("h"))


def _offset_of(text: str, number: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[:number])


def open_fence(text: str) -> str:
    """Return the fence that closes the text's last block, "" when nothing is open."""
    blocks = markdown.read(text).blocks
    if not blocks or blocks[-1].kind != "fence":
        return ""
    fence = blocks[-1].token.markup
    # Of the block, not of the text: below it a link's definition may stand, which is no block.
    last = text.split("\n")[blocks[-1].last - 1].strip()
    closed = blocks[-1].last - blocks[-1].first > 1 and set(last) == set(fence[:1]) and len(last) >= len(fence)
    return "" if closed else fence


def _below(text: str, position: int, written: str) -> tuple[int, str]:
    lines = text.split("\n")
    number = _after_block(text, text.count("\n", 0, max(0, min(position, len(text)))))
    last_idea = _after_ideas(lines, number)
    if last_idea != number:
        number = _after_block(text, last_idea)
    if not any(each.strip() for each in lines[number + 1 :]):
        return appended(text, written)
    above, below = lines[number], lines[number + 1]
    offset = sum(len(each) + 1 for each in lines[: number + 1]) - 1
    before = "\n\n" if _needs_gap(above, written) else "\n"
    after = "\n" if below.strip() and _needs_gap(written, below) else ""
    return offset, before + written + after


def _after_ideas(lines: Sequence[str], number: int) -> int:
    """Return the last of the ideas that stand right below a line, or else that line."""
    for below in range(number + 1, len(lines)):
        if _IDEA_LINE.match(lines[below]):
            number = below
        elif lines[below].strip():
            break
    return number


def _after_block(text: str, number: int) -> int:
    """Return the last line of what may not be cut in two at line `number`, else that line."""
    for found in outcomes(text):
        if found.kind is Kind.INTERNAL and found.first <= number < found.last:
            return found.last - 1  # what is left of it below would no longer be internal
    for block in markdown.read(text).blocks:
        for each in markdown.walk((block,)):
            if not each.first <= number < each.last:
                continue
            if each.kind in _WHOLE:
                return block.last - 1
            if each.kind == "list_item" and each.children and each.children[0].kind == "paragraph":
                number = max(number, each.children[0].last - 1) if number < each.children[0].last else number
    return number


def _needs_gap(above: str, below: str) -> bool:
    """Return whether two neighbouring lines would run into one block that neither means."""
    if not above.strip():
        return False
    # An indented line above belongs to an item already; a bullet ends it.
    both_items = (_LIST.match(above) or above[0] in " \t") and _LIST.match(below)
    both_quotes = above.lstrip().startswith(">") and below.lstrip().startswith(">")
    return both_quotes or not (both_items or above.lstrip().startswith("#"))


def written_line(text: str, written: str) -> tuple[int, int] | None:
    """Return offset and length (code points) of the last line that is `written`, its line end too.

    None where no line is, or where the line below runs on from it: then it is no longer as it was written.
    """
    lines = text.split("\n")
    for number in reversed(range(len(lines))):
        if lines[number] == written and not _runs_on(written, "".join(lines[number + 1 : number + 2])):
            return _whole(text, _offset_of(text, number), len(written))
    return None


def _runs_on(written: str, below: str) -> bool:
    if not below.strip():
        return False
    if written.startswith(">") or below[0] in " \t":
        return below[0] in "> \t" or not (_LIST.match(below) or below[0] == "#")
    return not (_LIST.match(below) or below[0] in "#>")


def _whole(text: str, offset: int, length: int) -> tuple[int, int]:
    """Return a line with the line end after it, or with the one before it where it is the last."""
    if offset + length < len(text):
        return offset, length + 1
    return (offset - 1, length + 1) if offset else (0, length)


def removal(text: str, number: int, written: str | None = None) -> tuple[int, int] | None:
    """Return offset and length (code points) of the line of idea `number`, its line end too.

    None unless the whole line stands there as it was inserted: exactly `written` where that is
    given, else in a form that `taken_over` makes.
    """
    form = re.compile(
        re.escape(written)
        if written is not None
        else rf"(?:- (?:\[ \] )?(?:[^\W\d_][\w ]*: )?“?|> “)\[(?:\\.|[^\\\[\]])*\]\(idee:{number}\)”?"
    )
    offset = 0
    for each in text.split("\n"):
        if form.fullmatch(each):
            return _whole(text, offset, len(each))
        offset += len(each) + 1
    return None


def undoing(text: str, number: int, written: str, before: str, behind: str) -> tuple[int, int] | None:
    """Return offset and length (code points) of what `insertion` put in: `before`, the line and `behind`.

    Of the line alone, as `removal` has it, where its surroundings changed, or where what stands below by now
    would run into what stands above. None where the line itself changed.
    """
    line_alone = removal(text, number, written)
    if line_alone is None:
        return None
    whole = before + written + behind
    offset = text.index(written, line_alone[0]) - len(before)
    if offset < 0 or not text.startswith(whole, offset):
        return line_alone
    above, below = text[:offset], text[offset + len(whole) :]
    # `behind` is what kept the line from what stood below it; without it, somebody may have written on since.
    fits = below[:1] in ("", "\n") and (bool(behind) or not _runs_into(above, below[1:], fenced=bool(before.strip())))
    return (offset, len(whole)) if fits else line_alone


def _runs_into(above: str, below: str, *, fenced: bool) -> bool:
    """Return whether text right below another would become part of its last block; `fenced`: that is open code."""
    next_line = below.partition("\n")[0]
    if fenced or not next_line.strip():
        return fenced and bool(below.strip())
    return _needs_gap(above.rpartition("\n")[2], next_line)


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line that holds an idea's link: what to take out (code points), its text, and what it stands under.

    `above` begins with the last line that is not empty; None where it is the first line.
    """

    offset: int
    length: int
    text: str
    above: str | None


def line_of(text: str, number: int) -> StandingLine | None:
    """Return the first line with the link of idea `number`, whatever else somebody wrote into it."""
    lines = text.split("\n")
    for index, line_text in enumerate(lines):
        if f"](idee:{number})" in line_text:
            offset, length = _whole(text, _offset_of(text, index), len(line_text))
            written = [each for each in range(index) if lines[each].strip()]
            above = "\n".join(lines[max(written, default=0) : index]) if index else None
            return StandingLine(offset, length, line_text, above)
    return None


def put_back(text: str, line: str, above: str | None, offset: int) -> tuple[int, str]:
    """Return where and what to insert so that a line that `line_of` found stands where it stood.

    That is below the nearest place that reads as `above`, also when others wrote meanwhile; at the end where none does.
    """
    if above is None:
        return 0, f"{line}\n" if text else line
    places = [found.end() for found in re.finditer(rf"(?m)^{re.escape(above)}$", text)]
    if not places:
        return appended(text, line)
    return min(places, key=lambda end: abs(end + 1 - offset)), f"\n{line}"
