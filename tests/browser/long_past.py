"""A notepad with a long past, for a server that is not started yet: three people, an hour each, and what they wrote."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from pycrdt import Doc, Text
from sqlalchemy import insert, update

from notes.ground.system import RandomIds
from notes.store import notepads, people
from notes.store.models import ClientRow, NotepadRow, UpdateRow
from notes.store.unit_of_work import Database
from tests.integration.server import RunningServer

NAMES = ("Fatima", "Ahmed", "Anna")
BEGAN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
_WORDS = ("kelder ", "straat ", "samen ", "coöperatie ", "😀 ", "\n- ", "\n\n## Kop\n\n", "Besluit: ")


@dataclass(frozen=True, slots=True)
class LongPast:
    """The text after every row, from row 0 on."""

    texts: tuple[str, ...]


def write_long_past(server: RunningServer, topic: str, rows: int) -> LongPast:
    """Type so many rows into a topic's notes, some of them taken away again; a pause of an hour between people."""
    chance = Random(11)
    doc: Doc[Text] = Doc()
    text = doc.get("notes", type=Text)
    clients = [chance.randrange(1, 2**32) for _ in NAMES]
    whole, texts, stored = "", [""], []
    at = BEGAN
    for row in range(1, rows + 1):
        who = row * len(NAMES) // (rows + 1)
        # A new document for each person, with what is there: its edits carry their client id.
        if row == 1 or who != (row - 1) * len(NAMES) // (rows + 1):
            state, doc = doc.get_update(), Doc(client_id=clients[who])
            text = doc.get("notes", type=Text)
            if whole:
                doc.apply_update(state)
            at += timedelta(hours=1)
        at += timedelta(seconds=chance.choice((0.2, 0.3, 0.4, 4)))
        before = doc.get_state()
        start = chance.choice((len(whole), chance.randrange(len(whole) + 1)))
        if whole and chance.random() < 0.2:
            end = min(len(whole), start + 9)
            del text[len(whole[:start].encode()) : len(whole[:end].encode())]
            whole = whole[:start] + whole[end:]
        else:
            word = chance.choice(_WORDS)
            text.insert(len(whole[:start].encode()), word)
            whole = whole[:start] + word + whole[start:]
        texts.append(whole)
        stored.append({"seq": row, "data": doc.get_update(before), "saved": ((clients[who], row),), "at": at})
    _store(server, topic, clients, stored, doc.get_update(), whole)
    return LongPast(tuple(texts))


def _store(
    server: RunningServer, topic: str, clients: list[int], rows: list[dict[str, object]], state: bytes, text: str
) -> None:
    notepad_id = server.notepads[topic]
    database = Database(server.database_url)
    with database.writing() as session:
        facts = notepads.notepad(session, notepad_id)
        assert facts is not None
        for client, name in zip(clients, NAMES, strict=True):
            person = RandomIds().token()
            people.new(session, person, facts.conference_id, name, BEGAN)
            claim = {"client_id": client, "epoch": facts.epoch, "person_id": person, "saved": 1, "claimed_at": BEGAN}
            session.execute(insert(ClientRow).values(notepad_id=notepad_id, **claim))
        session.execute(insert(UpdateRow), [{"notepad_id": notepad_id, **row} for row in rows])
        notepads.save_snapshot(session, notepad_id, len(rows), state, BEGAN)
        notepads.save_text(session, notepad_id, len(rows), text, BEGAN)
        session.execute(update(NotepadRow).where(NotepadRow.id == notepad_id).values(seq=len(rows)))
    database.close()
