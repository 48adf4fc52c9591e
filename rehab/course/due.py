"""What falls due as time passes: a window that closes without an answer, a gap, the steps of a flare."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from rehab.course.state import Course, Step, evaluate, run_kept, settled
from rehab.days import DAY, MINUTE, WEEK, day_opens, hours, instant_in_day
from rehab.engine import Alert, AlertKind, Occasion, OccasionKind
from rehab.plan import Plan, zone_of
from rehab.protocol import Protocol

A_MOMENT = MINUTE  # the minute of a change of zone still belongs to the old one
REVIEW_AT = time(9)
LAST_OF_MINUTE = MINUTE - timedelta.resolution


def next_due(course: Course, protocol: Protocol) -> datetime | None:
    """When something falls due next, if anything ever does without another fact. Every fact asks."""
    dealt_with = course.plan.evaluated_until
    found = (find(course, protocol) for find, _ in _FALLS_DUE)
    return min((at for at in found if at is not None and at > dealt_with), default=None)


def pass_time(course: Course, until: datetime, protocol: Protocol) -> Step:
    """Move a course on to an instant (included), dealing in order with all that falls due."""
    step = Step(course)
    while (at := next_due(step.course, protocol)) is not None and at <= until:
        for find, happens in _FALLS_DUE:
            if find(step.course, protocol) == at:
                step = step.then(happens(step.course, protocol, at))
        dealt_with = replace(step.course.plan, evaluated_until=at)
        step = run_kept(step.then(Step(step.course.with_plan(dealt_with))), protocol, at)
    return step


def pass_time_before(course: Course, at: datetime, protocol: Protocol) -> Step:
    """Move a course on to just before an instant: what falls due at it comes after the facts of it."""
    return pass_time(course, at - timedelta.resolution, protocol)


# --- windows ---------------------------------------------------------------------------------------------------------


def _open_window(course: Course, protocol: Protocol) -> datetime | None:
    """The first window to close. Training days close in their order: the search ends at the first that has closed."""
    wait = hours(protocol.thresholds.window_to_hours.value)
    closed, first = course.plan.evaluated_until - wait, None
    for day in reversed(course.evidence.days):
        if day.first_at <= closed:
            break
        if day.answer is None:
            first = day.first_at
    return None if first is None else first + wait


def _window_closed(course: Course, protocol: Protocol, at: datetime) -> Step:
    training = next(day for day in reversed(course.evidence.days) if day.closes_at(protocol.thresholds) == at)
    return evaluate(course, Occasion(OccasionKind.WINDOW, training), protocol, at)


# --- gaps ------------------------------------------------------------------------------------------------------------


def gap_at(course: Course, protocol: Protocol) -> datetime | None:
    """When the days without loading become a gap: 03:00 of the 15th day. None once this gap has been evaluated.

    Someone who flies east over that 03:00 makes the gap by arriving: no decision is dated before what brought it.
    """
    plan, counted_from = course.plan, course.last_loading_day()
    if plan.gap_counted_from == counted_from:
        return None
    days = int(protocol.thresholds.gap_days.value) + 1
    return max(day_opens(counted_from + days * DAY, plan.zone), plan.zones[-1].at + A_MOMENT)


def gap_evaluated(course: Course, protocol: Protocol, at: datetime) -> Step:
    """Evaluate a gap, once."""
    course = course.with_plan(replace(course.plan, gap_counted_from=course.last_loading_day()))
    return evaluate(course, Occasion(OccasionKind.GAP), protocol, at)


def _gap(course: Course, protocol: Protocol) -> datetime | None:
    """A gap that falls into a pause waits for the resume."""
    return gap_at(course, protocol) if course.plan.paused_since is None else None


# --- flares ----------------------------------------------------------------------------------------------------------


def _shortest_flare(course: Course, protocol: Protocol) -> datetime | None:
    since = course.plan.flare_since
    if since is None or course.plan.stopped:
        return None
    return since + hours(protocol.thresholds.flare_min_hours.value)


def _longest_flare(course: Course, protocol: Protocol) -> datetime | None:
    since = course.plan.flare_since
    if since is None or course.plan.stopped:
        return None
    return since + protocol.thresholds.flare_review_days.value * DAY


def _flare_may_end(course: Course, protocol: Protocol, at: datetime) -> Step:
    return Step(settled(course, protocol, at))


def _flare_lasts(course: Course, protocol: Protocol, at: datetime) -> Step:
    days = protocol.thresholds.flare_review_days.value
    return Step(course, alerts=(Alert(at, AlertKind.REVIEW, "flare_not_over", {"days": days}),))


# --- weekly reviews --------------------------------------------------------------------------------------------------


def _next_review(course: Course, _: Protocol) -> datetime:
    """The next 7th local date of the programme at 09:00, after the facts of that minute.

    Each date has one: whoever flies east over that 09:00 has it on arrival, whoever flies west has no second one.
    """
    plan = course.plan
    arrivals = [zone.at + A_MOMENT for zone in plan.zones[1:]]
    return max([instant_in_day(_review_day(plan), REVIEW_AT, plan.zone), *arrivals]) + LAST_OF_MINUTE


def _review_day(plan: Plan) -> date:
    """The date of the next review; the first comes after the start, but a programme may have begun long before."""
    if plan.last_review is not None:
        return plan.last_review + WEEK
    start = plan.zones[0]
    weeks = max(1, (plan.today(start.at) - plan.programme_since).days // 7)
    day = plan.programme_since + weeks * WEEK
    nine = instant_in_day(day, REVIEW_AT, zone_of(start.zone))
    return day if nine >= start.at.replace(second=0, microsecond=0) else day + WEEK


def _review(course: Course, protocol: Protocol, at: datetime) -> Step:
    """It is told under the full minute, and looks at everything up to that minute's end."""
    course = course.with_plan(replace(course.plan, last_review=_review_day(course.plan)))
    return evaluate(course, Occasion(OccasionKind.REVIEW), protocol, at)


Find = Callable[[Course, Protocol], datetime | None]
Happens = Callable[[Course, Protocol, datetime], Step]
# What can fall due and what happens then; of one instant in this order. A review comes after all else of its minute.
_FALLS_DUE: tuple[tuple[Find, Happens], ...] = (
    (_open_window, _window_closed),
    (_gap, gap_evaluated),
    (_shortest_flare, _flare_may_end),
    (_longest_flare, _flare_lasts),
    (_next_review, _review),
)
