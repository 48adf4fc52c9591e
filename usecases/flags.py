"""Red flags: asked for at any time, acted on at once. Only a clinician starts the plan again."""

from dataclasses import replace
from datetime import timedelta

from rehab.engine import AlertKind
from rehab.events import RedFlagScreen
from rehab.messages.common import Said
from rehab.messages.safety import Flagged, FlagsCard, FlagsWhy
from rehab.permissions import Action
from rehab.red_flags import fastest_tier, flags_in
from usecases.after import settle
from usecases.alerts import signs_named
from usecases.course import record_fact
from usecases.ports import Priority
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan

REPEAT_AFTER = timedelta(minutes=30)
JUMP = 4  # a rating that lies so many points above the baseline asks for the signs, as a severe one does (reference 4)


async def ask(scene: Scene, why: FlagsWhy = FlagsWhy.ASKED, likely: tuple[str, ...] = ()) -> None:
    """Show the signs to choose from; always as a new message, so that it cannot be overlooked."""
    await own_plan(scene, Action.RAISE_RED_FLAG)
    card = FlagsCard(why=why, clinic=await scene.clinic(), signs=tuple(scene.protocol.red_flags), likely=likely)
    await scene.uow.outbox.send(scene.who.id, card, priority=Priority.URGENT)


async def ask_if_severe(scene: Scene, record: PlanRecord, value: int | None, baseline: int | None) -> None:
    """After a severe rating, or one far above the usual, ask for the signs."""
    if value is None:
        return
    severe = value >= scene.protocol.thresholds.severe.value
    jumped = baseline is not None and value - baseline >= JUMP
    if severe or jumped:
        why = FlagsWhy.SEVERE if severe else FlagsWhy.JUMP
        card = FlagsCard(why=why, clinic=await scene.clinic(), signs=tuple(scene.protocol.red_flags))
        await scene.uow.outbox.send(record.patient_id, card, priority=Priority.URGENT)


async def raised(scene: Scene, flag: str) -> None:
    """A sign was named: tell the patient what to do now, stop the plan, alert the clinician. All of it at once.

    Raises:
        RefusedError: if there is no such sign.
    """
    record = await own_plan(scene, Action.RAISE_RED_FLAG)
    if flag not in scene.protocol.red_flags:
        raise RefusedError(Said.CHANGED)
    outcome = await record_fact(scene, record, RedFlagScreen(at=scene.now, flags=(flag,)))
    await settle(scene, outcome)
    flags = await _named_so_far(scene, record, flag)
    tier = fastest_tier(flags, scene.protocol)
    await tell_what_to_do(scene, flags, tier)


async def tell_what_to_do(scene: Scene, flags: tuple[str, ...], tier: str) -> None:
    """Say what to do now; and once more after half an hour if nothing has been heard from the patient by then."""
    card = Flagged(tier=tier, flags=flags, clinic=await scene.clinic(), at=scene.now)
    await scene.uow.outbox.send(scene.who.id, card, priority=Priority.URGENT)
    await scene.uow.outbox.send(
        scene.who.id,
        replace(card, repeated=True),
        priority=Priority.URGENT,
        due_at=scene.now + REPEAT_AFTER,
        wanted_while=f"silent:{scene.who.id}",
    )


async def _named_so_far(scene: Scene, record: PlanRecord, flag: str) -> tuple[str, ...]:
    """The signs of the alert that is open, so that a second one is read together with the first."""
    named = [flag]
    for alert in await scene.uow.alerts.unresolved(record.id):
        if alert.kind is AlertKind.URGENT:
            named += signs_named(alert.inputs)
    return tuple(sign for sign in scene.protocol.red_flags if sign in named)


async def none_of_these(scene: Scene) -> None:
    """A clean screen is a fact too."""
    record = await own_plan(scene, Action.RAISE_RED_FLAG)
    await settle(scene, await record_fact(scene, record, RedFlagScreen(at=scene.now, flags=())))
    card = FlagsCard(why=FlagsWhy.ASKED, clinic=await scene.clinic(), signs=(), clean=True)
    await scene.show(card)


async def words_point_at_flags(scene: Scene, text: str) -> bool:
    """Whether a text names a sign; if it does, the signs are shown with those first."""
    likely = flags_in(text, scene.protocol)
    if not likely:
        return False
    await ask(scene, FlagsWhy.WORDS, likely)
    return True
