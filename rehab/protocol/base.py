"""What every part of a protocol is made of: frozen models that refuse unknown keys, how sure a fact is, and doses."""

from math import inf
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator

Rating = Annotated[int, Field(strict=True, ge=0, le=10)]
Tag = Annotated[str, Field(pattern=r"^(F00[0-4]|S|K|D)$")]
Count = Annotated[int, Field(strict=True, ge=1)]
Whole = Annotated[int, Field(strict=True, ge=0)]
Flag = Annotated[bool, Field(strict=True)]
# What texts and buttons are found by.
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


def _a_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -inf < value < inf:
        raise ValueError("should be a number")
    return value


Number = Annotated[int | float, PlainValidator(_a_number)]
Length = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Model(BaseModel):
    """Frozen, and loud about keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Model):
    """How sure a fact is: `tag` as the file's head explains, and where it is stated."""

    tag: Tag
    source: Annotated[str, Field(min_length=1)]


class Dose(Model):
    """How much of one exercise: sets of exactly one of repetitions, a hold, a drill in seconds, or minutes.

    A run may say more: `walk` minutes before each set's `minutes` of running, its length (the same in miles and in
    kilometres), and `rpe`, the effort on a scale of 1 to 10.
    """

    id: Id
    sets: Count
    reps: Count | None = None
    hold: Count | None = None
    seconds: Count | None = None
    minutes: Count | None = None
    effort: Annotated[int, Field(strict=True, ge=10, le=100)] | None = None
    reserve: tuple[Whole, Whole] | None = None
    up: Count | None = None
    down: Count | None = None
    rest: Whole
    walk: Count | None = None
    miles: Length | None = None
    km: Length | None = None
    rpe: Annotated[int, Field(strict=True, ge=1, le=10)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [k for k in ("reps", "hold", "seconds", "minutes") if getattr(self, k) is not None]
        if len(given) != 1:
            raise ValueError("needs exactly one of reps, hold, seconds, minutes")
        return self

    @model_validator(mode="after")
    def _a_run(self) -> Self:
        if (self.miles is None) != (self.km is None):
            raise ValueError("a length is given in miles and in km")
        if self.minutes is None and (self.walk or self.km):
            raise ValueError("walk, miles and km belong to minutes of running")
        return self
