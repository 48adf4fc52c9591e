"""What moves through time, what moving it brings, and how an evaluation is made."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from rehab.days import DAY, hours
from rehab.engine import Alert, Decision, History, Occasion, apply, calmed, decide
from rehab.evidence import Evidence
from rehab.plan import Plan
from rehab.protocol import Protocol
from rehab.running import run_standing


class Course(NamedTuple):
    """A plan and all that is known of it."""

    plan: Plan
    evidence: Evidence

    def with_plan(self, plan: Plan) -> "Course":
        """The same evidence under another plan."""
        return Course(plan, self.evidence)

    def last_loading_day(self) -> date:
        """The latest training day, or the day of the start or last restart."""
        return self.evidence.last_loading_day() or self.plan.today(self.plan.evidence_from)


@dataclass(frozen=True, slots=True)
class Step:
    """A course moved on, with the decisions and alerts that this brought, in order."""

    course: Course
    decisions: tuple[Decision, ...] = ()
    alerts: tuple[Alert, ...] = ()

    def then(self, following: "Step") -> "Step":
        """This step and the one after it as one; most steps decide nothing."""
        if not self.decisions and not self.alerts:
            return following
        decisions = (*self.decisions, *following.decisions)
        return Step(following.course, decisions, (*self.alerts, *following.alerts))


def evaluate(course: Course, occasion: Occasion, protocol: Protocol, at: datetime) -> Step:
    """Decide on an occasion and move the plan accordingly."""
    decision = decide(course.plan, History(course.evidence, occasion), protocol, now=at)
    return Step(course.with_plan(apply(course.plan, decision)), (decision,), decision.alerts)


def run_kept(step: Step, protocol: Protocol, at: datetime) -> Step:
    """The same step, with where the plan now stands on the ladder of runs."""
    plan = step.course.plan
    run = run_standing(plan, step.course.evidence, protocol, at)
    return step if run == plan.run else step.then(Step(step.course.with_plan(replace(plan, run=run))))


def settled(course: Course, protocol: Protocol, at: datetime) -> Course:
    """End a flare that has lasted long enough once two local days in a row were quiet (reference 3.2)."""
    plan, limits = course.plan, protocol.thresholds
    if plan.flare_since is None or at - plan.flare_since < hours(limits.flare_min_hours.value):
        return course
    worst = _worst_by_day(course, plan.flare_since)
    last = list(worst)[-2:]
    in_a_row = len(last) == 2 and last[1] - last[0] == DAY
    if not in_a_row or any(worst[day] > _quiet(plan, protocol) for day in last):
        return course
    return course.with_plan(calmed(plan, at))


def _quiet(plan: Plan, protocol: Protocol) -> float:
    """The highest rating that counts as settled, points 0-10: one above the baseline at most."""
    most = protocol.thresholds.flare_settled_max.value
    baseline = plan.baseline_pain if plan.baseline_pain is not None else plan.flares[-1].baseline
    return most if baseline is None else min(most, baseline + 1)


def _worst_by_day(course: Course, since: datetime) -> dict[date, int]:
    worst: dict[date, int] = {}
    for rating in course.evidence.ratings:
        if rating.at > since:
            worst[rating.day] = max(rating.value, worst.get(rating.day, rating.value))
    return worst
