"""Tries to make the server wait for, or fall with, its rendering process."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from notes.publishing.blocks import Notes
from notes.publishing.html import report_html
from notes.publishing.lanes import QUICK_MAX_CHARACTERS, RenderingLanes
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
    assert worker.blocks(1, text, {7: "Jan"}) == Notes().render(text, {7: "Jan"})
    assert worker.report_html("# a") == report_html("# a")


def test_a_changed_notepad_is_answered_with_the_difference_whatever_the_process_remembers() -> None:
    texts = ["a\n\nb", "a\n\nc\n\nb", "", "# a"]
    with RenderingWorker() as running:
        known = None
        for text in texts:
            answer = running.blocks(1, text, {}, known)
            assert answer == Notes().render(text, {})
            known = answer
            running.blocks(2, "een ander", {})
        old = running.blocks(1, texts[0], {})  # without what was known, all comes
        running.blocks(1, texts[1], {}, old)
        assert running.blocks(1, texts[3], {}, old) == Notes().render(texts[3], {})
        assert running._process is not None
        os.kill(running._process.pid, signal.SIGKILL)
        with pytest.raises(RenderingFailed):
            running.blocks(1, texts[0], {}, old)
        assert running.blocks(1, texts[0], {}, old) == old


def test_a_slow_notepad_does_not_stand_before_the_others() -> None:
    with RenderingLanes() as lanes, ThreadPoolExecutor(1) as other:
        process = lanes._slow._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)  # it takes as long as it takes
        try:
            slow = other.submit(lanes.blocks, 1, SLOW[: QUICK_MAX_CHARACTERS + 1], {})
            wait_until_busy(lanes._slow)
            assert [block.html for block in lanes.blocks(2, "kort", {}).blocks] == ["<p>kort</p>"]
            assert not slow.done()
        finally:
            os.kill(process.pid, signal.SIGCONT)
        assert slow.result(timeout=60).blocks


def wait_until_busy(worker: RenderingWorker) -> None:
    """Wait until a job of this worker is under way."""
    limit = time.monotonic() + 20
    while not worker._native._lock.locked():
        assert time.monotonic() < limit, "waited for the job to begin"


def test_a_job_that_takes_too_long_costs_that_job_only() -> None:
    with RenderingWorker(job_seconds=2) as running:
        with pytest.raises(RenderingFailed) as failed:
            running.blocks(1, SLOW, {})
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
            running.blocks(1, "x" * 60_000_000, {})
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
        with RenderingWorker() as worker, RenderingWorker(job_seconds=1) as impatient:
            jobs = [gevent.spawn(worker.blocks, number, "# a", {}) for number in range(5)]
            gevent.joinall(jobs, raise_error=True)
            try:
                impatient.blocks(9, sys.stdin.read(), {})
            except RenderingFailed as failed:
                print(failed.code, ticks > 50)
            native = gevent.get_hub().threadpool.apply(worker.report_html, ("x",))
            print(native, len(jobs[0].value.blocks))
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
