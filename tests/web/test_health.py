"""What a watcher reads: whether the server answers, and its counters, on its own machine only."""

from tests.web.site import Site


def test_the_counters_grow_with_the_work_and_stay_on_this_machine(oogst: Site) -> None:
    browser = oogst.browser("facilitator")
    answer = browser.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    counters = dict(line.split() for line in answer.get_data(as_text=True).splitlines())
    assert int(counters["oogst_items"]) >= 1
    assert browser.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
