"""Long programmes to try the rules on: half a year and more, week by week, as somebody could have lived them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

Trace = dict[str, Any]
T = TypeVar("T")

FIRST = date(2026, 2, 16)  # every clock that changes does so within the following weeks
ZONES = (
    "Europe/London", "Europe/Helsinki", "America/New_York", "America/Santiago", "Pacific/Auckland", "Pacific/Honolulu",
    "Pacific/Kiritimati", "Pacific/Chatham", "Australia/Lord_Howe", "Asia/Kolkata", "UTC",
)  # fmt: skip
# Outcomes of a week's sessions, and pain during and 24 hours after. None is a week in which nothing is heard.
Lived = tuple[tuple[str, ...], tuple[int, ...]] | None
WEEKS: dict[str, Lived] = {
    "good": (("done", "done", "done"), (1, 2, 2, 3)),
    "middling": (("done", "part", "missed"), (2, 3, 4)),
    "acceptable": (("done", "done", "part"), (4, 5)),
    "little": (("done", "missed", "missed", "skipped_other"), (2, 4)),
    "bad": (("done", "done", "skipped_pain"), (3, 5, 6, 8)),
    "silent": None,
}
MOODS = ("good", "good", *WEEKS)


@dataclass
class Programme:
    """A trace while it is being made."""

    draw: st.DrawFn
    travels: bool
    zone: ZoneInfo
    day: date = FIRST
    events: dict[tuple[datetime, str], Trace] = field(default_factory=dict)

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """An hour of a day from now on, by the clock of the place."""
        wall = datetime.combine(self.day + timedelta(days=day), time(hour, minute), tzinfo=self.zone)
        return wall.astimezone(UTC)

    def happens(self, at: datetime, kind: str, **details: object) -> None:
        """Only one of a kind in a minute, and nothing before what has been told."""
        self.events.setdefault((at, kind), {"kind": kind, **details})

    def weeks(self) -> None:
        """One or some weeks of one mood."""
        lived = WEEKS[self.pick(MOODS)]
        for _ in range(self.pick((1, 1, 2, 4, 6))):
            self.week(lived)

    def week(self, lived: Lived) -> None:
        """Seven days."""
        for number, outcome in enumerate(lived[0] if lived else ()):
            at = self.at(2 * number, self.pick((8, 18)), self.number(0, 59))
            self.session(at, outcome, lived[1] if lived else ())
        if lived and self.number(0, 2):
            average = self.number(0, 8)
            self.happens(self.at(self.number(0, 6), 9), "weekly", average_pain=average, worst_pain=average)
        self.day += timedelta(days=7)

    def session(self, at: datetime, outcome: str, pains: Sequence[int]) -> None:
        """One session and, if it loaded, mostly its answer."""
        if outcome not in {"done", "part"}:
            self.happens(at, "session", outcome=outcome)
            return
        self.happens(at, "session", outcome=outcome, pain_before=2, pain_during=self.pick(pains))
        if self.number(0, 7):
            self.happens(at + timedelta(hours=self.pick((24, 24, 24, 20, 30, 31))), "pain_24h", value=self.pick(pains))

    def pause(self) -> None:
        """Away for some days or weeks, perhaps for good."""
        self.happens(self.at(0, self.number(4, 23)), "pause")
        self.day += timedelta(days=self.pick((3, 10, 14, 15, 20, 35)))
        if self.number(0, 5):
            self.happens(self.at(0, self.number(4, 23)), "resume")
            self.day += timedelta(days=1)

    def flight(self) -> None:
        """To another zone; its clock and its dates hold from then on, and the next day begins there."""
        there = self.pick(ZONES)
        self.happens(self.at(0, self.number(4, 23), self.number(0, 59)), "timezone", timezone=there)
        self.zone = ZoneInfo(there)
        self.day += timedelta(days=2)

    def clinic(self) -> None:
        """What a clinician does, or makes necessary."""
        kind = self.pick(("restart", "set", "hold", "release", "stop", "red_flag", "outcome", "goal_met"))
        at = self.at(0, self.number(4, 23))
        match kind:
            case "red_flag":
                self.happens(at, kind, flags=["pop"])
            case "outcome":
                self.happens(at, kind, measure="visa_h", value=self.number(20, 80))
            case "goal_met":
                self.happens(at, kind)
            case "restart" | "set":
                self.happens(at, "clinician", command=kind, stage=self.number(1, 4), level=self.number(1, 4))
            case _:
                self.happens(at, "clinician", command=kind)
        self.day += timedelta(days=1)

    def trace(self, start: Trace, weeks: int, ends: int, *, eventful: bool) -> Trace:
        """The programme in the format of traces, with every time in UTC."""
        others = ["weeks"] * 6 + ["pause"] + ["flight"] * 2 * self.travels + ["clinic"] * eventful
        while self.day < FIRST + timedelta(weeks=weeks):
            {"weeks": self.weeks, "pause": self.pause, "flight": self.flight, "clinic": self.clinic}[
                self.pick(others)
            ]()
        told = [{"at": at.isoformat(), **event} for (at, _), event in sorted(self.events.items(), key=_in_time)]
        until = max([self.at(0, 12), *(at for at, _ in self.events)]) + timedelta(hours=ends)
        return {
            "format": "sitbone-trace/1", "timezone": start.pop("zone"), "start": start, "events": told,
            "until": until.isoformat(),
        }  # fmt: skip


def _in_time(item: tuple[tuple[datetime, str], Trace]) -> tuple[datetime, str]:
    return item[0]


@st.composite
def programmes(draw: st.DrawFn, *, travels: bool = False, eventful: bool = True) -> Trace:
    """Programmes of up to nine months that may have begun half a year before; `travels` with changes of zone.

    `eventful` also with what a clinician does: red flags, restarts, orders, the goal met.
    """
    zone = draw(st.sampled_from(ZONES))
    made = Programme(draw, travels, ZoneInfo(zone))
    begun = draw(st.sampled_from([0, 0, 1, 6, 7, 50, 84, 120, 182]))
    level = min(begun, draw(st.sampled_from([0, 7, 21, 28, 42])))
    start: Trace = {
        "zone": zone, "at": made.at(0, draw(st.sampled_from([4, 8, 9, 10, 20]))).isoformat(),
        "stage": draw(st.integers(1, 4)), "level": draw(st.integers(1, 4)),
        "programme_since": (FIRST - timedelta(days=begun)).isoformat(),
        "stage_since": (FIRST - timedelta(days=level)).isoformat(),
        "level_since": (FIRST - timedelta(days=level)).isoformat(),
    }  # fmt: skip
    for name, values in (("baseline_pain", (2, 4, 6)), ("programme_start_pain", (3, 5, 8))):
        if draw(st.booleans()):
            start[name] = draw(st.sampled_from(values))
    made.day += timedelta(days=1)
    return made.trace(start, draw(st.integers(2, 38)), draw(st.integers(0, 400)), eventful=eventful)
