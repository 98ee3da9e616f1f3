"""What somebody typed into the forms of a topic's and a conference's page: kept when it is refused."""

from dataclasses import dataclass

from flask import request

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


def new_idea_draft(name: str = "") -> IdeaDraft:
    """Return an empty idea form."""
    return IdeaDraft(uuid=parts().ids.uuid(), name=name)


def typed_idea(message: str = "", name_message: str = "") -> IdeaDraft:
    """Return the idea form as it was posted, with why it was refused."""
    form = request.form
    uuid = form.get("uuid") or parts().ids.uuid()
    return IdeaDraft(uuid, form.get("text", ""), form.get("name", ""), message, name_message)


def new_line_draft() -> LineDraft:
    """Return an empty form for one line."""
    return LineDraft(request=parts().ids.uuid())


def typed_line(message: str = "") -> LineDraft:
    """Return the line form as it was posted, with why it was refused."""
    form = request.form
    return LineDraft(
        request=form.get("request") or parts().ids.uuid(),
        kind=form.get("kind", "note"),
        text=form.get("text", ""),
        owner=form.get("owner", ""),
        due=form.get("due", ""),
        message=message,
    )
