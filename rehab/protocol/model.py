"""What a protocol file may say, and what it must.

Units stand in the field names or docstrings: points are on the 0-10 numeric rating scale, times in seconds unless the
name says hours or days. Every model is frozen and refuses unknown keys.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rehab.protocol.base import Count, Dose, Evidence, Flag, Model, Number, Rating, Whole
from rehab.protocol.running import Running
from rehab.protocol.signs import Care, Mention, RedFlag, Sign, Tier, Timing

# The hours that a protocol may allow a 24-hour answer to take: the engine does not look back any further.
LONGEST_WINDOW = 48

# What the engine will look up: a file that lacks one of them could not explain its decisions.
ENGINE_RULES = (
    "stopped",
    "in_flare",
    "gap",
    "severe_pain",
    "flare_at_24h",
    "second_red",
    "red_day",
    "week_drift",
    "weekly_review",
    "ready",
    "already_lowered",
    "no_answer",
    "amber_day",
    "held",
    "not_yet",
)


class Threshold(Evidence):
    """A number that a clinic may move inside `allowed` (both ends included)."""

    value: Number
    allowed: tuple[Number, Number]
    unit: str
    meaning: str

    @model_validator(mode="after")
    def _inside(self) -> Self:
        low, high = self.allowed
        if not low <= self.value <= high:
            raise ValueError(f"value must be {low} to {high}, not {self.value}")
        return self


class Thresholds(Model):
    """All numbers that the engine compares with; what each means stands in the file."""

    pain_ceiling: Threshold
    pain_progress_max: Threshold
    rise_red: Threshold
    rise_red_from: Threshold
    severe: Threshold
    flare_from: Threshold
    flare_rise: Threshold
    flare_settled_max: Threshold
    flare_min_hours: Threshold
    flare_review_days: Threshold
    flare_again_days: Threshold
    week_drift: Threshold
    drift_ratings: Threshold
    drift_rest_days: Threshold
    second_red_within: Threshold
    window_from_hours: Threshold
    window_to_hours: Threshold
    adherence_progress: Threshold
    gap_days: Threshold
    dose_cut: Threshold
    stall_weeks: Threshold
    fail_weeks: Threshold
    plateau_weeks: Threshold
    early_weeks: Threshold
    adherence_stall: Threshold
    adherence_low: Threshold
    response_points: Threshold
    response_percent: Threshold
    response_visa_h: Threshold
    worsening: Threshold
    silent_days: Threshold
    repeat_days: Threshold
    pause_days: Threshold
    check_in_days: Threshold
    auto_pause_days: Threshold
    stiffness_longer: Threshold
    stiffness_usual_days: Threshold
    stiffness_flag_min: Threshold

    def value(self, name: str) -> float | int:
        """The number in force under a threshold's name."""
        threshold: Threshold = getattr(self, name)
        return threshold.value


class RuleNote(Evidence):
    """What the reviewed document says of one rule of the engine."""

    id: str
    verdict: Literal["progress", "hold", "reduce", "regress"]
    row: str
    summary: str
    uses: tuple[str, ...]


class Level(Model):
    """One rung: what is done in a session, and for a daily stage how many blocks a day."""

    exercises: Annotated[tuple[Dose, ...], Field(min_length=1)]
    blocks_per_day: Annotated[int, Field(strict=True, ge=1, le=5)] = 1


class Stage(Evidence):
    """One stage: how it is scheduled, when it may be left, and its levels from the lowest to the top."""

    name: str
    regresses: Flag
    green_days: Count
    min_days: Whole
    min_days_at_level: Whole
    gap_hours: Whole
    sessions_per_week: Whole
    relief_between: Flag
    exit_test: str
    start_check: str
    needs_sport_goal: Flag
    needs_approval: Flag
    avoid: tuple[str, ...]
    levels: Annotated[tuple[Level, ...], Field(min_length=4)]

    @property
    def daily(self) -> bool:
        """Whether sessions come every day, in blocks, rather than some days a week."""
        return self.sessions_per_week == 0


class Maintenance(Evidence):
    """What keeps the tendon strong for good, once the goal is met."""

    sessions_per_week: Count
    gap_hours: Count
    pain_max: Rating
    exercises: Annotated[tuple[Dose, ...], Field(min_length=1)]


class FlareDose(Model):
    """Which position's exercises are offered while a flare settles."""

    stage: Count
    level: Count


class Exercise(Model):
    """How an exercise is counted: `each_side` doubles a set, one side after the other."""

    each_side: Flag


class Lesson(Evidence):
    """One thing that is good to know; its words stand in the catalogue. `in_flare`: it helps while a flare settles."""

    in_flare: Flag = False


class Protocol(Model):
    """A whole protocol, as loaded and cross-checked."""

    format: Literal["sitbone-protocol/1"]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    name: str
    load_test: str | None = None  # the test offered each morning; its words stand in the catalogue
    thresholds: Thresholds
    rules: tuple[RuleNote, ...]
    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]
    maintenance: Maintenance
    flare: FlareDose
    running: Running | None = None
    exercises: dict[str, Exercise]
    tiers: dict[Tier, Timing]
    red_flags: Annotated[dict[str, RedFlag], Field(min_length=1)]
    routine_signs: dict[str, Sign]
    treatments: dict[Care, Mention] = Field(default_factory=dict)
    mentions: dict[str, Mention] = Field(default_factory=dict)  # of what a stage leaves out: each has a lesson
    education: dict[str, Lesson] = Field(default_factory=dict)

    def stage(self, number: int) -> Stage:
        """The stage with a number counted from 1."""
        return self.stages[number - 1]

    def top_level(self, stage: int) -> int:
        """The number of a stage's highest level."""
        return len(self.stages[stage - 1].levels)

    def level(self, stage: int, level: int) -> Level:
        """What is done at a position."""
        return self.stages[stage - 1].levels[level - 1]

    def rule(self, rule_id: str) -> RuleNote:
        """The reviewed note on a rule."""
        return next(note for note in self.rules if note.id == rule_id)

    def tier(self, sign: str) -> Tier:
        """How fast a sign must be seen."""
        return self.red_flags[sign].tier if sign in self.red_flags else Tier.D

    @property
    def last_stage(self) -> int:
        """The number of the highest stage."""
        return len(self.stages)
