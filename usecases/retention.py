"""What has been kept as long as the clinic wants goes: in small steps, each in a transaction of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rehab.timetable import Preferences
from usecases.erase import erased
from usecases.ports import AskedBy, UnitOfWork

AT_A_TIME = 500  # rows of a step: nobody waits long behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """For how long things are kept.

    Attributes:
        traffic: what arrived and what was said, without its content.
        unfinished: questions without an answer, invitations that nobody used, and whoever never began.
        prompts: what patients were asked.
        ended: patients whose plans have ended; None keeps them until somebody erases them.
    """

    traffic: timedelta
    unfinished: timedelta
    prompts: timedelta
    ended: timedelta | None


async def let_go(uow: UnitOfWork, now: datetime, periods: Periods) -> int:
    """Let go of some rows whose time is over; says of how many, 0 when none is left."""
    return (
        await uow.leftovers.let_go_of_traffic(now - periods.traffic, AT_A_TIME)
        + await uow.leftovers.let_go_of_unfinished(now - periods.unfinished, AT_A_TIME)
        + await uow.leftovers.let_go_of_prompts(now - periods.prompts, AT_A_TIME)
    )


async def outlived(uow: UnitOfWork, now: datetime, periods: Periods, only: int | None = None) -> list[int]:
    """Some of the people whose time is over, or whether that of only one is."""
    guests = await uow.leftovers.never_began(now - periods.unfinished, AT_A_TIME, only)
    if periods.ended is None:
        return guests
    return guests + await uow.leftovers.long_ended(now - periods.ended, AT_A_TIME, only)


async def forget(uow: UnitOfWork, person_id: int, now: datetime, periods: Periods, zone: ZoneInfo) -> None:
    """Forget somebody, if their time is still over. Patients and their clinicians hear of it in the morning."""
    if not await outlived(uow, now, periods, person_id):
        return
    person = await uow.people.get(person_id)
    if person.roles:
        await erased(uow, person, AskedBy.PERIOD, tell_at=Preferences().next_waking(now, zone))
    else:
        await uow.holdings.erase(person_id, AskedBy.PERIOD)
