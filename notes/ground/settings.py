"""The configuration of one process: read once, checked, and never changed afterwards.

Promise: a process that got `Settings` has a secret of at least 32 bytes and numbers that make
sense; anything else was a `SettingsError` that says which variable to change and how.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

SECRET_MIN_BYTES = 32
METRICS_SECRET_MIN_CHARACTERS = 16
HIGHEST_PORT = 65_535


class SettingsError(Exception):
    """A variable is missing or wrong; the message says what to do."""


class Environment(StrEnum):
    """Who starts the process: people who deploy it, `make run`, or a test."""

    PRODUCTION = "production"
    RUN = "run"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its full name, default ("" = none) and meaning."""

    name: str
    default: str
    meaning: str


# The one list of what can be configured. README's table is compared with it by a test.
VARIABLES: tuple[Variable, ...] = (
    Variable("OOGST_ENV", "production", "production, run (set by `make run`) or test"),
    Variable("OOGST_DATABASE_URL", "sqlite:///var/oogst.db", "where everything is stored; a path counts from the project's folder"),
    Variable("OOGST_SECRET_KEY", "", "the server key, at least 32 bytes; signs cookies and access links"),
    Variable("OOGST_SECRET_FILE", "", "a file that holds the server key; `make run` uses var/server.key"),
    Variable("OOGST_PUBLIC_ADDRESS", "", "the address people type, such as https://oogst.example.org; empty: the address of the request"),
    Variable("OOGST_ALLOWED_ORIGINS", "", "further origins that may open sockets, with commas between them"),
    Variable("OOGST_TRUSTED_PROXIES", "0", "how many reverse proxies in front set X-Forwarded headers"),
    Variable("OOGST_LANGUAGE", "nl", "nl or en: pages that belong to no conference"),
    Variable("OOGST_CONTACT", "", "an e-mail address for complaints about accessibility and privacy"),
    Variable("OOGST_METRICS_SECRET", "", "at least 16 characters; who sends it as bearer token reads /metrics from other machines, too"),
    Variable("OOGST_SMTP_HOST", "", "a mail server for confirmations of sign-ups; empty: they wait on the desk and can be taken along"),
    Variable("OOGST_SMTP_PORT", "587", "the mail server's port"),
    Variable("OOGST_SMTP_SECURITY", "starttls", "starttls, tls or none: how the way to the mail server is protected"),
    Variable("OOGST_SMTP_USER", "", "the name to log in with at the mail server; empty: no log-in"),
    Variable("OOGST_SMTP_PASSWORD", "", "the password to log in with at the mail server"),
    Variable("OOGST_SMTP_FROM", "", "whom the mails come from, such as Oogst <oogst@example.org>"),
    Variable("HOST", "127.0.0.1", "the address that the server listens on"),
    Variable("PORT", "5000", "the port; a taken one gets the next free one under `make run`"),
    Variable("PHONE", "", "1: listen on the local network and show a QR code in the terminal"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server and how to reach it."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between two servers."""

    secret_key: bytes = field(repr=False)
    environment: Environment = Environment.PRODUCTION
    database_url: str = "sqlite:///var/oogst.db"
    public_address: str = ""
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: int = 0
    language: str = "nl"
    contact: str = ""
    metrics_secret: str = field(default="", repr=False)
    smtp: Smtp | None = None
    host: str = "127.0.0.1"
    port: int = 5000
    phone: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, folder: Path | None = None) -> "Settings":
        """Read and check the settings from a mapping such as `os.environ`.

        `folder` is what relative paths count from (default: the project's folder). Raises
        `SettingsError` with a sentence that names the variable.
        """
        base = folder or project_folder()
        values = {variable.name: _value(environment, variable) for variable in VARIABLES}
        kind = _choice(values, "OOGST_ENV", tuple(Environment))
        phone = values["PHONE"] not in ("", "0")
        host = "0.0.0.0" if phone and "HOST" not in environment else values["HOST"]  # noqa: S104 -- what PHONE=1 asks for
        return cls(
            secret_key=_secret(values, Environment(kind), base),
            environment=Environment(kind),
            database_url=_database_url(values["OOGST_DATABASE_URL"], base),
            public_address=_address(values["OOGST_PUBLIC_ADDRESS"]),
            allowed_origins=_origins(values["OOGST_ALLOWED_ORIGINS"]),
            trusted_proxies=_number(values, "OOGST_TRUSTED_PROXIES", highest=10),
            language=_choice(values, "OOGST_LANGUAGE", ("nl", "en")),
            contact=values["OOGST_CONTACT"],
            metrics_secret=_metrics_secret(values["OOGST_METRICS_SECRET"]),
            smtp=_smtp(values),
            host=host,
            port=_number(values, "PORT", highest=HIGHEST_PORT),
            phone=phone,
        )

    @property
    def secure_cookies(self) -> bool:
        """Whether people reach this server by https only: then cookies say Secure."""
        return self.public_address.startswith("https://")

    @property
    def sqlite_file(self) -> Path | None:
        """The database file, or None for another database or one in memory."""
        prefix = "sqlite:///"
        if not self.database_url.startswith(prefix):
            return None
        path = self.database_url.removeprefix(prefix).split("?")[0]
        return Path(path) if path and path != ":memory:" else None


def project_folder() -> Path:
    """Return the folder that holds `app.py`, `notes/` and `var/`."""
    return Path(__file__).resolve().parents[2]


def secret_file(environment: Mapping[str, str], *, folder: Path | None = None) -> Path:
    """Return the file that `make run` keeps its server key in, whether it exists or not."""
    base = folder or project_folder()
    return base / (environment.get("OOGST_SECRET_FILE") or "var/server.key")


def _value(environment: Mapping[str, str], variable: Variable) -> str:
    return environment.get(variable.name, "").strip() or variable.default


def _choice(values: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = values[name]
    if value not in allowed:
        message = f"{name} is {value!r}; it must be one of {', '.join(allowed)}."
        raise SettingsError(message)
    return value


def _number(values: Mapping[str, str], name: str, *, highest: int) -> int:
    value = values[name]
    if not (value.isascii() and value.isdigit()) or int(value) > highest:
        message = f"{name} is {value!r}; it must be a whole number from 0 to {highest}."
        raise SettingsError(message)
    return int(value)


def _secret(values: Mapping[str, str], kind: Environment, base: Path) -> bytes:
    typed = values["OOGST_SECRET_KEY"].encode()
    named = values["OOGST_SECRET_FILE"] or ("var/server.key" if kind is Environment.RUN and not typed else "")
    secret = typed or (_read_secret(base / named) if named else b"")
    if len(secret) < SECRET_MIN_BYTES:
        message = (
            f"The server key is {'missing' if not secret else f'{len(secret)} bytes long'}; it must be at least "
            f"{SECRET_MIN_BYTES} bytes. Set OOGST_SECRET_KEY, or put it in a file and set OOGST_SECRET_FILE "
            "(make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))')."
        )
        raise SettingsError(message)
    return secret


def _read_secret(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError as problem:
        message = (
            f"The server key in {path} cannot be read ({problem.strerror}). Run `flask setup` or set OOGST_SECRET_KEY."
        )
        raise SettingsError(message) from problem


def _database_url(url: str, base: Path) -> str:
    prefix = "sqlite:///"
    path = url.removeprefix(prefix)
    if not url.startswith(prefix) or path.startswith((":memory:", "/")) or not path:
        return url
    return f"{prefix}{base / path}"


def _address(address: str) -> str:
    if address and not address.startswith(("http://", "https://")):
        message = f"OOGST_PUBLIC_ADDRESS is {address!r}; it must begin with https:// or http://."
        raise SettingsError(message)
    return address.rstrip("/")


def _metrics_secret(secret: str) -> str:
    if secret and len(secret) < METRICS_SECRET_MIN_CHARACTERS:
        message = (
            f"OOGST_METRICS_SECRET is {len(secret)} characters long; "
            f"it must be at least {METRICS_SECRET_MIN_CHARACTERS}, or empty."
        )
        raise SettingsError(message)
    return secret


def _smtp(values: Mapping[str, str]) -> Smtp | None:
    host = values["OOGST_SMTP_HOST"]
    if not host:
        return None
    sender = parseaddr(values["OOGST_SMTP_FROM"])[1]
    if "@" not in sender or not values["OOGST_SMTP_FROM"].isprintable():
        message = "OOGST_SMTP_HOST is set; OOGST_SMTP_FROM must then be an address, such as Oogst <oogst@example.org>."
        raise SettingsError(message)
    if not values["OOGST_PUBLIC_ADDRESS"]:
        # An address that a request named could be anybody's, and a mail would lead there.
        message = "OOGST_SMTP_HOST is set; OOGST_PUBLIC_ADDRESS must be, too: the mails hold links to this server."
        raise SettingsError(message)
    return Smtp(
        host=host,
        port=_number(values, "OOGST_SMTP_PORT", highest=HIGHEST_PORT),
        security=_choice(values, "OOGST_SMTP_SECURITY", ("starttls", "tls", "none")),
        sender=values["OOGST_SMTP_FROM"],
        user=values["OOGST_SMTP_USER"],
        password=values["OOGST_SMTP_PASSWORD"],
    )


def _origins(listed: str) -> tuple[str, ...]:
    return tuple(origin.strip().rstrip("/") for origin in listed.split(",") if origin.strip())
