"""One server per database, found by its address, and forgotten with its process."""

from pathlib import Path

from notes.ground.running import only_server, server_address


def test_a_server_is_found_while_it_runs_and_not_after(tmp_path: Path) -> None:
    database = tmp_path / "oogst.db"
    assert server_address(database) is None
    with only_server(database) as announce:
        assert announce is not None
        assert server_address(database) == ""
        announce("http://127.0.0.1:5001")
        assert server_address(database) == "http://127.0.0.1:5001"
    assert server_address(database) is None


def test_a_second_server_is_refused_and_does_not_hide_the_first(tmp_path: Path) -> None:
    database = tmp_path / "oogst.db"
    with only_server(database) as first:
        assert first is not None
        first("http://127.0.0.1:5001")
        with only_server(database) as second:
            assert second is None
        assert server_address(database) == "http://127.0.0.1:5001"


def test_a_new_server_does_not_show_the_address_of_an_earlier_one(tmp_path: Path) -> None:
    database = tmp_path / "oogst.db"
    with only_server(database) as earlier:
        assert earlier is not None
        earlier("http://127.0.0.1:5001")
    with only_server(database):
        assert server_address(database) == ""


def test_without_a_file_nothing_is_held() -> None:
    with only_server(None) as first, only_server(None) as second:
        assert first is not None
        assert second is not None
