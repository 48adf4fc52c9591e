"""How fast the bot sends, kept in the database: one pace for all processes, and a pause that a restart does not end."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, DateTime, Interval, bindparam, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Database
from storage.tables import pace
from storage.vault import Vault

BOT, PAUSE = "bot", "pause"  # a chat goes by its blind index, which is much longer
FORGOTTEN_AFTER = 600.0  # seconds

_PRESENT = func.clock_timestamp(type_=DateTime(timezone=True))
_EVERY, _BEFORE = (bindparam(name, type_=Interval()) for name in ("every", "before"))
_NEW = postgresql.insert(pace).values(what=bindparam("what"), used_until=_PRESENT - _BEFORE)
_NEXT = func.greatest(pace.c.used_until + _EVERY, _PRESENT - _BEFORE)
TAKING = _NEW.on_conflict_do_update(index_elements=["what"], set_={"used_until": _NEXT}).returning(
    pace.c.used_until, _PRESENT.label("present")
)


class SharedPace:
    """Hands out moments to all processes of a PostgreSQL database, by the database's own clock; seconds from now.

    On SQLite, where one process is alone, it only keeps the pause.
    """

    def __init__(self, database: Database, vault: Vault, real_now: Callable[[], datetime]) -> None:
        self._database, self._vault, self._real_now = database, vault, real_now

    async def take(self, chat_id: int | None, every: float, burst: int) -> float:
        """Take the next moment of a chat, or (None) of the bot; so many are free at once after a quiet time."""
        what = BOT if chat_id is None else self._vault.index(chat_id)
        given = {"what": what, "every": timedelta(seconds=every), "before": timedelta(seconds=every * (burst - 1))}
        async with self._database.writing() as connection:
            row = (await connection.execute(TAKING, given)).one()
        return _seconds(row.used_until, row.present)

    async def hold(self, seconds: float) -> None:
        """Let nothing out for a while; of several pauses the one that ends last counts."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        held = dialect.insert(pace).values(what=PAUSE, used_until=self._in(seconds))
        until = held.excluded.used_until
        longer = held.on_conflict_do_update(
            index_elements=["what"], set_={"used_until": until}, where=until > pace.c.used_until
        )
        async with self._database.writing() as connection:
            await connection.execute(longer)

    async def held(self) -> float:
        """For how long nothing may go out yet."""
        query = select(pace.c.used_until, self._in(0).label("present")).where(pace.c.what == PAUSE)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _seconds(row.used_until, row.present) if row is not None else 0.0

    async def forget(self) -> None:
        """Let go of chats that have been quiet: their share is whole again."""
        async with self._database.writing() as connection:
            await connection.execute(delete(pace).where(pace.c.used_until < self._in(-FORGOTTEN_AFTER)))

    def _in(self, seconds: float) -> ColumnElement[datetime]:
        """An instant so many seconds from now, by the clock of all who share the database."""
        after = timedelta(seconds=seconds)
        if self._database.is_sqlite:
            return literal(self._real_now() + after, pace.c.used_until.type)
        return _PRESENT + literal(after, Interval())


def _seconds(until: datetime, present: datetime) -> float:
    return max((until - present).total_seconds(), 0.0)
