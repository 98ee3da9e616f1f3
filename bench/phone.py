"""A participant's first visit on a slow phone: until the idea box answers. Run: python -m bench.phone

In Chromium on a small screen with nothing in its cache, the processor slowed down four times, by the room's QR address.
*p50* and *p95* are from navigation until the page's own script has the idea box and the browser has nothing else to do.
First row: Lighthouse's slow 4G (1.6 Mbit/s, 150 ms there and back; the limit of 1,500 ms is for this one). Second row:
the browser's own "Slow 4G" (1.44 Mbit/s, every request waits 562 ms, which stands for a new connection each). Packed
with gzip, as over plain http. Before that the page can be read and the form works without script ("painted"); after it
the socket is there ("live").
"""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser

from bench.machine import GENERATOR_CORE, SERVER_CORE, on_core
from tests.browsers import running_browser
from tests.integration.server import RunningServer

TOPIC = "fondsen"
ROUNDS = 15
LIMIT_MS = 1_500
SLOWER = 4
# Name, bits per second down and up, milliseconds from a request until its answer begins.
NETWORKS = (("Lighthouse's slow 4G", 1_638_400, 750_000, 150.0), ("the browser's Slow 4G", 1_440_000, 675_000, 562.5))

# Notes when the script has drawn the order of the ideas, which it does last, and the browser is idle after that.
_WATCH = """window.reached = new Promise((resolve) => {
    const look = () => {
        const order = document.querySelector("#ideas-order:not([hidden])");
        if (order === null) requestAnimationFrame(look);
        else requestIdleCallback(() => resolve(performance.now()));
    };
    requestAnimationFrame(look);
});
window.lived = new Promise((resolve) => {
    const look = () => {
        if (document.querySelector("#here:not([hidden])") === null) requestAnimationFrame(look);
        else resolve(performance.now());
    };
    requestAnimationFrame(look);
})"""
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def visit(browser: Browser, server: RunningServer, network: tuple[str, int, int, float]) -> dict[str, float]:
    """Open the room as somebody who was never here, and return when it was painted, interactive and live, in ms."""
    _name, down, up, latency_ms = network
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="nl-NL", is_mobile=True)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    conditions = {"offline": False, "latency": latency_ms, "downloadThroughput": down / 8, "uploadThroughput": up / 8}
    tools.send("Network.emulateNetworkConditions", conditions)
    tools.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "gzip"}})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(_WATCH)
    page.goto(f"{server.address}/c/{server.slug}/{TOPIC}?code={server.code}", wait_until="commit")
    found = {
        "interactive": float(page.evaluate("() => window.reached")),
        "painted": float(page.evaluate(_PAINTED)),
        "live": float(page.evaluate("() => window.lived")),
    }
    context.close()
    return found


def measure(say: Callable[[str], None] = print) -> list[dict[str, Any]]:
    """Measure both networks, say what was found, and return a row for each."""
    with (
        TemporaryDirectory() as folder,
        on_core(SERVER_CORE),
        RunningServer(Path(folder) / "server") as server,
        on_core(GENERATOR_CORE),
        running_browser() as browser,
    ):
        visit(browser, server, NETWORKS[0])  # the first page of a server's life is not what is measured
        return [_measured(browser, server, network, say) for network in NETWORKS]


def _measured(
    browser: Browser, server: RunningServer, network: tuple[str, int, int, float], say: Callable[[str], None]
) -> dict[str, Any]:
    visits = [visit(browser, server, network) for _ in range(ROUNDS)]
    times = {name: sorted(one[name] for one in visits) for name in visits[0]}
    middle = {name: round(median(found)) for name, found in times.items()}
    most = round(times["interactive"][-1])
    say(
        f"{network[0]}: painted {middle['painted']} ms, interactive {middle['interactive']} ms (most {most}, "
        f"may be {LIMIT_MS}), live {middle['live']} ms"
    )
    return {
        "scenario": "phone",
        "system": "oogst",
        "version": None,
        "clients_held": 1,
        "p50_ms": middle["interactive"],
        "p95_ms": round(times["interactive"][int(0.95 * (ROUNDS - 1))]),
        "p99_ms": None,
        "delivered": 1.0,
        "server_cores": None,
        "rss_mb": None,
        "frames_per_client_s": None,
        "kb_per_client_s": None,
        "lost_after_kill": None,
        "generator_bound": False,
        "network": network[0],
        "painted_ms": middle["painted"],
        "live_ms": middle["live"],
    }


if __name__ == "__main__":
    measure()
