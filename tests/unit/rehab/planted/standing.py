"""Faults in what stops and lowers a plan, and in what is asked while it stands still."""

from dataclasses import replace
from datetime import date

from rehab.course import Course, Step
from rehab.engine import Case, Decision, Finding, Verdict
from rehab.events import RedFlagScreen, Session
from rehab.evidence import Evidence
from rehab.plan import Plan, Position, Status
from rehab.protocol import Protocol
from rehab.timetable import Owed, Preferences, owed
from tests.unit.rehab.planted.places import DAY, DECIDE, FACTS, LIFE, RULES, STATE, Patch


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
