"""Tries to make the server wait for, or fall with, its rendering process."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.publishing.blocks import blocks
from notes.publishing.html import report_html
from notes.publishing.worker import RenderingFailed, RenderingWorker

ROOT = Path(__file__).parents[2]
SLOW = "\n".join(f"- punt **{number}** [x](http://x.nl) `code`" for number in range(40_000))


@pytest.fixture(scope="module")
def worker() -> Iterator[RenderingWorker]:
    """Give a running worker."""
    with RenderingWorker() as running:
        yield running


def test_the_process_gives_what_the_functions_give(worker: RenderingWorker) -> None:
    text = "# coöperatie\n\n- [a](idee:7) 😀"
    assert worker.blocks(text, {7: "Jan"}) == blocks(text, {7: "Jan"})
    assert worker.report_html("# a") == report_html("# a")


def test_a_job_that_takes_too_long_costs_that_job_only() -> None:
    with RenderingWorker(job_seconds=2) as running:
        with pytest.raises(RenderingFailed) as failed:
            running.blocks(SLOW, {})
        assert failed.value.code == "too_slow"
        assert running.report_html("x") == "<p>x</p>"


def test_a_killed_process_is_replaced(worker: RenderingWorker) -> None:
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    with pytest.raises(RenderingFailed) as failed:
        worker.report_html("x")
    assert failed.value.code == "crashed"
    assert worker.report_html("x") == "<p>x</p>"


def test_too_little_memory_is_an_answer_and_no_hang() -> None:
    with RenderingWorker(memory_max_bytes=150_000_000, job_seconds=20) as running:
        with pytest.raises(RenderingFailed) as failed:
            running.blocks("x" * 60_000_000, {})
        assert failed.value.code in ("failed", "crashed")
        assert running.report_html("x") == "<p>x</p>"


def test_stopping_twice_starting_again_and_asking_when_stopped() -> None:
    running = RenderingWorker()
    with pytest.raises(RenderingFailed) as failed:
        running.report_html("x")
    assert failed.value.code == "stopped"
    running.start()
    running.start()
    running.stop()
    running.stop()
    running.start()
    assert running.report_html("x") == "<p>x</p>"
    running.stop()


def test_the_hub_goes_on_while_a_job_runs_under_gevent() -> None:
    program = """
        from gevent import monkey; monkey.patch_all()
        import gevent, sys
        from notes.publishing.worker import RenderingFailed, RenderingWorker
        ticks = 0
        def tick():
            global ticks
            while True:
                gevent.sleep(0.005)
                ticks += 1
        gevent.spawn(tick)
        with RenderingWorker(job_seconds=1) as worker:
            jobs = [gevent.spawn(worker.blocks, "# a", {}) for _ in range(5)]
            gevent.joinall(jobs, raise_error=True)
            try:
                worker.blocks(sys.stdin.read(), {})
            except RenderingFailed as failed:
                print(failed.code, ticks > 50)
            native = gevent.get_hub().threadpool.apply(worker.report_html, ("x",))
            print(native, len(jobs[0].value))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        input=SLOW,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )  # fmt: skip -- one call
    assert (done.stdout, done.stderr) == ("too_slow True\n<p>x</p> 1\n", "")
