"""The kinds of virtual patients, and what tells them apart.

The numbers are made up so that every path of the programme is walked often; they describe no real population.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    """How somebody takes part, and how the tendon answers."""

    RESPONDER = "responder"
    SLOW_RESPONDER = "slow responder"
    NON_RESPONDER = "non-responder"
    FLARE_PRONE = "flare-prone"
    OVER_EAGER = "over-eager"
    NON_ADHERENT = "non-adherent"
    DROP_OUT = "drop-out"
    RED_FLAG = "red flag"
    LATE_ANSWERER = "late answerer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """One kind in numbers; shares and chances are 0-1, pain is points 0-10, load is rungs of the ladder."""

    healing: float = 0.03  # share of the way to `floor` by which the usual pain falls each day
    floor: float | None = 0.4  # the usual pain in the long run; None: it stays what it was
    tolerance: float = 2.0  # the highest rung that the tendon bears at first
    gain: float = 0.15  # rungs by which a session that was done raises it
    flare: float = 0.002  # chance that a session upsets the tendon out of all proportion
    extra: float = 0.0  # rungs by which somebody does more than was prescribed
    does: float = 0.93  # chance that a session is done; of the others half are skipped, half missed in silence
    part: float = 0.04  # chance that one that is done is done in part
    answers: float = 0.96  # chance that a question is answered at all
    late: float = 0.03  # chance that an answer comes many hours after it was due
    quits: tuple[int, int] | None = None  # between these days somebody falls silent for good
    flag: tuple[int, int] | None = None  # between these days somebody ticks a red flag


TRAITS: Mapping[Kind, Traits] = {
    Kind.RESPONDER: Traits(),
    Kind.SLOW_RESPONDER: Traits(healing=0.012, floor=0.8, gain=0.06),
    Kind.NON_RESPONDER: Traits(healing=0.0, floor=None, gain=0.01),
    Kind.FLARE_PRONE: Traits(flare=0.03),
    Kind.OVER_EAGER: Traits(extra=4.0, does=1.0),
    Kind.NON_ADHERENT: Traits(does=0.55, answers=0.7),
    Kind.DROP_OUT: Traits(quits=(7, 90)),
    Kind.RED_FLAG: Traits(flag=(3, 120)),
    Kind.LATE_ANSWERER: Traits(late=0.5),
}
KINDS = tuple(Kind)


def kind_of(number: int) -> Kind:
    """The kind of a patient: they take turns, so that every kind is there in equal numbers."""
    return KINDS[number % len(KINDS)]


def stream(seed: int, number: int) -> Random:
    """A patient's own stream of chance: the same whoever else is simulated, in whatever order or process."""
    return Random(f"sitbone {seed} {number}")  # noqa: S311 - chance, not secrecy; text seeds are hashed the same everywhere
