"""Ideas that say the same are found in Dutch as people write it; other ideas about the same subject are not."""

from random import Random
from time import perf_counter

import pytest

from notes.ground.alike import ALIKE, Alike, words_of

SAME = (
    ("Een buurtfonds oprichten", "Richt een fonds op voor de buurt"),
    ("Gratis openbaar vervoer voor jongeren", "Jongeren gratis met het OV"),
    ("Meer groen in de straat", "Meer groen in onze straten!"),
    ("Zonnepanelen op het dak van de school", "Leg zonnepanelen op de schooldaken"),
    ("Coöperatie voor energie beginnen", "We moeten een energiecoöperatie beginnen"),
    ("Deelauto's in de wijk", "Een deelauto voor de wijk"),
    ("Een repaircafé in het buurthuis", "Repair café in buurthuis"),
    ("Iedere wijk een eigen ideeënbus", "In elke wijk een ideeenbus"),
    ("Maak de vergadering korter", "Kortere vergaderingen"),
    ("Kinderen laten meebeslissen over het speelplein", "Laat kinderen meebeslissen over de speelplaats"),
    ("Lokale boeren leveren aan de buurtwinkel", "Boeren uit de buurt leveren aan een buurtwinkel"),
    ("Een gezamenlijke warmtepomp per straat", "Per straat één gezamenlijke warmtepomp"),
    ("Lagere huur voor wie vrijwilligerswerk doet", "Vrijwilligers krijgen lagere huren"),
    ("Wekelijkse buurtmaaltijd", "Elke week een buurtmaaltijd"),
    ("Ontmoetingsplek voor ouderen", "Ouderen een plek om elkaar te ontmoeten"),
    ("Subsidie voor isolatie van woningen", "Woningisolatie subsidiëren"),
    ("Samen een windmolen kopen", "Laten we samen een windmolen kopen"),
    ("Scholen moeten samenwerken met bedrijven", "Samenwerking tussen scholen en bedrijven"),
    ("Renteloze leningen voor starters", "Geef starters een renteloze lening"),
    ("Crowdfunding via de coöperatie", "Crowdfunding door coöperaties"),
    ("Start a community fund", "A fund for our community"),
    ("Free public transport for students", "Make public transport free for students"),
)
OTHER = (
    ("Een buurtfonds oprichten", "Een windmolen kopen met de buurt"),
    ("Meer groen in de straat", "Meer parkeerplaatsen in de straat"),
    ("Zonnepanelen op het dak van de school", "Muziekles op school"),
    ("Gratis openbaar vervoer voor jongeren", "Sportclub voor jongeren"),
    ("We moeten een energiecoöperatie beginnen", "Een zorgcoöperatie voor ouderen"),
    ("Deelauto's in de wijk", "Een park in de wijk"),
    ("Iedereen moet mee kunnen doen", "Iedereen moet kunnen stemmen"),
    ("Subsidie voor isolatie van woningen", "Subsidie voor sportclubs"),
    ("Elke week een buurtmaaltijd", "Elke week een nieuwsbrief"),
    ("Maak de vergadering korter", "Maak de straat veiliger"),
    ("Ontmoetingsplek voor ouderen", "Vervoer voor ouderen naar het ziekenhuis"),
    ("Renteloze leningen voor starters", "Goedkope huizen voor starters"),
    ("Een repaircafé in het buurthuis", "Een bibliotheek in het buurthuis"),
    ("Per straat één gezamenlijke warmtepomp", "Gezamenlijke moestuin"),
    ("Ja", "Nee"),
    ("Ik ben het eens met het eerste idee", "Ik ben het niet eens met dit voorstel over huur"),
    ("Laat de gemeente garant staan", "Laat de provincie het regelen"),
    ("Boeren uit de buurt leveren aan een buurtwinkel", "Buurtwinkel openhouden op zondag"),
    ("Een buurtfonds oprichten", "Een buurtbus laten rijden"),
    ("Kinderen laten meebeslissen over het speelplein", "Kinderen leren programmeren"),
    ("Start a community fund", "Start a choir"),
    ("Mijn eigen idee", "Een idee van Anna"),
)
_MEDIAN_MAX_SECONDS = 0.05  # some 3 ms on a calm machine: this only catches a wrong order of growth


def _likeness(one: str, other: str) -> float:
    alike = Alike()
    alike.hold({1: other})
    return max((each.score for each in alike.like(one, least=0.0)), default=0.0)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ideas_that_say_the_same_are_alike_both_ways(one: str, other: str) -> None:
    assert min(_likeness(one, other), _likeness(other, one)) >= ALIKE, (words_of(one), words_of(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_ideas_about_the_same_subject_are_not(one: str, other: str) -> None:
    assert max(_likeness(one, other), _likeness(other, one)) < ALIKE, (words_of(one), words_of(other))


def test_accents_capitals_and_composed_letters_make_no_difference() -> None:
    assert words_of("COÖPERATIE café") == words_of("cooperatie cafe") == words_of("co\u006f\u0308peratie cafe\u0301")


def test_texts_that_change_or_go_are_no_longer_found() -> None:
    alike = Alike()
    alike.hold({1: "Een windmolen kopen", 2: "Een buurtfonds"})
    assert [each.key for each in alike.like("windmolens kopen")] == [1]
    alike.hold({1: "Een zwembad", 3: "Windmolen kopen"})
    assert [each.key for each in alike.like("windmolens kopen")] == [3]
    assert alike.like("") == alike.like("!!") == alike.like("van de") == []


def test_groups_begin_with_the_first_in_order_and_hold_each_text_once() -> None:
    alike = Alike()
    texts = {1: "Windmolen kopen", 2: "Een zwembad", 3: "Samen een windmolen kopen", 4: "Koop een windmolen"}
    alike.hold(texts)
    assert list(alike.groups([3, 1, 2, 4])) == [(3, 1, 4)]


def test_one_idea_among_a_thousand_is_found_in_some_milliseconds() -> None:
    chance = Random(1)
    letters = "eeeeenaaatiirodslghvkmubpwjzcf"
    real = [word for pair in (*SAME, *OTHER) for text in pair for word in text.split()]
    rare = ["".join(chance.choices(letters, k=chance.randint(4, 13))) for _ in range(3000)]

    def text() -> str:
        return " ".join([*chance.choices(real, k=6), *chance.choices(rare, k=4)])

    texts = {number: text() for number in range(1000)}
    alike, took = Alike(), []
    alike.hold(texts)
    for number in range(1000, 1030):
        texts[number] = text()
        began = perf_counter()
        alike.hold(texts)
        found = alike.like(texts[number])
        took.append(perf_counter() - began)
        assert found[0].key == number
    assert sorted(took)[len(took) // 2] < _MEDIAN_MAX_SECONDS
