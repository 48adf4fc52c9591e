"""The self-test at the top of a stage: shown, and its result recorded."""

from rehab.events import ExitTest
from rehab.messages.common import Said
from rehab.messages.day import ExitTestCard
from rehab.permissions import Action
from rehab.plan import Status
from usecases.after import settle
from usecases.approval import waits_for_approval
from usecases.course import record_fact
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan


async def show(scene: Scene) -> None:
    """Show what the test is and what counts as passed."""
    record = await _at_the_top(scene)
    stage = record.plan.position.stage
    await scene.show(ExitTestCard(test=scene.protocol.stage(stage).exit_test, stage=stage))


async def report(scene: Scene, *, passed: bool) -> None:
    """Record the test's result; the next 24-hour answer may then move the plan on."""
    record = await _at_the_top(scene)
    outcome = await record_fact(scene, record, ExitTest(at=scene.now, passed=passed))
    record = await settle(scene, outcome)
    stage = record.plan.position.stage
    asked = waits_for_approval(scene, record, outcome.course)
    await scene.show(ExitTestCard(test=scene.protocol.stage(stage).exit_test, stage=stage, passed=passed, asked=asked))


async def _at_the_top(scene: Scene) -> PlanRecord:
    """The plan, if its level is the highest of its stage.

    Raises:
        RefusedError: if it is not, or the plan does not run.
    """
    record = await own_plan(scene, Action.REPORT)
    if record.plan.status is Status.STOPPED:
        raise RefusedError(Said.PLAN_STOPPED)
    if record.plan.position.level != scene.protocol.top_level(record.plan.position.stage):
        raise RefusedError(Said.CHANGED)
    return record
