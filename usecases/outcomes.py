"""How a patient fares in outcome measures: the first value and the latest, what is better, and which totals are due."""

from collections.abc import Sequence

from rehab.events import AnyEvent, Measure, Weekly
from rehab.measures import MEASURES, totals_due
from rehab.messages.outcomes import MeasureLine, Outcomes, WeekLine
from rehab.messages.week import Better
from usecases.course import facts
from usecases.records import PlanRecord
from usecases.scene import Scene

TOLD_TO_PATIENTS = ("sitting", "sane")


async def measured(scene: Scene, plan_id: int) -> list[Measure]:
    """Every measure of a plan, oldest first; also those from before a restart, which the rules do not use any more."""
    return [fact for fact in await facts(scene, plan_id) if isinstance(fact, Measure)]


async def outcomes(scene: Scene, record: PlanRecord) -> Outcomes:
    """What a clinician is shown of a plan's outcome measures."""
    known = await facts(scene, record.id)
    given = [fact for fact in known if isinstance(fact, Measure)]
    dated = [(one.measure, record.plan.today(one.at)) for one in given]
    due = totals_due(scene.protocol.totals, record.plan.programme_since, record.plan.today(scene.now), dated)
    return Outcomes(
        week=_week_line(record, known),
        measures=tuple(_line(record, of_one) for of_one in _by_measure(given)),
        due=() if record.plan.discharged else due,
    )


def _week_line(record: PlanRecord, known: Sequence[AnyEvent]) -> WeekLine | None:
    weeks = [fact for fact in known if isinstance(fact, Weekly)]
    if not weeks:
        return None
    first, latest = weeks[0], weeks[-1]
    return WeekLine(latest.average_pain, latest.worst_pain, record.plan.today(latest.at), first.average_pain)


def _by_measure(given: Sequence[Measure]) -> list[list[Measure]]:
    """The values of each measure, in the order in which measures are listed; of unknown ones nothing is shown."""
    found = [[one for one in given if one.measure == measure] for measure in MEASURES]
    return [of_one for of_one in found if of_one]


def _line(record: PlanRecord, of_one: list[Measure]) -> MeasureLine:
    first, latest = of_one[0], of_one[-1]
    return MeasureLine(latest.measure, first.value, latest.value, record.plan.today(latest.at), len(of_one))


def better_than_chance(given: Sequence[Measure]) -> tuple[Better, ...]:
    """What a patient may be told is better: by at least the bar below which a change may be chance."""
    found = [Better(of_one[0].measure, of_one[0].value, of_one[-1].value) for of_one in _by_measure(given)]
    told = [one for one in found if one.measure in TOLD_TO_PATIENTS]
    return tuple(one for one in told if one.now - one.first >= (MEASURES[one.measure].bar or 0))
