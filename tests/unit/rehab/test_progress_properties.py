"""What every step up rests on (reference section 9.3), counted anew from what was reported."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given

from rehab.course import Step
from rehab.engine import Decision, Verdict
from rehab.plan import Plan
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.histories.diary import Trace
from tests.unit.rehab.tales import PROTOCOL, Event, run
from tests.unit.rehab.test_properties import at_of

LOADS = {"done", "part"}
END = datetime.max.replace(tzinfo=UTC)
Told = list[tuple[datetime, Event]]


def told_until(at: datetime, trace: Trace) -> Told:
    """What had been reported since the last restart, each event once, in the order of time."""
    events = [(at_of(event, trace), event) for event in trace["events"]]
    restarts = [when for when, event in events if event.get("command") == "restart" and when < at]
    since = max(restarts, default=at_of(trace["start"], trace))
    return sorted({str(one): one for one in events if since <= one[0] <= at}.values(), key=lambda one: one[0])


def trained_on(told: Told, plan: Plan) -> dict[date, Told]:
    """The sessions that load, by their local day."""
    days: dict[date, Told] = {}
    for at, event in told:
        if event.get("outcome") in LOADS:
            days.setdefault(plan.today(at), []).append((at, event))
    return days


def gains(step: Step) -> list[Decision]:
    """Every step up."""
    return [one for one in step.decisions if one.verdict is Verdict.PROGRESS]


@examples(50)
@given(traces())
def test_every_day_that_a_step_up_rests_on_was_easy_and_answered_in_time(trace: Trace) -> None:
    """The last three training days, five in Stage 1: at most 3 during, and at most 3 after 20 to 30 hours."""
    step = run(trace)
    for gain in gains(step):
        told = told_until(gain.at, trace)
        days = trained_on(told, step.course.plan)
        last = sorted(day for day in days if gain.cause and day <= gain.cause)[
            -PROTOCOL.stage(gain.before.stage).green_days :
        ]
        assert len(last) == PROTOCOL.stage(gain.before.stage).green_days
        for sessions in (days[day] for day in last):
            assert all(event.get("pain_during", 10) <= 3 for _, event in sessions)
            assert any(answer <= 3 for answer in _in_time(told, sessions[0][0]))


def _in_time(told: Told, first: datetime) -> list[int]:
    """The answers that came 20 to 30 hours after a day's first session."""
    window = (first + timedelta(hours=20), first + timedelta(hours=30))
    return [event["value"] for at, event in told if event["kind"] == "pain_24h" and window[0] <= at <= window[1]]


@examples(50)
@given(traces())
def test_every_step_up_follows_a_week_of_enough_sessions_and_enough_days_at_the_level(trace: Trace) -> None:
    """Three of four over today and the six days before; seven days at the level, five in Stage 1."""
    step = run(trace)
    plan = step.course.plan
    for gain in gains(step):
        today = plan.today(gain.at)
        week = [
            {"done": 2, "part": 1}.get(event["outcome"], 0)
            for at, event in told_until(gain.at, trace)
            if event["kind"] == "session" and today - plan.today(at) <= timedelta(days=6) and not _away(at, plan)
        ]
        assert Fraction(sum(week), 2 * len(week)) >= Fraction(3, 4)
        moved = [plan.today(one.at) for one in step.decisions if one.at < gain.at and one.after != one.before]
        at_level = today - max([_level_since(trace, plan), *moved])
        assert at_level >= timedelta(days=5 if gain.before.stage == 1 else 7)


def _away(at: datetime, plan: Plan) -> bool:
    """Whether an instant or its day belongs to a pause, whose days end before that of the return."""
    ended = [(one.since, one.until, plan.today(one.until)) for one in plan.pauses]
    spans = [*ended, *((since, END, date.max) for since in (plan.paused_since,) if since)]
    return any(since < at < until or plan.today(since) <= plan.today(at) < end for since, until, end in spans)


def _level_since(trace: Trace, plan: Plan) -> date:
    """On which day the level of the start began."""
    told = trace["start"].get("level_since")
    return date.fromisoformat(told) if told else plan.today(at_of(trace["start"], trace))
