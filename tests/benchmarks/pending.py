"""Databases with very much in them that is not due yet, for benchmarks."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, text, update

from rehab.messages import encode
from rehab.messages.safety import NoteToPatient
from storage.engine import Database
from storage.outbox import params_place
from storage.repositories.base import new_id
from storage.tables import card, outbox, person
from storage.unit_of_work import SqlWork
from storage.vault import Place, Vault
from tests.integration.people import practice
from usecases.ports import Priority

NOW = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
FIRST, READERS = 10_000_000, 20_000
CHATS = 7_000_000_000
SLICE = 5_000
SAYS = NoteToPatient(text="Block 1 of 3: bridge hold, 5 of 45 seconds.", clinician="Cleo")

NUMBERS = {
    "sqlite": "WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < :most)",
    "postgresql": "WITH number(i) AS (SELECT generate_series(1, CAST(:most AS integer)))",
}
WAITING = """
INSERT INTO {table} ({columns}) {numbers} SELECT {values} FROM number
"""


class Filled:
    """A database of so many rows that wait, in the outbox and among the prompts, and the way into it."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database, self.vault = database, vault
        self.work = SqlWork(database, vault, lambda: NOW, lambda: NOW)
        self._engine = "sqlite" if database.is_sqlite else "postgresql"

    async def fill(self, pending: int, readers: int = READERS) -> None:
        """Make readers, and rows that are due in the afternoon."""
        known = await practice(self.work)
        await self.meet_readers(readers)
        async with self.database.writing() as connection:
            for table, values in (("outbox", self._message(readers)), ("prompt", self._prompt(known.plan.id))):
                await connection.execute(text(self._statement(table, values)), {"most": pending})
        await self.settle()

    async def settle(self) -> None:
        """Let the database count what it holds, as it does by itself in time."""
        async with self.database.writing() as connection:
            await connection.execute(text("ANALYZE"))

    def _statement(self, table: str, values: dict[str, str]) -> str:
        columns, given = ", ".join(values), ", ".join(values.values())
        return WAITING.format(table=table, columns=columns, values=given, numbers=NUMBERS[self._engine])

    def _bool(self, value: bool) -> str:
        return str(int(value)) if self._engine == "sqlite" else str(value).lower()

    def _message(self, readers: int) -> dict[str, str]:
        no, now, later = self._bool(False), f"'{self._told(NOW)}'", f"'{self._told(LATER)}'"
        return {
            "id": "i", "key": "'waiting:' || i", "operation": "'send'", "kind": "'note'", "priority": "2",
            "person_id": f"{FIRST} + i % {readers}", "loud": no, "silent": no, "started_by_bot": no,
            "created_at": now, "due_at": later, "not_before": now, "state": "'due'", "attempts": "0", "unsure": "0",
        }  # fmt: skip

    def _prompt(self, plan_id: int) -> dict[str, str]:
        now, later = f"'{self._told(NOW)}'", f"'{self._told(LATER)}'"
        return {
            "id": "i", "plan_id": str(plan_id), "kind": "'session'", "day": "'2026-01-05'", "slot": "i",
            "opens_at": now, "due_at": later, "closes_at": later, "state": "'planned'", "step": "'ask'",
            "next_at": later, "snoozes": "0", "reminded": self._bool(False), "draft": "'{}'",
        }  # fmt: skip

    def _told(self, at: datetime) -> str:
        return f"{at:%Y-%m-%d %H:%M:%S}.000000" if self._engine == "sqlite" else at.isoformat()

    async def meet_readers(self, readers: int) -> None:
        """Get to know so many people who may be written to."""
        for start in range(0, readers, SLICE):
            rows = [self._reader(number) for number in range(start, min(start + SLICE, readers))]
            async with self.database.writing() as connection:
                await connection.execute(insert(person), rows)

    def _reader(self, number: int) -> dict[str, object]:
        reader, key = FIRST + number, self.vault.new_data_key()
        chat = CHATS + number
        return {
            "id": reader, "data_key": key, "chat_index": self.vault.index(chat), "language": "en",
            "chat": self.vault.seal(str(chat), Place("person", "chat", reader), key), "name": b"", "reachable": True,
            "created_at": NOW,
        }  # fmt: skip

    async def all_sent(self) -> None:
        """What has been taken is on its way."""
        async with self.database.writing() as connection:
            await connection.execute(update(outbox).where(outbox.c.state == "claimed").values(state="sent"))
        await self.settle()

    async def make_due(self, number: int) -> None:
        """Say something to so many readers, now."""
        for start in range(0, number, SLICE):
            rows = [self._due(reader) for reader in range(FIRST + start, FIRST + min(start + SLICE, number))]
            async with self.database.writing() as connection:
                await connection.execute(insert(card), [row[0] for row in rows])
                await connection.execute(insert(outbox), [row[1] for row in rows])

    def _due(self, reader: int) -> tuple[dict[str, object], dict[str, object]]:
        row, shown = new_id(), new_id()
        message = {
            "id": row, "key": f"due:{row}", "operation": "send", "person_id": reader, "card": shown,
            "kind": SAYS.kind, "params": self.vault.seal(encode(SAYS), params_place(row)), "loud": False,
            "silent": False, "priority": Priority.PROMPT, "started_by_bot": True, "created_at": NOW, "due_at": NOW,
            "not_before": NOW, "state": "due", "attempts": 0, "unsure": 0,
        }  # fmt: skip
        return {"id": shown, "person_id": reader, "gone": False}, message
