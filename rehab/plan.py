"""The state of one plan: where it stands and what the rules must remember of how it got there.

Everything here is frozen; `engine.apply` and `course` make the next plan from the last. Dates are local days of the
plan's zone (see `days`), instants aware UTC datetimes.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from rehab.days import DAY, local_day
from rehab.protocol import Care

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Position(NamedTuple):
    """A rung of the ladder: stage and level, both counted from 1."""

    stage: int
    level: int


class Status(StrEnum):
    """What a plan is doing, as patients, clinicians and traces see it."""

    ACTIVE = "active"
    FLARE = "flare"
    PAUSED = "paused"
    STOPPED = "stopped"
    MAINTENANCE = "maintenance"
    DISCHARGED = "discharged"


@dataclass(frozen=True, slots=True)
class Cut:
    """One step down: when, because of which training day (None where no single day caused it), and by which rule."""

    at: datetime
    day: date | None
    rule: str
    whole: bool  # a regress, or what stands for it in a stage that has none: nothing lowers the same day further


@dataclass(frozen=True, slots=True)
class Move:
    """A position and the instant from which it held."""

    at: datetime
    position: Position


@dataclass(frozen=True, slots=True)
class Paused:
    """One pause that is over."""

    since: datetime
    until: datetime


class TimeOff(NamedTuple):
    """One pause, and its local days: from that on which it began up to, but without, that on which it ended."""

    since: datetime
    until: datetime
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Flare:
    """One flare; `until` is None while it settles. `baseline` is that of the day which caused it, points 0-10."""

    since: datetime
    until: datetime | None = None
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class RunStanding:
    """Where somebody stands on the ladder of runs: the step, counted from 1, and the clean runs in a row on it."""

    step: int
    clean: int = 0


@dataclass(frozen=True, slots=True)
class Treated:
    """An injection or surgery, at the instant at which it was reported."""

    at: datetime
    what: Care


@dataclass(frozen=True, slots=True)
class ZoneFrom:
    """An IANA zone and the instant from which it held."""

    at: datetime
    zone: str


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone with an IANA name."""
    return ZoneInfo(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One patient's plan. Pain is in points 0-10; what is unknown is None, never a guess."""

    zones: tuple[ZoneFrom, ...]
    position: Position
    programme_since: date
    stage_since: date
    level_since: date
    evidence_from: datetime  # evidence before this instant is not used: the start, or the clinician's last restart
    evaluated_until: datetime  # everything that fell due up to here has been dealt with
    moves: tuple[Move, ...]
    last_gain: date  # of a level: the last progress or restart
    baseline_pain: int | None
    programme_start_pain: int | None
    sport_goal: bool
    approved: bool  # by the clinician: the stage that needs an approval may be entered
    held: bool = False
    signs: tuple[str, ...] = ()  # routine signs for which it is held, until a clinician releases it
    exit_test_passed: bool | None = None  # the latest since the stage was entered
    reduced_dose: bool = False  # at level 1 a cut lowers the dose instead of the level
    maintenance_from: Position | None = None  # set while in maintenance: no level above this one
    maintenance_since: datetime | None = None
    run: RunStanding | None = None  # known in the stage that has a ladder of runs
    paused_since: datetime | None = None
    pauses: tuple[Paused, ...] = ()
    awaits_restart: bool = False  # paused after an injection or surgery: only a clinician starts it again
    treatments: tuple[Treated, ...] = ()
    stopped: bool = False
    discharged: bool = False
    flares: tuple[Flare, ...] = ()
    cuts: tuple[Cut, ...] = ()
    reviewed: tuple[tuple[str, date], ...] = ()  # the kinds of alert of weekly reviews, each with its latest local day
    last_review: date | None = None  # the local day whose weekly review was the latest
    gap_counted_from: date | None = None  # the last loading day of a gap that has been evaluated

    @property
    def status(self) -> Status:
        """What shows outside; what stands first here covers what stands below."""
        if self.stopped:
            return Status.STOPPED
        if self.discharged:
            return Status.DISCHARGED
        if self.paused_since is not None:
            return Status.PAUSED
        if self.flare_since is not None:
            return Status.FLARE
        return Status.MAINTENANCE if self.maintenance_from is not None else Status.ACTIVE

    @property
    def flare_since(self) -> datetime | None:
        """When the flare began that is settling now, if one is."""
        return self.flares[-1].since if self.flares and self.flares[-1].until is None else None

    @property
    def maintained(self) -> bool:
        """Whether its sessions are those of maintenance: until a step down leads back into the ladder."""
        return self.flare_since is None and self.position == self.maintenance_from

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the patient lives now."""
        return zone_of(self.zones[-1].zone)

    def today(self, at: datetime) -> date:
        """The local day of an instant, in the zone that held then."""
        for held in reversed(self.zones):
            if held.at < at:
                break
        return local_day(at, zone_of(held.zone))

    def position_at(self, at: datetime) -> Position:
        """The position with which an instant began; a move of that very instant comes after it."""
        for move in reversed(self.moves):
            if move.at < at:
                break
        return move.position

    def in_flare_at(self, at: datetime) -> bool:
        """Whether an instant lay in a flare."""
        return any(flare.since < at and (flare.until is None or at <= flare.until) for flare in self.flares)

    def paused_at(self, at: datetime) -> bool:
        """Whether the plan was paused at an instant, or on its local day as far as that day belongs to a pause."""
        day = self.today(at)
        return any(off.since < at < off.until or off.begins <= day < off.ends for off in self.time_off())

    def time_off(self) -> list[TimeOff]:
        """Every pause; for one that goes on, the day on which it began."""
        off = [TimeOff(p.since, p.until, self.today(p.since), self.today(p.until)) for p in self.pauses]
        if self.paused_since is not None:
            begins = self.today(self.paused_since)
            off.append(TimeOff(self.paused_since, END_OF_TIME, begins, begins + DAY))
        return off

    def times(self, what: Care) -> int:
        """How many injections, or how many operations, have been reported."""
        return sum(one.what is what for one in self.treatments)

    def cuts_for(self, day: date) -> tuple[Cut, ...]:
        """The steps down that one training day has caused."""
        return tuple(cut for cut in self.cuts if cut.day == day)


PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)


def begin(
    *,
    zone: str,
    at: datetime,
    position: Position,
    baseline_pain: int | None,
    programme_start_pain: int | None = None,
    sport_goal: bool = False,
    approved: bool = False,
) -> Plan:
    """A new plan that starts at an instant (aware UTC), with all its dates on that local day."""
    today = local_day(at, zone_of(zone))
    return Plan(
        zones=(ZoneFrom(at, zone),),
        position=position,
        programme_since=today,
        stage_since=today,
        level_since=today,
        last_gain=today,
        evidence_from=at,
        evaluated_until=at,
        moves=(Move(at, position),),
        baseline_pain=baseline_pain,
        programme_start_pain=programme_start_pain,
        sport_goal=sport_goal,
        approved=approved,
    )
