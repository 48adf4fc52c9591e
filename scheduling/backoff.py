"""How long to wait before another attempt."""

from tenacity import RetryCallState, wait_random_exponential

SHORTEST, LONGEST = 1.0, 300.0  # seconds
_WAIT = wait_random_exponential(multiplier=SHORTEST, max=LONGEST)


def wait_before(attempt: int) -> float:
    """Seconds before the attempt that follows a number of failed ones; grows with them, with a random part."""
    state = RetryCallState(retry_object=None, fn=None, args=(), kwargs={})  # type: ignore[arg-type]
    state.attempt_number = max(attempt, 1)
    return max(SHORTEST, _WAIT(state))
