"""Clocks change; windows are elapsed hours, and the day starts at 03:00 all the same (design 8.4, 9; reference 9.7)."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Unpack
from zoneinfo import ZoneInfo

import pytest

from rehab.days import day_closes, day_opens, instant, instant_in_day, local_day
from rehab.lab.trace import TraceError, read_trace
from tests.unit.rehab.tales import PROTOCOL, Event, Start, Trace, run, tale, timed

LONDON, SANTIAGO, LORD_HOWE = "Europe/London", "America/Santiago", "Australia/Lord_Howe"
HELSINKI, CHATHAM, TROLL = "Europe/Helsinki", "Pacific/Chatham", "Antarctica/Troll"

# Zone, a session, and the first and the last minute at which its answer is on time.
WINDOWS = [
    pytest.param(LONDON, "2026-03-28T18:00", "2026-03-29T15:00", "2026-03-30T01:00", id="London, forward an hour"),
    pytest.param(LONDON, "2026-10-24T18:00", "2026-10-25T13:00", "2026-10-25T23:00", id="London, back an hour"),
    pytest.param(SANTIAGO, "2026-09-05T18:00", "2026-09-06T15:00", "2026-09-07T01:00", id="Santiago, over midnight"),
    pytest.param(SANTIAGO, "2026-04-04T18:00", "2026-04-05T13:00", "2026-04-05T23:00", id="Santiago, midnight twice"),
    pytest.param(LORD_HOWE, "2026-10-03T18:00", "2026-10-04T14:30", "2026-10-05T00:30", id="Lord Howe, half an hour"),
    pytest.param(LORD_HOWE, "2026-04-04T18:00", "2026-04-05T13:30", "2026-04-05T23:30", id="Lord Howe, and back"),
    pytest.param("Asia/Kolkata", "2026-03-28T18:00", "2026-03-29T14:00", "2026-03-30T00:00", id="Kolkata, no change"),
]


def done(at: str) -> Event:
    """A session without much pain."""
    return {"at": at, "kind": "session", "outcome": "done", "pain_before": 1, "pain_during": 1}


def rated(at: str, value: int = 1) -> Event:
    """An answer."""
    return {"at": at, "kind": "pain_24h", "value": value}


def history(where: str, *events: Event, **start: Unpack[Start]) -> Trace:
    """A plan that started long before the change."""
    start["zone"] = where
    return tale(2, 3, *events, **start)


def shifted(wall: str, minutes: int) -> str:
    """A wall-clock time so many minutes away, on a day without a change."""
    return (datetime.fromisoformat(wall) + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def on_time(zone: str, session: str, answer: str) -> bool:
    """Whether an answer came inside its window."""
    given = run(history(zone, done(session), rated(answer))).course.evidence.days[0].answer
    assert given is not None
    return given.on_time


@pytest.mark.parametrize(("zone", "session", "first", "last"), WINDOWS)
def test_a_window_is_20_to_30_elapsed_hours(zone: str, session: str, first: str, last: str) -> None:
    """Whatever the clock on the wall does in between."""
    assert not on_time(zone, session, shifted(first, -1))
    assert on_time(zone, session, first)
    assert on_time(zone, session, last)
    assert not on_time(zone, session, shifted(last, 1))


@pytest.mark.parametrize(("zone", "session", "first", "last"), WINDOWS)
def test_a_window_closes_30_elapsed_hours_later(zone: str, session: str, first: str, last: str) -> None:
    """And not a minute before."""
    line = f"{last[5:].replace('T', ' ')} hold no_answer 2.2"
    assert line in timed(history(zone, done(session), until=last))
    assert line not in timed(history(zone, done(session), until=shifted(last, -1)))


def test_a_flare_lasts_48_elapsed_hours() -> None:
    """Over the change it is over an hour later by the clock."""
    start = {**done("2026-03-28T18:00"), "pain_during": 8}
    quiet = [rated("2026-03-29T19:00"), rated("2026-03-30T08:00")]
    before = run(history(LONDON, start, *quiet, until="2026-03-30T18:59")).course.plan
    after = run(history(LONDON, start, *quiet, until="2026-03-30T19:00")).course.plan
    assert (before.status, after.status) == ("flare", "active")


@pytest.mark.parametrize(
    ("zone", "last_session", "falls_due"),
    [
        pytest.param(LONDON, "2026-03-20T18:00", "2026-04-04T02:00Z", id="London, in summer by then"),
        pytest.param(LONDON, "2026-10-20T18:00", "2026-11-04T03:00Z", id="London, in winter by then"),
        pytest.param(HELSINKI, "2026-03-14T18:00", "2026-03-29T01:00Z", id="Helsinki, where 03:00 is skipped"),
        pytest.param(HELSINKI, "2026-10-10T18:00", "2026-10-25T00:00Z", id="Helsinki, where 03:00 comes twice"),
        pytest.param(SANTIAGO, "2026-08-22T18:00", "2026-09-06T06:00Z", id="Santiago, the night without midnight"),
        pytest.param(CHATHAM, "2026-09-12T18:00", "2026-09-26T14:00Z", id="Chatham, where 02:45 becomes 03:45"),
        pytest.param(CHATHAM, "2026-03-21T18:00", "2026-04-04T13:15Z", id="Chatham, where 03:45 becomes 02:45"),
    ],
)
def test_a_gap_falls_due_at_3_in_the_morning_there(zone: str, last_session: str, falls_due: str) -> None:
    """In local days; a 03:00 that is skipped is the moment of the change, one that comes twice is the first."""
    decision = run(history(zone, done(last_session), until=falls_due)).decisions[-1]
    assert (decision.rule, decision.at) == ("gap", datetime.fromisoformat(falls_due))


SKIPPED = [
    (LONDON, "2026-03-29T01:00"),
    (LONDON, "2026-03-29T01:59"),
    (SANTIAGO, "2026-09-06T00:00"),
    (SANTIAGO, "2026-09-06T00:59"),
    (LORD_HOWE, "2026-10-04T02:00"),
    (LORD_HOWE, "2026-10-04T02:29"),
    (HELSINKI, "2026-03-29T03:00"),
]


@pytest.mark.parametrize(("zone", "wall"), SKIPPED)
def test_a_time_that_the_clock_skips_is_an_error_with_its_place(zone: str, wall: str) -> None:
    """Wherever it stands in the trace."""
    places = {
        "start.at": tale(2, 3, zone=zone, at=wall),
        "events.2.at": history(zone, done("2026-01-05T08:00"), done(wall)),
        "until": history(zone, until=wall),
    }
    for place, trace in places.items():
        with pytest.raises(TraceError) as caught:
            read_trace(json.dumps(trace), PROTOCOL)
        assert caught.value.problems == [f"{place}: {wall} does not exist in {zone}, the clock change skips it"]


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        (LONDON, "2026-03-29T00:59"),
        (LONDON, "2026-03-29T02:00"),
        (SANTIAGO, "2026-09-05T23:59"),
        (SANTIAGO, "2026-09-06T01:00"),
        (LORD_HOWE, "2026-10-04T01:59"),
        (LORD_HOWE, "2026-10-04T02:30"),
        (LONDON, "2026-03-29T01:30+00:00"),
    ],
)
def test_the_minutes_around_it_exist(zone: str, wall: str) -> None:
    """And so does any time with an offset."""
    assert read_trace(json.dumps(history(zone, done(wall))), PROTOCOL).events[0].kind == "session"


@pytest.mark.parametrize(
    ("zone", "wall", "first", "second"),
    [
        pytest.param(LONDON, "2026-10-25T01:30", "2026-10-25T00:30Z", "2026-10-25T01:30+00:00", id="London"),
        pytest.param(SANTIAGO, "2026-04-04T23:30", "2026-04-05T02:30Z", "2026-04-04T23:30-04:00", id="Santiago"),
        pytest.param(LORD_HOWE, "2026-04-05T01:45", "2026-04-04T14:45Z", "2026-04-05T01:45+10:30", id="Lord Howe"),
    ],
)
def test_a_time_that_comes_twice_means_the_first(zone: str, wall: str, first: str, second: str) -> None:
    """The second is written with its offset; the first with its offset is the same event, not another."""
    events = read_trace(json.dumps(history(zone, done(second), done(wall), done(first))), PROTOCOL).events
    assert [event.at for event in events] == [datetime.fromisoformat(first), datetime.fromisoformat(second)]


ZONES = (LONDON, SANTIAGO, LORD_HOWE, HELSINKI, CHATHAM, TROLL, "America/New_York", "Africa/Casablanca", "Asia/Kolkata")


def changes(zone: ZoneInfo) -> list[datetime]:
    """The hours of 2026 around the changes of a zone's clock."""
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(365 * 24)]
    offsets = [at.astimezone(zone).utcoffset() for at in hours]
    return [hours[i] for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]]


def around(zone: ZoneInfo) -> list[list[datetime]]:
    """Every five minutes of the twelve hours around each change."""
    edges = changes(zone) or [datetime(2026, 3, 29, tzinfo=UTC)]
    return [[edge + timedelta(minutes=5 * step) for step in range(-72, 73)] for edge in edges]


@pytest.mark.parametrize("name", ZONES)
def test_the_local_day_never_goes_back(name: str) -> None:
    """What comes later never lies on an earlier day."""
    zone = ZoneInfo(name)
    for night in around(zone):
        days = [local_day(at, zone) for at in night]
        assert days == sorted(days)


@pytest.mark.parametrize("name", ZONES)
def test_a_day_is_what_lies_between_its_opening_and_its_closing(name: str) -> None:
    """The one function that says which day it is agrees with the one that says when a day starts."""
    zone = ZoneInfo(name)
    for at in [at for night in around(zone) for at in night]:
        day = local_day(at, zone)
        assert day_opens(day, zone) <= at < day_closes(day, zone)


def test_what_is_reported_after_midnight_belongs_to_the_evening_before() -> None:
    """Until 03:00, also in the night of a change."""
    zone = ZoneInfo(LONDON)
    for hour, day in ((2, 28), (3, 29)):
        assert local_day(datetime(2026, 3, 29, hour, tzinfo=zone), zone).day == day
    assert local_day(datetime(2026, 3, 30, 2, 59, tzinfo=zone), zone).day == 29


def test_an_instant_of_a_wall_clock_time() -> None:
    """Skipped times move on by what is skipped; before 03:00 it is the next date's."""
    zone = ZoneInfo(LONDON)
    assert instant(date(2026, 3, 29), time(1, 30), zone) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), time(1, 30), zone) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), time(1, 30, fold=1), zone) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant_in_day(date(2026, 1, 5), time(3), zone) == datetime(2026, 1, 5, 3, tzinfo=UTC)
    assert instant_in_day(date(2026, 1, 5), time(2, 59), zone) == datetime(2026, 1, 6, 2, 59, tzinfo=UTC)
