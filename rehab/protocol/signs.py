"""Signs that somebody must look at: how fast, what may be behind them, and the words that point at them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from rehab.protocol.base import Count, Evidence, Model, Whole

STIFFNESS = "stiffness"  # the routine sign that a morning's minutes can be


class Tier(StrEnum):
    """How fast a sign must be seen, the fastest first; D is no red flag."""

    A = "A"  # an emergency, now
    AB = "A/B"  # the same day, as an emergency if very unwell
    B = "B"  # the same day
    C = "C"  # within days, at most two weeks
    D = "D"  # routine, one to two weeks


class Timing(Evidence):
    """Within how many local days somebody should have been seen; 0 is the same day."""

    days: Whole


class FollowUp(Model):
    """A sign that may show later: asked about on each of so many days."""

    sign: str
    days: Count


class Sign(Model):
    """Something that a clinician must look at: what may be behind it, and the words that point at it."""

    cause: str
    words: tuple[str, ...]
    source: str


class RedFlag(Sign):
    """A sign that is no business of a home programme. `days` is a timing of its own, where its tier's is too slow."""

    tier: Tier
    days: Whole | None = None
    follow_up: FollowUp | None = None

    @field_validator("tier")
    @classmethod
    def _red(cls, tier: Tier) -> Tier:
        if tier is Tier.D:
            raise ValueError("D is the tier of routine signs")
        return tier


class Care(StrEnum):
    """What was done to the tendon elsewhere: after it only a clinician knows where to start."""

    INJECTION = "injection"
    SURGERY = "surgery"


class Mention(Model):
    """The words by which a patient writes of something."""

    words: Annotated[tuple[str, ...], Field(min_length=1)]
    source: str
