"""How soon the next update of one sender is dealt with: a few at once, then so many a second, however many they send.

Who floods the bot waits, and is told so once; nobody else does. Nothing is lost: what waits is in the inbox. Each
process counts for itself and may forget it at any time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

AT_ONCE = 30  # more than anybody presses in a hurry, and more than an outage piles up of one person
EVERY = timedelta(seconds=0.25)  # of what one process manages, a small part
MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class _Sender:
    """Up to when a sender has had their share, and whether they were told that they have."""

    used_until: datetime
    told: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """When an update may be dealt with; None is now. `first` of a flood is who has not been told of it yet."""

    at: datetime | None = None
    first: bool = False


class Turns:
    """Of one process. Whatever a sender sends has its turn after what they sent before."""

    def __init__(self, now: Callable[[], datetime], at_once: int = AT_ONCE, every: timedelta = EVERY) -> None:
        self._now, self._lead, self._every = now, (at_once - 1) * every, every
        self._senders: dict[str, _Sender] = {}

    def turn(self, sender: str) -> Turn:
        """When the next update of a sender may be dealt with; if that is now, it counts."""
        now = self._now()
        known = self._known(sender, now)
        if (begins := known.used_until - self._lead) > now:
            first, known.told = not known.told, True
            return Turn(begins, first)
        known.used_until = max(known.used_until, now) + self._every
        return Turn()

    def _known(self, sender: str, now: datetime) -> _Sender:
        """What is known of a sender; whoever has been quiet is as good as new."""
        if len(self._senders) >= MOST_REMEMBERED:
            self._senders = {name: one for name, one in self._senders.items() if one.used_until > now}
        known = self._senders.get(sender)
        if known is None or known.used_until <= now:
            known = self._senders[sender] = _Sender(now)
        return known
