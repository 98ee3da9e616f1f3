"""100,000 damaged updates, and forged ones: refused, or as harmless as any other edit. Nothing breaks."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import pytest
from pycrdt import Doc, Text

from notes.live.admission import Admitted, Refused, admit
from notes.live.coverage import Coverage
from notes.live.decoder import SENT, Malformed, Reader
from tests.live.damage import damaged, forged
from tests.live.yjs import Session, applied_by_yjs, covering, sessions

SEED = 20_261_123
DAMAGED, FORGED = 100_000, 10_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A document in the middle of a session, and what came next."""

    coverage: Coverage
    doc: Doc[Text]
    state: bytes
    text: str
    next_edits: tuple[tuple[int, bytes], ...]


def moment_of(session: Session, chance: Random) -> Moment:
    coverage, doc = Coverage(), Doc[Text]()
    text = doc.get("notes", type=Text)
    cut = chance.randrange(len(session.edits) - 1)
    for client, update in session.edits[:cut]:
        verdict = admit(update, coverage, (client,))
        assert isinstance(verdict, Admitted)
        coverage.add(verdict.decoded)
        if verdict.update is not None:
            doc.apply_update(verdict.update)
    return Moment(coverage, doc, doc.get_update(), str(text), session.edits[cut:])


@pytest.fixture(scope="module")
def moments(node_command: str) -> list[Moment]:
    chance = Random(SEED)
    return [moment_of(one, chance) for one in sessions(node_command, 1, 60, 40) if len(one.edits) > 4 and one.seed % 25]


@dataclass(frozen=True, slots=True)
class Let:
    """An update that got in, and where."""

    moment: Moment
    update: bytes
    vector: dict[int, int]


def offered(moment: Moment, client: int, data: bytes, seen: Counter[str]) -> Let | None:
    """Offer bytes to a document; return what got in, after counting what was said."""
    assert_within_budget(data)
    before = moment.coverage.vector()
    verdict = admit(data, moment.coverage, (client,), rejoined=True)
    assert moment.coverage.vector() == before
    # On a layer nothing is taken the short way of plain typing: both ways must say the same.
    assert admit(data, moment.coverage.fork(), (client,), rejoined=True) == verdict, data.hex()
    if isinstance(verdict, Refused):
        seen[verdict.detail] += 1
        return None
    assert isinstance(verdict, Admitted)
    seen["admitted" if verdict.update else "nothing new"] += 1
    layer = moment.coverage.fork()
    layer.add(verdict.decoded)
    return Let(moment, verdict.update, layer.vector()) if verdict.update else None


def assert_within_budget(data: bytes) -> None:
    """Everything the decoder makes takes at least two bytes of its input, and it reads none twice."""
    reader = Reader(data, SENT)
    with suppress(Malformed):
        reader.update()
    made = SENT.max_structs - reader.structs_left + SENT.max_delete_ranges - reader.deletes_left
    assert 2 * made <= len(data)
    assert 0 <= reader.pos <= len(data)
    assert min(reader.structs_left, reader.deletes_left) >= 0


def assert_harmless(node: str, let: list[Let]) -> None:
    """What got in is applied by pycrdt without a sound, nothing of it pending, and Yjs sees the same."""
    texts = []
    for one in let:
        scratch = Doc[Text]()
        text = scratch.get("notes", type=Text)
        scratch.apply_update(one.moment.state)
        scratch.apply_update(one.update)
        texts.append(str(text))
        assert covering([scratch.get_update()]).vector() == one.vector, one.update.hex()
    for one, text_here, yjs in zip(
        let, texts, applied_by_yjs(node, [(one.moment.state, one.update) for one in let]), strict=True
    ):
        assert (yjs.text, yjs.vector, yjs.pending) == (text_here, one.vector, False), one.update.hex()


def assert_untouched(moments: list[Moment]) -> None:
    for moment in moments:
        assert str(moment.doc.get("notes", type=Text)) == moment.text
        assert moment.doc.get_update() == moment.state


def test_damaged_updates_never_break_or_touch_the_document(node_command: str, moments: list[Moment]) -> None:
    chance, seen, let = Random(SEED), Counter[str](), []
    everything = [update for moment in moments for _, update in moment.next_edits]
    for at in range(DAMAGED):
        moment = moments[at % len(moments)]
        client, update = chance.choice(moment.next_edits)
        one = offered(moment, client, damaged(update, everything, chance), seen)
        let += [one] if one else []
    assert seen.total() == DAMAGED
    assert 100 < seen["admitted"] < DAMAGED // 10, seen
    assert_harmless(node_command, let)
    assert_untouched(moments)


def test_forged_updates_with_any_origins_are_seen_alike_by_yjs_and_pycrdt(
    node_command: str, moments: list[Moment]
) -> None:
    chance, seen, let = Random(SEED), Counter[str](), []
    for at in range(FORGED):
        moment = moments[at % len(moments)]
        client = chance.choice(moment.next_edits)[0]
        one = offered(moment, client, forged(client, moment.coverage.vector(), chance), seen)
        let += [one] if one else []
    assert seen["admitted"] > FORGED // 10, seen
    assert min(seen[code] for code in ("origin_in_pair", "right_origin_in_pair", "delete_in_pair")) > 100, seen
    assert_harmless(node_command, let)
    assert_untouched(moments)
