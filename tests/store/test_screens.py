"""Screens on both databases: paired once, gone at once, and no idea of another conference among the chosen ones."""

from notes.domain.screens import ScreenIdeas, ScreenView
from notes.store import conferences, ideas, screens
from notes.store.screens import Screen
from notes.store.unit_of_work import Database
from tests.store.builders import CountedIds, Made, add_idea, after, counted_queries, plan


def pair(
    database: Database, made: Made, key: str = "k1", *, topic: int | None = None, person: str | None = "ann"
) -> int:
    with database.writing() as session:
        return screens.pair(
            session,
            key=key,
            conference_id=made.id,
            topic_id=topic,
            label="Grote zaal",
            person_id=person,
            at=after(1),
        )


def found(database: Database, key: str = "k1") -> Screen | None:
    with database.reading() as session:
        return screens.screen_by_key(session, key)


def test_a_screen_that_is_paired_shows_how_to_join(database: Database, made: Made) -> None:
    key = pair(database, made, topic=made.topics[0])
    assert found(database) == Screen(key, "k1", made.id, made.topics[0], "Grote zaal", ScreenView.JOIN, False, "ann")
    assert found(database, "k2") is None


def test_what_a_screen_shows_comes_back_after_it_was_blank(database: Database, made: Made) -> None:
    key = pair(database, made)
    with database.writing() as session:
        screens.show(session, key, ScreenView.NOTES, made.topics[1])
        screens.blank(session, key, on=True)
        blank = screens.screen(session, key)
        screens.blank(session, key, on=False)
        again = screens.screen(session, key)
    assert blank is not None
    assert (blank.view, blank.topic_id, blank.blank) == (ScreenView.NOTES, made.topics[1], True)
    assert again is not None
    assert (again.view, again.topic_id, again.blank) == (ScreenView.NOTES, made.topics[1], False)


def test_choosing_a_view_ends_the_blank(database: Database, made: Made) -> None:
    key = pair(database, made)
    with database.writing() as session:
        screens.blank(session, key, on=True)
        screens.show(session, key, ScreenView.ALL, None)
    shown = found(database)
    assert shown is not None
    assert (shown.view, shown.blank) == (ScreenView.ALL, False)


def test_a_screen_belongs_to_who_paired_it_last(database: Database, made: Made) -> None:
    pair(database, made, person="ann")
    pair(database, made, person="bob")
    with database.reading() as session:
        assert [each.person_id for each in screens.of_conference(session, made.id)] == ["bob"]


def test_a_screen_that_is_unpaired_is_gone(database: Database, made: Made) -> None:
    key, other = pair(database, made), pair(database, made, "k2")
    with database.writing() as session:
        screens.unpair(session, key)
    assert found(database) is None
    with database.reading() as session, counted_queries() as asked:
        assert [each.id for each in screens.of_conference(session, made.id)] == [other]
    assert len(asked) == 1


def test_chosen_ideas_are_those_of_one_conference_each_once(database: Database, made: Made) -> None:
    with database.writing() as session:
        first, second = add_idea(session, made, "u1"), add_idea(session, made, "u2")
        other = conferences.create(session, plan("anders"), after(0), CountedIds())
        for _ in range(2):
            screens.put_idea(session, first, after(2))
        screens.put_idea(session, second, after(2))
        screens.take_idea(session, second)
        screens.take_idea(session, second)
        assert screens.chosen_ideas(session, made.id) == {first}
        assert screens.chosen_ideas(session, other) == frozenset()


def test_an_idea_whose_words_changed_is_as_young_as_its_words(database: Database, made: Made) -> None:
    with database.writing() as session:
        key = add_idea(session, made)
        before = ideas.by_id(session, key)
        ideas.set_support(session, key, "bob", on=True, counter=1, at=after(8))
        supported = ideas.by_id(session, key)
        ideas.edit(session, key, "Andere woorden", 1, after(9))
        edited = ideas.by_id(session, key)
    assert [each.worded_at if each else None for each in (before, supported, edited)] == [after(5), after(5), after(9)]


def test_a_conference_lets_ideas_reach_its_screens_later_and_without_names(database: Database, made: Made) -> None:
    with database.writing() as session:
        fresh = conferences.conference(session, made.id)
        conferences.update_conference(session, made.id, screen_ideas="chosen", screen_names=True)
        session.expire_all()
        changed = conferences.conference(session, made.id)
    assert [(each.screen_ideas, each.screen_names) for each in (fresh, changed) if each] == [
        (ScreenIdeas.LATER, False),
        (ScreenIdeas.CHOSEN, True),
    ]
