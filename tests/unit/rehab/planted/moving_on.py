"""Faults in what moves a plan on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from rehab.engine import Case, Decision, Finding, OccasionKind, Verdict
from rehab.events import ClinicianCommand, Command, Pain24h
from rehab.evidence import Colour, TrainingDay, colour
from rehab.plan import Position
from rehab.protocol import Thresholds
from tests.unit.rehab.planted.places import CASE, DECIDE, GROWING, HABITS, PROGRESS, RULES, Patch, Plant
from tests.unit.rehab.tales import PROTOCOL


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
    usual = GROWING._answered

    def answered(training: TrainingDay, event: Pain24h, limits: Thresholds) -> TrainingDay:
        training = usual(training, event, limits)
        assert training.answer
        return replace(training, answer=replace(training.answer, on_time=True))

    patch.setattr(GROWING, "_answered", answered)


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
