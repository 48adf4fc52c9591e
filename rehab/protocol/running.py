"""The ladder of runs as data: its steps, how often each is done, and how far each level of its stage lets one climb."""

from typing import Annotated

from pydantic import Field

from rehab.protocol.base import Count, Dose, Evidence, Id, Rating, Whole


class RunStep(Evidence):
    """One step: the lowest `level` of the stage at which it may be run, and its dose.

    `note` names what else there is to say of it; its words stand beside the file. With `pain_max` a run of this step
    is clean only up to that much pain during it (points 0-10), where the colours alone would let more pass.
    """

    level: Count
    dose: Dose
    note: Id | None = None
    pain_max: Rating | None = None


class Running(Evidence):
    """A ladder of runs inside one stage, from the lowest step up.

    So many `clean_runs` in a row lead one step on; between two runs lie at least so many `rest_days`.
    """

    stage: Count
    clean_runs: Count
    rest_days: Whole
    steps: Annotated[tuple[RunStep, ...], Field(min_length=1)]

    def step(self, number: int) -> RunStep:
        """The step with a number counted from 1."""
        return self.steps[number - 1]

    def first(self, level: int) -> int:
        """The number of the first step that belongs to a level: where somebody starts whom a clinician puts there."""
        return next(n for n, step in enumerate(self.steps, 1) if step.level >= level)

    def last(self, level: int) -> int:
        """The number of the highest step that a level allows."""
        return sum(step.level <= level for step in self.steps)

    def is_run(self, dose: Dose) -> bool:
        """Whether a dose of a session stands for the run."""
        return any(dose.id == step.dose.id for step in self.steps)
