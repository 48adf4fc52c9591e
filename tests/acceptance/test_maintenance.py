"""After the goal: what was built is kept, challenging and not painful."""

from pathlib import Path

import pytest

from rehab.events import GoalMet
from tests.acceptance.home import Patient, a_patient, at_home
from tests.acceptance.staff import labels
from tests.acceptance.test_decisions import told
from usecases.course import facts

gus = a_patient(stage=3, level=4, pain=1)


async def reaches_the_goal(patient: Patient) -> None:
    """From the plan's card."""
    await patient.until("07:30")
    await patient.says("/plan")
    await patient.presses("goal")
    await patient.presses("goal-yes")


async def test_the_goal_is_reached_once_it_has_been_confirmed(gus: Patient) -> None:
    """The position is kept, the sessions are those of maintenance, and the clinician is told."""
    await gus.says("/plan")
    await gus.presses("goal")
    assert await gus.stands() == (3, 4, "active")
    await gus.presses("back")
    await reaches_the_goal(gus)
    assert gus.last.text == gus.words("goal-done")
    assert await gus.stands() == (3, 4, "maintenance")
    assert gus.words("patient-goal", name="Ann Example", stage=3, level=4) in gus.clinician.screen().last.text
    said = (await gus.says("/plan")).text
    assert gus.words("plan-missing-maintenance") in said
    assert gus.words("plan-aim", aim=2) in said
    assert gus.words("stage-maintenance.tip") in said
    assert gus.words("plan-loading", per_week=2, times="18:00", gap=48) in said
    assert gus.rig.label("goal") not in labels(gus.last)


async def test_two_presses_reach_it_once(gus: Patient) -> None:
    """A second one would end the plan."""
    await gus.until("07:30")
    await gus.says("/plan")
    card = await gus.presses("goal")
    await gus.presses("goal-yes")
    assert await gus.presses_on(card, "goal-yes") == gus.words("said-changed")
    record = await gus.record()
    async with gus.rig.app.work("look") as uow:
        known = await facts(gus.rig.app.scene(uow), record.id)
    assert sum(isinstance(fact, GoalMet) for fact in known) == 1
    assert await gus.stands() == (3, 4, "maintenance")


@pytest.mark.parametrize(("stage", "level", "offered"), [(1, 4, False), (3, 2, False), (3, 3, True), (4, 1, True)])
async def test_it_is_offered_once_the_sessions_of_maintenance_are_known(
    tmp_path: Path, stage: int, level: int, offered: bool
) -> None:
    """Nobody goes from bridges to deadlifts by a press."""
    async with at_home(tmp_path, stage=stage, level=level, pain=2) as ann:
        await ann.says("/plan")
        assert (ann.rig.label("goal") in labels(ann.last)) == offered


@pytest.mark.parametrize(("during", "lighter"), [(2, False), (3, True), (5, True), (6, False)])
async def test_more_than_two_means_a_little_lighter_next_time(gus: Patient, during: int, lighter: bool) -> None:
    """Above the ceiling the plan itself is lowered, and that is said instead."""
    await reaches_the_goal(gus)
    await gus.until("18:05")
    assert gus.words("session-aim", aim=2) in gus.last.text
    await gus.trains(1, during)
    assert (gus.words("session-lighter-next", aim=2) in told(gus)) == lighter
    assert gus.words("session-amber", during=during) not in told(gus)
    assert await gus.stands() == ((3, 4, "maintenance") if during < 6 else (3, 3, "maintenance"))


async def test_before_the_goal_three_is_still_fine(gus: Patient) -> None:
    """The aim of maintenance is that of maintenance."""
    await gus.until("18:05")
    await gus.trains(1, 3)
    assert gus.words("session-lighter-next", aim=2) not in told(gus)
