"""Which ideas reach a screen, and when: tried with every state, each side of the fifteenth second."""

from datetime import UTC, datetime, timedelta

import pytest

from notes.domain.ideas import IdeaState
from notes.domain.screens import ScreenIdeas, Words, reaches_screen

NOW = datetime(2021, 11, 22, 19, 30, tzinfo=UTC)
AFTER = timedelta(seconds=15)


def words(*, seconds: float = 60, state: str = "visible", chosen: bool = False, part: bool = False) -> Words:
    return Words(state, NOW - timedelta(seconds=seconds), chosen, part=part)


@pytest.mark.parametrize("state", [each for each in IdeaState if each is not IdeaState.VISIBLE])
@pytest.mark.parametrize("when", list(ScreenIdeas))
def test_what_is_not_visible_never_reaches_a_screen(state: IdeaState, when: ScreenIdeas) -> None:
    assert not reaches_screen(words(state=state, chosen=True), when, NOW, AFTER)


@pytest.mark.parametrize(("seconds", "reaches"), [(0, False), (14.999, False), (15, True), (3600, True)])
def test_an_idea_comes_a_little_later(seconds: float, *, reaches: bool) -> None:
    assert reaches_screen(words(seconds=seconds), ScreenIdeas.LATER, NOW, AFTER) is reaches


def test_an_idea_comes_at_once_where_that_was_chosen() -> None:
    assert reaches_screen(words(seconds=0), ScreenIdeas.AT_ONCE, NOW, AFTER)


def test_only_chosen_ideas_come_where_that_was_chosen() -> None:
    found = [
        reaches_screen(words(chosen=chosen, seconds=0), ScreenIdeas.CHOSEN, NOW, AFTER) for chosen in (True, False)
    ]
    assert found == [True, False]


def test_what_became_part_of_another_idea_stands_with_that_one() -> None:
    assert not reaches_screen(words(part=True, chosen=True), ScreenIdeas.CHOSEN, NOW, AFTER)
