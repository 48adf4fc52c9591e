"""One transaction and everything that can be reached in it."""

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.deliveries import DeliveryRepository
from storage.engine import AWAY, Database
from storage.inbox import InboxRepository
from storage.notices import ARRIVED, SAID, announce
from storage.outbox import OutboxRepository
from storage.repositories.accesses import AccessRepository
from storage.repositories.base import new_id
from storage.repositories.covers import CoverRepository
from storage.repositories.guesses import GuessRepository
from storage.repositories.holdings import HoldingsRepository
from storage.repositories.invitations import InvitationRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.leftovers import LeftoverRepository
from storage.repositories.people import ClinicRepository, ConsentRepository, DialogueRepository, PeopleRepository
from storage.repositories.plans import NoteRepository, PlanRepository
from storage.repositories.prompts import AlertRepository, PromptRepository
from storage.vault import Vault
from usecases.ports import OverlapError, StorageAwayError
from usecases.records import Entry

# PostgreSQL's codes for a failed serialization, a deadlock and a key that exists; SQLite has one writer.
OVERLAPS = frozenset({"40001", "40P01", "23505"})
CODE_BYTES = 24  # 32 characters in a link


class SqlUnitOfWork:
    """Facts, decisions and outgoing messages of one transaction. Repositories are made when first asked for."""

    def __init__(
        self, connection: AsyncConnection, vault: Vault, cause: str, now: datetime, real_now: datetime
    ) -> None:
        self._connection, self._vault = connection, vault
        self._cause, self._now, self._real_now = cause, now, real_now

    @cached_property
    def people(self) -> PeopleRepository:
        """Everybody the bot knows."""
        return PeopleRepository(self._connection, self._vault)

    @cached_property
    def clinics(self) -> ClinicRepository:
        """The one clinic."""
        return ClinicRepository(self._connection, self._vault)

    @cached_property
    def invitations(self) -> InvitationRepository:
        """Ways in."""
        return InvitationRepository(self._connection, self._vault)

    @cached_property
    def guesses(self) -> GuessRepository:
        """Codes that opened nothing."""
        return GuessRepository(self._connection, self._vault, self._real_now)

    @cached_property
    def plans(self) -> PlanRepository:
        """Plans with their state."""
        return PlanRepository(self._connection, self._vault)

    @cached_property
    def journal(self) -> JournalRepository:
        """The hash-chained record of each plan."""
        return JournalRepository(self._connection, self._vault)

    @cached_property
    def prompts(self) -> PromptRepository:
        """What is owed to patients."""
        return PromptRepository(self._connection, self._vault)

    @cached_property
    def alerts(self) -> AlertRepository:
        """What clinicians are told about."""
        return AlertRepository(self._connection, self._vault)

    @cached_property
    def covers(self) -> CoverRepository:
        """Who is there for whose patients."""
        return CoverRepository(self._connection, self._vault)

    @cached_property
    def dialogues(self) -> DialogueRepository:
        """What people were last asked."""
        return DialogueRepository(self._connection, self._vault)

    @cached_property
    def consents(self) -> ConsentRepository:
        """Who agreed to what."""
        return ConsentRepository(self._connection, self._vault)

    @cached_property
    def accesses(self) -> AccessRepository:
        """Who looked at whom."""
        return AccessRepository(self._connection, self._vault)

    @cached_property
    def notes(self) -> NoteRepository:
        """Words from clinicians to patients."""
        return NoteRepository(self._connection, self._vault)

    @cached_property
    def holdings(self) -> HoldingsRepository:
        """All that is held of a person."""
        return HoldingsRepository(self._connection, self._vault, self._now, self._write)

    @cached_property
    def leftovers(self) -> LeftoverRepository:
        """What has been kept as long as it was to be."""
        return LeftoverRepository(self._connection, self._vault)

    @cached_property
    def outbox(self) -> OutboxRepository:
        """What is to be said."""
        return OutboxRepository(self._connection, self._vault, self._cause, self._now, self._real_now)

    @cached_property
    def deliveries(self) -> DeliveryRepository:
        """The outbox as the dispatcher sees it."""
        return DeliveryRepository(self._connection, self._vault)

    @cached_property
    def inbox(self) -> InboxRepository:
        """What has arrived."""
        return InboxRepository(self._connection, self._vault)

    async def finish(self) -> None:
        """Write what is written together, and wake whoever deals with what has come in and is to go out."""
        await self._write()
        await self._announce()

    async def _write(self) -> None:
        for name in ("journal", "plans", "prompts"):
            if (used := self.__dict__.get(name)) is not None:
                await used.write()

    async def _announce(self) -> None:
        traffic = ((ARRIVED, self.__dict__.get("inbox")), (SAID, self.__dict__.get("outbox")))
        await announce(self._connection, *(what for what, used in traffic if used is not None and used.added))

    def new_id(self) -> int:
        """A fresh random id."""
        return new_id()

    def new_code(self) -> str:
        """A fresh invitation code."""
        return secrets.token_urlsafe(CODE_BYTES)


class SqlWork:
    """Opens units of work on a database. `now` tells clinical time, `real_now` real time.

    `kept` is told what each of them has added to the record, once that is committed.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        now: Callable[[], datetime],
        real_now: Callable[[], datetime],
        kept: Callable[[Sequence[Entry]], None] = lambda _: None,
    ) -> None:
        self._database, self._vault = database, vault
        self._now, self._real_now, self._kept = now, real_now, kept

    @asynccontextmanager
    async def __call__(self, cause: str, *, isolated: bool = False) -> AsyncIterator[SqlUnitOfWork]:
        """A unit of work; it commits when the block ends without an error, and leaves nothing behind otherwise.

        Raises:
            OverlapError: if it is isolated, and somebody else has changed the same.
            StorageAwayError: if the database cannot be used.
        """
        try:
            async with self._database.writing(isolated=isolated) as connection:
                uow = SqlUnitOfWork(connection, self._vault, cause, self._now(), self._real_now())
                yield uow
                await uow.finish()
        except (DBAPIError, *AWAY) as error:
            if isolated and isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in OVERLAPS:
                raise OverlapError from error
            if isinstance(error, AWAY):
                raise StorageAwayError from error
            raise
        self._kept(uow.journal.appended)
