"""Merged ideas count people once, whatever happens in between, and separating them gives back what there was."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

import pytest

from notes.ground.system import RandomIds
from notes.live.allowance import Allowance
from notes.live.attempt import Attempt
from notes.live.carrying_out import carry_out
from notes.live.commands import (
    AddIdea,
    Command,
    CommandRefused,
    EditIdea,
    HideIdea,
    MergeIdeas,
    NewPerson,
    SeparateIdeas,
    SupportIdea,
    TakeOver,
    UndoTakeOver,
    WithdrawIdea,
)
from notes.live.documents import Documents
from notes.live.rights import Rights
from notes.store import ideas
from notes.store.ideas import IdeaFacts
from tests.live.house import House, house

_SEEDS = (1, 2, 3)
_STEPS = 120


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


@dataclass
class Room:
    """The ideas of one topic, and who asks for what: each act as the engine does it, all in one transaction."""

    house: House
    attempt: Attempt
    staff: str
    counters: Iterator[int] = field(default_factory=lambda: count(1))

    def participant(self) -> str:
        """Make a participant."""
        return str(carry_out(NewPerson(person_id=None, conference_id=self.house.conference_id), self.attempt))

    def ask(self, command: Command) -> IdeaFacts:
        """Carry out a command about ideas."""
        answer = carry_out(command, self.attempt)
        assert isinstance(answer, IdeaFacts)
        return answer

    def add(self, person: str, text: str, *, topic: str = "fondsen", on_paper: bool = False) -> int:
        """Add an idea and return its id."""
        to, uuid = self.house.topics[topic], f"u-{next(self.counters)}"
        return self.ask(AddIdea(person_id=person, topic_id=to, uuid=uuid, text=text, on_paper=on_paper)).id

    def support(self, person: str, idea: int, *, on: bool = True, counter: int | None = None) -> IdeaFacts:
        """Support an idea, or take that back."""
        number = next(self.counters) if counter is None else counter
        return self.ask(SupportIdea(person_id=person, idea_id=idea, on=on, counter=number))

    def merge(self, kept: int, *parts: int) -> IdeaFacts:
        """Merge ideas into the first."""
        return self.ask(MergeIdeas(person_id=self.staff, kept_id=kept, idea_ids=parts))

    def separate(self, *parts: int) -> IdeaFacts:
        """Separate them again."""
        return self.ask(SeparateIdeas(person_id=self.staff, idea_ids=parts))

    def facts(self, idea: int) -> IdeaFacts:
        """Return an idea as it is stored."""
        found = ideas.by_id(self.attempt.session, idea)
        assert found is not None
        return found

    def counted(self) -> dict[int, int]:
        """Return the support of every idea of the topic, as a page reads it."""
        return {idea.id: idea.support for idea in ideas.of_topic(self.attempt.session, self.house.topics["fondsen"])}

    def told(self, idea: int) -> tuple[int, int]:
        """Return an idea's revision and support."""
        facts = self.facts(idea)
        return facts.revision, facts.support


@pytest.fixture
def room(stad: House) -> Iterator[Room]:
    """A room with a facilitator."""
    staff = stad.facilitator()
    with stad.database.writing() as session:
        parts = (Documents(), Rights(), Allowance(), RandomIds(), datetime.now(UTC))
        yield Room(stad, Attempt(session, *parts), staff)


def _refused(room: Room, command: Command) -> str:
    with pytest.raises(CommandRefused) as refusal:
        room.ask(command)
    return refusal.value.code


def test_merged_ideas_count_each_person_once_and_their_authors_as_supporters(room: Room) -> None:
    ann, bob, cas, dee = (room.participant() for _ in range(4))
    kept, part = room.add(ann, "Een fonds"), room.add(bob, "Ook een fonds")
    room.support(cas, kept)
    room.support(cas, part)  # for both: once
    room.support(dee, part)
    room.support(ann, part)  # the author of the whole is not their own supporter
    answer = room.merge(kept, part)
    assert answer.support == 3  # bob, cas, dee
    assert room.facts(part).merged_into_id == kept
    assert room.counted() == {kept: 3, part: 3}  # of the part by itself: cas, dee, ann


def test_separating_gives_back_exactly_what_there_was_also_after_more_support(room: Room) -> None:
    ann, bob, cas, dee = (room.participant() for _ in range(4))
    kept, part, other = room.add(ann, "Een"), room.add(bob, "Twee"), room.add(cas, "Drie")
    room.support(dee, part)
    room.support(ann, other)
    before = room.counted()
    room.merge(part, other)
    room.merge(kept, part)
    assert room.counted()[kept] == 3  # bob, cas, dee; ann wrote it
    room.separate(part)
    assert room.counted() == {kept: 0, part: 3, other: 1}  # ann and cas came with the third, dee with the second
    room.separate(other)
    assert room.counted() == before
    assert [room.facts(each).merged_into_id for each in (kept, part, other)] == [None, None, None]


def test_support_that_was_on_its_way_to_a_merged_idea_counts_for_the_whole(room: Room) -> None:
    ann, bob, cas = (room.participant() for _ in range(3))
    kept, part = room.add(ann, "Een"), room.add(bob, "Twee")
    room.merge(kept, part)
    before = room.facts(kept).revision
    assert room.support(cas, part, counter=5).id == part
    assert room.told(kept) == (before + 1, 2)  # bob and cas, and receivers take it
    for _ in range(3):  # and again over a breaking connection
        room.support(cas, part, counter=5)
    assert room.told(kept) == (before + 1, 2)


def test_taking_support_back_from_the_whole_holds_against_a_late_resend_to_a_part(room: Room) -> None:
    ann, bob, cas = (room.participant() for _ in range(3))
    kept, part = room.add(ann, "Een"), room.add(bob, "Twee")
    room.support(cas, part, counter=100)
    room.merge(kept, part)
    assert room.support(cas, kept, on=False, counter=200).support == 1  # bob
    assert room.support(cas, part, counter=100).support == 0
    assert room.counted() == {kept: 1, part: 0}


def test_author_of_a_part_who_taps_from_an_old_page_counts_once(room: Room) -> None:
    ann, bob = room.participant(), room.participant()
    kept, part = room.add(ann, "Een"), room.add(bob, "Twee")
    room.merge(kept, part)
    assert room.support(bob, kept).support == 1


def test_cards_from_paper_count_nobody_but_their_supporters(room: Room) -> None:
    ann = room.participant()
    kept, part = room.add(room.staff, "Een", on_paper=True), room.add(room.staff, "Twee", on_paper=True)
    assert room.merge(kept, part).support == 0  # who typed them in did not write them
    assert room.support(ann, kept).support == 1
    assert room.support(room.staff, kept).support == 2  # and may support them as anybody may


def test_parts_of_an_idea_that_is_hidden_or_withdrawn_stand_by_themselves(room: Room) -> None:
    ann, bob, cas = (room.participant() for _ in range(3))
    kept, part, third = room.add(ann, "Een"), room.add(bob, "Twee"), room.add(cas, "Drie")
    room.merge(kept, part)
    room.ask(HideIdea(person_id=room.staff, idea_id=kept, hidden=True))
    assert room.merge(third, part).support == 1  # it may join another one now
    room.ask(HideIdea(person_id=room.staff, idea_id=kept, hidden=False))
    assert room.facts(kept).support == 0


def test_hidden_or_withdrawn_part_does_not_count(room: Room) -> None:
    ann, bob, cas = (room.participant() for _ in range(3))
    kept, part, other = room.add(ann, "Een"), room.add(bob, "Twee"), room.add(cas, "Drie")
    room.merge(kept, part, other)
    room.ask(HideIdea(person_id=room.staff, idea_id=part, hidden=True))
    assert room.facts(kept).support == 1
    room.ask(WithdrawIdea(person_id=cas, idea_id=other))
    assert room.facts(kept).support == 0


def test_whole_is_taken_over_while_a_part_of_it_stands_in_the_notes(room: Room) -> None:
    ann, bob = room.participant(), room.participant()
    kept, part = room.add(ann, "Een"), room.add(bob, "Twee")
    room.ask(TakeOver(person_id=room.staff, idea_id=part, request="r-1"))
    assert room.merge(kept, part).taken_over == room.facts(part).taken_over
    assert _refused(room, TakeOver(person_id=room.staff, idea_id=kept, request="r-2")) == "already_taken_over"
    assert f"](idee:{room.facts(part).number})" in room.attempt.document(room.house.notepads["fondsen"]).text
    before = room.facts(kept).revision
    room.ask(UndoTakeOver(person_id=room.staff, request="r-1"))
    assert room.facts(kept).taken_over is None
    assert room.facts(kept).revision > before
    room.separate(part)
    room.ask(TakeOver(person_id=room.staff, idea_id=part, request="r-3"))
    assert room.facts(kept).taken_over is None


def test_part_is_not_taken_over_or_edited_but_may_be_withdrawn(room: Room) -> None:
    ann, bob = room.participant(), room.participant()
    kept, part = room.add(ann, "Een"), room.add(bob, "Twee")
    room.merge(kept, part)
    assert _refused(room, TakeOver(person_id=room.staff, idea_id=part, request="r")) == "merged_meanwhile"
    assert _refused(room, EditIdea(person_id=bob, idea_id=part, text="Anders", counter=1)) == "is_merged"
    assert room.ask(WithdrawIdea(person_id=bob, idea_id=part)).state == "withdrawn"


def test_merging_what_cannot_be_merged_changes_nothing(room: Room) -> None:
    ann, bob = room.participant(), room.participant()
    one, two, three = (room.add(ann, text) for text in ("Een", "Twee", "Drie"))
    elsewhere, hidden = room.add(ann, "Elders", topic="energienet"), room.add(ann, "Verborgen")
    room.ask(HideIdea(person_id=room.staff, idea_id=hidden, hidden=True))

    def tried(kept: int, *parts: int, person: str = room.staff) -> str:
        return _refused(room, MergeIdeas(person_id=person, kept_id=kept, idea_ids=parts))

    assert [tried(one, one), tried(one), tried(one, *range(1, 60)), tried(one, 999)] == ["unknown"] * 4
    assert [tried(one, two, elsewhere), tried(one, hidden), tried(hidden, one)] == ["unknown"] * 3
    assert tried(one, two, person=bob) == "denied"
    assert _refused(room, SeparateIdeas(person_id=bob, idea_ids=(one,))) == "denied"
    room.merge(one, two)
    assert room.merge(one, two).revision == room.facts(one).revision  # the same again
    assert tried(two, three) == "merged_meanwhile"
    assert tried(three, two) == "merged_meanwhile"
    assert tried(two, one) == "merged_meanwhile"  # no circles
    assert [room.facts(each).merged_into_id for each in (one, two, three)] == [None, one, None]


def test_an_idea_that_stood_by_itself_never_becomes_part_of_its_own_part(room: Room) -> None:
    ann, bob = room.participant(), room.participant()
    one, two = room.add(ann, "Een"), room.add(bob, "Twee")
    room.merge(one, two)
    room.ask(HideIdea(person_id=room.staff, idea_id=one, hidden=True))
    third = room.add(ann, "Drie")
    room.merge(two, third)
    room.ask(HideIdea(person_id=room.staff, idea_id=one, hidden=False))
    assert room.merge(two, one).support == 1
    assert [room.facts(each).merged_into_id for each in (one, two, third)] == [two, None, two]


# What a run of chance is compared with: the plainest model of the same rules.


@dataclass
class Model:
    """Who wrote, supports and merged what; counters are the browser's."""

    authors: dict[int, str | None] = field(default_factory=dict)
    wishes: dict[tuple[int, str], tuple[int, bool]] = field(default_factory=dict)
    into: dict[int, int] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)

    def parts(self, idea: int) -> list[int]:
        """Everything that counts with an idea, itself first."""
        below = [part for part, whole in self.into.items() if whole == idea and part in self.visible]
        return [idea, *(each for part in below for each in self.parts(part))]

    def shown_alone(self, idea: int) -> bool:
        """Whether an idea is listed by itself."""
        return idea in self.visible and self.into.get(idea) not in self.visible

    def wish(self, idea: int, person: str, counter: int, *, on: bool) -> None:
        """Hear of one support."""
        for each in [idea] if on else self.parts(idea):
            if counter > self.wishes.get((each, person), (0, False))[0]:
                self.wishes[each, person] = (counter, on)

    def support(self, idea: int) -> int:
        """Count people."""
        parts = self.parts(idea)
        people = {person for (each, person), (_, on) in self.wishes.items() if on and each in parts}
        people |= {author for part in parts[1:] if (author := self.authors[part])}
        return len(people - {self.authors[idea]})


@pytest.mark.parametrize("seed", _SEEDS)
def test_any_order_of_supporting_merging_hiding_and_separating_counts_as_the_plain_rules_do(
    room: Room, seed: int
) -> None:
    chance, model, steps = Random(seed), Model(), []
    people = [room.participant() for _ in range(5)]
    sent: list[tuple[int, str, int, bool]] = []
    for number, person in enumerate([*people, *people[:2], None]):
        idea = room.add(person or room.staff, f"Idee {number}", on_paper=person is None)
        model.authors[idea] = person
        model.visible.add(idea)
    for step in range(_STEPS):
        alone = [idea for idea in model.authors if model.shown_alone(idea)]
        kind = chance.choice(["support"] * 5 + ["resend"] * 2 + ["merge"] * 3 + ["separate"] * 2 + ["hide"])
        if kind == "support" or (kind == "resend" and not sent):
            idea, person = chance.choice(sorted(model.visible)), chance.choice(people)
            if model.authors[idea] == person:
                continue
            sent.append((idea, person, step + 1, chance.random() < 0.7))
            _send(room, model, sent[-1])
        elif kind == "resend":
            _send(room, model, chance.choice(sent))
        elif kind == "merge" and len(alone) > 1:
            kept, *parts = chance.sample(alone, chance.randint(2, min(3, len(alone))))
            room.merge(kept, *parts)
            model.into.pop(kept, None)
            model.into.update(dict.fromkeys(parts, kept))
        elif kind == "separate" and model.into:
            part = chance.choice(sorted(model.into))
            room.separate(part)
            del model.into[part]
        elif kind == "hide":
            idea = chance.choice(sorted(model.authors))
            hidden = idea in model.visible and len(model.visible) > 3
            room.ask(HideIdea(person_id=room.staff, idea_id=idea, hidden=hidden))
            (model.visible.discard if hidden else model.visible.add)(idea)
        steps.append((kind, sent[-1:], dict(model.into), sorted(model.visible)))
        assert room.counted() == {idea: model.support(idea) for idea in model.authors}, (seed, steps)
    for part in list(model.into):
        room.separate(part)
        del model.into[part]
    assert room.counted() == {idea: model.support(idea) for idea in model.authors}


def _send(room: Room, model: Model, wish: tuple[int, str, int, bool]) -> None:
    idea, person, counter, on = wish
    if idea not in model.visible:
        return
    room.support(person, idea, on=on, counter=counter)
    model.wish(idea, person, counter, on=on)
