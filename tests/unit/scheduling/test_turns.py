"""Everybody has their turn: a few updates at once, then so many a second, and one word about it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from scheduling import turns
from scheduling.turns import Turn, Turns

SECOND = timedelta(seconds=1)


@dataclass
class Time:
    """Real time, moved by hand."""

    at: datetime = datetime(2026, 1, 5, 7, tzinfo=UTC)

    def now(self) -> datetime:
        """The present instant."""
        return self.at


@pytest.fixture
def time() -> Time:
    """A Monday morning."""
    return Time()


@pytest.fixture
def given(time: Time) -> Turns:
    """Three at once, then one a second."""
    return Turns(time.now, at_once=3, every=SECOND)


def test_a_few_at_once_have_their_turn_at_once(given: Turns) -> None:
    """And what comes next has it when their share has grown again."""
    assert [given.turn("ann") for _ in range(3)] == [Turn()] * 3
    assert given.turn("ann").at is not None


def test_who_waits_is_told_once_and_has_their_turn_in_time(given: Turns, time: Time) -> None:
    """Asking again while it is not time changes nothing."""
    for _ in range(3):
        given.turn("ann")
    until = time.at + SECOND
    assert [given.turn("ann") for _ in range(3)] == [Turn(until, first=True), Turn(until), Turn(until)]
    time.at = until
    assert given.turn("ann") == Turn()
    assert given.turn("ann") == Turn(until + SECOND)


def test_others_do_not_wait(given: Turns) -> None:
    """However much one of them sends."""
    for _ in range(50):
        given.turn("ann")
    assert given.turn("bob") == Turn()


def test_who_has_been_quiet_has_everything_again(given: Turns, time: Time) -> None:
    """And is told again, if they flood again."""
    for _ in range(4):
        given.turn("ann")
    time.at += 3 * SECOND
    assert [given.turn("ann") for _ in range(3)] == [Turn()] * 3
    assert given.turn("ann").first


def test_the_quiet_are_forgotten(given: Turns, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no use to remember everybody who has ever written; those who have to wait still do."""
    monkeypatch.setattr(turns, "MOST_REMEMBERED", 10)
    for number in range(9):
        given.turn(str(number))
    time.at += 10 * SECOND
    for _ in range(3):
        given.turn("ann")
    given.turn("bob")
    assert set(given._senders) == {"ann", "bob"}
    assert given.turn("ann").at is not None
