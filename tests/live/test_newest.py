"""Where notes changed last: at the end of notes that were never seen, then wherever something came or went."""

from notes.ground.ports import Block, Rendered
from notes.live.newest import NewestChanges
from notes.live.viewers import Blocks


def notes(letters: str) -> Blocks:
    return Blocks(0, Rendered(letters, tuple(Block(f"{letter}-{at}", letter) for at, letter in enumerate(letters))))


def newest(changes: NewestChanges, letters: str) -> str:
    return changes.around(1, notes(letters)).key.partition("-")[0]


def test_the_newest_is_the_end_until_something_changes() -> None:
    changes = NewestChanges()
    assert newest(changes, "") == ""
    assert newest(NewestChanges(), "abc") == "c"


def test_what_came_is_the_newest_and_stays_so() -> None:
    changes = NewestChanges()
    # Keys hold the place, so that only what stands at the end of the changed part differs.
    assert [newest(changes, letters) for letters in ("abcd", "aXcd", "aXcd", "aXcY", "ZXcY")] == list("dXXYZ")


def test_of_what_went_the_place_is_the_newest() -> None:
    changes = NewestChanges()
    assert [newest(changes, letters) for letters in ("abcd", "abc", "ab", "")] == ["d", "c", "b", ""]


def test_only_what_is_around_the_newest_is_told_however_long_the_notes_are() -> None:
    changes = NewestChanges()
    long = [chr(0x4E00 + number) for number in range(500)]
    changes.around(1, notes("".join(long)))
    long[100] = "!"
    around = changes.around(1, notes("".join(long)))
    assert (around.key, len(around.blocks), around.blocks[14].html) == ("!-100", 19, "!")


def test_what_is_remembered_does_not_grow() -> None:
    changes = NewestChanges()
    for number in range(1_000):
        changes.around(number, notes("ab"))
    assert len(changes._known) == 100
