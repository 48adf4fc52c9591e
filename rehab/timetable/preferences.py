"""When a patient wants to hear from the bot. Times are wall-clock times in the patient's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from rehab.days import MINUTE, instant


@dataclass(frozen=True, slots=True)
class Preferences:
    """Session times, quiet hours and how much is sent; the defaults are those of reference 7.2."""

    blocks: tuple[time, ...] = (time(8, 30), time(13), time(18, 30))
    loading: time = time(18)
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    fewer: bool = False

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether an instant lies in quiet hours, whose first moment is quiet and whose last is not."""
        wall = at.astimezone(zone).time()
        if self.quiet_from == self.quiet_to:
            return False
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= wall < self.quiet_to
        return wall >= self.quiet_from or wall < self.quiet_to

    def next_waking(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The instant itself if it is not quiet, else the next end of quiet hours (aware UTC)."""
        if not self.is_quiet(at, zone):
            return at
        return min(end for end in self._around(self.quiet_to, at, zone) if end > at)

    def last_waking(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The instant itself if it is not quiet, else one minute before the quiet hours that it lies in (aware UTC)."""
        if not self.is_quiet(at, zone):
            return at
        begins = max(begin for begin in self._around(self.quiet_from, at, zone) if begin <= at)
        return begins - MINUTE

    @staticmethod
    def _around(wall: time, at: datetime, zone: ZoneInfo) -> list[datetime]:
        day: date = at.astimezone(zone).date()
        return [instant(day + timedelta(days=shift), wall, zone) for shift in (-1, 0, 1, 2)]


PREFERENCES: TypeAdapter[Preferences] = TypeAdapter(Preferences)
