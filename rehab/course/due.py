"""What falls due as time passes: a window that closes without an answer, a gap, the steps of a flare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rehab.course.state import Course, Step, evaluate, run_kept, settled
from rehab.days import day_opens, instant_in_day
from rehab.engine import Alert, AlertKind, Occasion, OccasionKind
from rehab.plan import Plan, zone_of
from rehab.protocol import Protocol

A_MOMENT = timedelta(minutes=1)  # the minute of a change of zone still belongs to the old one
REVIEW_AT = time(9)
WEEK = timedelta(days=7)
LAST_OF_MINUTE = timedelta(minutes=1) - timedelta.resolution


class DueKind(StrEnum):
    """What can fall due; of one instant, in this order. A review comes after everything of its minute."""

    WINDOW = "window"
    GAP = "gap"
    FLARE_MAY_END = "flare_may_end"
    FLARE_LASTS = "flare_lasts"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due at an instant; a window names its training day, a review the date whose it is."""

    at: datetime
    kind: DueKind
    day: date | None = None


def next_due(course: Course, protocol: Protocol) -> datetime | None:
    """When something falls due next, if anything ever does without another fact."""
    return min((due.at for due in _dues(course, protocol)), default=None)


def pass_time(course: Course, until: datetime, protocol: Protocol) -> Step:
    """Move a course on to an instant (included), dealing in order with all that falls due."""
    return _pass(course, protocol, lambda due: due <= until)


def pass_time_before(course: Course, at: datetime, protocol: Protocol) -> Step:
    """Move a course on to just before an instant: what falls due at it comes after the facts of it."""
    return _pass(course, protocol, lambda due: due < at)


def _pass(course: Course, protocol: Protocol, reached: Callable[[datetime], bool]) -> Step:
    step = Step(course)
    while (at := next_due(step.course, protocol)) is not None and reached(at):
        for kind in DueKind:
            for due in _dues(step.course, protocol):
                if due.at == at and due.kind is kind:
                    step = step.then(_FALLS_DUE[kind](step.course, protocol, due))
        step = replace(step, course=step.course.with_plan(replace(step.course.plan, evaluated_until=at)))
        step = run_kept(step, protocol, at)
    return step


def _dues(course: Course, protocol: Protocol) -> list[Due]:
    found = [*_windows(course, protocol), *_gaps(course, protocol), *_flares(course, protocol), _next_review(course)]
    return [due for due in found if due.at > course.plan.evaluated_until]


# --- windows ---------------------------------------------------------------------------------------------------------


def _windows(course: Course, protocol: Protocol) -> list[Due]:
    """The open windows, which are those of days that began less than a window ago."""
    wait = timedelta(hours=protocol.thresholds.window_to_hours.value)
    days = course.evidence.days_since(course.plan.evaluated_until - wait)
    return [Due(day.first_at + wait, DueKind.WINDOW, day.day) for day in reversed(days) if day.answer is None]


def _window_closed(course: Course, protocol: Protocol, due: Due) -> Step:
    training = next(day for day in course.evidence.days if day.day == due.day)
    return evaluate(course, Occasion(OccasionKind.WINDOW, training), protocol, due.at)


# --- gaps ------------------------------------------------------------------------------------------------------------


def gap_at(course: Course, protocol: Protocol) -> datetime | None:
    """When the days without loading become a gap: 03:00 of the 15th day. None once this gap has been evaluated.

    Someone who flies east over that 03:00 makes the gap by arriving: no decision is dated before what brought it.
    """
    plan, counted_from = course.plan, course.last_loading_day()
    if plan.gap_counted_from == counted_from:
        return None
    days = int(protocol.thresholds.gap_days.value) + 1
    return max(day_opens(counted_from + timedelta(days=days), plan.zone), plan.zones[-1].at + A_MOMENT)


def gap_evaluated(course: Course, protocol: Protocol, at: datetime) -> Step:
    """Evaluate a gap, once."""
    course = course.with_plan(replace(course.plan, gap_counted_from=course.last_loading_day()))
    return evaluate(course, Occasion(OccasionKind.GAP), protocol, at)


def _gaps(course: Course, protocol: Protocol) -> list[Due]:
    """A gap that falls into a pause waits for the resume."""
    at = gap_at(course, protocol)
    return [Due(at, DueKind.GAP)] if at is not None and course.plan.paused_since is None else []


def _gap_reached(course: Course, protocol: Protocol, due: Due) -> Step:
    return gap_evaluated(course, protocol, due.at)


# --- flares ----------------------------------------------------------------------------------------------------------


def _flares(course: Course, protocol: Protocol) -> list[Due]:
    since = course.plan.flare_since
    if since is None or course.plan.stopped:
        return []
    shortest = timedelta(hours=protocol.thresholds.flare_min_hours.value)
    longest = timedelta(days=protocol.thresholds.flare_review_days.value)
    return [Due(since + shortest, DueKind.FLARE_MAY_END), Due(since + longest, DueKind.FLARE_LASTS)]


def _flare_may_end(course: Course, protocol: Protocol, due: Due) -> Step:
    return Step(settled(course, protocol, due.at))


def _flare_lasts(course: Course, protocol: Protocol, due: Due) -> Step:
    days = protocol.thresholds.flare_review_days.value
    return Step(course, alerts=(Alert(due.at, AlertKind.REVIEW, "flare_not_over", {"days": days}),))


# --- weekly reviews --------------------------------------------------------------------------------------------------


def _next_review(course: Course) -> Due:
    """The next 7th local date of the programme at 09:00, after the facts of that minute.

    Each date has one: whoever flies east over that 09:00 has it on arrival, whoever flies west has no second one.
    """
    plan = course.plan
    day = _first_review(plan) if plan.last_review is None else plan.last_review + WEEK
    arrivals = (zone.at + A_MOMENT for zone in plan.zones[1:])
    return Due(max([_nine_on(day, plan.zone), *arrivals]) + LAST_OF_MINUTE, DueKind.REVIEW, day)


def _first_review(plan: Plan) -> date:
    """The first such date after the start; a programme may have begun long before."""
    start = plan.zones[0]
    weeks = max(1, (plan.today(start.at) - plan.programme_since).days // 7)
    day = plan.programme_since + weeks * WEEK
    return day if _nine_on(day, zone_of(start.zone)) >= start.at.replace(second=0, microsecond=0) else day + WEEK


def _nine_on(day: date, zone: ZoneInfo) -> datetime:
    return instant_in_day(day, REVIEW_AT, zone)


def _review(course: Course, protocol: Protocol, due: Due) -> Step:
    """It is told under the full minute, and looks at everything up to that minute's end."""
    course = course.with_plan(replace(course.plan, last_review=due.day))
    return evaluate(course, Occasion(OccasionKind.REVIEW), protocol, due.at)


_FALLS_DUE: Mapping[DueKind, Callable[[Course, Protocol, Due], Step]] = {
    DueKind.WINDOW: _window_closed,
    DueKind.GAP: _gap_reached,
    DueKind.FLARE_MAY_END: _flare_may_end,
    DueKind.FLARE_LASTS: _flare_lasts,
    DueKind.REVIEW: _review,
}
