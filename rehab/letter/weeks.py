"""Weeks of a programme in numbers: what was done, how it hurt, and where that leads."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean, linear_regression

from rehab.evidence import Evidence, adherence
from rehab.messages.letter import Trend, Week
from rehab.plan import Plan

WEEK = 7
ENOUGH = 3  # weeks from which a slope is told
MONTH = 4  # weeks that a slope is told for


def weeks(plan: Plan, evidence: Evidence, today: date) -> tuple[Week, ...]:
    """Every week of the programme up to today, also those in which nothing happened; today's only if something has."""
    full, rest = divmod((today - plan.programme_since).days, WEEK)
    table = [_week(plan, evidence, number) for number in range(1, full + 2)]
    return tuple(table if table[-1].prescribed or rest else table[:-1])


def _week(plan: Plan, evidence: Evidence, number: int) -> Week:
    first = plan.programme_since + timedelta(days=WEEK * (number - 1))
    entries = [e for e in evidence.logged if _within(e.day, first) and not plan.paused_at(e.at)]
    averages = [w.average_pain for w in evidence.weekly if _within(plan.today(w.at), first)]
    return Week(
        number=number,
        first=first,
        done=float((adherence(entries) or 0) * len(entries)),
        prescribed=len(entries),
        during=_mean(_during(evidence, first)),
        after=_mean(_after(plan, evidence, first)),
        average=averages[-1] if averages else None,
    )


def _within(day: date, first: date) -> bool:
    return 0 <= (day - first).days < WEEK


def _during(evidence: Evidence, first: date) -> Iterator[int]:
    """The worst pain during each session of a week."""
    for day in evidence.days:
        if _within(day.day, first):
            yield from (session.during for session in day.sessions if session.during is not None)


def _after(plan: Plan, evidence: Evidence, first: date) -> Iterator[int]:
    """The 24-hour answers that were given in a week, those in their window."""
    for day in evidence.days:
        if day.answer and day.answer.on_time and _within(plan.today(day.answer.at), first):
            yield day.answer.value


def _mean(values: Iterable[int]) -> float | None:
    given = list(values)
    return round(fmean(given), 1) if given else None


def trends(table: Sequence[Week]) -> tuple[Trend, ...]:
    """How the weekly means went, for each kind of rating that was ever given."""
    found = (
        _trend("after", [(week.number, week.after) for week in table]),
        _trend("during", [(week.number, week.during) for week in table]),
        _trend("average", [(week.number, week.average) for week in table]),
    )
    return tuple(trend for trend in found if trend is not None)


def _trend(what: str, means: Sequence[tuple[int, float | None]]) -> Trend | None:
    points = [(number, float(mean)) for number, mean in means if mean is not None]
    if not points:
        return None
    at, known = [number for number, _ in points], [mean for _, mean in points]
    slope = round(linear_regression(at, known).slope * MONTH, 1) if len(points) >= ENOUGH else None
    return Trend(what=what, first=known[0], latest=known[-1], best=min(known), weeks=len(points), slope=slope)
