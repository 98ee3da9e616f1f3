"""Whether a database has this program's schema: asked at every start, so it costs one query.

What changes a schema (`notes.store.migrating`) loads slowly and is needed once per new version.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from notes.store.unit_of_work import address, sqlite_engine

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
# The newest migration, by the number that its file's name begins with.
SCHEMA: Final = max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))


def is_current(url: str) -> bool:
    """Return whether the database is at `SCHEMA`; False for an empty, older, newer or unreadable one."""
    kind = address(url)
    engine = sqlite_engine(kind) if kind.get_backend_name() == "sqlite" else create_engine(kind)
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == SCHEMA)
    except DBAPIError:
        return False
    finally:
        engine.dispose()
