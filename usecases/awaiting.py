"""A pause that only the clinic ends: how it shows, and that nobody else ends it."""

from rehab.messages.common import Said
from rehab.plan import Plan, Status
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene

AWAITING = "awaiting"


def shown_status(plan: Plan) -> str:
    """A plan's status as its patient sees it: a pause that only the clinic ends is another thing than their own."""
    return AWAITING if plan.awaits_restart and plan.status is Status.PAUSED else plan.status.value


async def refuse_if_awaiting(scene: Scene, record: PlanRecord) -> None:
    """Nobody but the clinic ends such a pause.

    Raises:
        RefusedError: with whom to ring, if the plan waits for the clinic.
    """
    if shown_status(record.plan) == AWAITING:
        clinic = await scene.clinic()
        raise RefusedError(Said.AWAITS_CLINIC, {"phone": clinic.phone, "hours": clinic.hours})
