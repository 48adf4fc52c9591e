"""A small model of a tendon in pain. Pain is points 0-10, load is rungs of the ladder counted from 0.

Each day the usual pain falls by a share of the way to its floor, and what upset the tendon fades by 40 %. A session
hurts by the usual pain, the upset, and half a point for each rung above what the tendon tolerates; afterwards it leaves
0.7 points of upset for each such rung. Every session that is done raises the tolerance. By a small chance a session
upsets the tendon by 6 to 10 points whatever the load. A rating is the sum with noise (standard deviation half a point),
rounded and kept inside the scale.
"""

from dataclasses import dataclass, field
from random import Random
from statistics import fmean

from rehab.lab.simulate.people import Traits

FADES, HURTS, UPSETS, NOISE = 0.6, 0.5, 0.7, 0.5


@dataclass(slots=True)
class Body:
    """One patient's tendon as it is now."""

    traits: Traits
    chance: Random
    usual: float
    tolerance: float
    upset: float = 0.0
    felt: list[float] = field(default_factory=list)  # the pain of each day since the last weekly question
    worst: int = 0  # the highest rating since then

    @classmethod
    def of(cls, traits: Traits, chance: Random) -> "Body":
        """A tendon on the day of enrolment, with a usual pain of 2 to 5."""
        return cls(traits, chance, chance.uniform(2, 5), traits.tolerance)

    def sleep(self) -> None:
        """One day passes."""
        floor = self.usual if self.traits.floor is None else self.traits.floor
        self.usual -= (self.usual - floor) * self.traits.healing
        self.upset *= FADES
        self.felt.append(self.usual + self.upset)

    def rating(self, more: float = 0.0) -> int:
        """What the patient would say now."""
        rating = self._said(self.usual + self.upset + more)
        self.worst = max(self.worst, rating)
        return rating

    def week(self) -> tuple[int, int]:
        """What the patient would say of the days since the last time: average and worst."""
        average = self._said(fmean(self.felt))
        worst = max(average, self.worst)
        self.felt, self.worst = [], 0
        return average, worst

    def _said(self, pain: float) -> int:
        return min(10, max(0, round(pain + self.chance.gauss(0, NOISE))))

    def load(self, rung: float) -> int:
        """Do a session; returns the worst pain during it."""
        above = max(0.0, rung + self.traits.extra - self.tolerance)
        during = self.rating(HURTS * above)
        self.upset += UPSETS * above
        self.tolerance += self.traits.gain
        if self.chance.random() < self.traits.flare:
            self.upset += self.chance.uniform(6, 10)
        return during
