"""What a plan owes on a local day: training days with their gaps, blocks, questions, rest (design 3, reference 7.2)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from rehab.course import Course
from rehab.timetable import Owed, Preferences, PromptKind, owed
from tests.unit.rehab.tales import (
    FIRST,
    LONDON,
    PROTOCOL,
    Event,
    Trace,
    answer,
    flagged,
    happens,
    moment,
    order,
    run,
    session,
    tale,
    trained,
)

USUAL = Preferences()


def local(at: datetime) -> str:
    """An instant as the patient reads it; what lies on another date than Monday the 5th says how many days later."""
    wall = at.astimezone(LONDON)
    days = (wall.date() - FIRST).days
    return f"{wall:%H:%M}" if days == 0 else f"{wall:%H:%M}+{days}"


def told(prompts: tuple[Owed, ...]) -> list[str]:
    """Prompts in short: kind, slot, and when each opens, is due and closes."""
    return [f"{p.kind} {p.slot}: {local(p.opens_at)} {local(p.due_at)} {local(p.closes_at)}" for p in prompts]


def after(history: Trace) -> Course:
    """A course as it stands at the end of a trace."""
    return run(history).course


def on(day: int, history: Trace, preferences: Preferences = USUAL) -> tuple[Owed, ...]:
    """What a plan owes on a day, as things stand at the end of its trace."""
    course = after(history)
    return owed(course.plan, course.evidence, preferences, PROTOCOL, FIRST + timedelta(days=day))


def sessions(day: int, history: Trace, preferences: Preferences = USUAL) -> list[str]:
    """When a day's sessions are due."""
    prompts = on(day, history, preferences)
    return [f"{p.due_at.astimezone(LONDON):%H:%M}" for p in prompts if p.kind is PromptKind.SESSION]


# --- blocks of Stage 1 -----------------------------------------------------------------------------------------------


def test_a_block_can_be_done_from_the_time_of_the_one_before_until_the_time_of_the_next() -> None:
    """The first from the start of the day, the last until its end; no instant belongs to two blocks."""
    assert told(on(0, tale(1, 2))) == [
        "session 1: 03:00 08:30 13:00",
        "session 2: 13:00 13:00 18:30",
        "session 3: 18:30 18:30 03:00+1",
    ]


def test_with_two_blocks_prescribed_they_are_the_first_and_the_last() -> None:
    """Level 1 of Stage 1."""
    assert sessions(0, tale(1, 1)) == ["08:30", "18:30"]


def test_fewer_messages_are_two_blocks_at_most() -> None:
    """Whatever the level prescribes."""
    assert sessions(0, tale(1, 3), Preferences(fewer=True)) == ["08:30", "18:30"]
    assert sessions(0, tale(1, 1), Preferences(fewer=True)) == ["08:30", "18:30"]


def test_whoever_chose_fewer_times_than_prescribed_gets_those() -> None:
    """No block is invented."""
    assert sessions(0, tale(1, 3), Preferences(blocks=(time(9), time(17)))) == ["09:00", "17:00"]


def test_a_time_after_midnight_is_the_last_of_its_day() -> None:
    """The day ends at 03:00; the order in which the times were typed does not matter."""
    night = Preferences(blocks=(time(0, 30), time(18), time(12)), quiet_from=time(3), quiet_to=time(9))
    assert told(on(0, tale(1, 2), night)) == [
        "session 1: 03:00 12:00 18:00",
        "session 2: 18:00 18:00 00:30+1",
        "session 3: 00:30+1 00:30+1 03:00+1",
    ]


def test_blocks_keep_their_time_on_the_wall_when_clocks_change() -> None:
    """In summer an hour earlier in UTC; a time that the change skips moves on by what is skipped."""
    early = Preferences(blocks=(time(8, 30), time(1, 30)), quiet_from=time(3), quiet_to=time(8))
    course = after(tale(1, 1))
    days = [date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 29)]
    owing = [owed(course.plan, course.evidence, early, PROTOCOL, day) for day in days]
    assert [[p.due_at for p in prompts if p.kind is PromptKind.SESSION] for prompts in owing] == [
        [datetime(2026, 3, 27, 8, 30, tzinfo=UTC), datetime(2026, 3, 28, 1, 30, tzinfo=UTC)],
        [datetime(2026, 3, 28, 8, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)],
        [datetime(2026, 3, 29, 7, 30, tzinfo=UTC), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)],
    ]


# --- training days of Stages 2 to 4 ----------------------------------------------------------------------------------


def test_a_loading_session_is_open_all_day() -> None:
    """Due at the chosen time, until the day ends."""
    assert told(on(0, tale(2, 1))) == ["session 1: 03:00 18:00 03:00+1"]


def test_between_two_loading_sessions_lie_48_hours() -> None:
    """Not on the next day; on the one after it, not before the hour of the last."""
    history = tale(2, 1, trained(0, clock="16:30"))
    assert sessions(1, history) == []
    assert told(on(2, history)) == ["session 1: 16:30+2 18:00+2 03:00+3"]
    assert sessions(2, tale(2, 1, trained(0, clock="19:45"))) == ["19:45"]


def test_in_stage_4_lie_72_hours_between_them() -> None:
    """And two a week is all there is."""
    history = tale(4, 1, trained(0))
    assert [sessions(day, history) for day in (1, 2, 3)] == [[], [], ["18:00"]]
    both = tale(4, 1, trained(0), trained(3))
    assert [sessions(day, both) for day in (6, 7)] == [[], ["18:00"]]


def test_three_loading_sessions_fill_a_week() -> None:
    """Any seven days in a row."""
    history = tale(2, 1, trained(0), trained(2), trained(4))
    assert [sessions(day, history) for day in (6, 7)] == [[], ["18:00"]]


@pytest.mark.parametrize("outcome", ["missed", "skipped_pain", "skipped_other"])
def test_a_session_that_was_missed_keeps_the_rhythm_but_needs_no_rest(outcome: str) -> None:
    """The next is two days later and may be done from the start of the day."""
    history = tale(2, 1, happens(0, "session", "18:00", outcome=outcome))
    assert sessions(1, history) == []
    assert told(on(2, history)) == ["session 1: 03:00+2 18:00+2 03:00+3"]


def test_when_the_rest_ends_in_the_night_the_session_is_the_next_day_s() -> None:
    """A session at 22:30 in quiet hours moves the next one by a day rather than into the night."""
    history = tale(2, 1, trained(0, clock="22:30"))
    assert [sessions(day, history) for day in (1, 2, 3)] == [[], [], ["18:00"]]


@pytest.mark.parametrize(("wished", "due"), [("06:30", "08:00"), ("21:30", "20:59"), ("08:00", "08:00")])
def test_a_training_time_in_quiet_hours_becomes_the_nearest_waking_time_of_the_day(wished: str, due: str) -> None:
    """The plan does not fall silent."""
    assert sessions(0, tale(2, 1), Preferences(loading=time.fromisoformat(wished))) == [due]


def test_gentle_holds_do_not_fill_the_week() -> None:
    """Neither those of Stage 1 nor those of a flare are loading sessions."""
    holds = [event for day in range(3) for event in trained(day)]
    assert sessions(4, tale(1, 3, holds, order(3, "set", "20:00", stage=2, level=1))) == ["18:00"]
    flare = [session(0, 8), *(event for day in (1, 2, 3, 4) for event in trained(day, during=0, after=0, before=0))]
    history = tale(3, 3, flare, baseline_pain=1, until=moment(5, "20:00"))
    assert (after(history).plan.status, after(history).plan.position) == ("active", (2, 3))
    assert sessions(6, history) == ["18:00"]


def test_maintenance_is_two_sessions_a_week() -> None:
    """48 hours apart."""
    history = tale(3, 2, happens(0, "goal_met"), trained(0), trained(2))
    assert [sessions(day, history) for day in (3, 4, 6, 7)] == [[], [], [], ["18:00"]]


# --- rest ------------------------------------------------------------------------------------------------------------


def test_after_a_step_down_lies_at_least_one_clear_day() -> None:
    """In a loading stage."""
    at_once, by_the_answer = tale(2, 3, session(1, 6)), tale(2, 3, trained(0, after=5))
    assert [after(history).plan.position for history in (at_once, by_the_answer)] == [(2, 2), (2, 2)]
    assert [sessions(day, at_once) for day in (1, 2, 3)] == [[], [], ["18:00"]]
    assert [sessions(day, by_the_answer) for day in (1, 2, 3)] == [[], [], ["18:00"]]


def test_in_stage_1_a_step_down_ends_the_day() -> None:
    """The next morning the lighter holds go on."""
    history = tale(1, 2, session(0, 6, clock="08:30"))
    assert sessions(0, history) == []
    assert sessions(1, history) == ["08:30", "18:30"]


def test_in_a_flare_gentle_holds_begin_on_the_day_after() -> None:
    """Those of Stage 1, every day."""
    history = tale(2, 3, session(0, 8))
    assert sessions(0, history) == []
    assert sessions(1, history) == ["08:30", "18:30"]


def test_after_a_gap_nobody_has_to_rest_more() -> None:
    """Two weeks without loading were rest enough."""
    history = tale(2, 3, trained(0), until=moment(15, "04:00"))
    assert after(history).plan.cuts[-1].rule == "gap"
    assert sessions(15, history) == ["18:00"]


@pytest.mark.parametrize("last", [happens(1, "pause"), flagged(1, "pop"), order(1, "stop"), happens(1, "discharge")])
def test_a_plan_that_does_not_run_owes_nothing(last: Event) -> None:
    """Not even the question that is still open."""
    assert on(1, tale(2, 3, session(0))) != ()
    assert on(1, tale(2, 3, session(0), last)) == ()


# --- questions -------------------------------------------------------------------------------------------------------


def test_the_question_comes_24_hours_after_the_day_s_first_session() -> None:
    """It can be answered on time between 20 and 30 hours; it is about the training day."""
    history = tale(1, 2, session(0, clock="09:00"), session(0, clock="13:00"), session(0, clock="18:30"))
    asked = [p for p in on(1, history) if p.kind is PromptKind.PAIN_24H]
    assert told(tuple(asked)) == ["pain_24h 0: 05:00+1 09:00+1 15:00+1"]
    assert asked[0].about == FIRST
    assert [p for p in on(0, history) + on(2, history) if p.kind is PromptKind.PAIN_24H] == []


def test_what_has_been_answered_is_not_asked() -> None:
    """Also when the answer came early."""
    assert on(1, tale(2, 3, session(0), answer(1, 2, "08:00"))) == ()


def test_a_question_comes_before_the_session_of_the_same_minute() -> None:
    """It may say that there is to be none."""
    prompts = on(1, tale(1, 2, session(0, clock="18:30")))
    assert [(p.kind, p.slot) for p in prompts][-2:] == [(PromptKind.PAIN_24H, 0), (PromptKind.SESSION, 3)]


def test_in_a_flare_every_day_asks_for_one_rating() -> None:
    """The 24-hour question on the first day, then a daily one at the time of the first block, never both."""
    history = tale(2, 3, session(0, 8))
    questions = [[(p.kind, local(p.due_at)) for p in on(day, history) if p.slot == 0] for day in range(3)]
    assert questions == [[], [(PromptKind.PAIN_24H, "18:00+1")], [(PromptKind.DAILY, "08:30+2")]]


def test_a_day_of_a_flare_that_has_its_rating_is_not_asked_again() -> None:
    """Not even where it came before the time of the question."""
    history = tale(2, 3, session(0, 8), answer(1, 5), answer(2, 3, "07:00"))
    assert [p for p in on(2, history) if p.slot == 0] == []
    assert [p.kind for p in on(3, history) if p.slot == 0] == [PromptKind.DAILY]
