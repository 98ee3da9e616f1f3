"""What every page has around it: language, colours, the way round, and links to its assets."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Response, current_app, make_response, render_template, request, session, url_for

from notes.access import Role
from notes.domain.conference import Conference
from notes.ground.languages import LANGUAGES, PageTexts, page_texts
from notes.web.colours import sheet_address
from notes.web.speech import _, language
from notes.web.visitor import JOINED, PEOPLE, Visitor

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in the page's head."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What `base.html` needs."""

    language: str
    theme: str | None
    role: Role
    nav: tuple[NavItem, ...]
    other_languages: tuple[tuple[str, str], ...]
    here: str
    texts: PageTexts
    known: bool  # this browser is somebody in a conference, or gave a code: it can be signed off
    colours: str = ""  # the style sheet of topics' own colours
    device_door: str = ""  # where somebody gets a code for another device

    @property
    def works(self) -> bool:
        """Whether the page is for somebody who leads or organises: it has styles that phones do without."""
        return leads(self.role)


def show(
    template: str,
    *,
    conference: Conference | None = None,
    visitor: Visitor | None = None,
    role: Role | None = None,
    status: int = 200,
    address: str | None = None,
    **context: object,
) -> Response:
    """Render a page with everything around it; `role` is the visitor's unless given.

    `address` is where the page itself stands, when it answers a form that was posted elsewhere.
    """
    strongest = visitor.role() if visitor else Role.READER
    page = Page(
        language=language(),
        theme=session.get("theme") if session.get("theme") in THEMES else None,
        role=role or strongest,
        nav=_nav(conference, strongest) if conference else (),
        other_languages=tuple((code, name) for code, name in LANGUAGES.items() if code != language()),
        texts=texts_for(role or strongest),
        known=bool(session.get(PEOPLE) or session.get(JOINED)),
        colours=sheet_address(),
        device_door=_device_door(conference, visitor),
        here=request.full_path.rstrip("?") if request.method == "GET" else address or request.path,
    )
    values: Mapping[str, object] = {"page": page, "conference": conference, **context}
    answer: Response = make_response(render_template(template, **values), status)
    answer.content_language.add(page.language)
    return answer


def _device_door(conference: Conference | None, visitor: Visitor | None) -> str:
    somebody = conference is not None and visitor is not None and visitor.who.person_id is not None
    return url_for("devices.page", conf=conference.slug) if conference and somebody else ""


def leads(role: Role) -> bool:
    """Return whether a role leads a room or the whole."""
    return role in (Role.ORGANISER, Role.FACILITATOR)


def texts_for(role: Role, *, writes: bool = False) -> PageTexts:
    """Return what a page says by script: everything for who writes or leads, for a phone what can occur there."""
    everybodys = None if writes or leads(role) else _everybodys_modules()
    return page_texts(language(), everybodys)


def _nav(conference: Conference, role: Role) -> tuple[NavItem, ...]:
    if not leads(role):
        return ()
    targets = [(_("Programma"), "conference.start")]
    if role is Role.ORGANISER:
        targets += [(_("Regie"), "desk.page"), (_("Toegangslinks"), "links.page")]
    targets += [(_("Schermen"), "screens.page"), (_("Verslag"), "report.page")]
    return tuple(
        NavItem(label, url_for(endpoint, conf=conference.slug), request.endpoint == endpoint)
        for label, endpoint in targets
    )


def asset(name: str) -> str:
    """Return the address of a script, style or picture; it changes when the file's content does.

    What the front end's build made goes first; a style that is not built is served as it is.
    """
    built = _manifest().get(name)
    if built:
        # Exactly as scripts import each other: under another address a browser would run a part twice.
        return url_for("static", filename=f"build/{built}")
    path = _static() / name
    return url_for("static", filename=name, v=_fingerprint(path, _changed(path)))


def has_asset(name: str) -> bool:
    """Return whether an asset exists: pages work without the built scripts."""
    return name in _manifest() or (_static() / name).is_file()


def _static() -> Path:
    return Path(current_app.static_folder or "")


def _manifest() -> Mapping[str, str]:
    path = _static() / "build" / "manifest.json"
    return _read_manifest(path, _changed(path))


def _everybodys_modules() -> frozenset[str] | None:
    path = _static() / "build" / "everybody.json"
    return _read_modules(path, _changed(path))


@cache
def _read_modules(path: Path, changed: int) -> frozenset[str] | None:
    return frozenset(map(str, json.loads(path.read_text()))) if changed else None


@cache
def _read_manifest(path: Path, changed: int) -> Mapping[str, str]:
    return {str(name): str(file) for name, file in json.loads(path.read_text()).items()} if changed else {}


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


@cache
def _fingerprint(path: Path, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if changed else "none"
