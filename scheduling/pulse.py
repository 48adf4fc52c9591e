"""Whether something that is done again and again still is: when it last came to a good end, and how long it took."""

from collections.abc import Awaitable, Callable

from scheduling.clock import monotonic


class Pulse:
    """Felt by the auditor, by /readyz and by the metrics; it lives as long as the process that it tells of."""

    def __init__(self, now: Callable[[], float] = monotonic, observe: Callable[[float], None] = lambda _: None) -> None:
        """`observe` is told how many seconds each round took."""
        self._now, self._observe = now, observe
        self._last: float | None = None

    def of(self, call: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """The same call, felt: a round that fails or does not end is not a beat."""

        async def felt() -> None:
            began = self._now()
            await call()
            self._last = self._now()
            self._observe(self._last - began)

        return felt

    def alive(self, within: float) -> bool:
        """Whether it has beaten within so many seconds."""
        return self._last is not None and self._now() - self._last <= within
