"""What sign-ups are searched by is folded anew: "Łukasz" is found by "lu", too.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from notes.domain.text import folded

revision = "0013"
down_revision = "0012"

_SIGN_UP = sa.table("sign_up", *(sa.column(name) for name in ("id", "name", "email", "organisation", "search")))


def upgrade() -> None:
    connection = op.get_bind()
    query = sa.select(_SIGN_UP.c.id, _SIGN_UP.c.name, _SIGN_UP.c.email, _SIGN_UP.c.organisation)
    for sign_up_id, *searched in connection.execute(query).all():
        change = sa.update(_SIGN_UP).where(_SIGN_UP.c.id == sign_up_id)
        connection.execute(change.values(search=folded("\n".join(searched))))
