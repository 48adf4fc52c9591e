"""Outcome measures: what their numbers may be, when they fall due, and how large a change must be to be told as one.

Totals of questionnaires are entered by clinicians from the paper form: no item of any of them is shipped. The patient's
own measures are asked in our words. Any other id may stand in a trace; it has no range. Source: reference section 6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

EARLY = timedelta(days=7)  # a total entered in the week before it falls due counts for it; a product choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One measure.

    Attributes:
        low, high: the range of its values, both ends included.
        decimals: digits behind the point that a value may have.
        weeks: weeks of the programme at which a clinician's total falls due; none for what patients are asked.
        bar: a change smaller than this may be chance and is not told as one; None where the reference names none.
        source: where the range, the schedule and the bar are stated.
    """

    low: int
    high: int
    decimals: int = 0
    weeks: tuple[int, ...] = ()
    bar: float | None = None
    source: str


MEASURES: Mapping[str, Known] = {
    "visa_h": Known(
        low=0, high=100, weeks=(0, 4, 12, 26, 52), source="S: Cacchio 2014, patient-watch; schedule of the Rich trial"
    ),
    "visa_a": Known(low=0, high=100, weeks=(0, 12, 26, 52), source="K: Robinson 2001; schedule D"),
    "lefs": Known(low=0, high=80, weeks=(0, 12, 26), bar=9, source="S, bar K: Binkley 1999"),
    "ears": Known(low=0, high=24, weeks=(4, 12, 26), source="S: Newman-Beinart, kclpure"),
    "psfs": Known(low=0, high=10, decimals=1, weeks=(0, 6, 12, 26), bar=2, source="K: Stratford 1995"),
    "sane": Known(low=0, high=100, bar=15, source="S: PMC8485842; bar D"),
    "sitting": Known(low=0, high=24 * 60, bar=30, source="S: Rich trial, secondary outcome, in minutes; bar D"),
    "global_change": Known(low=-3, high=3, source="S: seven points as in the Rich trial; Kamper 2009"),
    "managed": Known(low=0, high=10, source="D: reference 7.2, one question a month"),
}
TOTALS: Mapping[str, Known] = {name: known for name, known in MEASURES.items() if known.weeks}


@dataclass(frozen=True, slots=True)
class DueTotal:
    """A total that is missing, and the week of the programme for which it is."""

    measure: str
    week: int


def in_range(measure: str, value: float) -> bool:
    """Whether a measure can have a value; of one that is not known nothing is said against it."""
    known = MEASURES.get(measure)
    return known is None or known.low <= value <= known.high


def totals_due(
    wanted: Iterable[str], since: date, today: date, given: Iterable[tuple[str, date]]
) -> tuple[DueTotal, ...]:
    """The totals that have fallen due in a programme and were not entered for their latest date.

    Args:
        wanted: the questionnaires that the protocol asks for.
        since: the programme's first local date.
        today: the present local date.
        given: the totals that were entered, each with its local date.
    """
    entered = list(given)
    found = []
    for measure in wanted:
        reached = [week for week in TOTALS[measure].weeks if since + timedelta(weeks=week) <= today]
        if reached and not _entered(entered, measure, since + timedelta(weeks=reached[-1])):
            found.append(DueTotal(measure, reached[-1]))
    return tuple(found)


def _entered(given: list[tuple[str, date]], measure: str, due: date) -> bool:
    return any(name == measure and day >= due - EARLY for name, day in given)
