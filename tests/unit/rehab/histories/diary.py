"""A trace while it is being made: one person's sessions and ratings, day by day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.unit.rehab.histories.material import ANY_TIME, MOODS, ODD_TIMES, PLACES, STIFF, USUAL_TIMES
from tests.unit.rehab.histories.world import SHIPPED, World

Trace = dict[str, Any]
Draw = st.DrawFn
T = TypeVar("T")


class Diary:
    """A trace while it is being made."""

    def __init__(self, draw: Draw, world: World = SHIPPED) -> None:
        self.draw, self.world = draw, world
        zone, first = self.pick(PLACES)
        self.zone = ZoneInfo(zone)
        self.day = first
        self.usual = self.pick(USUAL_TIMES)
        self.tells_pain_before = self.pick((True, True, False))
        self.stiff: Sequence[int] | None = self.pick((None, None, *STIFF))
        self.events: dict[tuple[datetime, str], Trace] = {}
        self.start: Trace = {}

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def top(self, stage: int) -> int:
        return self.world.levels[stage - 1]

    def rarely(self, one_in: int) -> bool:
        return self.number(1, one_in) == one_in

    def instant(self, day: date, at: time, minutes: int = 0) -> datetime:
        """A moment of a local day, which starts at 03:00, and some elapsed minutes."""
        if at < time(3):
            day += timedelta(days=1)
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC) + timedelta(minutes=minutes)

    def happens(self, at: datetime, kind: str, **details: object) -> None:
        """Never two of a kind in one minute: the format does not say which of them comes first."""
        while (at, kind) in self.events:
            at += timedelta(minutes=1)
        self.events[at, kind] = {"kind": kind, **details}

    def begin(self) -> None:
        """Where the plan starts, often some way into a level or a stage."""
        at = self.instant(self.day, self.pick((time(7), time(7), time(3), time(2, 59))))
        stage = self.number(1, len(self.world.levels))
        level = self.pick((1, 1, *range(2, self.top(stage)), *(self.top(stage),) * 3))
        self.start = {"at": at, "stage": stage, "level": level}
        if not self.rarely(4):
            self.start["baseline_pain"] = self.pick((0, 1, 2, 2, 3, 4, 6, 7))
        if not self.rarely(3):
            in_stage = self.pick((0, 3, 7, 14, 21, 28, 40, 60))
            in_level = min(in_stage, self.number(0, 12))
            self.start["programme_since"] = (self.day - timedelta(days=in_stage)).isoformat()
            self.start["stage_since"] = (self.day - timedelta(days=in_stage)).isoformat()
            self.start["level_since"] = (self.day - timedelta(days=in_level)).isoformat()
        if self.pick((True, True, False)):
            self.start["sport_goal"] = self.pick((True, True, False))
        if self.pick((True, False)):
            self.start["clinician_approved_stage_4"] = self.pick((True, False))

    def session(self, at: datetime, mood: str, outcomes: Sequence[str]) -> bool:
        """One prescribed session; says whether it was one that loads."""
        before, during, _ = MOODS[mood]
        outcome = self.pick(outcomes)
        details: Trace = {"outcome": outcome}
        loads = outcome in {"done", "part"}
        if self.tells_pain_before and outcome != "missed" and not self.rarely(12):
            details["pain_before"] = self.pick(before)
        if loads and not self.rarely(30):
            details["pain_during"] = self.pick(during)
        self.happens(at, "session", **details)
        return loads

    def answer(self, first: datetime, mood: str, delays: Sequence[int]) -> None:
        """The answer to a training day, perhaps twice, perhaps never."""
        after = MOODS[mood][2]
        if delays is ANY_TIME and self.rarely(6):
            return
        self.rates(first + timedelta(minutes=self.pick(delays)), self.pick(after))
        if delays is ANY_TIME and self.rarely(8):
            self.rates(first + timedelta(minutes=self.pick(delays)), self.pick(after))

    def rates(self, at: datetime, value: int) -> None:
        """A 24-hour answer or daily rating, perhaps with the morning's stiffness."""
        if self.stiff is None or self.rarely(5):
            self.happens(at, "pain_24h", value=value)
        else:
            self.happens(at, "pain_24h", value=value, stiffness=self.pick(self.stiff))

    def training_day(self, mood: str, outcomes: Sequence[str], delays: Sequence[int], blocks: int) -> None:
        """A local day of one or several sessions and its answer."""
        odd = delays is ANY_TIME and self.rarely(5)
        start = self.instant(self.day, self.pick(ODD_TIMES) if odd else self.usual)
        times = [start + timedelta(minutes=150 * block) for block in range(blocks)]
        loading = [at for at in times if self.session(at, mood, outcomes)]
        if loading:
            self.answer(loading[0], mood, delays)

    def train(self, days: int, mood: str, outcomes: Sequence[str], delays: Sequence[int]) -> None:
        """A plausible rhythm: Stage 1 every day and several times, later stages every second or third day."""
        early = self.start["stage"] == 1 and not self.rarely(5)
        every = 1 if early else self.pick((2, 2, 2, 3, 1))
        blocks = self.pick((1, 2, 2, 3)) if early else 1
        if not self.rarely(3):
            self.happens(self.instant(self.day, time(7, 30)), "exit_test", passed=not self.rarely(5))
        for day in range(days):
            if day % every == 0:
                self.training_day(mood, outcomes, delays, blocks)
            self.day += timedelta(days=1)

    def daily_ratings(self, days: int) -> None:
        """What a flare asks for; mostly settling."""
        highest = self.pick((1, 2, 3, 3, 4))
        for _ in range(days):
            if not self.rarely(6):
                at = self.instant(self.day, self.pick((time(8), time(8), time(20), time(3), time(2, 50))))
                self.rates(at, self.number(max(0, highest - 2), highest))
            self.day += timedelta(days=1)

    def trace(self) -> Trace:
        """The story in the format of traces."""
        start = {**self.start, "at": self.written(self.start["at"])}
        events = [
            {"at": self.written(at), **event}
            for (at, _), event in sorted(self.events.items(), key=lambda item: item[0])
            if at >= self.start["at"]
        ]
        if events and self.rarely(6):
            events.append(self.pick(events))  # an exact duplicate
        if self.rarely(4):
            events.reverse()  # events come in any order
        trace: Trace = {"format": "sitbone-trace/1", "timezone": self.zone.key, "start": start, "events": events}
        if not self.rarely(4):
            last = max([self.start["at"], *(at for at, _ in self.events)])
            trace["until"] = self.written(last + timedelta(hours=self.pick((0, 20, 30, 48, 200, 400, 900))))
        elif events and self.rarely(4):
            trace["until"] = self.pick(events)["at"]
        return trace

    def written(self, at: datetime) -> str:
        """Wall-clock time; with its offset where that is needed, and now and then where it is not."""
        local = at.astimezone(self.zone)
        if local.fold or self.rarely(25):
            return local.isoformat(timespec="minutes")
        return local.replace(tzinfo=None).isoformat(timespec="minutes")
