"""The only place, with `bot/`, that reads a clock.

Clinical time is what patients and clinicians live by. It is real time, unless a demonstration or a test makes it run
faster or jump; leases, waits and limits always use real time.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime


class RealClock:
    """Time as it is."""

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an accelerated clock stands: at a real instant it showed a clinical one, and it runs at a speed."""

    real_at: datetime
    clinical_at: datetime
    speed: float

    def at(self, real_now: datetime) -> datetime:
        """What the clock shows at a real instant."""
        return self.clinical_at + (real_now - self.real_at) * self.speed


class AdjustableClock:
    """Clinical time that can run faster and jump ahead, never back."""

    def __init__(self, anchor: Anchor, real: RealClock) -> None:
        self._anchor = anchor
        self._real = real

    @property
    def anchor(self) -> Anchor:
        """Where it stands, to be kept for the next start."""
        return self._anchor

    def now(self) -> datetime:
        """The present clinical instant, aware UTC."""
        return self._anchor.at(self._real.now())

    def run_at(self, speed: float) -> None:
        """From now on run at another speed."""
        self._anchor = Anchor(self._real.now(), self.now(), speed)

    def jump_to(self, at: datetime) -> None:
        """Jump ahead; an instant that has passed changes nothing."""
        if at > self.now():
            self._anchor = Anchor(self._real.now(), at, self._anchor.speed)


def monotonic() -> float:
    """Seconds that only ever grow, for waits and limits."""
    return time.monotonic()
