"""What every long programme keeps (reference section 9, 7 to 9, 11 and 12), wherever and however it is lived."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rehab.days import instant
from rehab.engine import Alert, Decision, OccasionKind, Verdict
from rehab.engine.review import KINDS
from rehab.plan import Plan
from tests.unit.rehab.examples import examples
from tests.unit.rehab.programmes import Trace, programmes
from tests.unit.rehab.tales import Event, run

pytestmark = pytest.mark.histories

MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)
END = datetime.max.replace(tzinfo=UTC)
Span = tuple[datetime, datetime]


def at_of(event: Event) -> datetime:
    """When something happened."""
    return datetime.fromisoformat(event["at"])


def since_of(trace: Trace) -> date:
    """The first date of the programme."""
    return date.fromisoformat(trace["start"]["programme_since"])


def reviews(decisions: tuple[Decision, ...]) -> list[Decision]:
    """The weekly ones."""
    return [one for one in decisions if one.occasion is OccasionKind.REVIEW]


def pauses(trace: Trace) -> list[Span]:
    """From each pause to its resume, the last one perhaps without."""
    found: list[Span] = []
    for event in trace["events"]:
        paused = bool(found) and found[-1][1] == END
        if event["kind"] == "pause" and not paused:
            found.append((at_of(event), END))
        elif event["kind"] == "resume" and paused:
            found[-1] = (found[-1][0], at_of(event))
    return found


def weeks_at(at: datetime, plan: Plan, since: date, away: list[Span]) -> Fraction:
    """How long the programme has lasted, when of each pause no more than 14 days are counted."""
    today = plan.today(at)
    lengths = [(plan.today(min(until, at)) - plan.today(begun)).days for begun, until in away if begun <= at]
    return Fraction((today - since).days - sum(length - 14 for length in lengths if length > 14), 7)


# --- when reviews come -----------------------------------------------------------------------------------------------


def reviews_expected(trace: Trace) -> Iterator[datetime]:
    """09:00 of every 7th date where the patient is then; what a flight east leaves out comes on arrival."""
    zones = [(at_of(trace["start"]), trace["timezone"])]
    zones += [(at_of(event), event["timezone"]) for event in trace["events"] if event["kind"] == "timezone"]
    ends = [*(at for at, _ in zones[1:]), END]
    for week in count(1):
        day = since_of(trace) + week * WEEK
        nines = [instant(day, time(9), ZoneInfo(zone)) for _, zone in zones]
        place = next(number for number, nine in enumerate(nines) if nine < ends[number])
        at = max(nines[place], zones[place][0] + MINUTE) if place else nines[0]
        if at > at_of({"at": trace["until"]}):
            return
        if at >= zones[0][0]:
            yield at


@examples(25)
@given(programmes(travels=True))
def test_every_seventh_date_has_its_review_and_has_it_once(trace: Trace) -> None:
    """Through every change of the clock and every flight, paused, stopped or active: none is lost, none comes twice."""
    assert [one.at for one in reviews(run(trace).decisions)] == list(reviews_expected(trace))


@examples(20)
@given(programmes(travels=True))
def test_an_answer_is_on_time_by_elapsed_hours_whatever_the_clock_shows(trace: Trace) -> None:
    """20 to 30 of them, over every change of the clock and every flight; and no decision is dated before the last."""
    step = run(trace)
    for day in step.course.evidence.days:
        if day.answer:
            elapsed = day.answer.at - day.first_at
            assert day.answer.on_time == (timedelta(hours=20) <= elapsed <= timedelta(hours=30))
    dates = [one.at for one in step.decisions]
    assert dates == sorted(dates)


# --- what a pause freezes --------------------------------------------------------------------------------------------


@examples(20)
@given(programmes(travels=True, eventful=False))
def test_a_pause_of_more_than_14_days_stops_the_clock_of_the_programme(trace: Trace) -> None:
    """Every review counts the weeks without what pauses lasted beyond 14 days."""
    step = run(trace)
    for one in reviews(step.decisions):
        if one.rule == "weekly_review":
            counted = weeks_at(one.at, step.course.plan, since_of(trace), pauses(trace))
            assert one.inputs["weeks"] == float(round(counted, 1))


@examples(20)
@given(programmes(travels=True, eventful=False))
def test_in_a_pause_no_review_tells_anything_and_nothing_moves_on(trace: Trace) -> None:
    """However long it lasts."""
    step = run(trace)
    for begun, until in pauses(trace):
        assert not [one for one in step.alerts if one.rule in KINDS and begun <= one.at < until]
        assert not [one for one in step.decisions if one.verdict is Verdict.PROGRESS and begun <= one.at < until]


@examples(20)
@given(programmes(travels=True, eventful=False))
def test_only_sessions_that_were_let_pass_cost_adherence(trace: Trace) -> None:
    """No cut, no flare, no rest day and no pause: counted from the sessions of the last 12 weeks alone."""
    step = run(trace)
    for one in reviews(step.decisions):
        if one.rule == "weekly_review":
            assert one.inputs["adherence"] == _adherence(trace, one.at, step.course.plan)


def _adherence(trace: Trace, at: datetime, plan: Plan) -> int | None:
    """In whole percent."""
    today = plan.today(at)
    points = []
    for event in trace["events"]:
        when = at_of(event)
        day = plan.today(when)
        away = any(
            begun < when < until or plan.today(begun) <= day < _day(plan, until) for begun, until in pauses(trace)
        )
        if event["kind"] == "session" and when <= at and today - timedelta(days=84) < day and not away:
            points.append({"done": 2, "part": 1}.get(event["outcome"], 0))
    return int(Fraction(sum(points), 2 * len(points)) * 100) if points else None


def _day(plan: Plan, at: datetime) -> date:
    return date.max if at == END else plan.today(at)


# --- what reviews tell -----------------------------------------------------------------------------------------------


@examples(25)
@given(programmes(travels=True))
def test_no_kind_of_alert_of_a_review_comes_again_within_28_days(trace: Trace) -> None:
    """A stall least of all: once told, it is the clinician's."""
    step = run(trace)
    for kind in set(KINDS.values()):
        days = [step.course.plan.today(one.at) for one in step.alerts if one.rule in KINDS and one.kind == kind]
        assert all((later - earlier).days >= 28 for earlier, later in pairwise(days))


@examples(30)
@given(programmes(travels=True), st.data())
def test_half_a_year_without_the_goal_never_passes_in_silence(trace: Trace, data: st.DataObject) -> None:
    """From 26 weeks on, whoever still works at the goal is reported: a stall or a summary in any 28 days."""
    late = [one for one in reviews(run(trace).decisions) if (one.at.date() - since_of(trace)).days >= 180]
    assume(late)
    review = data.draw(st.sampled_from(late))
    step = run({**trace, "until": review.at.isoformat()})
    plan = step.course.plan
    away = [(one.since, one.until) for one in plan.pauses]
    over = weeks_at(review.at, plan, since_of(trace), away) >= 26
    assume(over and plan.status in {"active", "flare"} and plan.maintenance_from is None)
    assert any(_tells(one) and (plan.today(review.at) - plan.today(one.at)).days < 28 for one in step.alerts)


def _tells(alert: Alert) -> bool:
    return alert.rule in KINDS and alert.kind in {"stalled", "review"}


def test_the_programmes_reach_every_finding_of_a_review() -> None:
    """Properties of what never happens would prove nothing."""
    seen: set[str] = set()

    @settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(programmes(travels=True))
    def look(trace: Trace) -> None:
        step = run(trace)
        seen.update(one.rule for one in step.alerts)
        seen.update(one.verdict for one in step.decisions)
        seen.add(step.course.plan.status)

    look()
    assert {*KINDS, *Verdict, "active", "flare", "paused", "stopped"} <= seen
