"""The prompts that a plan owes on one local day, each with the times between which it can be answered."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rehab.days import DAY_STARTS, WEEK, day_closes, day_opens, hours, instant_in_day
from rehab.evidence import Evidence, TrainingDay
from rehab.plan import Plan, Status
from rehab.protocol import Protocol
from rehab.timetable.dose import Prescription, prescribed
from rehab.timetable.preferences import Preferences
from rehab.timetable.question import question_due, window
from rehab.timetable.weekly import week_that_ends, weekly_closes, weekly_due

MOST_FEWER_BLOCKS = 2


class PromptKind(StrEnum):
    """What a prompt asks for."""

    SESSION = "session"
    PAIN_24H = "pain_24h"
    DAILY = "daily"  # a daily rating while a flare settles
    WEEKLY = "weekly"  # the check-in


QUESTIONS = frozenset({PromptKind.PAIN_24H, PromptKind.DAILY})  # one rating each


class Owed(NamedTuple):
    """One prompt: its key inside the plan, and when it opens, is due and closes (aware UTC).

    `slot` counts the day's sessions from 1; a question is slot 0, and a check-in has the week of the programme.
    `about` is the training day that a question is about.
    """

    kind: PromptKind
    day: date
    slot: int
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    about: date | None = None


def owed(plan: Plan, evidence: Evidence, preferences: Preferences, protocol: Protocol, day: date) -> tuple[Owed, ...]:
    """Everything that a plan owes on a local day, in the order in which it falls due."""
    if plan.status in {Status.PAUSED, Status.STOPPED, Status.DISCHARGED}:
        return ()
    questions = tuple(_questions(plan, evidence, preferences, protocol, day))
    sessions = tuple(_sessions(plan, evidence, preferences, protocol, day))
    daily = tuple(_daily_rating(plan, evidence, preferences, day)) if not questions else ()
    weekly = tuple(_weekly(plan, preferences, day))
    return tuple(sorted((*questions, *daily, *sessions, *weekly), key=lambda prompt: (prompt.due_at, prompt.slot)))


def _questions(
    plan: Plan, evidence: Evidence, preferences: Preferences, protocol: Protocol, day: date
) -> Iterator[Owed]:
    """The 24-hour question of every unanswered training day that falls into this day."""
    limits = protocol.thresholds
    for training in evidence.days[-3:]:
        if training.answer is not None:
            continue
        due = question_due(training.first_at, preferences, plan.zone, limits)
        if day_opens(day, plan.zone) <= due < day_closes(day, plan.zone):
            opens, closes = window(training.first_at, limits)
            yield Owed(PromptKind.PAIN_24H, day, 0, opens, due, closes, training.day)


def _daily_rating(plan: Plan, evidence: Evidence, preferences: Preferences, day: date) -> Iterator[Owed]:
    """In a flare every day has a rating, also one that follows a day without training; no day is asked for twice."""
    if plan.status is not Status.FLARE or plan.flare_since is None or day <= plan.today(plan.flare_since):
        return
    if any(rated.day == day for rated in evidence.ratings):
        return
    due = preferences.next_waking(instant_in_day(day, preferences.blocks[0], plan.zone), plan.zone)
    yield Owed(PromptKind.DAILY, day, 0, day_opens(day, plan.zone), due, day_closes(day, plan.zone))


def _weekly(plan: Plan, preferences: Preferences, day: date) -> Iterator[Owed]:
    """The check-in of a week, on its last day; it stays open for some days."""
    week = week_that_ends(plan, day)
    if week is not None:
        opens, due = day_opens(day, plan.zone), weekly_due(plan, preferences, day)
        yield Owed(PromptKind.WEEKLY, day, week, opens, due, weekly_closes(plan, day))


def _sessions(
    plan: Plan, evidence: Evidence, preferences: Preferences, protocol: Protocol, day: date
) -> Iterator[Owed]:
    if _resting_after_cut(plan, protocol, day):
        return
    prescription = prescribed(plan, protocol)
    if prescription.daily:
        yield from _blocks(block_times(prescription, preferences), day, plan.zone)
    else:
        yield from _loading(plan, evidence, prescription, preferences, protocol, day)


def _resting_after_cut(plan: Plan, protocol: Protocol, day: date) -> bool:
    """After a step down nothing more that day, and in a loading stage at least one clear day (reference 2.4 row 5).

    In a flare the gentle holds begin the day after.
    """
    if not plan.cuts or plan.cuts[-1].rule == "gap":
        return False
    if plan.flare_since is not None:
        return day <= plan.today(plan.flare_since)
    clear = 0 if protocol.stage(plan.position.stage).daily else 1
    return (day - plan.today(plan.cuts[-1].at)).days <= clear


def block_times(prescription: Prescription, preferences: Preferences) -> tuple[time, ...]:
    """The times of a day's blocks: as many as are prescribed, the first and the last before those between."""
    count = min(prescription.blocks_per_day, MOST_FEWER_BLOCKS) if preferences.fewer else prescription.blocks_per_day
    times = sorted(preferences.blocks, key=lambda wall: (wall < DAY_STARTS, wall))
    return tuple(times if count >= len(times) else [*times[: count - 1], times[-1]])


@lru_cache(maxsize=1024)
def _blocks(times: tuple[time, ...], day: date, zone: ZoneInfo) -> tuple[Owed, ...]:
    """Blocks of a daily stage; each can be done from the time of the one before until the time of the next."""
    dues = [instant_in_day(day, wall, zone) for wall in times]
    edges = pairwise([day_opens(day, zone), *dues[1:], day_closes(day, zone)])
    blocks = enumerate(zip(dues, edges, strict=True), 1)
    return tuple(Owed(PromptKind.SESSION, day, slot, opens, due, closes) for slot, (due, (opens, closes)) in blocks)


def _loading(
    plan: Plan,
    evidence: Evidence,
    prescription: Prescription,
    preferences: Preferences,
    protocol: Protocol,
    day: date,
) -> Iterator[Owed]:
    """A loading session, if the week has room for it and the gap since the last one has passed."""
    back = max(WEEK, hours(prescription.gap_hours))
    loaded = _loading_days(plan, evidence, protocol, day, back)
    this_week = [earlier for earlier in loaded if day - earlier < WEEK]
    if len(this_week) >= prescription.sessions_per_week or _too_soon(loaded, prescription, day):
        return
    opens, closes = day_opens(day, plan.zone), day_closes(day, plan.zone)
    rested = _rested_at(evidence.days, prescription)
    wished = instant_in_day(day, preferences.loading, plan.zone)
    if rested is not None:
        opens, wished = max(opens, rested), max(wished, rested)
    awake = (preferences.next_waking(wished, plan.zone), preferences.last_waking(wished, plan.zone))
    fitting = [due for due in awake if opens <= due < closes]
    if fitting:
        yield Owed(PromptKind.SESSION, day, 1, opens, fitting[0], closes)


def _loading_days(plan: Plan, evidence: Evidence, protocol: Protocol, before: date, back: timedelta) -> list[date]:
    """The days of some time back with prescribed loading; blocks of a daily stage, or of a flare, do not count."""

    def loading(at: datetime) -> bool:
        return not plan.in_flare_at(at) and not protocol.stage(plan.position_at(at).stage).daily

    recent = evidence.logged_since(before - back)
    return sorted({entry.day for entry in recent if entry.day < before and loading(entry.at)})


def _too_soon(loaded: list[date], prescription: Prescription, day: date) -> bool:
    """Sessions keep their rhythm in days also after one that was missed or skipped."""
    return bool(loaded) and day - loaded[-1] < hours(prescription.gap_hours)


def _rested_at(days: tuple[TrainingDay, ...], prescription: Prescription) -> datetime | None:
    """When the gap since the last session that was done has passed (elapsed hours)."""
    return days[-1].sessions[-1].at + hours(prescription.gap_hours) if days else None
