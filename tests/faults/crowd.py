"""People who write to the bot, and who are written to."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from sandbox.people import Person
from sandbox.world import World
from storage.engine import Database
from storage.tables import inbox, outbox
from storage.unit_of_work import SqlWork
from storage.vault import keyring, open_vault
from tests.acceptance.rig import KEY
from tests.integration.post import words
from usecases.ports import Priority

PEOPLE, EACH = 30, 3


class Crowd:
    """People who write to the bot, and who are written to."""

    def __init__(self, world: World, database: Database) -> None:
        self.world, self._database = world, database
        self.people = [world.person(f"Pat {number}") for number in range(PEOPLE)]
        self.written = 0

    def write(self, number: int) -> None:
        """So many of them, in turn, write something that is answered with one message."""
        for _ in range(number):
            self.people[self.written % PEOPLE].says(f"hello {self.written}")
            self.written += 1

    async def prompts(self) -> list[str]:
        """A morning: several prompts for everybody, all due now."""
        async with self._database.writing() as connection:
            vault = await open_vault(connection, keyring([KEY]))
        now = datetime.now(UTC)  # noqa: TID251 - as the processes do
        texts = [f"prompt {number} of {person.id}" for person in self.people for number in range(EACH)]
        async with SqlWork(self._database, vault, lambda: now, lambda: now)("morning") as uow:
            known = [await self._known(uow.people.add, person, now) for person in self.people]
            for text, reader in zip(texts, (one for one in known for _ in range(EACH)), strict=True):
                await uow.outbox.send(reader, words(text), priority=Priority.PROMPT)
        return texts

    @staticmethod
    async def _known(add: object, person: Person, now: datetime) -> int:
        return int((await add(chat_id=person.id, name="Pat", language="en", now=now)).id)  # type: ignore[operator]

    async def rows(self) -> Sequence[RowMapping]:
        """Everything that was to be said."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(outbox))).mappings().all()

    async def is_quiet(self) -> bool:
        """Whether everything that came in was dealt with, and everything that was said came to an end."""
        async with self._database.reading() as connection:
            states = list(await connection.scalars(select(inbox.c.state)))
        done = states.count("done") == self.written == len(states)
        return done and all(row["state"] not in {"due", "claimed", "sending"} for row in await self.rows())


def refused(world: World) -> Counter[int]:
    """How often Telegram refused what, but for what a killed process could not hear any more."""
    return Counter(call.status for call in world.api.calls if call.status >= 400)


def said(world: World) -> Counter[str]:
    """How often each text went out, by its last line."""
    return Counter(
        str(call.params["text"]).splitlines()[-1] for call in world.api.made("sendMessage") if call.status in {0, 200}
    )
