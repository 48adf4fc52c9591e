"""The outbox in a test's hands: say something, claim it, and see what became of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from rehab.messages import Message
from rehab.messages.safety import NoteToPatient
from storage.engine import Database
from storage.tables import card, outbox
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from tests.integration.databases import Hands, blocked_or_done
from usecases.ports import Failure, Outgoing

T = TypeVar("T")
Step = Callable[[SqlUnitOfWork], Awaitable[T]]
LEASE = 60.0
ME = "me"


def words(text: str) -> Message:
    """A message that says something."""
    return NoteToPatient(text=text, clinician="Cleo")


def said(item: Outgoing) -> str:
    """What a row says."""
    assert isinstance(item.message, NoteToPatient)
    return item.message.text


@dataclass
class Post:
    """One outbox."""

    database: Database
    work: SqlWork
    clock: Hands
    real: Hands
    _causes: int = field(default=0)

    async def overlapping(self, first: Step[T], second: Step[T]) -> tuple[T, T]:
        """Two steps, the second one begun while the first is done and not yet committed; PostgreSQL only."""

        async def alone(step: Step[T]) -> T:
            async with self.unit() as uow:
                return await step(uow)

        async with asyncio.TaskGroup() as group, self.unit() as uow:
            done = await first(uow)
            task = group.create_task(alone(second))
            await blocked_or_done(self.database, task)
        return done, task.result()

    def unit(self) -> Any:  # noqa: ANN401 - a context manager of a unit of work
        """A unit of work with a cause of its own."""
        self._causes += 1
        return self.work(f"cause:{self._causes}")

    async def send(self, to: int, text: str, **more: Any) -> int:  # noqa: ANN401 - options of the outbox
        """Say something; returns the card."""
        async with self.unit() as uow:
            made: int = await uow.outbox.send(to, words(text), **more)
            return made

    async def edit(self, on: int, text: str, *, awaited: bool = False) -> None:
        """Show something else."""
        async with self.unit() as uow:
            await uow.outbox.edit(on, words(text), awaited=awaited)

    async def delete(self, on: int) -> None:
        """Take a card away."""
        async with self.unit() as uow:
            await uow.outbox.delete(on)

    async def claim(self, limit: int = 50, owner: str = ME) -> list[Outgoing]:
        """Take what is due."""
        async with self.unit() as uow:
            return await self.claimed(uow, limit, owner)

    async def claimed(self, uow: SqlUnitOfWork, limit: int = 50, owner: str = ME) -> list[Outgoing]:
        """Take what is due, in a unit of work that goes on."""
        return await uow.deliveries.claim(owner, self.clock.now(), self.real.now(), LEASE, limit)

    async def all_out(self) -> list[Outgoing]:
        """Send everything that is due, in the order in which it is given out."""
        out: list[Outgoing] = []
        while items := await self.claim():
            for item in items:
                assert await self.begin(item)
                await self.sent(item)
            out += items
        return out

    async def one(self) -> Outgoing:
        """Take the only row that is due."""
        items = await self.claim()
        assert len(items) == 1, items
        return items[0]

    async def begin(self, item: Outgoing) -> bool:
        """Record the intent to send."""
        async with self.unit() as uow:
            begun: bool = await uow.deliveries.begin(item, self.real.now(), LEASE)
            return begun

    async def sent(self, item: Outgoing, message_id: int | None = None) -> None:
        """It went out."""
        async with self.unit() as uow:
            await uow.deliveries.sent(item.id, message_id)

    async def goes_out(self, message_id: int | None = None) -> Outgoing:
        """Take the only row that is due, and send it."""
        item = await self.one()
        assert await self.begin(item)
        await self.sent(item, message_id)
        return item

    async def close(self, item: Outgoing, state: str = "failed", failure: Failure | None = None) -> None:
        """It will never go out."""
        async with self.unit() as uow:
            await uow.deliveries.close(item, state, failure)

    async def put_back(self, item: Outgoing, failure: Failure = Failure.TEMPORARY, seconds: float = 0) -> None:
        """Try again later."""
        async with self.unit() as uow:
            await uow.deliveries.put_back(item, self.real.now() + timedelta(seconds=seconds), failure)

    async def lost(self) -> list[Outgoing]:
        """Give back what leases have run out for; what may have been sent."""
        async with self.unit() as uow:
            return await uow.deliveries.lost(self.real.now())  # type: ignore[no-any-return]

    async def rows(self, *states: str) -> Sequence[RowMapping]:
        """What is stored, oldest first."""
        query = select(outbox).order_by(outbox.c.seq)
        if states:
            query = query.where(outbox.c.state.in_(states))
        async with self.database.reading() as connection:
            return (await connection.execute(query)).mappings().all()

    async def states(self) -> list[tuple[str, str]]:
        """Operation and state of every row, oldest first."""
        return [(row["operation"], row["state"]) for row in await self.rows()]

    async def gone(self, on: int) -> bool:
        """Whether a card is gone."""
        async with self.database.reading() as connection:
            return bool(await connection.scalar(select(card.c.gone).where(card.c.id == on)))
