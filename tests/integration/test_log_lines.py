"""An operator reads in the log what was refused, to whom and why, and never what was typed."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.integration.server import RunningServer
from tests.integration.typist import Typist

TOPIC = "fondsen"
_PAIR = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^\s"]+)')
TYPED = "Geheime Gerda typte dit"


@pytest.fixture
def anna(server: RunningServer) -> Typist:
    """A facilitator who typed something."""
    typist = Typist(server.address, server.session("facilitator", "Gerda", TOPIC), server.notepads[TOPIC], 601)
    assert "error" not in typist.connect()
    typist.type(0, TYPED)
    typist.wait_until_saved()
    return typist


def events(server: RunningServer) -> list[dict[str, str]]:
    """Read the log's events as logfmt, each line whole."""
    lines = [line for line in server.log.splitlines() if " event=" in line]
    assert [line for line in lines if _PAIR.sub("", line).strip()] == []
    return [dict(_PAIR.findall(line)) for line in lines]


def test_each_refusal_and_mismatch_is_one_line_without_words_or_secrets(server: RunningServer, anna: Typist) -> None:
    place = {"notepad": anna.notepad}
    anna.send("mismatch", {**place, "seq": anna.seq, "kind": "document"})
    anna.send("mismatch", {**place, "seq": anna.seq, "kind": f'{TYPED} " x=1\nevent=forged'})
    anna.send("cursor", {**place, "anchor": TYPED, "head": None})
    anna.send_update(anna.number + 1, b"\xff\xff" + TYPED.encode())
    anna.wait_for(lambda: bool(anna.refused), "the refusal")
    found = [
        {key: value for key, value in event.items() if key not in ("time", "level", "logger", "person", "seq")}
        for event in events(server)
    ]
    notepad = str(anna.notepad)
    assert found == [
        {"event": "mismatch", "notepad": notepad, "reason": "document"},
        {"event": "mismatch", "notepad": notepad, "reason": "other"},
        {"event": "refused", "what": "cursor", "reason": "invalid"},
        {"event": "refused", "what": "Edit", "notepad": notepad, "reason": "too_large", "rule": "too_many_clients"},
    ]
    persons = {event["person"] for event in events(server) if "person" in event}
    assert [len(person) for person in persons] == [8]
    for words in ("Geheime", "Gerda", "forged", *(cookie.value or "" for cookie in anna.session.cookies)):
        assert words not in server.log
    anna.disconnect()


def test_the_figures_of_a_running_server_count_what_happened(server: RunningServer, anna: Typist) -> None:
    anna.send("mismatch", {"notepad": anna.notepad, "seq": anna.seq, "kind": "editor"})
    answer = anna.session.get(f"{server.address}/metrics")
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    wanted = {
        ("oogst_rooms",): 1.0,
        ("oogst_clients", "writer"): 1.0,
        ("oogst_clients", "viewer"): 0.0,
        ("oogst_sockets",): 1.0,
        ("oogst_joins_total", "writer"): 1.0,
        ("oogst_mismatches_total",): 1.0,
        ("oogst_rows_written_total",): 1.0,
        ("oogst_not_stored_total",): 0.0,
        ("oogst_backlog_drops_total",): 0.0,
    }
    assert {key: values.get(key) for key in wanted} == wanted
    assert values["process_resident_memory_bytes",] > 10_000_000
    anna.disconnect()
