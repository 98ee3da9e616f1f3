"""Registry addresses are found where they stand."""

from tools.check_addresses import named_hosts


def test_an_index_option_and_a_resolved_address_are_found() -> None:
    text = 'one\n--index-url somewhere\n  "res' + 'olved": "somewhere"\n'
    assert [line for line, _ in named_hosts(text)] == [2, 3]


def test_a_host_is_found_anywhere() -> None:
    assert named_hosts("see pypi" + ".org") == [(1, "pypi" + ".org")]


def test_other_addresses_are_let_through() -> None:
    assert named_hosts("https://oogst.example.org resolved index-url") == []
