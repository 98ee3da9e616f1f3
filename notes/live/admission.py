"""Decides about bytes from outside before the CRDT library sees them: all of an update, or nothing.

What is admitted holds only new text of the sender's own clients, tied to units that exist, and
never begins or ends inside a surrogate pair. What is already covered is cut away, so that a
forged copy of it reaches neither the merge nor the log.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from notes.ground.limits import UPDATE_MAX_ANCHORS
from notes.live.coverage import Coverage
from notes.live.decoder import (
    CHARACTER_CODES,
    LIMIT_CODES,
    SENT,
    DecodedUpdate,
    DecoderLimits,
    Malformed,
    Struct,
    decode_update,
)
from notes.live.encoder import encode_update


class Admitted(NamedTuple):
    """An update that may be applied, logged and sent. The caller adds `decoded` to the coverage."""

    update: bytes | None  # None: nothing in it is new
    inserted_chars: int  # code points
    structs: int
    anchors: int  # those that do not simply go on where the one before them ended
    clients: frozenset[int]  # whose text it adds; without those whose text it only deletes
    decoded: DecodedUpdate


@dataclass(frozen=True, slots=True)
class Refused:
    """Never to be applied. `code` is for the sender (`ground.refusals`), `detail` says which rule, for the log.

    Codes: not_accepted, too_large, bad_characters, not_yours.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Resync:
    """Something before it is missing: the browser joins again and sends its whole outbox."""

    detail: str = ""


Verdict = Admitted | Resync | Refused


class _NotAdmitted(Exception):
    def __init__(self, verdict: Refused | Resync) -> None:
        super().__init__(verdict.detail)
        self.verdict = verdict


def admit(
    data: bytes,
    coverage: Coverage,
    own_clients: Collection[int],
    *,
    rejoined: bool = False,
    limits: DecoderLimits = SENT,
) -> Verdict:
    """Return what of `data` may be applied to a document with this coverage, which stays as it is.

    `own_clients` are the client ids that the sender holds. `rejoined` says that this is the outbox
    sent again after a join: something missing is then a refusal instead of a request to resync.
    """
    try:
        decoded = decode_update(data, limits=limits)
        if _is_plain_typing(decoded, coverage, own_clients):
            return _as_it_came(data, decoded)
        return _Admission(coverage, own_clients).verdict(data, decoded)
    except Malformed as malformed:
        return Refused(_public_code(malformed.code), malformed.code)
    except _NotAdmitted as refused:
        verdict = refused.verdict
        if rejoined and isinstance(verdict, Resync):
            return Refused("not_accepted", verdict.detail)
        return verdict


def _public_code(code: str) -> str:
    if code in LIMIT_CODES:
        return "too_large"
    return "bad_characters" if code in CHARACTER_CODES else "not_accepted"


def _is_plain_typing(decoded: DecodedUpdate, coverage: Coverage, own_clients: Collection[int]) -> bool:
    """Return whether an update is what nearly every keystroke is: new text of one own client, tied to units that exist.

    Only a shorter way to the same verdict, at half the cost: what is odd, or near a surrogate pair, takes the long one.
    """
    if len(decoded.structs) != 1 or decoded.deletes or coverage.low_halves or coverage.below is not None:
        return False
    client, clock, _length, origin, right_origin, _, text = decoded.structs[0]
    ends = coverage.ends
    return (
        text is not None
        and client in own_clients
        and ends.get(client, 0) == clock
        and (origin is None or origin[1] < ends.get(origin[0], 0))
        and (right_origin is None or right_origin[1] < ends.get(right_origin[0], 0))
    )


def _as_it_came(data: bytes, decoded: DecodedUpdate) -> Admitted:
    client, clock, _length, origin, _right_origin, _, text = decoded.structs[0]
    anchors = 0 if origin == (client, clock - 1) else 1
    return Admitted(data, len(text or ""), 1, anchors, frozenset((client,)), decoded)


class _Admission:
    """One update on its way in."""

    __slots__ = ("_held", "_own_clients")

    def __init__(self, coverage: Coverage, own_clients: Collection[int]) -> None:
        self._held = coverage.fork()
        self._own_clients = own_clients

    def verdict(self, data: bytes, decoded: DecodedUpdate) -> Admitted:
        kept = tuple([rest for struct in decoded.structs if (rest := self._uncovered(struct)) is not None])
        clients = frozenset([struct.client for struct in kept])
        anchors = len([True for struct in kept if struct.origin != (struct.client, struct.clock - 1)])
        if anchors > UPDATE_MAX_ANCHORS:
            # Integrating one may walk along every item after its origin: 20,000 of them into a document
            # of 20,000 items took pycrdt 25 s. Typing on (origin: the unit just typed) walks nowhere.
            raise _NotAdmitted(Refused("too_large", "too_many_anchors"))
        if len(clients) == 1:
            for struct in kept:
                self._take(struct)
        else:
            self._take_in_order_of_need(kept)
        self._check_deletes(decoded)
        if not kept and not decoded.deletes:
            return Admitted(None, 0, 0, 0, clients, DecodedUpdate((), ()))
        new = DecodedUpdate(kept, decoded.deletes)
        # Whole, of one client, at most one range: these bytes are what we would write ourselves.
        as_sent = kept == decoded.structs and len(clients) <= 1 and len(decoded.deletes) <= 1
        inserted = sum([len(struct.text) for struct in kept if struct.text is not None])
        return Admitted(data if as_sent else encode_update(new), inserted, len(kept), anchors, clients, new)

    def _uncovered(self, struct: Struct) -> Struct | None:
        """Return the part of a struct that is not held yet, cut at a code point."""
        client, clock, length = struct.client, struct.clock, struct.length
        covered = self._held.end(client) - clock
        if covered >= length:
            return None
        if client not in self._own_clients:
            raise _NotAdmitted(Refused("not_yours", "foreign_struct"))
        if covered <= 0:
            return struct
        text = struct.text
        if text is not None:
            text = _after(text, covered, length)
        origin = (client, clock + covered - 1)
        return Struct(client, clock + covered, length - covered, origin, struct.right_origin, False, text)

    def _take(self, struct: Struct) -> None:
        """Check a struct against everything before it, then count it as held."""
        held, origin, right_origin = self._held, struct.origin, struct.right_origin
        if struct.clock > held.end(struct.client):
            raise _NotAdmitted(Resync("gap"))
        if not self._is_ready(struct):
            raise _NotAdmitted(Resync("unknown_origin"))
        # An origin is a unit: text comes after it, so the boundary is before the unit that follows.
        if origin is not None and held.splits_pair(origin[0], origin[1] + 1):
            raise _NotAdmitted(Refused("not_accepted", "origin_in_pair"))
        if right_origin is not None and held.splits_pair(*right_origin):
            raise _NotAdmitted(Refused("not_accepted", "right_origin_in_pair"))
        held.add_struct(struct)

    def _is_ready(self, struct: Struct) -> bool:
        held, origin, right_origin = self._held, struct.origin, struct.right_origin
        return (origin is None or origin[1] < held.end(origin[0])) and (
            right_origin is None or right_origin[1] < held.end(right_origin[0])
        )

    def _take_in_order_of_need(self, structs: tuple[Struct, ...]) -> None:
        """Take the structs of several own clients: each client's in order, whichever can go next."""
        queues = [list(group)[::-1] for _, group in groupby(structs, attrgetter("client"))]
        while queues:
            took = False
            for queue in queues:
                while queue and self._is_ready(queue[-1]):
                    self._take(queue.pop())
                    took = True
            if not took:
                raise _NotAdmitted(Resync("unknown_origin"))
            queues = [queue for queue in queues if queue]

    def _check_deletes(self, decoded: DecodedUpdate) -> None:
        held = self._held
        for client, clock, length in decoded.deletes:
            if clock + length > held.end(client):
                raise _NotAdmitted(Resync("unknown_delete"))
            if held.splits_pair(client, clock) or held.splits_pair(client, clock + length):
                raise _NotAdmitted(Refused("not_accepted", "delete_in_pair"))


def _after(text: str, units: int, length: int) -> str:
    """Return what follows the first `units` of a text of `length` UTF-16 units, both of them whole."""
    if len(text) == length:
        return text[units:]
    try:
        return text.encode("utf-16-le")[2 * units :].decode("utf-16-le")
    except UnicodeDecodeError:
        raise _NotAdmitted(Refused("not_accepted", "covered_half_of_pair")) from None
