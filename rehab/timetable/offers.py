"""What a plan offers and does not owe: no prompt, no adherence, nothing that decides."""

from rehab.plan import Plan, Status
from rehab.protocol import Protocol


def offers_load_test(plan: Plan, protocol: Protocol) -> bool:
    """Whether the morning's load test is offered: while the plan runs and nothing has to settle."""
    return protocol.load_test is not None and plan.status in {Status.ACTIVE, Status.MAINTENANCE}
