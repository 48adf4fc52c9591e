"""Counting what is there, for the auditor and for the metrics: numbers only, and nothing that needs the keys.

Every query reads a partial index of what is still open, so that it costs no more in the tenth year than in the first.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rehab.messages.operator import Invariant
from storage.deliveries import DUE, TAKEN, due_now
from storage.engine import Database
from storage.repositories.base import in_state
from storage.tables import alert, card, inbox, outbox, plan, prompt
from usecases.ports import Depth, Priority, Traffic
from usecases.records import LIVE


class SqlCensus:
    """Counts over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def broken(self, before: datetime, lapsed: datetime) -> Mapping[Invariant, int]:
        """How often each stored invariant does not hold."""
        async with self._database.snapshot() as connection:
            return {
                Invariant.PLANS: await _count(connection, plan, plan.c.next_at <= before),
                Invariant.PROMPTS: await _count(connection, prompt, _overlooked(before)),
                Invariant.ALERTS: await _count(connection, alert, _without_a_step(before)),
                Invariant.INBOX: await _count(connection, inbox, _waiting() & (inbox.c.received_at <= before)),
                # Counted one by one: for the two together SQLite would read the whole table.
                Invariant.OUTBOX: await _count(connection, outbox, due_now(outbox, before))
                + await _count(connection, outbox, _left_over(lapsed)),
            }

    async def told_since(self, person_id: int, kind: str, since: datetime) -> bool:
        """Whether a person has been sent a kind of message since an instant."""
        told = (outbox.c.person_id == person_id) & (outbox.c.created_at > since) & (outbox.c.kind == kind)
        async with self._database.reading() as connection:
            return await connection.scalar(select(outbox.c.seq).where(told).limit(1)) is not None

    async def traffic(self, now: datetime) -> Traffic:
        """What is under way at an instant."""
        async with self._database.snapshot() as connection:
            waiting = select(func.count(), func.min(inbox.c.received_at)).where(_waiting())
            return Traffic(
                Depth(*(await connection.execute(waiting)).one()),
                await _outgoing(connection, now),
                await _alerts(connection),
            )


async def _count(connection: AsyncConnection, table: FromClause, which: ColumnElement[bool]) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table).where(which)) or 0)


def _waiting() -> ColumnElement[bool]:
    return in_state(inbox, "new")


def _overlooked(before: datetime) -> ColumnElement[bool]:
    """Due, and neither held nor put off with a time to look again, nor really sent."""
    unseen = or_(prompt.c.next_at.is_(None), prompt.c.next_at <= before)
    unsent = (prompt.c.state == "planned") & (prompt.c.snoozes == 0)
    open_still = in_state(prompt, *sorted(state.value for state in LIVE))
    return and_(open_still, prompt.c.due_at <= before, or_(unseen, unsent, _sent_in_name_only()))


def _sent_in_name_only() -> ColumnElement[bool]:
    """Marked as sent, although nothing was written to go out."""
    written = exists().where(outbox.c.card == prompt.c.card)
    shown = exists().where(card.c.id == prompt.c.card, card.c.message_id.is_not(None))
    return and_(prompt.c.state == "sent", ~written, ~shown)


def _without_a_step(before: datetime) -> ColumnElement[bool]:
    """Unresolved, and nobody has it, nor will anybody be told; or the next step is overdue."""
    overdue = alert.c.next_at <= before
    nobodys = (alert.c.state == "open") | alert.c.owner_id.is_(None)
    return alert.c.open_key.is_not(None) & or_(overdue, alert.c.next_at.is_(None) & nobodys)


def _left_over(lapsed: datetime) -> ColumnElement[bool]:
    return in_state(outbox, *TAKEN) & (outbox.c.lease_until <= lapsed)


async def _outgoing(connection: AsyncConnection, now: datetime) -> Mapping[Priority, Depth]:
    waiting = in_state(outbox, DUE, *TAKEN) & (outbox.c.due_at <= now)
    columns = (outbox.c.priority, func.count(), func.min(outbox.c.due_at))
    rows = await connection.execute(select(*columns).where(waiting).group_by(outbox.c.priority))
    found = {Priority(priority): Depth(count, since) for priority, count, since in rows}
    return {priority: found.get(priority, Depth()) for priority in Priority}


async def _alerts(connection: AsyncConnection) -> Mapping[tuple[str, str], int]:
    query = select(alert.c.kind, alert.c.state, func.count()).where(alert.c.open_key.is_not(None))
    rows = await connection.execute(query.group_by(alert.c.kind, alert.c.state))
    return {(row[0], row[1]): int(row[2]) for row in rows}
