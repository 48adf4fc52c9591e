"""All that is held of a person, to hand it over or to let it go, by the list of `storage.kept`."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from rehab.messages import Json
from rehab.messages.privacy import Held
from storage.kept import EVERYTHING, Fate, Kept, Seal
from storage.outbox import params_place
from storage.repositories.base import Repository
from storage.tables import alert, erasure, invitation, outbox, person, plan
from storage.vault import Place, Vault
from usecases.ports import AskedBy

LARGEST_EXACT = 2**53  # beyond it, JSON read as JavaScript does loses digits


class HoldingsRepository(Repository):
    """Everything of one person, wherever it lies."""

    def __init__(
        self, connection: AsyncConnection, vault: Vault, now: datetime, write: Callable[[], Awaitable[None]]
    ) -> None:
        """`write` writes what other repositories have put off, so that nothing of it comes after an erasure."""
        super().__init__(connection, vault)
        self._now, self._write = now, write

    async def of(self, person_id: int) -> Held:
        """All that is held of a person, readable."""
        await self._write()
        key = await self._data_key(person_id)
        return {kept.table.name: await self._shown(kept, person_id, key) for kept in EVERYTHING if kept.shown}

    async def _shown(self, kept: Kept, person_id: int, key: bytes) -> list[dict[str, Json]]:
        order = kept.table.primary_key.columns
        rows = await self._db.execute(select(kept.table).where(kept.whose(person_id)).order_by(*order))
        return [{name: self._value(kept, row, name, key) for name in kept.shown} for row in rows.mappings()]

    def _value(self, kept: Kept, row: RowMapping, name: str, key: bytes) -> Json:
        value = row[name]
        if value is None or name not in kept.sealed:
            return _plain(value)
        place = Place(kept.table.name, name, row[kept.row])
        text = self._vault.unseal(value, place, key if kept.sealed[name] is Seal.PERSON else None)
        read: Json = json.loads(text) if name in kept.written else text
        return read

    async def erase(self, person_id: int, asked_by: AskedBy) -> int | None:
        """Destroy a person's key and everything that leads to them; returns the chat that was theirs."""
        await self._write()
        sealed, key = (await self._db.execute(_CHAT.where(person.c.id == person_id))).one()
        chat = int(self._vault.unseal(sealed, Place("person", "chat", person_id), key)) if sealed else None
        await self._withdraw(person_id)
        for kept in EVERYTHING:
            await self._erased(kept, person_id)
        values = {"person_id": person_id, "erased_at": self._now, "asked_by": asked_by}
        await self._db.execute(insert(erasure).values(**values))
        return chat

    async def _erased(self, kept: Kept, person_id: int) -> None:
        theirs = kept.whose(person_id)
        if kept.fate is Fate.DELETED:
            await self._db.execute(delete(kept.table).where(theirs))
        elif kept.fate is Fate.STRIPPED:
            await self._db.execute(update(kept.table).where(theirs).values(**kept.stripped))

    async def _withdraw(self, person_id: int) -> None:
        """What waits to be told to others, and tells of this person."""
        numbers, name = await self._numbers(person_id), await self._name(person_id)
        others = outbox.c.person_id.is_distinct_from(person_id)
        query = select(outbox.c.id, outbox.c.params).where(others, outbox.c.params.is_not(None))
        for row_id, sealed in (await self._db.execute(query)).all():
            if _tells_of(json.loads(self._vault.unseal(sealed, params_place(row_id))), numbers, name):
                values = {"state": "dropped", "params": None, "press": None}
                await self._update(outbox, row_id, values)

    async def _numbers(self, person_id: int) -> frozenset[int]:
        """The random numbers by which others are told of them."""
        plans = select(plan.c.id).where(plan.c.patient_id == person_id)
        alerts = select(alert.c.id).where(alert.c.plan_id.in_(plans))
        ways_in = select(invitation.c.id).where(invitation.c.used_by == person_id)
        return frozenset([person_id, *await self._db.scalars(plans.union(alerts, ways_in))])

    async def _name(self, person_id: int) -> str:
        sealed = await self._db.scalar(select(person.c.name).where(person.c.id == person_id))
        return await self._unseal_for(person_id, bytes(sealed), Place("person", "name", person_id)) if sealed else ""


_CHAT = select(person.c.chat, person.c.data_key)


def _tells_of(message: Mapping[str, object], numbers: frozenset[int], name: str) -> bool:
    """By a number of theirs; what has none names the person alone."""
    return any(value in numbers for value in _integers(message)) or (
        "plan" not in message and message.get("name") == name
    )


def _integers(value: object) -> Iterator[int]:
    match value:
        case dict():
            for inner in value.values():
                yield from _integers(inner)
        case list():
            for inner in value:
                yield from _integers(inner)
        case int():
            yield value


def _plain(value: Any) -> Json:  # noqa: ANN401 - whatever a column holds
    """As every reader of JSON has it: instants and days as text, and numbers that not all of them keep."""
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case date():
            return value.isoformat()
        case int() if abs(value) > LARGEST_EXACT:
            return str(value)
        case _:
            plain: Json = value
            return plain
