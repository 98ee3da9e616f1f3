"""Tries to break the report's one page: anchors that move or lead nowhere, anything loaded, anything that runs."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from notes.domain.harvest import Harvest
from notes.domain.ideas import Idea
from notes.domain.report import build, to_data, to_markdown
from notes.domain.words import words_for
from notes.publishing.report_page import page, style, style_source
from tests.domain.conferences import START, harvest_of
from tests.domain.full_conference import full_conference
from tests.hostile import TAKEN
from tests.publishing.golden import full_report
from tests.publishing.hostile_report import HOSTILE, hostile_report
from tests.publishing.test_hostile import letters

EMPTY = {"meta", "input", "br", "hr", "rect", "line"}


class Read(HTMLParser):
    """Reads a page strictly: every element is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()

    def all_of(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


def read(harvest: Harvest) -> tuple[str, Read]:
    words = words_for(harvest.conference.language)
    report = build(harvest, words)
    written = page(to_markdown(report, words), to_data(report, words)).decode()
    return written, Read(written)


@pytest.mark.parametrize("written", [page(*full_report("nl")), page(*full_report("en")), page(*hostile_report())])
def test_nothing_is_loaded_nothing_runs_and_every_link_inside_leads_somewhere(written: bytes) -> None:
    found = Read(written.decode())
    tags = {tag for tag, _ in found.tags}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base", "image", "use"})
    attributes = {name for _, attrs in found.tags for name in attrs}
    assert [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")] == []
    assert "url(" not in style()
    assert "@import" not in style()
    ids = found.all_of("id")
    assert len(ids) == len(set(ids))
    links = found.all_of("href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "https://", "http://", "mailto:")) for link in links)
    labelled = found.all_of("aria-labelledby")
    assert set(labelled) <= set(ids)


def test_every_hostile_word_is_in_it_as_a_word() -> None:
    written = letters(page(*hostile_report()).decode().replace(style(), ""))
    for words in HOSTILE:
        if words != TAKEN["internal"] and "Intern:" not in words:
            assert "".join(words.split()) in written


def test_anchors_are_the_outcomes_and_topics_own_and_lead_from_the_lists_of_all() -> None:
    _, found = read(full_conference())
    ids = found.all_of("id")
    for anchor in ("fondsen", "fondsen-A1", "fondsen-C1", "buurtcooperatie-B1", "_outcomes", "_figures", "_about"):
        assert anchor in ids
    assert [link for link in found.all_of("href") if link == "#fondsen-A1"] == ["#fondsen-A1"]
    harvest = full_conference()
    turned = replace(harvest, topics=harvest.topics[::-1], summary="", closing="")
    assert {each for each in read(turned)[1].all_of("id") if each[0] != "_"} == {each for each in ids if each[0] != "_"}


def test_a_topic_that_is_called_as_a_part_of_the_report_keeps_its_own_anchor() -> None:
    harvest = harvest_of("- Besluit: a", "- Besluit: b")
    topics = tuple(
        replace(part, topic=replace(part.topic, title=title))
        for part, title in zip(harvest.topics, ("Cijfers van de dag", "Programma"), strict=True)
    )
    _, found = read(replace(harvest, topics=topics))
    assert [attrs["id"] for tag, attrs in found.tags if tag == "section"] == [
        "_outcomes",
        "_programme",
        "t1",
        "t2",
        "_figures",
        "_about",
    ]


def test_a_number_that_notes_hold_too_is_one_anchor() -> None:
    written, _ = read(harvest_of("- Besluit: a\n\n| x |\n|---|\n| t1-B1 |\n\n- **t1-B1** nog eens"))
    assert written.count('id="t1-B1"') == 1
    assert '<li><strong class="number" id="t1-B1">t1-B1</strong> a</li>' in written


def test_ideas_over_the_evening_are_drawn_told_and_tabled_when_there_is_something_to_see() -> None:
    written, found = read(full_conference())
    (label,) = [attrs["aria-label"] for tag, attrs in found.tags if tag == "svg"]
    assert label == (
        "Ideeën door de avond heen, per kwartier. Staafdiagram van 20.15 tot 21.45 uur. "
        "De meeste ideeën kwamen om 20.15 uur: 1 in een kwartier."
    )
    assert written.count("<rect ") == 6
    assert '<th scope="row">21.30</th><td>0</td>' in written
    few = harvest_of("a", ideas=(Idea(number=1, text="x", created_at=START), Idea(number=2, text="y")))
    assert "<svg" not in read(few)[0]


def test_where_an_outcome_came_from_is_folded_away_beside_it_and_nowhere_twice() -> None:
    markdown, data = full_report("nl")
    origin = {"by": "Ahmed <b>", "at": "2021-11-22T20:45:10+01:00", "item": "ronde-1", "support": 3, "row": 7}
    first, *others = data["topics"]
    told = [
        {**each, "origin": origin if each["number"] in ("fondsen-A1", "fondsen-B1") else None}
        for each in first["outcomes"]
    ]
    written = page(markdown, {**data, "topics": [{**first, "outcomes": told}, *others]}).decode()
    fold = (
        ' <details class="origin"><summary>Herkomst</summary> Ahmed &lt;b&gt;, 20.45 uur, Ronde I, '
        "uit een idee van een deelnemer (3 keer steun)</details>"
    )
    assert f'id="fondsen-B1">fondsen-B1</strong> we richten in 2022 één revolverend fonds op{fold}</li>' in written
    assert f"<td>Werkgroep fonds oprichten{fold}</td>" in written
    assert written.count('class="origin"') == 2
    Read(written)
    later = {**data["programme"][0], "name": "later", "starts_at": "2021-11-23T09:00:00+01:00"}
    two_days = {**data, "programme": [*data["programme"], later], "topics": [{**first, "outcomes": told}, *others]}
    assert "Ahmed &lt;b&gt;, 22 november 2021, 20.45 uur, Ronde I, " in page(markdown, two_days).decode()
    out = markdown.replace("één revolverend fonds op\n- **", "één revolverend fonds op\n    - *Herkomst: x*\n- **")
    assert page(out, {**data, "topics": [{**first, "outcomes": told}, *others]}).decode().count('class="origin"') == 1


def test_outcomes_stand_in_the_chart_and_its_table_where_it_is_known_when_they_were_written() -> None:
    markdown, data = full_report("nl")
    origin = {"by": "", "at": "2021-11-22T22:14:59+01:00", "item": None, "support": None, "row": 7}
    first, *others = data["topics"]
    told = [{**each, "origin": origin if each["kind"] == "decision" else None} for each in first["outcomes"]]
    written = page(markdown, {**data, "topics": [{**first, "outcomes": told}, *others]}).decode()
    assert len(re.findall(r'<text class="outcomes"[^>]*>◆ 2</text>', written)) == 1
    assert '<th scope="col">Uitkomsten</th></tr>' in written
    assert '<th scope="row">22.00</th><td>0</td><td>0</td><td>0</td><td>0</td><td>2</td></tr>' in written
    assert "uitkomsten die in dat kwartier" in written
    assert "Uitkomsten</th>" not in page(markdown, data).decode()


def test_what_changed_has_an_anchor_of_its_own() -> None:
    markdown, data = full_report("nl")
    changed = markdown.replace("\n## Samenvatting", "\n## Veranderd sinds versie 1\n\n- Nieuw\n\n## Samenvatting")
    changes = {"since": 1, "added": [], "reworded": [], "lapsed": []}
    ids = Read(page(changed, {**data, "changes": changes}).decode()).all_of("id")
    assert [each for each in ids if each.startswith(("_changes", "_summary", "_closing"))] == [
        "_changes",
        "_changes-h",
        "_summary",
        "_summary-h",
        "_closing-1",
        "_closing-1-h",
        "_closing-2",
        "_closing-2-h",
    ]


def test_the_policy_can_name_the_style_by_its_fingerprint() -> None:
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", style_source())
    assert page(*full_report("nl")).decode().count(f"<style>{style()}</style>") == 1


def test_where_an_action_came_from_is_not_said_twice() -> None:
    markdown, data = full_report("nl")
    origin = {"by": "Mieke", "at": "2021-11-22T20:31:00+01:00", "item": None, "support": None, "row": 7}
    first, *others = data["topics"]
    told = [{**each, "origin": origin} for each in first["outcomes"]]
    data = {**data, "topics": [{**first, "outcomes": told}, *others]}
    number = next(each["number"] for each in told if each["kind"] == "action")
    folded = page(markdown, data).decode()
    table = folded[folded.index(f'id="{number}"') :].partition("</tr>")[0]
    assert '<details class="origin">' in table
    before, topic, after = markdown.partition("\n## Coöperatieve fondsen\n")
    after = after.replace("\n\n### Open vragen", f"\n\n- **{number}** *Herkomst: Mieke*\n\n### Open vragen", 1)
    written = before + topic + after
    said = page(written, data).decode()
    table = said[said.index(f'id="{number}"') :].partition("</tr>")[0]
    assert '<details class="origin">' not in table
    assert "<em>Herkomst: Mieke</em>" in said


def test_what_organisers_decided_themselves_is_a_card_on_a_phone_as_the_rest_is() -> None:
    written, _ = read(replace(harvest_of("- Actie: a @Jo"), closing="- Actie: bellen @Sam (uiterlijk 15-01-2022)"))
    (row,) = re.findall(r'<td class="number">(?:<a [^>]*>)?rode-draad-A1.*?</tr>', written, re.DOTALL)
    assert 'data-label="Wie">Sam<' in row
