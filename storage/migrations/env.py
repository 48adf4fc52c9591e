"""How Alembic reaches the database; `storage.upgrade` hands it an open connection."""

from typing import Literal

from alembic import context
from sqlalchemy import JSON, Connection
from sqlalchemy.types import TypeEngine

from storage.tables import metadata
from storage.types import UTCDateTime


def render_item(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write our column types as the plain ones that they are in the database."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def same_type(
    _context: object, _column: object, _in_metadata: object, _in_database: object, ours: TypeEngine[object]
) -> bool | None:
    """Leave our decorated type alone when schemas are compared."""
    return False if isinstance(ours, UTCDateTime) else None


def run() -> None:
    """Run what was asked for on the connection that the caller opened."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=same_type,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
