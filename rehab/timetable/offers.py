"""What a plan offers and does not owe: no prompt, no adherence, nothing that decides."""

from rehab.plan import Plan, Position, Status
from rehab.protocol import Protocol


def offers_load_test(plan: Plan, protocol: Protocol) -> bool:
    """Whether the morning's load test is offered: while the plan runs and nothing has to settle."""
    return protocol.load_test is not None and plan.status in {Status.ACTIVE, Status.MAINTENANCE}


def offers_maintenance(plan: Plan, protocol: Protocol) -> bool:
    """Whether a patient can say that the goal is reached: once every exercise of maintenance has been done before.

    A product choice: reaching the goal early must not bring an exercise that the ladder has not come to yet.
    """
    places = [Position(s, n) for s, stage in enumerate(protocol.stages, 1) for n in range(1, len(stage.levels) + 1)]
    known = {dose.id for place in places if place <= plan.position for dose in protocol.level(*place).exercises}
    return plan.status is Status.ACTIVE and {dose.id for dose in protocol.maintenance.exercises} <= known


def maintenance_aim(plan: Plan, protocol: Protocol) -> int | None:
    """In maintenance the highest pain, points 0-10, with which a session is challenging and not painful; else None."""
    return protocol.maintenance.pain_max if plan.maintained else None
