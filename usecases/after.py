"""What follows when a plan has moved on: alerts are opened, the day is laid out anew, and people are told."""

from dataclasses import replace
from datetime import timedelta

from rehab.engine import Decision, OccasionKind, Verdict
from rehab.explain import explained
from rehab.messages.day import Decided, FlareOver, QuestionView
from rehab.messages.plan import PauseCard, PauseView
from rehab.plan import Status
from usecases.alerts import open_alerts
from usecases.approval import ask_for_approval
from usecases.course import Outcome, advance
from usecases.prompts.cards import question_card
from usecases.prompts.layout import lay_out, morning_of
from usecases.records import PlanRecord
from usecases.scene import Scene
from usecases.telling import tell


async def settle(scene: Scene, outcome: Outcome, *, from_now: bool = False) -> PlanRecord:
    """After a fact or the passing of time: open alerts, lay out the day, tell whoever is concerned.

    Patients are told of decisions that no answer brought, clinicians of a patient who only waits for them.
    """
    await open_alerts(scene, outcome.record, outcome.alerts)
    record = await lay_out(scene, outcome.record, outcome.course, from_now=from_now)
    await ask_for_approval(scene, record, outcome.course)
    for decision in outcome.decisions:
        if decision.at != outcome.at:
            await _tell(scene, record, decision)
    return record


async def look(scene: Scene, record: PlanRecord) -> Outcome:
    """Deal with all that has fallen due for a plan up to now."""
    outcome = await advance(scene, record, scene.now)
    settled = record.plan.flare_since is not None and outcome.record.plan.flare_since is None
    record = await settle(scene, outcome, from_now=settled)
    if settled and record.plan.status is not Status.STOPPED:
        await tell_flare_over(scene, record)
    return replace(outcome, record=await _ask_whether_back(scene, record))


async def _tell(scene: Scene, record: PlanRecord, decision: Decision) -> None:
    """Tell a patient of a decision that came by itself; on the question's card where there is one, without a sound."""
    if record.plan.status in {Status.STOPPED, Status.DISCHARGED}:
        return
    if decision.occasion is OccasionKind.WINDOW:
        await _on_the_question(scene, record, decision)
    elif decision.verdict is not Verdict.HOLD:
        await tell(scene, record, Decided(decision=explained(decision)), key=f"decided:{record.id}:{decision.at}")


async def _on_the_question(scene: Scene, record: PlanRecord, decision: Decision) -> None:
    today = record.plan.today(decision.at)
    days = (today - timedelta(days=1), today)
    asked = [prompt for day in days for prompt in await scene.uow.prompts.of_day(record.id, day)]
    for prompt in asked:
        if prompt.about == decision.cause and prompt.card is not None and prompt.draft.value is None:
            card = replace(question_card(scene, prompt, QuestionView.CLOSED), decision=explained(decision))
            await scene.uow.outbox.edit(prompt.card, card)


async def tell_flare_over(scene: Scene, record: PlanRecord) -> None:
    """Tell a patient that the flare has settled, and where the plan goes on."""
    flare = record.plan.flares[-1]
    await tell(scene, record, FlareOver(position=record.plan.position), key=f"flare:{record.id}:{flare.since}")


async def _ask_whether_back(scene: Scene, record: PlanRecord) -> PlanRecord:
    """On the day on which a pause was to end, ask once."""
    if record.resume_on is None or record.plan.status is not Status.PAUSED:
        return record
    if scene.now < morning_of(record, record.resume_on):
        return record
    card = PauseCard(view=PauseView.WELCOME_BACK, until=record.resume_on)
    await tell(scene, record, card, key=f"back:{record.id}:{record.resume_on}")
    record = replace(record, resume_on=None)
    await scene.uow.plans.save(record)
    return record
