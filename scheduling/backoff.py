"""How long to wait before another attempt."""

from tenacity import RetryCallState, Retrying, wait_random_exponential

SHORTEST, LONGEST = 1.0, 300.0  # seconds
_WAIT = wait_random_exponential(multiplier=SHORTEST, max=LONGEST)


def wait_before(attempt: int) -> float:
    """Seconds before the attempt that follows a number of failed ones; grows with them, with a random part."""
    state = RetryCallState(retry_object=Retrying(), fn=None, args=(), kwargs={})
    state.attempt_number = max(attempt, 1)
    return max(SHORTEST, _WAIT(state))
