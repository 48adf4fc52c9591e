"""What one more session or answer makes of the evidence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from statistics import median

from rehab.days import WEEK, hours
from rehab.events import PERFORMED, Pain24h, Session
from rehab.evidence.reported import Answer, Evidence, Logged, Performed, Rated, TrainingDay
from rehab.protocol import Thresholds
from rehab.stiffness import Morning, stiffer_than, usual_days


def with_session(
    evidence: Evidence,
    event: Session,
    *,
    day: date,
    stage: int,
    irritable_start: bool,
    baseline_pain: int | None,
) -> Evidence:
    """Add one prescribed session, which makes or extends a training day if it was done or part done."""
    logged = (*evidence.logged, Logged(event.at, day, event.outcome))
    if event.outcome not in PERFORMED:
        return evidence.grown(logged=logged)
    performed = Performed(event.at, _baseline(evidence, event, baseline_pain), event.pain_during)
    last = evidence.days[-1] if evidence.days else None
    if last is not None and last.day == day:
        days = (*evidence.days[:-1], last.with_session(performed))
    else:
        days = (*evidence.days, TrainingDay(day, stage, (performed,), irritable_start=irritable_start))
    return evidence.grown(days, logged)


def _baseline(evidence: Evidence, event: Session, baseline_pain: int | None) -> float | None:
    """Pain just before, else the median of the last 7 days' on-time answers, else the value at enrolment."""
    if event.pain_before is not None:
        return event.pain_before
    recent = evidence.answers_within(event.at - WEEK, event.at)
    return median(recent) if recent else baseline_pain


def with_answer(
    evidence: Evidence, event: Pain24h, *, day: date, limits: Thresholds
) -> tuple[Evidence, TrainingDay | None]:
    """Add a rating, and the training day that it answers: the latest of an earlier date that has no answer, if any."""
    ratings = (*evidence.ratings, Rated(event.at, day, event.value, event.stiffness))
    index = next((i for i in reversed(range(len(evidence.days))) if _open(evidence.days[i], day)), None)
    if index is None:
        return evidence.grown(ratings=ratings), None
    answered = _answered(evidence.days[index], event, limits)
    days = _with_stiffness((*evidence.days[:index], answered, *evidence.days[index + 1 :]), index, limits)
    in_time = (*evidence.answers, answered.answer) if answered.answer and answered.answer.on_time else ()
    return evidence.grown(days, ratings=ratings, answers=in_time), days[index]


def _open(training: TrainingDay, day: date) -> bool:
    return training.day < day and training.answer is None


def _answered(training: TrainingDay, event: Pain24h, limits: Thresholds) -> TrainingDay:
    elapsed = event.at - training.first_at
    on_time = hours(limits.window_from_hours.value) <= elapsed <= hours(limits.window_to_hours.value)
    answer = Answer(event.at, event.value, on_time, event.stiffness)
    was = training
    return TrainingDay(was.day, was.stage, was.sessions, answer, was.stiffer_than, irritable_start=was.irritable_start)


def _with_stiffness(days: tuple[TrainingDay, ...], index: int, limits: Thresholds) -> tuple[TrainingDay, ...]:
    """Judge the stiffness of a day that was just answered, and of those after it, of which it may be the one before."""
    judged = list(days)
    for at in range(index, len(days)):
        usual = _stiffer_than(days, at, limits)
        if usual != days[at].stiffer_than:
            judged[at] = replace(days[at], stiffer_than=usual)
    return tuple(judged)


def _stiffer_than(days: tuple[TrainingDay, ...], index: int, limits: Thresholds) -> float | None:
    now = _morning(days[index])
    return None if now is None else stiffer_than(now, _mornings(days[:index], now.at - usual_days(limits)), limits)


def _mornings(days: Sequence[TrainingDay], since: datetime) -> list[int]:
    """The minutes of the mornings told later than an instant, newest first."""
    known = (_morning(day) for day in reversed(days))
    return [morning.minutes for morning in known if morning is not None and morning.at > since]


def _morning(day: TrainingDay) -> Morning | None:
    """The morning after a training day, if it was told of in time."""
    answer = day.answer
    if answer is None or answer.stiffness is None or not answer.on_time:
        return None
    return Morning(answer.at, answer.stiffness)
