"""A proof by walking: every rung of a protocol's ladder can be reached, none is skipped, and none is a dead end.

Virtual patients with the best evidence there is climb from every position through the real engine; others with the
worst, or with none, fall. What the steps of all of them connect is what can be reached.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rehab.course import Course, Step, pass_time, take
from rehab.engine import Decision, Verdict
from rehab.events import AnyEvent, ExitTest, Outcome, Pain24h, Session
from rehab.evidence import Evidence
from rehab.plan import Position, begin
from rehab.protocol import Protocol

FIRST = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PATIENCE = 26 * 7  # days at one position after which it counts as a dead end: the outer limit of a whole programme
WORST, BEST = 10, 0  # points 0-10


@dataclass(frozen=True, slots=True)
class Patient:
    """Where a virtual patient starts, whether for sport, and whether the clinician has approved what needs it."""

    start: Position
    sport_goal: bool
    approved: bool

    def course(self) -> Course:
        """The patient's plan on its first day."""
        plan = begin(
            zone="UTC",
            at=FIRST,
            position=self.start,
            baseline_pain=BEST,
            programme_start_pain=BEST,
            sport_goal=self.sport_goal,
            approved=self.approved,
        )
        return Course(plan, Evidence())


@dataclass(frozen=True, slots=True)
class Climb:
    """What became of a patient: every step up or down, and why there was no further one."""

    patient: Patient
    steps: tuple[Decision, ...]
    end: str


def positions(protocol: Protocol) -> list[Position]:
    """Every rung, from the lowest to the highest."""
    return [Position(s, n) for s, stage in enumerate(protocol.stages, 1) for n in range(1, len(stage.levels) + 1)]


def ladder_problems(protocol: Protocol) -> list[str]:
    """What is wrong with the ladder, each with its place such as `stages.2.levels.3`; empty if it is proved sound."""
    climbs = [climb(patient, protocol) for patient in patients(protocol)]
    wrong = [problem for one in climbs for problem in _wrong(one, protocol)]
    steps = [step for one in climbs for step in one.steps] + list(_falls(protocol))
    return list(dict.fromkeys([*wrong, *_unreachable(steps, protocol)]))


def patients(protocol: Protocol) -> Iterator[Patient]:
    """One of each kind at every position: without a sport goal, with one, and with one and the approval."""
    for start in positions(protocol):
        yield from (Patient(start, *kind) for kind in ((False, False), (True, False), (True, True)))


# --- climbing --------------------------------------------------------------------------------------------------------


def climb(patient: Patient, protocol: Protocol) -> Climb:
    """Give a patient the best evidence until the plan reaches maintenance, is blocked, is lowered or does not move."""
    course, at, stays, end = patient.course(), FIRST, 0, ""
    steps: list[Decision] = []
    while not end and stays <= PATIENCE:
        moved = _best_day(course, at, protocol)
        stays = stays + 1 if moved.course.plan.position == course.plan.position else 0
        course, at, end = moved.course, at + DAY, _end(moved)
        steps += [decision for decision in moved.decisions if decision.verdict is not Verdict.HOLD]
    return Climb(patient, tuple(steps), end or f"{PATIENCE} days of the best evidence do not move it")


def _end(moved: Step) -> str:
    """Why a climb goes no further after a day; nothing if it does."""
    if moved.course.plan.maintenance_from is not None:
        return "maintenance"
    for decision in moved.decisions:
        if decision.rule == "held":
            return str(decision.inputs["by"])
        if decision.verdict in {Verdict.REDUCE, Verdict.REGRESS}:
            return f"is lowered by the rule {decision.rule!r} in spite of the best evidence"
    return ""


def _best_day(course: Course, at: datetime, protocol: Protocol) -> Step:
    """One day of it: the 24-hour answer, the stage's test, and a session as soon as the stage lets it be."""
    step = Step(course)
    for event in _best_events(course, at, protocol):
        step = step.then(take(step.course, event, protocol))
    return step.then(pass_time(step.course, at + DAY - MINUTE, protocol))


def _best_events(course: Course, at: datetime, protocol: Protocol) -> Iterator[AnyEvent]:
    days = course.evidence.days
    yield ExitTest(at=at, passed=True)
    if days and days[-1].answer is None:
        yield Pain24h(at=at, value=BEST)
    if not days or at - days[-1].first_at >= _apart(course.plan.position.stage, protocol):
        yield Session(at=at, outcome=Outcome.DONE, pain_before=BEST, pain_during=BEST)


def _apart(number: int, protocol: Protocol) -> timedelta:
    """The shortest time between sessions of a stage, in whole days."""
    stage = protocol.stage(number)
    by_count = 1 if stage.daily else 7 // stage.sessions_per_week
    return max(1, by_count, -(-stage.gap_hours // 24)) * DAY


def _wrong(one: Climb, protocol: Protocol) -> Iterator[str]:
    for step in one.steps:
        if step.verdict is Verdict.PROGRESS and not step.maintenance:
            yield from _wrong_step(step, one.patient, protocol)
    yield from _dead_end(one, protocol)


def _wrong_step(step: Decision, patient: Patient, protocol: Protocol) -> Iterator[str]:
    """A step up that is not one rung, or that enters a stage without what the stage needs."""
    if step.after != _rung_above(step.before, protocol):
        yield f"{_place(step.before)}: the step up leads to {_short(step.after)}, which is not the next one"
    if step.after.stage != step.before.stage:
        lacks = _lacks(patient, step.after.stage, protocol)
        yield from (f"{_place(step.after)}: entered without {what} by a patient {_kind(patient)}" for what in lacks)


def _lacks(patient: Patient, stage: int, protocol: Protocol) -> list[str]:
    """What a stage needs that a patient has not."""
    entered = protocol.stage(stage)
    goal = entered.needs_sport_goal and not patient.sport_goal
    approval = entered.needs_approval and not patient.approved
    return ["a sport goal"] * goal + ["the clinician's approval"] * approval


def _dead_end(one: Climb, protocol: Protocol) -> Iterator[str]:
    last = one.steps[-1].after if one.steps else one.patient.start
    if one.end != _right_end(last, one.patient, protocol):
        yield f"{_place(last)}: a dead end for a patient {_kind(one.patient)}: {one.end}"


def _right_end(last: Position, patient: Patient, protocol: Protocol) -> str | None:
    """How a climb must end: no rung above or none that is wanted, one that needs approval; None is not at all."""
    above = _rung_above(last, protocol)
    if above is None:
        return "maintenance"
    if above.stage == last.stage:
        return None
    entered = protocol.stage(above.stage)
    if entered.needs_sport_goal and not patient.sport_goal:
        return "maintenance"
    return "approval" if entered.needs_approval and not patient.approved else None


def _rung_above(rung: Position, protocol: Protocol) -> Position | None:
    if rung.level < protocol.top_level(rung.stage):
        return Position(rung.stage, rung.level + 1)
    return Position(rung.stage + 1, 1) if rung.stage < protocol.last_stage else None


# --- falling, and what can be reached --------------------------------------------------------------------------------


def _falls(protocol: Protocol) -> Iterator[Decision]:
    """From every position: what the worst session makes of it, and what no session at all does."""
    idle = FIRST + (int(protocol.thresholds.gap_days.value) + 2) * DAY
    for start in positions(protocol):
        course = Patient(start, sport_goal=True, approved=True).course()
        worst = Session(at=FIRST, outcome=Outcome.DONE, pain_before=BEST, pain_during=WORST)
        yield from take(course, worst, protocol).decisions
        yield from pass_time(course, idle, protocol).decisions


def _unreachable(steps: Sequence[Decision], protocol: Protocol) -> Iterator[str]:
    """The rungs that no chain of steps leads to, with the starts from which none does."""
    reached = {start: _reached(start, steps) for start in positions(protocol)}
    for rung in positions(protocol):
        if missing := [_short(start) for start in reached if rung not in reached[start]]:
            yield f"{_place(rung)}: cannot be reached from {', '.join(missing)}"


def _reached(start: Position, steps: Sequence[Decision]) -> set[Position]:
    found, fresh = {start}, {start}
    while fresh:
        fresh = {step.after for step in steps if step.before in fresh} - found
        found |= fresh
    return found


def _place(rung: Position) -> str:
    return f"stages.{rung.stage}.levels.{rung.level}"


def _short(rung: Position) -> str:
    return f"{rung.stage}.{rung.level}"


def _kind(patient: Patient) -> str:
    goal = "with a sport goal" if patient.sport_goal else "without a sport goal"
    return f"{goal} and the clinician's approval" if patient.approved else goal
