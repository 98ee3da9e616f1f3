"""The browsers' own code against the real server: whatever happens on the way, one text at the end."""

import html
import json
import random
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.integration.server import RunningServer

TOPIC = "energienet"
BROWSERS = 6
ACTS = 600
ROOT = Path(__file__).resolve().parents[2]


def browser_facts(server: RunningServer, session: requests.Session, topic: str) -> dict[str, Any]:
    """Return what a page of a topic tells its browser, with the browser's cookie."""
    page = session.get(f"{server.address}/c/{server.slug}/{topic}")
    page.raise_for_status()
    found = re.search(r'<script[^>]*id="page-data"[^>]*>(.*?)</script>', page.text, re.DOTALL)
    assert found is not None, page.text[:2000]
    data = json.loads(html.unescape(found.group(1)))
    cookie = "; ".join(f"{one.name}={one.value}" for one in session.cookies)
    known = {name: data[name] for name in ("csrf", "epoch", "notepad")}
    return {"address": server.address, "cookie": cookie, **known}


def run_clients(node: str, server: RunningServer, facts: dict[str, Any]) -> dict[str, Any]:
    """Run the browsers; the server is killed and started again when they ask for it."""
    with subprocess.Popen(
        [node, "tests/integration/yjs_clients.mjs"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(facts) + "\n")
        process.stdin.flush()
        said: dict[str, Any] = {}
        for line in process.stdout:
            said = json.loads(line)
            if said.get("ask") == "restart":
                server.kill()
                server.start()
                process.stdin.write('"restarted"\n')
                process.stdin.flush()
        return said


@pytest.mark.timeout(120)
def test_real_browsers_that_type_drop_and_see_the_server_die_end_with_one_text(
    server: RunningServer, node_command: str
) -> None:
    seed = random.randrange(2**32)
    sessions = [server.session("facilitator", f"F{at}", TOPIC) for at in range(BROWSERS)]
    facts = {"seed": seed, "acts": ACTS, "browsers": [browser_facts(server, session, TOPIC) for session in sessions]}
    end = run_clients(node_command, server, facts)
    what = "\n".join([f"seed {seed}", end.get("failed", ""), str(end.get("bad")), *end.get("events", [])])
    assert "texts" in end, what
    (text,) = end["texts"]
    assert text == server.log_text(TOPIC), what
    assert end["bad"] == [], what
    assert len(end["alive"]) > ACTS / 2
    assert [word for word in end["alive"] if text.count(word) != 1] == [], what
    assert [word for word in end["gone"] if word in text] == [], what
    assert "Traceback" not in server.log
