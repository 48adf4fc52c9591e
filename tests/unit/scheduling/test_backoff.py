"""How long to wait before another attempt."""

from hypothesis import given
from hypothesis import strategies as st

from scheduling.backoff import LONGEST, SHORTEST, wait_before


@given(attempt=st.integers(-3, 10_000))
def test_a_wait_is_never_nothing_and_never_more_than_five_minutes(attempt: int) -> None:
    """After however many failures; a number that makes no sense is like the first."""
    assert SHORTEST <= wait_before(attempt) <= LONGEST == 300


def test_waits_grow_with_the_number_of_failures() -> None:
    """On the whole: the first ones are short, because most troubles are, and the later ones leave Telegram alone."""

    def usual(attempt: int) -> float:
        return sorted(wait_before(attempt) for _ in range(201))[100]

    assert usual(1) <= 2
    assert usual(1) < usual(4) < usual(7) < usual(10)
    assert max(wait_before(3) for _ in range(200)) <= 8


def test_two_who_failed_together_do_not_come_back_together() -> None:
    """A part of it is chance, so that a thousand messages do not all knock in the same second."""
    assert len({wait_before(8) for _ in range(50)}) > 25
