"""A patient's check-in: the day on which it comes, its taps, and what is recorded of it."""

from rehab.events import AnyEvent, Measure, RedFlagScreen, Weekly
from sandbox.people import Person
from tests.acceptance.home import Patient, Step
from tests.acceptance.rig import Rig
from usecases.course import facts

Pair = tuple[Person, Person]


async def _to_sunday(rig: Rig, people: Pair) -> Pair:
    await rig.at("20:00", days=6)
    return people


async def to_fourth_sunday(rig: Rig, people: Pair) -> Pair:
    """Let the time until the monthly check-in pass in a pause, which is cheap; back on the day before."""
    patient = people[1]
    for step in ("/pause", "away", "no-end"):
        await (rig.says(patient, step) if step.startswith("/") else rig.presses(patient, rig.label(step)))
    await rig.at("12:00", days=26)
    await rig.says(patient, "/resume")
    await rig.presses(patient, rig.label("nothing-new"))
    await rig.at("20:00", days=1)
    return people


# The eve of the first and of the fourth review of somebody who began on a Monday: a check-in has just come.
SUNDAY: tuple[Step, ...] = (("sunday", _to_sunday),)
FOURTH_SUNDAY: tuple[Step, ...] = (("fourth sunday", to_fourth_sunday),)


async def told(patient: Patient) -> list[AnyEvent]:
    """Every fact of their plan."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        return await facts(patient.rig.app.scene(uow), record.id)


async def weeks(patient: Patient) -> list[tuple[int, int | None]]:
    """Averages and worst that they told."""
    return [(fact.average_pain, fact.worst_pain) for fact in await told(patient) if isinstance(fact, Weekly)]


async def measures(patient: Patient) -> dict[str, float]:
    """The latest value of each measure."""
    return {fact.measure: fact.value for fact in await told(patient) if isinstance(fact, Measure)}


async def screens(patient: Patient) -> list[tuple[str, ...]]:
    """The signs of each red-flag screen."""
    return [fact.flags for fact in await told(patient) if isinstance(fact, RedFlagScreen)]


async def taps(patient: Patient, *labels: str) -> None:
    """Press buttons of the catalogue, or numbers."""
    for label in labels:
        await (patient.rig.presses(patient.person, label) if label.isdigit() else patient.presses(label))


async def checks_in(patient: Patient, average: int, worst: int, *more: str) -> None:
    """Go through the check-in: no signs, the week's pain, and then by these taps; the rest is left out."""
    await taps(patient, "none-of-these", str(average), str(worst), *more)
    while (out := [label for label in ("leave-out", "not-tested") if patient.card(label)]) != []:
        await patient.presses(out[0])


def asks(patient: Patient, question: str) -> bool:
    """Whether the newest card asks this question of the check-in."""
    return patient.words(f"weekly-{question}") in patient.last.text
