"""The days on which somebody trains, and those between them."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from rehab.events import Outcome
from tests.acceptance.home import Patient, a_patient, answers_everything, at_home

bob = a_patient(stage=2, level=2, pain=2)


async def trained_on(patient: Patient) -> list[datetime]:
    """When their sessions were done."""
    return [session.at for session in await patient.sessions() if session.outcome is Outcome.DONE]


@pytest.mark.parametrize(("stage", "hours", "a_week"), [(2, 48, 3), (4, 72, 2)])
async def test_training_days_keep_their_distance(tmp_path: Path, stage: int, hours: int, a_week: int) -> None:
    """More than a week of doing everything: so many elapsed hours apart, and so many times in any seven days."""
    async with at_home(tmp_path, stage=stage, pain=2, goal=stage == 4) as dora:
        await dora.lives(9, answers_everything)
        days = await trained_on(dora)
    assert min(later - earlier for earlier, later in pairwise(days)) >= timedelta(hours=hours)
    assert max(sum(day <= other < day + timedelta(days=7) for other in days) for day in days) == a_week


async def test_training_days_keep_their_rhythm_when_they_are_missed(bob: Patient) -> None:
    """Nobody who answers nothing is asked to train on two days in a row."""
    await bob.rig.pass_time(days=9)
    asked = [one for one in bob.heard if one.text.startswith("Today’s session")]
    days = [one.at.date() for one in asked if bob.words("session-reminder") not in one.text]
    assert all((later - earlier).days >= 2 for earlier, later in pairwise(days))
    assert max(sum(day <= other < day + timedelta(days=7) for other in days) for day in days) == 3


async def test_a_missed_session_belongs_to_its_own_day(bob: Patient) -> None:
    """What was left alone on Monday stands on Monday, also if it closed in the night to Tuesday."""
    await bob.rig.pass_time(days=1)
    record = await bob.record()
    assert [record.plan.today(session.at).isoformat() for session in await bob.sessions()] == ["2026-01-05"]


async def test_a_rest_day_offers_gentle_holds(bob: Patient) -> None:
    """After the 24-hour answer: holds for relief, shown on request, without a report; the list says rest."""
    await bob.until("18:00")
    await bob.trains()
    await bob.until("18:00")
    await bob.rates(2)
    await bob.presses("relief")
    assert bob.last.attachment is not None
    assert bob.words("today-rest") in (await bob.says("/today")).text
    assert len(await bob.sessions()) == 1


async def test_after_a_cut_there_is_a_clear_day(bob: Patient) -> None:
    """A session that was too much on Monday: nothing on Tuesday, the lighter session on Wednesday."""
    await bob.until("18:00")
    await bob.trains(3, 6)
    heard = len(bob.heard)
    await bob.until("17:00", days=2)
    assert [one.text for one in bob.heard[heard:] if "session" in one.text.lower()] == []
    await bob.until("18:30")
    assert "level 1" in bob.last.text
