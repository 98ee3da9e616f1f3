"""What screens show, as plain data: the same for everybody who looks, and nothing that a reader may not see.

Promise: hidden and waiting ideas, internal lines and (unless the organisers chose so) names of who took part are
in none of it. Two equal pictures are the same to look at.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flask import url_for

from notes.access import What, may, screen_reader
from notes.domain.conference import Conference, OwnersPolicy
from notes.domain.keywords import OUTCOME_KINDS, Kind
from notes.domain.outcomes import Outcome
from notes.domain.owners import written_out
from notes.domain.programme import ItemKind, ProgrammeItem, Topic
from notes.domain.screens import ScreenView, Words, reaches_screen
from notes.ground import limits
from notes.ground.ports import Block
from notes.live.commands import CommandRefused
from notes.store import conferences, ideas, notepads, screens, versions
from notes.store.ideas import IdeaFacts
from notes.store.screens import Screen
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.colours import shade, sheet_address
from notes.web.parts import parts
from notes.web.published import expected_at
from notes.web.qr import qr_picture
from notes.web.so_far import kind_names, outcomes_in
from notes.web.times import short_day
from notes.web.whole_address import spoken_address, whole_address

IDEAS_MAX = 120  # the newest; nobody waits for more of them to come by
_NAME = re.compile(r' ?<span class="idea-name">[^<]*</span>')
_SOURCE_BELOW = re.compile(r"<p>—[^\n]*</p>(?=\s*</blockquote>)|<br>\s*—[^\n]*(?=</p>\s*</blockquote>)")
_SOURCE_BEHIND = re.compile(r"(?<=[”»\"])\s*—[^<\n]*(?=</(?:li|p)>)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is about: a topic (`number` in the programme), or the whole conference (0)."""

    title: str
    number: int = 0
    colour: str = ""  # as styles name it
    question: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The way to take part: an address short enough to say aloud, the code, and both for a camera."""

    short: str
    code: str
    full: str

    @property
    def qr(self) -> str:
        """The picture for a camera."""
        return qr_picture(self.full)


@dataclass(frozen=True, slots=True)
class Card:
    """An idea."""

    key: str
    text: str
    name: str
    support: int
    hands: int
    taken_over: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome. `key` is the same while its words are; `missing` says that an action has nobody yet."""

    key: str
    kind: str
    kind_name: str
    text: str
    who: str
    due: str
    done: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A topic with its outcomes."""

    subject: Subject
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a screen shows. `kind` is a view's name, `blank` or `code`; most fields are of some kinds only."""

    kind: str
    subject: Subject = Subject("")
    code: str = ""
    way: Way | None = None
    cards: tuple[Card, ...] = ()
    older: int = 0  # ideas that are not among the cards
    version: str = ""
    blocks: tuple[Block, ...] = field(default=(), repr=False)  # named by `version`
    newest: str = ""
    tiles: tuple[Tile, ...] = ()
    state: str = ""  # of the report
    rehearsal: bool = False
    colours: str = ""  # the address of the topics' own colours


def waiting_picture(code: str) -> Picture:
    """Return what a screen shows that nobody paired."""
    return Picture("code", code=code)


def picture(db: Session, screen: Screen, conference: Conference, now: datetime) -> Picture:
    """Return what a paired screen shows now."""
    shown = _picture(db, screen, conference, now)
    return replace(shown, colours=sheet_address(), rehearsal=conference.rehearsal and shown.kind != "blank")


def _picture(db: Session, screen: Screen, conference: Conference, now: datetime) -> Picture:
    if screen.blank:
        return Picture("blank")
    topics = unchanged(db, ("topics", conference.id), lambda: conferences.topics(db, conference.id))
    found = next(((number, each) for number, each in enumerate(topics, 1) if each.id == screen.topic_id), None)
    topic = found[1] if found else None
    subject = _subject(*found) if found else Subject(conference.title)
    if topic is not None and not _may_read(db, conference, topic):
        return Picture("blank")
    if screen.view is ScreenView.ALL:
        return Picture("all", Subject(conference.title), tiles=_tiles(db, conference, topics))
    if screen.view is ScreenView.REPORT:
        return _report(db, conference)
    if screen.view is ScreenView.IDEAS:
        return _ideas(db, conference, topics, topic, subject, now)
    if screen.view is ScreenView.NOTES and topic is not None:
        return _notes(db, conference, topic, subject)
    if screen.view is ScreenView.OUTCOMES and found is not None:
        return Picture("outcomes", subject, tiles=_tiles(db, conference, (topic,) if topic else (), [subject]))
    return Picture("join", subject, way=_way(conference, topic))


def _subject(number: int, topic: Topic) -> Subject:
    return Subject(topic.title, number, shade(topic), topic.question)


def _may_read(db: Session, conference: Conference, topic: Topic) -> bool:
    pad = _notepad_id(db, topic)
    if pad is None:
        return False
    room = unchanged(db, ("room", pad), lambda: conferences.room_of_notepad(db, pad))
    return may(screen_reader(conference.id), What.READ_NOTES, room) is None


def _notepad_id(db: Session, topic: Topic) -> int | None:
    found = unchanged(db, ("notepad of", topic.id), lambda: notepads.notepad_of_topic(db, topic.id))
    return found.id if found else None


def _way(conference: Conference, topic: Topic | None) -> Way:
    code, short = conference.code, spoken_address("/")
    if topic is None:
        return Way(short, code, whole_address(url_for("home.poster", code=code)))
    path = url_for("topic.page", conf=conference.slug, topic=topic.slug, code=code)
    return Way(short, code, whole_address(path))


def _ideas(
    db: Session,
    conference: Conference,
    topics: Sequence[Topic],
    topic: Topic | None,
    subject: Subject,
    now: datetime,
) -> Picture:
    listed: tuple[IdeaFacts, ...]
    if topic is None:
        listed = unchanged(db, ("ideas", conference.id), lambda: ideas.of_conference(db, conference.id))
    else:
        listed = unchanged(db, ("ideas of", topic.id), lambda: ideas.of_topic(db, topic.id))
    chosen = unchanged(db, ("on screens", conference.id), lambda: screens.chosen_ideas(db, conference.id))
    shown = [idea for idea in listed if _reaches(idea, conference, chosen, now)]
    colours = {each.id: shade(each) for each in topics} if topic is None else {}
    newest = sorted(shown, key=lambda idea: idea.number, reverse=True)
    cards = tuple(_card(idea, conference, colours.get(idea.topic_id, "")) for idea in newest[:IDEAS_MAX])
    way = _way(conference, topic)
    return Picture("ideas", subject, way=way, cards=cards, older=len(newest) - len(cards))


def _reaches(idea: IdeaFacts, conference: Conference, chosen: frozenset[int], now: datetime) -> bool:
    words = Words(idea.state, idea.worded_at, idea.id in chosen, part=idea.merged_into_id is not None)
    after = timedelta(seconds=limits.SCREEN_IDEA_AFTER_SECONDS)
    return reaches_screen(words, conference.screen_ideas, now, after)


def _card(idea: IdeaFacts, conference: Conference, colour: str) -> Card:
    return Card(
        key=f"idea-{idea.id}",
        text=idea.text,
        name=idea.name if conference.screen_names else "",
        support=idea.support,
        hands=idea.hands or 0,
        taken_over=idea.taken_over is not None,
        colour=colour,
    )


def _notes(db: Session, conference: Conference, topic: Topic, subject: Subject) -> Picture:
    pad = _notepad_id(db, topic)
    if pad is None:
        return Picture("notes", subject)
    try:
        shown = parts().newest.around(pad, found := parts().engine.blocks(pad))
    except CommandRefused:  # not to be rendered just now: it is asked again in a second
        return Picture("notes", subject)
    blocks = shown.blocks
    if not conference.screen_names:
        blocks = tuple(Block(each.key, without_names(each.html)) for each in blocks)
    return Picture("notes", subject, version=f"{found.version} {shown.key}", blocks=blocks, newest=shown.key)


def without_names(html: str) -> str:
    """Return a block of notes without the names of who took part: beside ideas, and of whom quotes are."""
    html = _NAME.sub("", html)
    if "—" in html:
        html = _SOURCE_BEHIND.sub("", _SOURCE_BELOW.sub("", html))
    return html


def _tiles(
    db: Session, conference: Conference, topics: Sequence[Topic], subjects: Sequence[Subject] = ()
) -> tuple[Tile, ...]:
    """Return topics with their outcomes; of all of them, those that meet in a round and those that have any."""
    names = kind_names()
    items = unchanged(db, ("programme", conference.id), lambda: conferences.programme(db, conference.id))
    pads = {topic.id: pad for topic in topics if (pad := _notepad_id(db, topic)) is not None}
    wanted = tuple(pads.values())
    stored = unchanged(db, ("texts", wanted), lambda: notepads.texts(db, wanted))
    texts = {pad: found.text for pad, found in stored.items()} | parts().engine.ahead(wanted)
    tiles = []
    for number, topic in enumerate(topics, 1):
        text = texts.get(pads.get(topic.id, 0), "")
        found = [each for each in outcomes_in(text) if each.kind in OUTCOME_KINDS]
        lines = _lines(found, names, conference)
        subject = subjects[number - 1] if subjects else _subject(number, topic)
        if lines or subjects or _meets_in_round(topic, items):
            tiles.append(Tile(subject, lines))
    return tuple(tiles)


def _meets_in_round(topic: Topic, items: Sequence[ProgrammeItem]) -> bool:
    rounds = {item.id for item in items if item.kind is ItemKind.ROUND}
    return not rounds or any(meeting.item_id in rounds for meeting in topic.meetings)


def _lines(found: Sequence[Outcome], names: Mapping[Kind, str], conference: Conference) -> tuple[Line, ...]:
    seen: Counter[str] = Counter()
    lines = []
    for outcome in found:
        words = hashlib.blake2b(f"{outcome.kind} {outcome.text}".encode(), digest_size=6).hexdigest()
        seen[words] += 1
        lines.append(_line(f"{words}-{seen[words]}", outcome, names[outcome.kind], conference))
    return tuple(lines)


def _line(key: str, outcome: Outcome, name: str, conference: Conference) -> Line:
    shows_owners = conference.owners_policy is OwnersPolicy.TYPED
    who = ", ".join(outcome.owners) if shows_owners else ""
    if outcome.kind is Kind.QUOTE:
        who = outcome.attribution if conference.screen_names else ""
    return Line(
        key=key,
        kind=outcome.kind,
        kind_name=name,
        text=written_out(outcome.text, show=shows_owners),
        who=who,
        due=short_day(outcome.due) if outcome.due else "",
        done=outcome.done,
        missing=outcome.kind is Kind.ACTION and not outcome.owners and not outcome.done,
    )


def _report(db: Session, conference: Conference) -> Picture:
    published = unchanged(db, ("versions", conference.id), lambda: versions.listed(db, conference.id))
    items = unchanged(db, ("programme", conference.id), lambda: conferences.programme(db, conference.id))
    shown = next((each for each in published if not each.withdrawn), None)
    path = url_for("published.newest", conf=str(conference.id))
    way = Way(spoken_address(path), "", whole_address(path))
    if shown is None:
        return Picture("report", Subject(conference.title), way=way, state=expected_at(conference, items))
    return Picture("report", Subject(conference.title), way=way, version=f"{shown.number} {shown.status}")
