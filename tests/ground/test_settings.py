"""Settings are complete and sound, or the process does not start."""

from pathlib import Path

import pytest

from notes.ground.settings import VARIABLES, Environment, Settings, SettingsError

KEY = "k" * 32


def test_production_without_a_secret_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="missing"):
        Settings.from_environment({}, folder=tmp_path)


def test_short_secret_does_not_start_anywhere(tmp_path: Path) -> None:
    for kind in Environment:
        with pytest.raises(SettingsError, match="31 bytes long"):
            Settings.from_environment({"OOGST_ENV": kind, "OOGST_SECRET_KEY": "k" * 31}, folder=tmp_path)


def test_make_run_reads_its_key_from_var(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="flask setup"):
        Settings.from_environment({"OOGST_ENV": "run"}, folder=tmp_path)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "server.key").write_text(f"{KEY}\n")
    settings = Settings.from_environment({"OOGST_ENV": "run"}, folder=tmp_path)
    assert settings.secret_key == KEY.encode()


def test_production_reads_no_key_that_was_not_named(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "server.key").write_text(KEY)
    with pytest.raises(SettingsError):
        Settings.from_environment({}, folder=tmp_path)
    named = {"OOGST_SECRET_FILE": "var/server.key"}
    assert Settings.from_environment(named, folder=tmp_path).secret_key == KEY.encode()


def test_defaults_are_the_ones_in_the_list(tmp_path: Path) -> None:
    settings = Settings.from_environment({"OOGST_SECRET_KEY": KEY}, folder=tmp_path)
    listed = {variable.name: variable.default for variable in VARIABLES}
    assert (settings.host, str(settings.port)) == (listed["HOST"], listed["PORT"])
    assert settings.environment == listed["OOGST_ENV"]
    assert settings.database_url == f"sqlite:///{tmp_path}/var/oogst.db"
    assert settings.language == listed["OOGST_LANGUAGE"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OOGST_ENV", "staging"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PORT", "5000x"),
        ("PORT", "٥"),
        ("OOGST_LANGUAGE", "fr"),
        ("OOGST_TRUSTED_PROXIES", "many"),
        ("OOGST_PUBLIC_ADDRESS", "oogst.example.org"),
    ],
)
def test_wrong_value_is_named_in_the_message(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({"OOGST_SECRET_KEY": KEY, name: value}, folder=tmp_path)


def test_phone_listens_on_the_network_unless_a_host_is_named(tmp_path: Path) -> None:
    base = {"OOGST_SECRET_KEY": KEY, "PHONE": "1"}
    assert Settings.from_environment(base, folder=tmp_path).host == "0.0.0.0"  # noqa: S104 -- what PHONE=1 asks for
    assert Settings.from_environment({**base, "HOST": "192.0.2.7"}, folder=tmp_path).host == "192.0.2.7"


def test_secret_is_not_in_what_is_printed(tmp_path: Path) -> None:
    assert KEY not in repr(Settings.from_environment({"OOGST_SECRET_KEY": KEY}, folder=tmp_path))


def test_origins_and_address_lose_their_last_slash(tmp_path: Path) -> None:
    environment = {
        "OOGST_SECRET_KEY": KEY,
        "OOGST_PUBLIC_ADDRESS": "https://oogst.example.org/",
        "OOGST_ALLOWED_ORIGINS": "https://a.example/, https://b.example",
    }
    settings = Settings.from_environment(environment, folder=tmp_path)
    assert settings.public_address == "https://oogst.example.org"
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert settings.secure_cookies is True
