"""What a patient can read about running, and where a plan's ladder of runs moved."""

from rehab.explain import run_view
from rehab.messages.common import Said
from rehab.messages.patients import TimelineLine
from rehab.messages.plan import RunningCard
from rehab.permissions import Action
from rehab.plan import RunStanding
from rehab.running import known_run
from usecases.course import plans_so_far
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan


async def show_running(scene: Scene) -> None:
    """What holds for running where the plan stands, and on the ladder the present run and the one after it.

    Raises:
        RefusedError: if the plan's protocol says nothing of running.
    """
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    plan, protocol = record.plan, scene.protocol
    if protocol.running is None:
        raise RefusedError(Said.CHANGED)
    run, limits = known_run(plan, protocol), protocol.thresholds
    following = RunStanding(run.step + 1) if run else None
    card = RunningCard(
        stage=plan.position.stage,
        status=plan.status,
        ladder_stage=protocol.running.stage,
        sport_goal=plan.sport_goal,
        run=run_view(plan, protocol, run),
        following=run_view(plan, protocol, following),
        ceiling=int(limits.pain_ceiling.value),
        easy=int(limits.pain_progress_max.value),
    )
    await scene.show(card)


async def run_lines(scene: Scene, record: PlanRecord) -> list[TimelineLine]:
    """The instants at which a plan's run became another one, oldest first; none for a plan that never came so far."""
    ladder = scene.protocol.running
    if ladder is None or all(move.position.stage != ladder.stage for move in record.plan.moves):
        return []
    lines, last = list[TimelineLine](), None
    for at, plan in await plans_so_far(scene, record):
        if plan.run is not None and plan.run.step != last:
            lines.append(TimelineLine(at=at, what="run", data={"before": last, "step": plan.run.step}))
            last = plan.run.step
    return lines
