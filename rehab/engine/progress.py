"""What moving on needs (row 7 of the reference's decision table), one requirement at a time.

The same list answers three questions: may the plan move on now, what is still missing (`/plan`), and why it did not.
"""

from dataclasses import dataclass
from itertools import takewhile

from rehab.days import DAY
from rehab.engine.case import Case
from rehab.evidence import Colour, colour, counted_since, halves_done
from rehab.plan import Plan
from rehab.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition: what there is and what is needed, in days or percent; `met` says whether it is enough."""

    name: str
    have: int
    need: int
    met: bool


def ready_to_move(case: Case) -> bool:
    """Whether every requirement is met."""
    return all(requirement.met for requirement in requirements(case))


def requirements(case: Case) -> tuple[Requirement, ...]:
    """Every condition for the next step, in the order in which people think of them."""
    always = (_green_days(case), _adherence(case), _days_at_level(case))
    return (*always, _exit_test(case), _days_in_stage(case)) if case.at_top else always


def blocks(case: Case) -> tuple[str, ...]:
    """What holds a plan that meets every requirement; empty if nothing does."""
    plan = case.plan
    found = {
        "paused": plan.paused_since is not None,
        "routine_sign": bool(plan.signs),
        "clinician_hold": plan.held and not plan.signs,
        "maintenance": plan.maintenance_from is not None and plan.position >= plan.maintenance_from,
        "approval": _needs_approval(case),
    }
    return tuple(name for name, blocked in found.items() if blocked)


def awaits_approval(plan: Plan, protocol: Protocol) -> bool:
    """Whether the clinician will have to approve a stage that this patient is on the way to."""
    number = protocol.approval_stage
    if number is None or plan.approved or plan.position.stage >= number:
        return False
    return plan.sport_goal or not protocol.stage(number).needs_sport_goal


def _needs_approval(case: Case) -> bool:
    """Whether the next step would enter a stage that a clinician must approve first."""
    following = case.plan.position.stage + 1
    if not case.at_top or following > case.protocol.last_stage:
        return False
    stage = case.protocol.stage(following)
    wanted = case.plan.sport_goal or not stage.needs_sport_goal
    return wanted and stage.needs_approval and not case.plan.approved


def _green_days(case: Case) -> Requirement:
    """The latest days with a known end, counted back until one is not GREEN."""
    need = case.stage.green_days
    have = sum(1 for _ in takewhile(lambda day: colour(day, case.limits) is Colour.GREEN, case.settled_days(need)))
    return Requirement("green_days", have, need, have >= need)


def _adherence(case: Case) -> Requirement:
    """Over today and the 6 local days before; sessions of paused days are left out, and none at all is not enough."""
    week = counted_since(case.evidence, case.plan, case.today - 6 * DAY)
    done, need = 50 * halves_done(week), case.limits.adherence_progress.value
    have = done // len(week) if week else 0
    return Requirement("adherence", have, int(need), bool(week) and done >= need * len(week))


def _days_at_level(case: Case) -> Requirement:
    have = (case.today - case.plan.level_since).days
    need = case.stage.min_days_at_level
    return Requirement("days_at_level", have, need, have >= need)


def _exit_test(case: Case) -> Requirement:
    passed = bool(case.plan.exit_test_passed)
    return Requirement("exit_test", int(passed), 1, passed)


def _days_in_stage(case: Case) -> Requirement:
    have = (case.today - case.plan.stage_since).days
    need = case.stage.min_days
    return Requirement("days_in_stage", have, need, have >= need)
