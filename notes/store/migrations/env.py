"""Runs migrations for `notes.store.migrating.migrate` and for Flask-Migrate's commands alike.

The caller says where: `config.attributes["connection"]`, or `config.attributes["url"]` (the
application sets it in its `Migrate.configure` callback).
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from notes.store.migrating import migration_engine
from notes.store.models import Base, NfcText, UtcDateTime
from notes.store.outbox_numbers import OutboxNumbers


def _plain_type(kind: str, column_type: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 -- Alembic hands over whatever it draws
    """Write our own column types as what they are in the database: a migration outlives them."""
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(column_type, NfcText):
        return "sa.Text()"
    if kind == "type" and isinstance(column_type, OutboxNumbers):
        return "sa.LargeBinary()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_plain_type,
        compare_type=True,
        # SQLite, too, takes back what a failed migration did.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_connection = context.config.attributes.get("connection")
if _connection is not None:
    _run(_connection)
else:
    _engine = migration_engine(context.config.attributes["url"])
    with _engine.connect() as _opened:
        _run(_opened)
    _engine.dispose()
