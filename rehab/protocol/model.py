"""What a protocol file may say, and what it must.

Units stand in the field names or docstrings: points are on the 0-10 numeric rating scale, times in seconds unless the
name says hours or days. Every model is frozen and refuses unknown keys.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rehab.protocol.base import Count, Dose, Evidence, Flag, Id, Model, Number, Rating, Whole
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
    response_questionnaire: Threshold
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
    blocks_per_day: Annotated[int, Field(strict=True, ge=1, le=3)] = 1  # patients name two or three times


class Stage(Evidence):
    """One stage: how it is scheduled, when it may be left, and its levels from the lowest to the top.

    `irritable_start`: somebody whose pain lies above the ceiling from the start is not RED for staying there.
    """

    name: str
    regresses: Flag
    irritable_start: Flag = False
    green_days: Count
    min_days: Whole
    min_days_at_level: Whole
    gap_hours: Whole
    sessions_per_week: Whole
    relief_between: Flag
    exit_test: Id
    start_check: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,31})?$")]  # what a clinician confirms at the start
    needs_sport_goal: Flag
    needs_approval: Flag
    avoid: tuple[Id, ...]
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
    """Which position's exercises are offered while a flare settles, and what is asked to have brought it on."""

    stage: Count
    level: Count
    triggers: tuple[Id, ...] = ()


class Exercise(Model):
    """How an exercise is counted and shown: `each_side` doubles a set, one side after the other.

    `drawing`: whether the program has a drawing of it under its id; without one its words stand alone.
    """

    each_side: Flag
    drawing: Flag = True


class Lesson(Evidence):
    """One thing that is good to know; its words stand beside the file. `in_flare`: it helps while a flare settles."""

    in_flare: Flag = False


class Protocol(Model):
    """A whole protocol, as loaded and cross-checked. An `example` is for reading and trying, never for patients."""

    format: Literal["sitbone-protocol/1"]
    example: Flag = False
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    name: str
    load_test: Id | None = None  # the test offered each morning; its words stand beside the file
    questionnaire: Id  # the outcome measure of this condition, as facts name it
    totals: tuple[Id, ...]  # the questionnaires on paper whose totals clinicians enter
    asks_sitting: Flag = False  # each week, how long one can sit before it begins to hurt
    thresholds: Thresholds
    rules: tuple[RuleNote, ...]
    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]
    maintenance: Maintenance
    flare: FlareDose
    running: Running | None = None
    exercises: dict[Id, Exercise]
    tiers: dict[Tier, Timing]
    red_flags: Annotated[dict[Id, RedFlag], Field(min_length=1)]
    routine_signs: dict[Id, Sign]
    treatments: dict[Care, Mention] = Field(default_factory=dict)
    mentions: dict[Id, Mention] = Field(default_factory=dict)  # of what a stage leaves out: each has a lesson
    education: dict[Id, Lesson] = Field(default_factory=dict)

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

    @property
    def sport_stage(self) -> int | None:
        """The number of the first stage that only a sport goal asks for, if there is one."""
        return next((number for number, stage in enumerate(self.stages, 1) if stage.needs_sport_goal), None)

    @property
    def approval_stage(self) -> int | None:
        """The number of the stage that a clinician must approve before it is entered, if there is one."""
        return next((number for number, stage in enumerate(self.stages, 1) if stage.needs_approval), None)
