"""What SQLAlchemy has compiled is shared by all the databases of a test run.

Each test has a database of its own, and for each SQLAlchemy puts every statement into words anew: a fifth of what a
test of the whole bot takes. Of one kind of database the words are the same.
"""

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite as Dialect
from sqlalchemy.util import LRUCache

MANY = 2_000  # statements
_words: LRUCache[object, object] = LRUCache(MANY)


def share() -> None:
    """From now on, in this process."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Dialect, "__eq__", lambda one, other: type(one) is type(other))
    patch.setattr(Dialect, "__hash__", lambda one: hash(type(one)))
    event.listen(Engine, "engine_connect", _use)


def _use(connection: Connection) -> None:
    if isinstance(connection.dialect, Dialect):
        connection.execution_options(compiled_cache=_words)
