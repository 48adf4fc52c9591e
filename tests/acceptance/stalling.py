"""A patient who does everything that is prescribed and does not get better: weeks of it, told as facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from rehab.events import AnyEvent, Measure, Outcome, Pain24h, RedFlagScreen, Session
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, administrator, invited, joins
from usecases.course import record_fact

TRAINING = (0, 2, 4)  # days of the week
HOUR = timedelta(hours=1)


async def stalled(rig: Rig) -> Cast:
    """A practice in whose twelfth week Ann's care has just stalled: Monday 30 March, 09:01."""
    boss = await administrator(rig)
    weber, adams = [await joins(rig, boss, name) for name in ("Dr Weber", "Dr Adams")]
    ann = await rig.enrols(await invited(rig, weber, "Ann Example", stage=2, level=2), "Ann")
    await lives_on(rig, weeks=12)
    await rig.at("09:01")
    return {"boss": boss, "weber": weber, "adams": adams, "ann": ann}


async def lives_on(rig: Rig, *, weeks: int) -> None:
    """Let weeks pass in which Ann trains as prescribed, at 4 during and 4 a day later, up to the last morning.

    Nothing is sent meanwhile: the chats go on where they were.
    """
    start = rig.clock.at
    record = await rig.record()
    async with rig.app.work(f"lives on from {start}") as uow:
        for fact in facts(start, weeks):
            outcome = await record_fact(replace(rig.app.scene(uow), now=fact.at), record, fact)
            record = outcome.record
    rig.clock.at = start + timedelta(weeks=weeks)


def facts(start: datetime, weeks: int) -> Iterator[AnyEvent]:
    """Three sessions a week, each answered after 24 hours; a clean screen every fourth week, and a total."""
    for day in range(weeks * 7 - 1):
        at = start + timedelta(days=day)
        if (day - 1) % 7 in TRAINING:
            yield Pain24h(at=at + 11 * HOUR, value=4)
        if day % 7 in TRAINING:
            yield Session(at=at + 11 * HOUR + timedelta(minutes=5), outcome=Outcome.DONE, pain_before=4, pain_during=4)
        if day % 28 == 6:
            yield RedFlagScreen(at=at + 12 * HOUR, flags=())
            yield Measure(at=at + 13 * HOUR, measure="visa_h", value=48.0 + day // 28)
