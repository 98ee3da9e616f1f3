"""What somebody typed into the forms of a topic's and a conference's page: kept when it is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import request

from notes.domain.taking_over import words_of, written_line
from notes.store.lines import LineFacts
from notes.web.parts import parts
from notes.web.speech import _


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """An idea that is not sent. `uuid` makes a second sending the same idea."""

    uuid: str
    text: str = ""
    name: str = ""
    message: str = ""
    name_message: str = ""
    name_asked: bool = False  # then the field is folded: it can be changed, and is not in the way


@dataclass(frozen=True, slots=True)
class EditDraft:
    """New words for an own idea that were refused."""

    number: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A join code that was typed on a page of a conference and is not right."""

    typed: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line that is not in the notes yet. `request` makes a second sending the same act."""

    request: str
    kind: str = "note"
    text: str = ""
    owner: str = ""
    due: str = ""
    message: str = ""
    owner_message: str = ""
    due_message: str = ""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line of one's own that stands in the notes as it was written."""

    request: str
    words: str


def unknown_code() -> str:
    """Return what is said to a code that nobody has."""
    return _("Deze code kennen we niet. Kijk nog eens goed: het zijn letters en cijfers, zonder spaties.")


def too_many_codes() -> str:
    """Return what is said where many codes were guessed; a code that is scanned still works."""
    return _("Er zijn vanaf hier veel verkeerde codes geprobeerd. Wacht een minuut, of scan de QR-code.")


def code_in_address(*, wrong: bool) -> CodeDraft:
    """Return the code form for a page whose address holds a code: with that code, when it is not right."""
    typed = request.args.get("code", "")[:100]
    return CodeDraft(typed, unknown_code()) if wrong and typed else CodeDraft()


def line_kinds() -> tuple[tuple[str, str], ...]:
    """Return the kinds of lines in the reader's language."""
    return (
        ("note", _("Notitie")),
        ("insight", _("Inzicht")),
        ("decision", _("Besluit")),
        ("action", _("Actie")),
        ("question", _("Vraag")),
        ("quote", _("Citaat")),
    )


def new_idea_draft(name: str = "", *, name_asked: bool = False) -> IdeaDraft:
    """Return an empty idea form."""
    return IdeaDraft(uuid=parts().ids.uuid(), name=name, name_asked=name_asked)


def typed_idea(message: str = "", name_message: str = "") -> IdeaDraft:
    """Return the idea form as it was posted, with why it was refused."""
    form = request.form
    uuid = form.get("uuid") or parts().ids.uuid()
    return IdeaDraft(uuid, form.get("text", ""), form.get("name", ""), message, name_message)


def new_line_draft() -> LineDraft:
    """Return an empty form for one line."""
    return LineDraft(request=parts().ids.uuid())


def own_lines(stored: Sequence[LineFacts], text: Callable[[], str]) -> list[OwnLine]:
    """Return which of somebody's lines can be taken back: those that nobody changed in the notes since."""
    notes = text() if stored else ""
    standing = (line for line in stored if written_line(notes, line.text) is not None)
    return [OwnLine(line.request, words_of(line.text)) for line in standing]


def typed_line(message: str = "", code: str = "") -> LineDraft:
    """Return the line form as it was posted, with why it was refused beside the field that `code` is about."""
    form = request.form
    return LineDraft(
        request=form.get("request") or parts().ids.uuid(),
        kind=form.get("kind", "note"),
        text=form.get("text", ""),
        owner=form.get("owner", ""),
        due=form.get("due", ""),
        message="" if code in ("owners_too_long", "due_unclear") else message,
        owner_message=message if code == "owners_too_long" else "",
        due_message=message if code == "due_unclear" else "",
    )
