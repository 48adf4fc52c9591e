"""Facts: what happened to one plan, as stored and as written in a trace.

`at` is an aware UTC datetime. Ratings are points 0-10. The shapes are those of `sitbone-trace/1`; kinds and optional
keys may be added, never changed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter

from rehab.protocol import Care

Rating = Annotated[int, Field(strict=True, ge=0, le=10)]
Number = Annotated[int, Field(strict=True, ge=1)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=24 * 60)]
Strict: ConfigDict = ConfigDict(extra="forbid")


class Outcome(StrEnum):
    """What became of one prescribed session."""

    DONE = "done"
    PART = "part"
    SKIPPED_PAIN = "skipped_pain"
    SKIPPED_OTHER = "skipped_other"
    MISSED = "missed"


PERFORMED = frozenset({Outcome.DONE, Outcome.PART})


class Command(StrEnum):
    """What a clinician can order."""

    RESTART = "restart"
    SET = "set"
    HOLD = "hold"
    RELEASE = "release"
    APPROVE_STAGE_4 = "approve_stage_4"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One prescribed session and, if it was done, the pain just before it and the worst pain during it."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["session"] = "session"
    outcome: Outcome
    pain_before: Rating | None = None
    pain_during: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain24h:
    """The answer to the 24-hour question, or a daily rating; `stiffness` is the morning's, in minutes until eased."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["pain_24h"] = "pain_24h"
    value: Rating
    stiffness: Minutes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTest:
    """The self-test at the top of a stage."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["exit_test"] = "exit_test"
    passed: Annotated[bool, Field(strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadTest:
    """Pain in the daily load test; informative, it never substitutes for the exit test."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["load_test"] = "load_test"
    value: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """The week's average and worst pain."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["weekly"] = "weekly"
    average_pain: Rating
    worst_pain: Rating | None = None


class By(StrEnum):
    """Who gave the total of an outcome measure."""

    PATIENT = "patient"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The total of an outcome measure, by its id, and who gave it."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["outcome"] = "outcome"
    measure: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    value: Annotated[float, Field(strict=True, allow_inf_nan=False)]
    by: By = By.PATIENT


class Obstacle(StrEnum):
    """What keeps somebody from their exercises, in their own choice of four."""

    TIME = "time"
    PAIN = "pain"
    FORGOT = "forgot"
    NOT_SURE_HOW = "not_sure_how"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """What a patient said keeps them from it, when asked after some silent days."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["barrier"] = "barrier"
    value: Obstacle


NOTHING = "nothing"  # was different before a flare


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What a patient said was different before a flare (reference 3.2): one of the protocol's triggers, or nothing."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["trigger"] = "trigger"
    value: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagScreen:
    """Signs that were ticked in a red-flag screen; none ticked is a clean screen.

    `asked` names the signs where it was not all of them that were asked about.
    """

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["red_flag"] = "red_flag"
    flags: tuple[str, ...]
    asked: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineSign:
    """Signs that are no emergency, but that a clinician should look at before the plan moves on."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["routine_sign"] = "routine_sign"
    signs: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """An injection or surgery that the patient reports."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["treatment"] = "treatment"
    what: Care


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicianCommand:
    """What the clinician ordered; `restart` and `set` name a position."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["clinician"] = "clinician"
    command: Command
    stage: Number | None = None
    level: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The patient pauses."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["pause"] = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """The patient is back."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalMet:
    """The patient's goal is met."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["goal_met"] = "goal_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    """The clinician ends the plan."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["discharge"] = "discharge"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChange:
    """From here on local days and times are those of another IANA zone."""

    __pydantic_config__: ClassVar[ConfigDict] = Strict
    at: AwareDatetime
    kind: Literal["timezone"] = "timezone"
    timezone: str


AnyEvent = (
    Session
    | Pain24h
    | ExitTest
    | LoadTest
    | Weekly
    | Measure
    | Barrier
    | Trigger
    | RedFlagScreen
    | RoutineSign
    | Treatment
    | ClinicianCommand
    | Pause
    | Resume
    | GoalMet
    | Discharge
    | ZoneChange
)
Event = Annotated[AnyEvent, Field(discriminator="kind")]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(Event)

# Events of the same instant are taken in this order whatever the order of the file: orders first, an answer before the
# next session (it is asked first), a red flag last, so that nothing of the same minute undoes it.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            "timezone",
            "clinician",
            "resume",
            "pain_24h",
            "exit_test",
            "load_test",
            "weekly",
            "outcome",
            "barrier",
            "trigger",
            "session",
            "pause",
            "goal_met",
            "discharge",
            "routine_sign",
            "treatment",
            "red_flag",
        )
    )
}
KINDS = frozenset(_RANK)


def in_order(events: list[AnyEvent]) -> list[AnyEvent]:
    """Events by time, exact duplicates dropped; the result does not depend on the order given."""
    keyed = {(e.at, _RANK[e.kind], EVENT.dump_json(e)): e for e in events}
    return [keyed[key] for key in sorted(keyed)]


def moved_to(event: AnyEvent, at: datetime) -> AnyEvent:
    """The same event at another instant."""
    return replace(event, at=at)


def from_patient(event: AnyEvent) -> bool:
    """Whether a fact says that the patient is there: all but what a clinician did, and sessions that were let pass."""
    if isinstance(event, Session):
        return event.outcome is not Outcome.MISSED
    if isinstance(event, Measure):
        return event.by is By.PATIENT
    return not isinstance(event, ClinicianCommand | Discharge | ZoneChange)
