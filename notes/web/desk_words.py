"""What was done at the desk, in words: for the answer to a button and for the list of what was done."""

from notes.domain.conference import Conference
from notes.domain.day import ActKind
from notes.store.desk import Act
from notes.web.speech import _
from notes.web.times import clock_time


def act_words(kind: ActKind, title: str, *, minutes: int | None = None, state: str = "") -> str:
    """Return what an act did; `title` names the item or topic it was about, `state` a room's new state in words."""
    facts = {"title": title, "minutes": minutes, "state": state}
    sentences = {
        ActKind.START: _("‘%(title)s’ is begonnen", **facts),
        ActKind.END: _("‘%(title)s’ is afgerond", **facts),
        ActKind.EXTEND: _("‘%(title)s’ duurt %(minutes)s min langer", **facts),
        ActKind.DELAY: _("‘%(title)s’ begint %(minutes)s min later", **facts)
        if minutes
        else _("‘%(title)s’ begint weer op tijd", **facts),
        ActKind.ENDED_BY_ITSELF: _("‘%(title)s’ is vanzelf gestopt", **facts),
        ActKind.ROOM: _("De zaal van ‘%(title)s’: %(state)s", **facts),
        ActKind.SWITCHES: _("Instellingen van ‘%(title)s’", **facts),
        ActKind.LOCK: _("De conferentie is vastgezet"),
        ActKind.UNLOCK: _("De conferentie is weer open"),
        ActKind.AUTO_END: _("Rondes stoppen vanzelf na %(minutes)s min", **facts)
        if minutes is not None
        else _("Rondes stoppen niet vanzelf"),
        ActKind.MESSAGE: _("Bericht aan ‘%(title)s’", **facts) if title else _("Bericht aan iedereen"),
        ActKind.WITHDRAW: _("Bericht ingetrokken"),
    }
    return sentences[kind]


def when_and_who(act: Act, conference: Conference) -> str:
    """Return who did something, and when."""
    at = clock_time(act.at, conference.timezone)
    if act.by_clock:
        return at
    who = act.by or _("een organisator zonder naam")
    return f"{who}, {at}"
