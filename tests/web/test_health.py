"""What a watcher reads: whether the server lives, whether it can store, and its figures, for its own machine only."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text as sql

from notes.ground.settings import Settings, SettingsError
from notes.live.commands import CommandRefused, UseAccessLink
from tests.web.site import Site, site

SECRET = "een-geheim-van-de-meter"
FROM_OUTSIDE = {"REMOTE_ADDR": "192.0.2.7"}


def figures(oogst: Site) -> dict[tuple[str, str], float]:
    """Read /metrics as Prometheus does: (name, labels) to value."""
    answer = oogst.browser().get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, ",".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.get_data(as_text=True))
        for sample in family.samples
    }


def test_every_figure_says_what_it_is_and_grows_with_the_work(oogst: Site) -> None:
    before = figures(oogst)
    oogst.browser("facilitator")
    after = figures(oogst)
    assert after["oogst_items_total", ""] > before["oogst_items_total", ""]
    assert after["oogst_commit_seconds_count", ""] > before["oogst_commit_seconds_count", ""]
    assert after["oogst_tick_cost_seconds_sum", ""] > before["oogst_tick_cost_seconds_sum", ""]
    assert after["oogst_log_rows", ""] == 2  # the templates of two topics
    families = list(text_string_to_metric_families(oogst.browser().get("/metrics").get_data(as_text=True)))
    assert [family.name for family in families if not family.documentation or family.type == "unknown"] == []


def test_a_refusal_is_counted_by_its_reason(oogst: Site) -> None:
    before = figures(oogst)
    with pytest.raises(CommandRefused):
        oogst.parts.engine.submit(UseAccessLink(person_id=None, link_id="niemand", name="n" * 61))
    key = ("oogst_refusals_total", "reason=name_too_long,rule=")
    assert figures(oogst).get(key, 0.0) - before.get(key, 0.0) == 1.0


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {"Host": "[::1]:5000"}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        ("127.0.0.1", {"Host": "oogst.example.org"}, 404),
    ],
)
@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_what_comes_through_a_proxy_is_not_this_machine(
    sites: dict[int, Site], proxies: int, peer: str, headers: dict[str, str], status: int
) -> None:
    answer = sites[proxies].browser().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("header", "status"),
    [(f"Bearer {SECRET}", 200), ("Bearer iets-anders", 404), ("Bearer ", 404), ("", 404), ("Bearer geheim-ë", 404)],
)
def test_who_knows_the_secret_reads_from_anywhere(sites: dict[int, Site], header: str, status: int) -> None:
    headers = {"Authorization": header} if header else {}
    assert sites[1].browser().get("/metrics", headers=headers, environ_base=FROM_OUTSIDE).status_code == status


def test_without_a_secret_an_empty_one_opens_nothing(oogst: Site) -> None:
    headers = {"Authorization": "Bearer "}
    assert oogst.browser().get("/metrics", headers=headers, environ_base=FROM_OUTSIDE).status_code == 404


def test_a_secret_that_is_soon_guessed_is_refused() -> None:
    environment = {"OOGST_SECRET_KEY": "k" * 40, "OOGST_METRICS_SECRET": "kort"}
    with pytest.raises(SettingsError, match="OOGST_METRICS_SECRET is 4 characters long"):
        Settings.from_environment(environment)


def test_a_server_that_can_store_is_ready(oogst: Site) -> None:
    assert oogst.browser().get("/healthz", environ_base=FROM_OUTSIDE).get_data(as_text=True) == "ok\n"
    answer = oogst.browser().get("/readyz", environ_base=FROM_OUTSIDE)
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ready\n")


def test_a_server_whose_store_cannot_commit_lives_and_is_not_ready(tmp_path: Path) -> None:
    with site(tmp_path) as broken:
        with broken.parts.database.writing() as session:
            session.execute(
                sql("CREATE TRIGGER broken BEFORE UPDATE ON notepad BEGIN SELECT RAISE(ABORT, 'no more'); END")
            )
        answer = broken.browser().get("/readyz")
        said = "not ready: the store failed; the log says how\n"
        assert (answer.status_code, answer.get_data(as_text=True)) == (503, said)
        assert broken.browser().get("/healthz").status_code == 200


def test_the_process_tells_what_it_counted_when_the_store_does_not_answer(tmp_path: Path) -> None:
    with site(tmp_path) as broken:
        with broken.parts.database.writing() as session:
            session.execute(sql("ALTER TABLE notepad_snapshot RENAME TO elsewhere"))
        assert figures(broken)["oogst_requests_failed_total", ""] == 1.0
        with broken.parts.database.writing() as session:
            session.execute(sql("ALTER TABLE elsewhere RENAME TO notepad_snapshot"))


def test_a_server_whose_store_is_held_by_another_is_not_ready(tmp_path: Path) -> None:
    with site(tmp_path) as held:
        with held.parts.database.writing() as session:
            session.execute(sql("SELECT 1"))  # a transaction begins with its first statement
            answer = held.browser().get("/readyz")
        said = "not ready: nothing could be stored within 3 s\n"
        assert (answer.status_code, answer.get_data(as_text=True)) == (503, said)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Site]]:
    """Sites that trust 0, 1 and 2 proxies, with a secret for the figures."""
    with ExitStack() as stack:
        yield {
            proxies: stack.enter_context(
                site(tmp_path_factory.mktemp(f"proxies-{proxies}"), trusted_proxies=proxies, metrics_secret=SECRET)
            )
            for proxies in range(3)
        }
