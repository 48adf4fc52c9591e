"""What a patient agrees to: given, asked for anew when the words have changed, and withdrawn at any time."""

from datetime import datetime

from rehab.events import Discharge
from rehab.messages.common import Said
from rehab.messages.invitations import PatientIn
from rehab.messages.privacy import ConsentView
from rehab.permissions import Action
from usecases.after import settle
from usecases.course import load, record_fact
from usecases.erase import still_good
from usecases.prompts.layout import lay_out
from usecases.records import Consent, PlanRecord
from usecases.scene import RefusedError, Scene, own_plan
from usecases.telling import consent_card


async def give(scene: Scene) -> None:
    """The one who asks agrees: the very text is kept, with its version and time."""
    clinic = await scene.clinic()
    shown = {"clinic": clinic.name, "emergency": clinic.emergency}
    given = scene.texts.consent(scene.who.language, shown)
    kept = Consent(
        person_id=scene.who.id,
        version=given.version,
        language=given.language,
        text=given.text,
        agreed_at=scene.now,
    )
    await scene.uow.consents.add(kept)


# --- other words -----------------------------------------------------------------------------------------------------


async def ask(scene: Scene) -> None:
    """Show the words as they are now to a patient who wants to go on; always as a new message."""
    await scene.send(await consent_card(scene, ConsentView.CHANGED, scene.who.language))


async def agree(scene: Scene, version: str) -> None:
    """The patient agrees to a version: the plan goes on with what is still to come today.

    Raises:
        RefusedError: if the plan has ended.
    """
    record = await own_plan(scene, Action.AGREE)
    if record.plan.discharged:
        raise RefusedError(Said.PLAN_ENDED)
    if version != scene.texts.consent_version(scene.who.language):
        await _show(scene, ConsentView.CHANGED)
        return
    if not await scene.agreed_by(scene.who.id):
        await give(scene)
        await lay_out(scene, record, await load(scene, record), from_now=True)
    await _show(scene, ConsentView.AGREED)


# --- withdrawing -----------------------------------------------------------------------------------------------------


async def ask_whether_to_withdraw(scene: Scene) -> None:
    """Say what follows, and ask; somebody who has withdrawn already is told so."""
    await own_plan(scene, Action.WITHDRAW)
    withdrawn = await scene.has_withdrawn(scene.who.id)
    await _show(scene, ConsentView.WITHDRAWN if withdrawn else ConsentView.WITHDRAW)


async def keep(scene: Scene) -> None:
    """Thought better of it; words that have changed are still to be agreed to."""
    record = await own_plan(scene, Action.WITHDRAW)
    asked_for = not record.plan.discharged and not await scene.agreed_by(scene.who.id)
    await _show(scene, ConsentView.CHANGED if asked_for else ConsentView.KEPT)


async def withdraw(scene: Scene, asked_at: datetime) -> None:
    """The agreement ends, and with it the plan; what was recorded stays until it is erased."""
    record = await own_plan(scene, Action.WITHDRAW)
    still_good(scene, asked_at)
    if not await scene.has_withdrawn(scene.who.id):
        await scene.uow.consents.withdraw(scene.who.id, scene.now)
        await scene.uow.outbox.drop_waiting(scene.who.id)
        await _end(scene, record)
    await _show(scene, ConsentView.WITHDRAWN)


async def _end(scene: Scene, record: PlanRecord) -> None:
    if not record.plan.discharged:
        await settle(scene, await record_fact(scene, record, Discharge(at=scene.now)))
    told = PatientIn(plan=record.id, name=scene.who.name, position=record.plan.position, withdrawn=True)
    await scene.uow.outbox.send(record.attending, told)


async def _show(scene: Scene, view: ConsentView) -> None:
    await scene.show(await consent_card(scene, view, scene.who.language))
