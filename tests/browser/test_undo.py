"""Undo takes back one's own edits and nobody else's, across broken lines, and everybody ends with the same text."""

import os
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from playwright.sync_api import expect

from notes.ground import limits
from tests.browser.people import Hall, Person, same_everywhere, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

# `make fuzz` has the time that `make test` has not.
SEEDS = range(1, 41) if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else (5,)

# One key, with the text before and after it: in one go, so that nothing of others comes in between.
_KEY = """([key, from, to]) => {
    const content = document.querySelector("#editor .cm-content");
    const view = content.cmTile?.root?.view ?? content.cmView?.rootView?.view ?? content.cmView?.view;
    if (from !== null) view.dispatch({ selection: { anchor: from, head: to } });
    const before = view.state.doc.toString();
    const ctrlKey = "yz".includes(key);
    content.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
    const { main } = view.state.selection;
    return { before, after: view.state.doc.toString(), from: main.from, to: main.to };
}"""

# One of these letters, anywhere, with those that follow it: in one go, too. A place that was looked up in another call
# may be another's words by now, and taking back their deletion would bring those back, as it should.
_DELETE = """([letters, share]) => {
    const content = document.querySelector("#editor .cm-content");
    const view = content.cmTile?.root?.view ?? content.cmView?.rootView?.view ?? content.cmView?.view;
    const text = view.state.doc.toString();
    const places = [...text.matchAll(new RegExp(`[${letters}]`, "g"))].map(({ index }) => index);
    if (places.length === 0) return [0, ""];
    const from = places[Math.floor(share * places.length)];
    const [found] = text.slice(from).match(new RegExp(`^[${letters}]+`));
    view.dispatch({ selection: { anchor: from, head: from + found.length } });
    content.dispatchEvent(new KeyboardEvent("keydown", { key: "Backspace", bubbles: true, cancelable: true }));
    return [from, found];
}"""


def key(person: Person, name: str, *, selected: tuple[int, int] | None = None) -> dict[str, Any]:
    """Press a key where the cursor is, or on what is selected first; return the text before and after."""
    start, end = selected or (None, None)
    done: dict[str, Any] = person.page.evaluate(_KEY, [name, start, end])
    return done


def undo(person: Person) -> dict[str, Any]:
    """Undo once."""
    return key(person, "z")


def redo(person: Person) -> dict[str, Any]:
    """Redo once."""
    return key(person, "y")


def put_cursor(person: Person, at: int) -> None:
    """Put the cursor at a place in the text."""
    person.page.locator("#editor .cm-content").focus()
    key(person, "Shift", selected=(at, at))


def test_undo_goes_on_after_a_broken_line_and_leaves_what_others_wrote_inside(
    server: RunningServer, people: Hall
) -> None:
    fatima = people.person(server).facilitates("fondsen", "Fatima")
    ahmed = people.person(server).facilitates("fondsen", "Ahmed")
    base = fatima.text
    fatima.type_line("Een fonds per wijk")
    ahmed.sees_text("Een fonds per wijk")
    put_cursor(ahmed, 0)
    ahmed.page.keyboard.type("Bovenaan. ")
    fatima.sees_text("Bovenaan. ")
    fatima.watch.expect_outage()
    fatima.context.set_offline(offline=True)
    expect(fatima.page.locator("#save-state")).to_contain_text("geen verbinding")
    fatima.page.keyboard.type(" of per straat")
    put_cursor(ahmed, ahmed.text.index("fonds per") + len("fonds"))
    ahmed.page.keyboard.type("je")
    fatima.context.set_offline(offline=False)
    text = same_everywhere(server, "fondsen", fatima, ahmed)
    assert text.endswith("Een fondsje per wijk of per straat")
    done = undo(fatima)
    while done["after"] != done["before"]:
        last, done = done, undo(fatima)
    assert last["after"].replace("\n", "") == f"Bovenaan. {base}je".replace("\n", "")
    assert same_everywhere(server, "fondsen", fatima, ahmed) == last["after"]
    back = redo(fatima)
    assert back["from"] == back["to"] == len(back["after"])  # behind what came back
    assert "Een fondsje per wijk" in back["after"]
    while redo(fatima)["after"] != fatima.text:
        pass
    assert same_everywhere(server, "fondsen", fatima, ahmed) == text


def test_undo_takes_back_the_take_over_first_and_then_ones_own_words(server: RunningServer, people: Hall) -> None:
    anna = people.person(server).scans("incubator")
    fatima = people.person(server).facilitates("incubator", "Fatima")
    base = fatima.text
    anna.writes_idea("Een broedplaats")
    fatima.type_line("Van Fatima zelf")
    with_line = fatima.text
    fatima.all_saved()
    fatima.idea("Een broedplaats").get_by_role("button", name="Overnemen").click()
    fatima.sees_text("[Een broedplaats](idee:")
    put_cursor(fatima, fatima.text.index("Fatima zelf"))
    undo(fatima)
    assert until(fatima.page, lambda: fatima.text, lambda text: "broedplaats" not in text).rstrip() == with_line
    fatima.page.keyboard.press("Control+z")
    assert fatima.text.rstrip() == base.rstrip()
    fatima.page.keyboard.press("Control+Shift+Z")
    assert fatima.text.rstrip() == with_line
    same_everywhere(server, "incubator", fatima)


def test_what_another_deleted_does_not_come_back_by_undoing(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("plenair", "Fatima")
    ahmed = people.person(server).facilitates("plenair", "Ahmed")
    fatima.type_line("geheim en open")
    ahmed.sees_text("geheim en open")
    at = ahmed.text.index("geheim ")
    key(ahmed, "Backspace", selected=(at, at + len("geheim ")))
    until(fatima.page, lambda: fatima.text, lambda text: "geheim" not in text)
    assert "en open" not in undo(fatima)["after"]
    back = redo(fatima)["after"]
    assert "en open" in back
    assert "geheim" not in back
    # And the deletion is Ahmed's to take back: not when Fatima took back the whole.
    undo(fatima)
    fatima.all_saved()
    until(ahmed.page, lambda: ahmed.text, lambda text: "en open" not in text)
    assert undo(ahmed)["after"].endswith("geheim ")
    same_everywhere(server, "plenair", fatima, ahmed)


def test_a_document_that_ended_takes_its_undo_along_and_nothing_breaks(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("energienet", "Fatima")
    fatima.type_line("Voor de weigering")
    fatima.all_saved()
    ahmed = people.person(server).facilitates("energienet", "Ahmed")
    most = limits.NOTEPAD_MAX_CHARACTERS * 3 // 5
    fatima.watch.expect_outage()
    fatima.context.set_offline(True)
    fatima.page.keyboard.insert_text("x" * most)
    ahmed.type_line("y" * 10)
    ahmed.page.keyboard.insert_text("y" * most)
    ahmed.all_saved()
    fatima.context.set_offline(False)  # both together are more than fits: refused, and the document with it
    expect(fatima.page.get_by_role("region", name="Je tekst")).to_be_visible(timeout=30_000)
    before = until(fatima.page, lambda: fatima.text, lambda text: "x" * 10 not in text)
    assert undo(fatima)["after"] == redo(fatima)["after"] == before
    fatima.page.keyboard.type("n")
    assert undo(fatima)["after"] == before
    assert same_everywhere(server, "energienet", fatima) == before


@dataclass
class Writing:
    """Somebody who writes with letters that nobody else uses."""

    person: Person
    letters: str
    offline: bool = False

    def own(self, text: str) -> str:
        """What of a text is theirs."""
        return "".join(letter for letter in text if letter in self.letters)

    def others(self, text: str) -> str:
        """What of a text is not theirs."""
        return "".join(letter for letter in text if letter not in self.letters)

    def types(self, chance: Random) -> str:
        """Type a word somewhere."""
        at = chance.randrange(len(self.person.text) + 1)
        word = "".join(chance.choice(self.letters) for _ in range(chance.randint(1, 6)))
        put_cursor(self.person, at)
        self.person.page.keyboard.type(word)
        return f"types {word!r} at {at}"

    def deletes(self, chance: Random) -> str:
        """Delete one of their own letters, and what of their own follows it; looked up where nothing comes between."""
        start, deleted = self.person.page.evaluate(_DELETE, [self.letters, chance.random()])
        return f"deletes {deleted!r} at {start}" if deleted else "has nothing to delete"

    def undoes(self, chance: Random) -> str:
        """Undo or redo a few times: what the others wrote stays as it is."""
        steps = "".join(chance.choice("uur") for _ in range(chance.randint(1, 4)))
        for step in steps:
            done = undo(self.person) if step == "u" else redo(self.person)
            assert self.others(done["before"]) == self.others(done["after"]), f"{steps}: another's words changed"
        return f"undoes and redoes: {steps}"

    def cuts(self, chance: Random) -> str:
        """Lose the connection, or get it back."""
        del chance
        self.offline = not self.offline
        self.person.context.set_offline(offline=self.offline)
        return "goes away" if self.offline else "comes back"


@pytest.mark.parametrize("seed", SEEDS)
def test_three_people_who_type_undo_and_lose_their_line_end_with_the_same_text(
    server: RunningServer, people: Hall, seed: int
) -> None:
    chance, topic, events = Random(seed), "buurtcooperatie", list[str]()
    three = [
        Writing(people.person(server).facilitates(topic, name), letters)
        for name, letters in (("Fatima", "αβγδεζηθ"), ("Ahmed", "бвгджзйл"), ("Olga", "אבגדהוזח"))
    ]
    base = same_everywhere(server, topic, *(one.person for one in three))
    for one in three:
        one.person.watch.expect_outage()
    try:
        for _ in range(40):
            who = chance.choice(three)
            act = chance.choices([who.types, who.deletes, who.undoes, who.cuts], [6, 2, 4, 1])[0]
            events.append(f"{three.index(who)} {act(chance)}")
        for one in three:
            one.person.context.set_offline(offline=False)
        same_everywhere(server, topic, *(one.person for one in three))
        for one in three:
            while (done := undo(one.person))["before"] != done["after"]:
                assert one.others(done["before"]) == one.others(done["after"])
            assert one.own(done["after"]) == "", f"{three.index(one)} has words left"
        assert same_everywhere(server, topic, *(one.person for one in three)) == base
    except BaseException as problem:
        problem.add_note("\n  ".join([f"seed {seed}:", *events]))
        raise
