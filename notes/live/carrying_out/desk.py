"""Messages of the organisers, rounds that end by themselves, and where people say they are."""

from notes.access import What
from notes.domain.day import AUTO_END_CHOICES, MESSAGE_STANDS_FOR, ActKind
from notes.domain.programme import ItemKind
from notes.domain.text import has_bad_characters, length, one_line
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room
from notes.live.carrying_out.recording import recorded
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused
from notes.live.desk_commands import SayWhere, SendMessage, SetAutoEnd, WithdrawMessage
from notes.store import conferences, desk, whereabouts
from notes.store.desk import Message


@carry_out.register
def _(command: SendMessage, attempt: Attempt) -> int:
    conference_id = command.conference_id
    _demand(attempt, command.person_id, conference_id)
    text = _message_text(command.text)
    known = {topic.id for topic in conferences.topics(attempt.session, conference_id)}
    if command.person_id is None or (command.topic_id is not None and command.topic_id not in known):
        raise CommandRefused("unknown")
    stands = desk.messages(attempt.session, conference_id, attempt.now - MESSAGE_STANDS_FOR)
    same = [message for message in stands if message.topic_id == command.topic_id]
    keys = [f"message:{message.id}" for message in same]
    made = recorded(attempt, ActKind.MESSAGE, conference_id, command.person_id, keys, topic_id=command.topic_id)
    with made as record:
        for message in same:
            _withdraw(attempt, message)
        to = (conference_id, command.topic_id, command.person_id)
        message_id = desk.add_message(attempt.session, *to, text, attempt.now)
        record.keys.append(f"message:{message_id}")
    return message_id


@carry_out.register
def _(command: WithdrawMessage, attempt: Attempt) -> None:
    message = desk.message(attempt.session, command.message_id)
    if message is None:
        raise CommandRefused("unknown")
    _demand(attempt, command.person_id, message.conference_id)
    facts = (message.conference_id, command.person_id, [f"message:{message.id}"])
    with recorded(attempt, ActKind.WITHDRAW, *facts, topic_id=message.topic_id):
        _withdraw(attempt, message)


@carry_out.register
def _(command: SetAutoEnd, attempt: Attempt) -> None:
    _demand(attempt, command.person_id, command.conference_id)
    if command.minutes not in AUTO_END_CHOICES:
        raise CommandRefused("unknown")
    facts = (command.conference_id, command.person_id, [f"auto_end:{command.conference_id}"])
    with recorded(attempt, ActKind.AUTO_END, *facts, minutes=command.minutes):
        conferences.update_conference(attempt.session, command.conference_id, auto_end_minutes=command.minutes)


@carry_out.register
def _(command: SayWhere, attempt: Attempt) -> None:
    conference_id = desk.conference_of_item(attempt.session, command.item_id)
    if conference_id is None or command.person_id is None:
        raise CommandRefused("unknown")
    attempt.demand(command.person_id, What.SAY_WHERE, conference_room(attempt.session, conference_id))
    items = conferences.programme(attempt.session, conference_id)
    item = next(each for each in items if each.id == command.item_id)
    if command.topic_id is not None and not _may_be_at(attempt, command, item.kind, conference_id):
        raise CommandRefused("unknown")
    kind: whereabouts.Kind = "going" if command.going else "here"
    said = (command.person_id, command.item_id, kind, command.topic_id)
    whereabouts.say(attempt.session, *said, attempt.now)


def _may_be_at(attempt: Attempt, command: SayWhere, kind: ItemKind, conference_id: int) -> bool:
    """Who goes somewhere goes to a topic of that round; who is somewhere may be anywhere else as well."""
    if kind is not ItemKind.ROUND or command.topic_id is None:
        return False
    if command.going:
        return whereabouts.meets(attempt.session, command.item_id, command.topic_id)
    return any(topic.id == command.topic_id for topic in conferences.topics(attempt.session, conference_id))


def _message_text(typed: str) -> str:
    text = one_line(typed)
    if not text:
        raise CommandRefused("empty")
    if length(text) > limits.NEWS_MAX_CHARACTERS:
        raise CommandRefused("too_long", limit=limits.NEWS_MAX_CHARACTERS)
    if has_bad_characters(text):
        raise CommandRefused("bad_characters")
    return text


def _withdraw(attempt: Attempt, message: Message) -> None:
    desk.withdraw_message(attempt.session, message.id, attempt.now)


def _demand(attempt: Attempt, person_id: str | None, conference_id: int) -> None:
    attempt.demand(person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
