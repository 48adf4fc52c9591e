"""The simulator would notice: for each safety property a fault is planted in the real rules, and it is named."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest

from rehab.course import Course, Step
from rehab.engine import Alert, AlertKind, Case, Decision, Finding, OccasionKind, Verdict
from rehab.events import ClinicianCommand, Command, Pain24h, RedFlagScreen, Session
from rehab.evidence import Colour, Evidence, TrainingDay, colour
from rehab.lab.simulate import PROPERTIES, Violation, live
from rehab.plan import Plan, Position, Status
from rehab.protocol import Protocol, Thresholds
from rehab.timetable import Owed, Preferences, owed
from tests.unit.rehab.tales import PROTOCOL

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
# By their full names: in the packages some of these names stand for functions.
DECIDE, PROGRESS, RULES = (import_module(f"rehab.engine.{name}") for name in ("decide", "progress", "rules"))
DUE, REVIEW, CASE = (import_module(f"rehab.{name}") for name in ("course.due", "engine.review", "engine.case"))
FACTS, STATE = import_module("rehab.course.facts"), import_module("rehab.course.state")
DAY, LIFE = import_module("rehab.timetable.day"), import_module("rehab.lab.simulate.life")
HABITS = import_module("rehab.lab.simulate.habits")
SEED, WEEKS, PATIENTS = 3, 26, 90


def first_rule(rule: Callable[[Case], Finding | None]) -> Plant:
    """A rule that is asked before all others."""
    return lambda patch: patch.setattr(DECIDE, "RULES", (rule, *RULES.RULES))


def always_met(*names: str) -> Plant:
    """A requirement for moving on that counts as met whatever there is."""

    def plant(patch: Patch) -> None:
        for name in names:
            usual = getattr(PROGRESS, name)
            patch.setattr(PROGRESS, name, lambda case, usual=usual: replace(usual(case), met=True))

    return plant


def decided_as(change: Callable[[Decision], Decision]) -> Plant:
    """Every decision comes out changed."""

    def plant(patch: Patch) -> None:
        usual = DECIDE._decision
        patch.setattr(DECIDE, "_decision", lambda case, finding: change(usual(case, finding)))

    return plant


def up_without_answer(case: Case) -> Finding | None:
    """Moves on when the window has closed without an answer."""
    return Finding(Verdict.PROGRESS, "ready", {"x": 1}) if case.occasion.kind is OccasionKind.WINDOW else None


def late_is_in_time(patch: Patch) -> None:
    """Takes any answer as one that came in time."""
    usual = import_module("rehab.evidence")._answered

    def answered(training: TrainingDay, event: Pain24h, limits: Thresholds) -> TrainingDay:
        training = usual(training, event, limits)
        assert training.answer
        return replace(training, answer=replace(training.answer, on_time=True))

    patch.setattr("rehab.evidence._answered", answered)


def coloured(patch: Patch, painted: Callable[[TrainingDay, Thresholds], Colour]) -> None:
    """Wherever a rule asks for a day's colour."""
    for module in (RULES, PROGRESS, CASE):
        patch.setattr(module, "colour", painted)


def lenient_colours(patch: Patch) -> None:
    """Allows one point more than the protocol."""
    most = PROTOCOL.thresholds.pain_progress_max
    limits = PROTOCOL.thresholds.model_copy(update={"pain_progress_max": most.model_copy(update={"value": 4})})
    coloured(patch, lambda day, _: colour(day, limits))


def unrated_is_painless(patch: Patch) -> None:
    """Takes a session without a rating as one without pain."""

    def painted(day: TrainingDay, limits: Thresholds) -> Colour:
        rated = tuple(replace(one, during=one.during or 0) for one in day.sessions)
        return colour(replace(day, sessions=rated), limits)

    coloured(patch, painted)


def two_steps(patch: Patch) -> None:
    """Goes up two levels at once."""
    usual = DECIDE._next_up

    def next_up(case: Case) -> Position | None:
        stage, level = case.plan.position
        return Position(stage, 3) if level == 1 else usual(case)

    patch.setattr(DECIDE, "_next_up", next_up)


def lowered_again(case: Case) -> Finding | None:
    """Lowers the plan by the same day as often as it is looked at."""
    return Finding(Verdict.REDUCE, "red_day", {"x": 1}) if case.cuts else None


def flag_noted_only(patch: Patch) -> None:
    """Tells the clinician of a red flag and goes on."""
    usual = FACTS._red_flag

    def red_flag(course: Course, event: RedFlagScreen, protocol: Protocol) -> Step:
        step: Step = usual(course, event, protocol)
        return replace(step, course=course)

    patch.setitem(FACTS._TAKERS, RedFlagScreen, red_flag)


def flag_unsaid(patch: Patch) -> None:
    """Stops the plan and tells nobody."""
    usual = FACTS._red_flag
    patch.setitem(FACTS._TAKERS, RedFlagScreen, lambda *given: replace(usual(*given), alerts=()))


def moves_while_stopped(patch: Patch) -> None:
    """Judges a stopped plan as any other."""
    patch.setattr(DECIDE, "RULES", tuple(rule for rule in RULES.RULES if rule.__name__ != "stopped"))


def overload_waits(patch: Patch) -> None:
    """Leaves pain above the ceiling until the answer comes."""
    patch.setitem(FACTS._TAKERS, Session, FACTS._noted)


def restarts_nowhere(patch: Patch) -> None:
    """Restarts below the first stage."""
    usual = FACTS.restarted
    patch.setattr(FACTS, "restarted", lambda plan, _, at: usual(plan, Position(0, 1), at))


def drifts(patch: Patch) -> None:
    """Moves the plan up with no decision that says so."""
    usual = STATE.apply

    def applied(plan: Plan, decision: Decision) -> Plan:
        moved: Plan = usual(plan, decision)
        return replace(moved, position=Position(2, 1))

    patch.setattr(STATE, "apply", applied)


def stalled_daily(patch: Patch) -> None:
    """Tells the clinician of a stall at every decision."""
    usual = DECIDE._decision

    def decision(case: Case, finding: Finding) -> Decision:
        made: Decision = usual(case, finding)
        return replace(made, alerts=(Alert(case.now, AlertKind.STALLED, "stalled", {"weeks": 12}),))

    patch.setattr(DECIDE, "_decision", decision)


def asked_while_silent(patch: Patch) -> None:
    """Owes the same whatever the plan's status."""

    def owed_anyway(
        plan: Plan, evidence: Evidence, preferences: Preferences, protocol: Protocol, day: date
    ) -> tuple[Owed, ...]:
        silent = plan.status in {Status.PAUSED, Status.STOPPED}
        plan = replace(plan, paused_since=None, stopped=False) if silent else plan
        return owed(plan, evidence, preferences, protocol, day)

    patch.setattr(LIFE, "owed", owed_anyway)


def no_rest(patch: Patch) -> None:
    """Forgets when the last session was."""
    patch.setattr(DAY, "_rested_at", lambda *_: None)
    patch.setattr(DAY, "_too_soon", lambda *_: False)


def pauses_do_not_hold(patch: Patch) -> None:
    """Moves a paused plan on, where patients pause every other week."""
    usual = PROGRESS.blocks
    patch.setattr(RULES, "blocks", lambda case: tuple(name for name in usual(case) if name != "paused"))
    patch.setattr(HABITS, "PAUSES", 0.15)


def up_in_a_flare(case: Case) -> Finding | None:
    """Moves on by an answer while a flare settles."""
    answered = case.occasion.kind is OccasionKind.ANSWER
    return Finding(Verdict.PROGRESS, "ready", {"x": 1}) if answered and case.plan.flare_since else None


def stage_days_do_not_count(patch: Patch) -> None:
    """Leaves a stage as soon as its level may be left, where the clinician restarts at the top of Stage 2."""
    always_met("_days_in_stage")(patch)
    top = ClinicianCommand(at=datetime(2026, 1, 5, tzinfo=UTC), command=Command.RESTART, stage=2, level=4)
    patch.setattr(HABITS, "_restart", lambda _, at: [replace(top, at=at)])


def up_by_review(case: Case) -> Finding | None:
    """Moves on by weeks of evidence."""
    return Finding(Verdict.PROGRESS, "ready", {"x": 1}) if case.occasion.kind is OccasionKind.REVIEW else None


def no_reviews(patch: Patch) -> None:
    """Never looks at the whole programme."""
    patch.setattr(DUE, "_FALLS_DUE", DUE._FALLS_DUE[:-1])


def told_every_week(patch: Patch) -> None:
    """Tells of the same kind of thing at every review."""
    patch.setattr(REVIEW, "_long_ago", lambda *_: True)


def half_a_year_unnoticed(patch: Patch) -> None:
    """Knows neither the outer limit nor those who get better slowly."""
    left = tuple(step for step in REVIEW.PROGRAMME if not {"outer_limit", "still_improving"} & set(step))
    patch.setattr(REVIEW, "PROGRAMME", left)


def silence_unnoticed(patch: Patch) -> None:
    """Does not mind that nothing is heard."""
    patch.setattr(REVIEW, "lost_contact", lambda *_: False)


def pauses_are_reviewed(patch: Patch) -> None:
    """Looks at a paused programme as at any other."""
    usual = REVIEW._found
    patch.setattr(
        REVIEW, "_found", lambda case, now: usual(replace(case, plan=replace(case.plan, paused_since=None)), now)
    )


FAULTS: Mapping[str, tuple[str, Plant]] = {
    "a window without an answer moves on": ("progress-needs-answers-in-time", first_rule(up_without_answer)),
    "a late answer counts": ("progress-needs-answers-in-time", late_is_in_time),
    "four points are easy": ("progress-needs-easy-days", lenient_colours),
    "an unrated session is easy": ("progress-needs-easy-days", unrated_is_painless),
    "two easy days are enough": ("progress-needs-easy-days", always_met("_green_days")),
    "adherence does not count": ("progress-needs-adherence", always_met("_adherence")),
    "days at the level do not count": ("progress-needs-minimum-days", always_met("_days_at_level")),
    "days in the stage do not count": ("progress-needs-minimum-days", stage_days_do_not_count),
    "the exit test does not count": ("stages-are-left-through-their-gates", always_met("_exit_test")),
    "a pause does not hold": ("no-progress-in-pause-or-flare", pauses_do_not_hold),
    "a flare does not hold": ("no-progress-in-pause-or-flare", first_rule(up_in_a_flare)),
    "inputs are lost": ("every-decision-can-be-audited", decided_as(lambda one: replace(one, inputs={}))),
    "the version is lost": ("every-decision-can-be-audited", decided_as(lambda one: replace(one, protocol_version=""))),
    "two levels at once": ("one-step-at-most", two_steps),
    "a day lowers twice": ("down-once-per-cause", first_rule(lowered_again)),
    "a red flag does not stop": ("red-flag-dominates", flag_noted_only),
    "a red flag is not told": ("red-flag-dominates", flag_unsaid),
    "overload waits": ("overload-is-judged-at-once", overload_waits),
    "a restart below the ladder": ("inside-the-stages", restarts_nowhere),
    "a move without a decision": ("moved-by-decisions-only", drifts),
    "a review moves on": ("a-review-never-moves-on", first_rule(up_by_review)),
    "reviews are forgotten": ("reviewed-every-week", no_reviews),
    "a stall told daily": ("no-alert-of-a-kind-twice-in-four-weeks", stalled_daily),
    "everything told weekly": ("no-alert-of-a-kind-twice-in-four-weeks", told_every_week),
    "half a year unnoticed": ("half-a-year-is-never-silent", half_a_year_unnoticed),
    "silence unnoticed": ("a-silent-week-is-told", silence_unnoticed),
    "told of in a pause": ("resting-plans-are-left-in-peace", pauses_are_reviewed),
    "asked though paused": ("nothing-owed-while-silent", asked_while_silent),
    "sessions without rest": ("no-session-before-its-gap", no_rest),
}


def first_violation(patients: int = PATIENTS, weeks: int = WEEKS) -> Violation | None:
    """The first violation among so many patients."""
    lives = (live(number, SEED, weeks, PROTOCOL) for number in range(patients))
    return next((lived.violation for lived in lives if lived.violation), None)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_rules_is_named(fault: str, monkeypatch: Patch) -> None:
    """By the property that it breaks, with patient, seed and instant."""
    expected, plant = FAULTS[fault]
    plant(monkeypatch)
    violation = first_violation()
    assert violation is not None
    assert violation.property == expected
    assert str(violation).startswith(f"property {expected} is violated: patient {violation.patient}, seed {SEED}, at 2")


def test_every_property_has_a_fault_that_breaks_it() -> None:
    """A property that nothing can break would prove nothing."""
    assert {name for name, _ in FAULTS.values()} == set(PROPERTIES)


def test_every_property_is_told_of() -> None:
    """In the page about what the engine keeps, in the order in which they are checked."""
    page = (Path(__file__).parents[3] / "docs" / "engine-properties.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == PROPERTIES


@pytest.mark.parametrize("module", ["safety", "seen", "weekly", "ledger", "watch"])
def test_the_properties_do_not_lean_on_the_rules(module: str) -> None:
    """What checks the rules may not ask them."""
    source = Path(import_module(f"rehab.lab.simulate.{module}").__file__ or "").read_text("utf-8")
    asked = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    assert not asked & {"rehab.engine.rules", "rehab.engine.progress", "rehab.evidence"}
