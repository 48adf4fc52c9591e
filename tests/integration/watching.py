"""An auditor in a test's hands, and faults to plant."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from rehab.messages.operator import Invariant
from scheduling.auditor import GRACE, Auditor
from scheduling.pulse import Pulse
from storage.census import SqlCensus
from storage.engine import Database
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from tests.integration.databases import Hands
from tests.integration.people import Practice, a_prompt, an_alert
from usecases.records import AlertRecord, Prompt

JUST_LATE = GRACE + timedelta(seconds=1)


@dataclass
class Watch:
    """An auditor, and what the outside world hears."""

    auditor: Auditor = field(init=False)
    ticking: Pulse = field(init=False)
    seconds: float = 0.0  # of a clock that only grows
    pings: int = 0

    async def ping(self) -> None:
        """The outside world hears that all is well."""
        self.pings += 1

    async def ticks(self) -> None:
        """The ticker ticks."""

    async def all_is_well(self) -> bool:
        """Whether an audit pings, with a ticker that ticks."""
        await self.ticking.of(self.ticks)()
        return await self.pinged()

    async def pinged(self) -> bool:
        """Whether an audit pings."""
        before = self.pings
        await self.auditor.audit()
        return self.pings > before

    @property
    def wrong(self) -> dict[Invariant, int]:
        """What the last audit found."""
        return {one: count for one, count in (self.auditor.found or {}).items() if count}


def watching(database: Database, work: SqlWork, clock: Hands, real: Hands) -> Watch:
    """An auditor of a database."""
    made = Watch()
    made.ticking = Pulse(lambda: made.seconds)
    made.auditor = Auditor(SqlCensus(database), work, clock, real, made.ticking, made.ping)
    return made


Fault = Callable[[SqlUnitOfWork, Practice], Awaitable[None]]


def owed(uow: SqlUnitOfWork, known: Practice, **changed: object) -> Prompt:
    return replace(a_prompt(uow, known), **changed)  # type: ignore[arg-type]


def a_prompt_that_is(**changed: object) -> Fault:
    async def plant(uow: SqlUnitOfWork, known: Practice) -> None:
        await uow.prompts.add(owed(uow, known, **changed))

    return plant


def an_alert_that_is(**changed: object) -> Fault:
    async def plant(uow: SqlUnitOfWork, known: Practice) -> None:
        changed_alert: AlertRecord = replace(an_alert(uow, known), **changed)  # type: ignore[arg-type]
        await uow.alerts.add(changed_alert)

    return plant
