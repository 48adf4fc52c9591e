"""The load test of a morning: offered and never owed. It informs; it moves no plan, and counts for no adherence."""

from rehab.events import LoadTest
from rehab.messages.common import Said
from rehab.messages.day import LoadTestCard
from rehab.permissions import Action
from usecases.after import settle
from usecases.course import correct_fact, facts, record_fact
from usecases.flags import ask_if_severe
from usecases.records import Dialogue, PlanRecord
from usecases.scene import RefusedError, Scene, own_plan, takes_reports

STEP = "load_test"


async def show(scene: Scene) -> None:
    """Show the test, or what it was today, on a card of its own: a session's card stays as it is."""
    record = await _open(scene)
    done = await _of_today(scene, record)
    await scene.send(await _asked(scene, done.value if done else None))


async def again(scene: Scene) -> None:
    """Ask once more, to correct today's value."""
    await _open(scene)
    await scene.show(await _asked(scene, None))


async def report(scene: Scene, value: int) -> None:
    """Record today's value, points 0-10; a second one on the same day takes the place of the first."""
    record = await _open(scene)
    done = await _of_today(scene, record)
    if done is not None:
        outcome = await correct_fact(scene, record, LoadTest(at=done.at, value=value))
    else:
        outcome = await record_fact(scene, record, LoadTest(at=scene.now, value=value))
    record = await settle(scene, outcome)
    await scene.show(await _asked(scene, value))
    await ask_if_severe(scene, record, value, record.plan.baseline_pain)


async def _open(scene: Scene) -> PlanRecord:
    """The asking patient's plan.

    Raises:
        RefusedError: if it takes no reports, or its protocol has no such test.
    """
    record = takes_reports(await own_plan(scene, Action.REPORT))
    if scene.protocol.load_test is None:
        raise RefusedError(Said.CHANGED)
    return record


async def _of_today(scene: Scene, record: PlanRecord) -> LoadTest | None:
    """Today's test, if it was done since the start or the last restart."""
    plan = record.plan
    for fact in reversed(await facts(scene, record.id)):
        if isinstance(fact, LoadTest) and fact.at > plan.evidence_from:
            return fact if plan.today(fact.at) == plan.today(scene.now) else None
    return None


async def _asked(scene: Scene, value: int | None) -> LoadTestCard:
    """The card; while it asks, a typed number answers it."""
    if value is None:
        await scene.uow.dialogues.set(scene.who.id, Dialogue(STEP), scene.now)
    easy = int(scene.protocol.thresholds.pain_progress_max.value)
    return LoadTestCard(test=scene.protocol.load_test or "", value=value, easy=easy)
