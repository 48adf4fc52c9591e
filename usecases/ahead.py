"""What would move the plan on, and when at the earliest."""

import asyncio

from rehab.messages.plan import NextCard
from rehab.next_step import NextStep, next_step
from rehab.permissions import Action
from rehab.plan import Plan
from usecases.awaiting import shown_status
from usecases.course import load
from usecases.scene import Scene, own_plan


async def show_next(scene: Scene) -> None:
    """Show what exactly the next step up takes; found by living the coming days through the rules."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    course = await load(scene, record)
    # Weeks are lived through several times over: in a thread of its own, so that nobody else waits for it.
    step = await asyncio.to_thread(next_step, course, record.preferences, scene.protocol, now=scene.now)
    await scene.show(_card(scene, record.plan, step))


def _card(scene: Scene, plan: Plan, step: NextStep | None) -> NextCard:
    if step is None:
        return NextCard(status=shown_status(plan), position=plan.position)
    return NextCard(
        status=shown_status(plan),
        position=plan.position,
        at=step.at,
        after=step.after,
        maintenance=step.maintenance,
        train_on=step.train_on,
        at_most=step.at_most,
        exit_test=scene.protocol.stage(plan.position.stage).exit_test if step.exit_test else None,
        resume=step.resume,
        orders=tuple(order.value for order in step.from_clinician),
    )
