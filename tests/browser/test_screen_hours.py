"""A screen that nobody touches for eight hours, three minutes at a leap, holds no more than what it shows."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Hall
from tests.browser.projector import WIDE, Leader, Projector
from tests.integration.server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOPIC = "energienet"
VIEWS = (("ideas", TOPIC), ("outcomes", TOPIC), ("notes", TOPIC), ("all", ""))
NOON = datetime(2021, 11, 22, 12, tzinfo=UTC)
LEAP_MS = 180_000
NODES_APART = 60  # a screen asks 120 times in the hours that are compared: what stayed behind each time would show

# Listeners of everything on the page, counted as they come and go; a question's own goes with the question.
COUNT_LISTENERS = """
    window.listening = 0;
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (...args) {
        if (!(this instanceof AbortSignal)) window.listening += 1;
        return addEventListener.apply(this, args);
    };
    EventTarget.prototype.removeEventListener = function (...args) {
        if (!(this instanceof AbortSignal)) window.listening -= 1;
        return removeEventListener.apply(this, args);
    };
"""


# When the question that is under way was answered, and the page has done with the answer what it does.
ANSWERED = """
    window.answered = Promise.resolve();
    const { fetch } = window;
    window.fetch = (...args) => {
        const answer = fetch(...args);
        window.answered = answer.then((one) => one.clone().text()).catch(() => null);
        return answer;
    };
"""
SETTLED = """async () => {
    await window.answered;
    for (let turns = 0; turns < 5; turns += 1) {
        await new Promise((done) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => { port1.close(); done(); };
            port2.postMessage(null);
        });
    }
}"""


def time_passes(page: Page, leaps: int) -> None:
    """Let everything fall due that a screen waits for; its question is answered before the next leap."""
    for _ in range(leaps):
        page.clock.fast_forward(LEAP_MS)
        page.evaluate(SETTLED)


def held(page: Page) -> dict[str, int]:
    """What a page holds after everything that nobody needs was thrown away."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    nodes = session.send("Memory.getDOMCounters")["nodes"]
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return {"nodes": int(nodes), "listeners": page.evaluate("() => window.listening"), "heap": int(heap)}


def test_a_screen_left_alone_for_eight_hours_holds_no_more_than_what_it_shows(
    people: Hall, server: RunningServer
) -> None:
    projector = Projector(people.person(server, WIDE))
    page = projector.page
    page.clock.install(time=NOON)
    page.add_init_script(COUNT_LISTENERS + ANSWERED)
    projector.opens()
    page.clock.pause_at(NOON + timedelta(minutes=5))  # from here on time goes by in leaps only
    began = page.evaluate("() => performance.now()")
    Leader(server).pairs(projector)
    counted = []
    for hour in range(8):
        leader = Leader(server)  # one person may not lead as much in a minute as eight hours hold
        for quarter, (view, topic) in enumerate(VIEWS):
            leader.post(f"/schermen/{projector.number}", view=view, topic=topic)
            request = f"hours-{hour}-{quarter}"
            leader.line(TOPIC, "insight", f"Inzicht van uur {hour}, kwartier {quarter}", request=request)
            time_passes(page, 3)
            leader.post(f"/{TOPIC}/regel/{request}/terug", f"/{TOPIC}")  # as many lines all day
            time_passes(page, 2)
            expect(page.locator(".screen-view")).to_have_attribute("data-kind", view)
        counted.append(held(page))
    assert page.evaluate("() => performance.now()") - began >= 8 * 3_600_000
    first, last = counted[1], counted[-1]
    assert last["nodes"] <= first["nodes"] + NODES_APART, counted
    assert last["listeners"] == first["listeners"], counted
    assert last["heap"] <= first["heap"] * 1.1, counted
