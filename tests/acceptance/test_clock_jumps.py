"""The machine's clock jumps, and is set right: what was due comes once, and what was told is kept.

What may be off is when something comes: a message that fell due in an hour that was none comes early.
"""

from datetime import timedelta

import pytest

from rehab.events import Outcome
from tests.acceptance.home import Patient, a_patient

ann = a_patient()
HOUR = timedelta(hours=1)


async def jumps(patient: Patient, by: timedelta) -> None:
    """The clock is wrong for a moment, in which everything happens that can."""
    patient.clock.at += by
    await patient.rig.settle()
    patient.clock.at -= by
    await patient.rig.settle()


@pytest.mark.parametrize("by", [HOUR, -HOUR, 5 * HOUR, -30 * HOUR], ids=str)
@pytest.mark.parametrize("wall", ["08:29", "08:45", "18:10"])
async def test_what_is_due_comes_once_and_what_was_told_is_kept(ann: Patient, wall: str, by: timedelta) -> None:
    """Both blocks of the day and the question of the next, whenever it jumps and whichever way."""
    for block in ("08:40", "18:40"):
        if (wall < "12") == (block < "12"):
            await ann.until(wall)
            await jumps(ann, by)
        await ann.until(block if wall < block else "08:50")
        await ann.trains(2, 3)
    await ann.tomorrow("09:00")
    await ann.rates(1)
    done = [one for one in await ann.sessions() if one.outcome is Outcome.DONE]
    assert [(one.pain_before, one.pain_during) for one in done] == [(2, 3), (2, 3)]
    # Besides the two there may be that of the next morning, and the follow-up that fell due in hours that were none.
    assert 2 <= sum("Block" in one.text for one in ann.heard) <= 4
    assert (await ann.record()).plan.status.value == "active"
