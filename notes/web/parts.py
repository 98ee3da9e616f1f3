"""The running parts that pages use, put together by the factory and found on the application."""

from dataclasses import dataclass

from flask import current_app

from notes.ground.device_codes import DeviceCodes
from notes.ground.metrics import Metrics
from notes.ground.ports import Clock, Ids, ReportRenderer
from notes.ground.settings import Settings
from notes.ground.throttle import Throttle
from notes.live.engine import Engine
from notes.live.newest import NewestChanges
from notes.live.readiness import Readiness
from notes.live.waiting_screens import WaitingScreens
from notes.publishing.archives import Archives
from notes.publishing.exports import Exports
from notes.publishing.pasts import Pasts
from notes.publishing.reports import Reports
from notes.store.unit_of_work import Database

EXTENSION = "oogst"


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything real that a page may need; made once per process."""

    settings: Settings
    database: Database
    engine: Engine
    renderer: ReportRenderer
    reports: Reports
    pasts: Pasts
    exports: Exports
    archives: Archives
    throttle: Throttle
    devices: DeviceCodes
    metrics: Metrics
    readiness: Readiness
    clock: Clock
    ids: Ids
    screens: WaitingScreens
    newest: NewestChanges


def parts() -> Parts:
    """Return the parts of the application that answers this request."""
    found = current_app.extensions[EXTENSION]
    if not isinstance(found, Parts):
        message = "the application was made without notes.factory"
        raise TypeError(message)
    return found
