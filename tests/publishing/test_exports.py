"""Tries to get another report out of the process that exports, or to make the server wait or fall with it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from notes.publishing import exports
from notes.publishing.exports import Exports
from notes.publishing.formats import Format, export
from notes.publishing.worker import RenderingFailed
from tests.publishing.golden import full_report


@pytest.fixture(scope="module")
def running() -> Iterator[Exports]:
    """Give a running process."""
    with Exports() as made:
        yield made


@pytest.mark.parametrize("chosen", Format)
def test_the_process_gives_what_the_function_gives(running: Exports, chosen: Format) -> None:
    markdown, data = full_report("nl")
    assert running.export(markdown, data, chosen) == export(markdown, data, chosen)


def test_what_was_made_is_remembered_by_its_whole_content_and_within_a_limit(
    running: Exports, monkeypatch: pytest.MonkeyPatch
) -> None:
    markdown, data = full_report("nl")
    first = running.export(markdown, data, Format.JSON)
    assert running.export(markdown, dict(data), Format.JSON) is first
    assert running.export(markdown, {**data, "status": "final"}, Format.JSON) != first
    monkeypatch.setattr(exports, "REMEMBERED_MAX_BYTES", 10)
    assert running.export("anders", data, Format.JSON) == first
    assert running._remembered == {}


def test_an_export_that_takes_too_long_costs_that_export_only() -> None:
    markdown, data = full_report("nl")
    with Exports(job_seconds=0.0) as hasty, ThreadPoolExecutor(1) as other:
        begin = time.monotonic()
        with pytest.raises(RenderingFailed, match="too_slow"):
            other.submit(hasty.export, markdown, data, Format.JSON).result(timeout=30)
        assert time.monotonic() - begin < 20
        assert hasty.export(markdown, data, Format.MARKDOWN) == markdown.encode()  # needs no process


def test_after_the_end_nothing_is_started_again() -> None:
    with Exports() as ended:
        pass
    with pytest.raises(RenderingFailed, match="stopped"):
        ended.export("a", {}, Format.JSON)
