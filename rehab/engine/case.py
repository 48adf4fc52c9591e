"""What a rule is shown, and what it may answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import islice

from rehab.evidence import Colour, Evidence, TrainingDay, colour
from rehab.plan import Cut, Plan
from rehab.protocol import Protocol, Stage, Thresholds

Value = int | float | str | bool | None


class Verdict(StrEnum):
    """What an evaluation does to the position, from best to worst."""

    PROGRESS = "progress"
    HOLD = "hold"
    REDUCE = "reduce"
    REGRESS = "regress"


class OccasionKind(StrEnum):
    """Why an evaluation takes place."""

    ANSWER = "answer"  # a 24-hour answer came
    WINDOW = "window"  # its window closed without one
    CEILING = "ceiling"  # pain during was above the ceiling
    GAP = "gap"  # too many days without loading
    REVIEW = "review"  # the weekly look at the whole programme


@dataclass(frozen=True, slots=True)
class Occasion:
    """One evaluation: why, and the training day it is about, if it is about one."""

    kind: OccasionKind
    day: TrainingDay | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a verdict and the numbers it rests on. `flare` also starts a flare."""

    verdict: Verdict
    rule: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    flare: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One evaluation with all that the rules may look at; `now` is its instant, aware UTC."""

    plan: Plan
    evidence: Evidence
    occasion: Occasion
    protocol: Protocol
    now: datetime

    @property
    def limits(self) -> Thresholds:
        """The protocol's thresholds."""
        return self.protocol.thresholds

    @property
    def stage(self) -> Stage:
        """The stage that the plan is in."""
        return self.protocol.stage(self.plan.position.stage)

    @property
    def at_top(self) -> bool:
        """Whether the plan stands on its stage's highest level."""
        return self.plan.position.level == self.protocol.top_level(self.plan.position.stage)

    @property
    def today(self) -> date:
        """The local day of the evaluation."""
        return self.plan.today(self.now)

    @property
    def dated(self) -> datetime:
        """The instant under which the evaluation is told: a review, which waits for its minute's end, under 09:00."""
        return self.now.replace(second=0, microsecond=0) if self.occasion.kind is OccasionKind.REVIEW else self.now

    @property
    def day(self) -> TrainingDay | None:
        """The training day that the evaluation is about."""
        return self.occasion.day

    @property
    def colour(self) -> Colour | None:
        """The colour of that day."""
        return colour(self.day, self.limits) if self.day else None

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The steps down that the day has already caused."""
        return self.plan.cuts_for(self.day.day) if self.day else ()

    @property
    def lowered_wholly(self) -> bool:
        """Whether the day has already caused all that a single day can."""
        return any(cut.whole for cut in self.cuts)

    def settled_days(self, count: int) -> list[TrainingDay]:
        """The latest so many training days that are known to the end, newest first.

        Those whose answer came or whose window has closed; and one that is RED by its pain during, because no answer
        can make it better: a day that has just lowered the plan must not be passed over on the way up.
        """
        return list(islice(filter(self._is_settled, reversed(self.evidence.days)), count))

    def _is_settled(self, day: TrainingDay) -> bool:
        ended = bool(day.answer) or day.closes_at(self.limits) <= self.now
        return ended or colour(day, self.limits) is Colour.RED
