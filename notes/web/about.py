"""The two pages that say what may be expected of us: privacy and accessibility."""

from flask import Blueprint, Response

from notes.web.pages import show
from notes.web.parts import parts

pages = Blueprint("about", __name__)


@pages.get("/privacy")
def privacy() -> Response:
    """Say in plain words what is stored, how long, and who sees it."""
    return show("privacy.html", contact=parts().settings.contact)


@pages.get("/toegankelijkheid")
def accessibility() -> Response:
    """The accessibility statement, with an address for complaints."""
    return show("accessibility.html", contact=parts().settings.contact)
