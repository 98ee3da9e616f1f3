"""Yjs and the pinned pycrdt make the same of the same updates: before its pin moves, this must hold.

Where they are known to disagree (updates over a gap, tried with pycrdt 0.12.50 to 0.14.13) the
promise is smaller, and is what admission and the pending check stand on: the state vector tells.
"""

from random import Random

from pycrdt import Doc, Text, merge_updates

from notes.live.admission import Admitted, admit
from notes.live.coverage import Coverage
from notes.live.decoder import decode_update
from tests.live.yjs import Session, YjsDocument, applied_by_yjs, covering, sessions

SEED = 97
ROOMS = 150


def reordered(session: Session, chance: Random) -> list[bytes]:
    """Return the updates in another order in which each has what it needs, some doubled, some merged."""
    left, taken, coverage = list(session.edits), [], Coverage()
    while left:
        at = chance.randrange(min(6, len(left)))
        client, update = left[at]
        verdict = admit(update, coverage, (client,))
        if not isinstance(verdict, Admitted):
            continue
        coverage.add(verdict.decoded)
        taken.append(left.pop(at)[1])
        if chance.random() < 0.3:
            taken.append(chance.choice(taken))
    if len(taken) > 3 and chance.random() < 0.5:
        stop = chance.randrange(2, len(taken))  # from the beginning: over a gap the merge would hold a Skip
        taken[:stop] = [merge_updates(*taken[:stop])]
    return taken


def disturbed(session: Session, chance: Random) -> list[bytes]:
    """Return the updates in any order, some doubled, some missing."""
    updates = [update for _, update in session.edits]
    updates += chance.choices(updates, k=len(updates) // 4)
    for at in range(len(updates)):
        other = min(len(updates) - 1, at + chance.randrange(6))
        updates[at], updates[other] = updates[other], updates[at]
    return [update for update in updates if chance.random() > 0.1]


def applied_by_pycrdt(updates: list[bytes]) -> YjsDocument:
    doc = Doc[Text]()
    text = doc.get("notes", type=Text)
    for update in updates:
        doc.apply_update(update)
    vector = state_vector(doc.get_state())
    return YjsDocument(str(text), vector, not covers(vector, updates), doc.get_update())


def covers(vector: dict[int, int], updates: list[bytes]) -> bool:
    """Return whether a document with this state vector holds all text of these updates."""
    structs = [one for update in updates for one in decode_update(update).structs]
    return all(vector.get(one.client, 0) >= one.clock + one.length for one in structs)


def state_vector(data: bytes) -> dict[int, int]:
    """Decode Yjs' state vector: a count, then pairs of client id and clock."""
    numbers: list[int] = []
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))


def test_updates_reordered_doubled_and_merged_give_the_same_text_and_state(node_command: str) -> None:
    chance = Random(SEED)
    rooms = sessions(node_command, 1_000, ROOMS)
    lists = [reordered(one, chance) for one in rooms]
    assert (
        sum(updates[:5] != [update for _, update in room.edits[:5]] for room, updates in zip(rooms, lists, strict=True))
        > ROOMS // 2
    )
    for session, updates, yjs in zip(rooms, lists, applied_by_yjs(node_command, lists), strict=True):
        ours = applied_by_pycrdt(updates)
        assert (ours.text, ours.vector, ours.pending) == (yjs.text, yjs.vector, yjs.pending), session.seed
        assert (ours.text, ours.vector, ours.pending) == (session.text, session.vector, False), session.seed
        assert covering([ours.state]).vector() == session.vector, session.seed


def test_whole_states_travel_both_ways(node_command: str) -> None:
    rooms = sessions(node_command, 3_000, ROOMS)
    ours = [applied_by_pycrdt([room.state]) for room in rooms]
    theirs = applied_by_yjs(node_command, [(one.state,) for one in ours])
    for session, here, there in zip(rooms, ours, theirs, strict=True):
        assert (here.text, here.vector) == (there.text, there.vector) == (session.text, session.vector), session.seed


def test_over_gaps_a_difference_always_shows_in_the_state_vector_and_heals_by_sending_again(node_command: str) -> None:
    chance = Random(SEED)
    rooms = sessions(node_command, 2_000, ROOMS)
    lists = [disturbed(one, chance) for one in rooms]
    pending = 0
    for session, updates, yjs in zip(rooms, lists, applied_by_yjs(node_command, lists), strict=True):
        ours = applied_by_pycrdt(updates)
        pending += ours.pending
        if not ours.pending and not yjs.pending:
            assert (ours.text, ours.vector) == (yjs.text, yjs.vector), session.seed
        again = applied_by_pycrdt([*updates, *(update for _, update in session.edits)])
        assert (again.text, again.vector, again.pending) == (session.text, session.vector, False), session.seed
    assert pending > ROOMS // 5, "the runs have too few gaps to say anything"


def test_text_over_a_gap_is_pending_and_the_state_vector_does_not_cover_it(node_command: str) -> None:
    found = 0
    for session in sessions(node_command, 1, 60):
        (client, _), *rest = session.edits
        left = [update for _, update in rest]
        starts = {one.clock for update in left for one in decode_update(update).structs if one.client == client}
        if not starts or 0 in starts:
            continue  # nothing of this client follows, or its beginning was sent again
        found += 1
        ours = applied_by_pycrdt(left)
        assert ours.pending, session.seed
        assert ours.vector.get(client, 0) == 0, session.seed
    assert found >= 10
