"""The pages: HTTP on one side, the engine and the store's reading functions on the other."""

from flask import Flask

from notes.web import (
    about,
    access,
    authors,
    choices,
    compression,
    conference,
    desk,
    errors,
    headers,
    health,
    history,
    home,
    ideas,
    links,
    offline,
    report,
    round_template,
    state,
    texts,
    topic,
)

# Addresses with more fixed parts come first: a topic may not be called "regie".
_BLUEPRINTS = (
    health,
    about,
    access,
    choices,
    offline,
    state,
    texts,
    authors,
    round_template,
    desk,
    links,
    report,
    conference,
    history,
    ideas,
    topic,
    home,
)


def register(app: Flask) -> None:
    """Register every page, the headers and the error pages on `app`."""
    for module in _BLUEPRINTS:
        app.register_blueprint(module.pages)
    compression.register(app)  # the last to see an answer: Flask asks in the order from bottom to top
    headers.register(app)
    errors.register(app)
