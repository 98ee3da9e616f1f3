"""What reading an update costs: time per keystroke, beside pycrdt, and memory. Run: python -m bench.decoder

Times depend on the machine and on what else runs on it; the ratios are what to look at.
"""

import time
import tracemalloc
from collections.abc import Callable
from functools import partial

from pycrdt import Doc, Text, merge_updates

from notes.ground.limits import UPDATE_MAX_ANCHORS
from notes.live.admission import Admitted, admit
from notes.live.coverage import Coverage
from notes.live.decoder import DecodedUpdate, Struct, decode_update
from notes.live.encoder import encode_update

KEYSTROKES = 5_000
TYPIST, OTHER = 3_000_000_001, 3_000_000_002


def keystrokes() -> list[bytes]:
    """Return one update per key, typed in the middle of a text."""
    doc = Doc[Text](client_id=TYPIST)
    text = doc.get("notes", type=Text)
    text += "Wat vinden we? " * 100
    updates, before = [doc.get_update()], doc.get_state()
    for at in range(KEYSTROKES):
        text.insert(700 + at, "abc de\n"[at % 7])
        updates.append(doc.get_update(before))
        before = doc.get_state()
    return updates


def seconds(call: Callable[[], object]) -> float:
    """Return how long one call took."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def admit_all(updates: list[bytes]) -> Coverage:
    """Admit updates one after another, as ticks of one update each do."""
    coverage = Coverage()
    for update in updates:
        verdict = admit(update, coverage, (TYPIST,))
        assert isinstance(verdict, Admitted), verdict
        coverage.add(verdict.decoded)
    return coverage


def apply_all(updates: list[bytes]) -> None:
    """Apply updates one after another."""
    doc = Doc[Text]()
    for update in updates:
        doc.apply_update(update)


def peak_bytes(call: Callable[[], object]) -> int:
    """Return how much memory a call had at its highest, in bytes."""
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def scattered(count: int) -> bytes:
    """Return the costliest update that admission lets through: as many new places as it may have."""
    return encode_update(DecodedUpdate(tuple(Struct(OTHER, at, 1, None, None, True, "b") for at in range(count)), ()))


def main() -> None:
    """Print the measurements."""
    updates = keystrokes()
    decode = seconds(lambda: [decode_update(update) for update in updates])
    admission = seconds(lambda: admit_all(updates))
    apply = seconds(lambda: apply_all(updates))
    merge = seconds(lambda: merge_updates(*updates))
    each = 1e6 / len(updates)
    print(f"{len(updates)} keystrokes of {sum(map(len, updates)) // len(updates)} bytes, microseconds each")
    print(f"  decode          {decode * each:8.1f}")
    print(f"  admit           {admission * each:8.1f}   (decode, check, count; {admission / apply:.2f} x pycrdt apply)")
    print(f"  pycrdt apply    {apply * each:8.1f}")
    print(f"  pycrdt merge    {merge * each:8.1f}")
    whole = merge_updates(*updates)
    reading = seconds(lambda: Coverage.from_updates([whole]))
    print(f"coverage of a log of {len(whole)} bytes: {reading * 1e3:.1f} ms")
    print("peak memory, bytes of Python per byte of input")
    paste = encode_update(DecodedUpdate((Struct(TYPIST, 0, 100_000, None, None, True, "😀" * 50_000),), ()))
    dense = encode_update(
        DecodedUpdate(
            tuple(Struct(1, at, 1, (1, at - 1) if at else None, None, at == 0, "x") for at in range(20_000)), ()
        )
    )
    for name, data in (
        ("paste of 50,000 emoji", paste),
        ("20,000 structs", dense),
        ("claims 4 billion structs", b"\x01\xff\xff\xff\xff\x0f\x07\x00" + bytes(64)),
    ):
        peak = peak_bytes(partial(admit, data, Coverage(), (TYPIST, 1)))
        print(f"  {name:26} {peak / len(data):8.1f}   ({peak} of {len(data)})")
    doc = Doc[Text]()
    base = tuple(Struct(TYPIST, at, 1, None, (TYPIST, at - 1) if at else None, at == 0, "a") for at in range(20_000))
    doc.apply_update(encode_update(DecodedUpdate(base, ())))
    worst = seconds(lambda: doc.apply_update(scattered(UPDATE_MAX_ANCHORS)))
    print(f"worst apply: {UPDATE_MAX_ANCHORS} anchors into 20,000 items: {worst:.2f} s")


if __name__ == "__main__":
    main()
