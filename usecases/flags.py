"""Signs that something is wrong: asked for at any time, acted on at once; only a clinician starts the plan again."""

from dataclasses import replace
from datetime import timedelta

from rehab.engine import AlertKind
from rehab.events import RedFlagScreen, RoutineSign
from rehab.messages.common import Said
from rehab.messages.safety import Flagged, FlagsCard, FlagsWhy, Noticed
from rehab.permissions import Action
from rehab.plan import Status
from rehab.protocol import Care
from rehab.red_flags import fastest_tier, lesser, listed, signs_in
from usecases import treatment
from usecases.after import settle
from usecases.alert_cards import signs_named
from usecases.course import record_fact
from usecases.follow_up import ask_later
from usecases.ports import Priority
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan

REPEAT_AFTER = timedelta(minutes=30)
JUMP = 4  # a rating that lies so many points above the baseline asks for the signs, as a severe one does (reference 4)


# --- asking ----------------------------------------------------------------------------------------------------------


async def ask(scene: Scene, why: FlagsWhy = FlagsWhy.ASKED, likely: tuple[str, ...] = ()) -> None:
    """Show the signs to choose from; always as a new message, so that it cannot be overlooked."""
    record = await own_plan(scene, Action.RAISE_RED_FLAG)
    slower = bool(likely) and all(lesser(sign, scene.protocol) for sign in likely)
    await _send(scene, record, await _card(scene, why, likely, slower=slower))


async def turn(scene: Scene, *, slower: bool) -> None:
    """To the signs that are less urgent, or back to the urgent ones, on the same card."""
    await own_plan(scene, Action.RAISE_RED_FLAG)
    await scene.show(await _card(scene, FlagsWhy.ASKED, (), slower=slower))


async def _card(scene: Scene, why: FlagsWhy, likely: tuple[str, ...], *, slower: bool) -> FlagsCard:
    signs = listed(scene.protocol, slower=slower)
    return FlagsCard(why=why, clinic=await scene.clinic(), signs=signs, likely=likely, lesser=slower)


async def _send(scene: Scene, record: PlanRecord, card: FlagsCard) -> None:
    await scene.uow.outbox.send(record.patient_id, card, priority=Priority.URGENT)


async def ask_if_severe(scene: Scene, record: PlanRecord, value: int | None, baseline: int | None) -> None:
    """After a severe rating, or one far above the usual, ask for the signs."""
    if value is None:
        return
    severe = value >= scene.protocol.thresholds.severe.value
    jumped = baseline is not None and value - baseline >= JUMP
    if severe or jumped:
        why = FlagsWhy.SEVERE if severe else FlagsWhy.JUMP
        await _send(scene, record, await _card(scene, why, (), slower=False))


async def words_point_at_signs(scene: Scene, text: str) -> bool:
    """Whether a text names a sign; if it does, the signs are shown with those first."""
    likely = signs_in(text, scene.protocol)
    if not likely:
        return False
    await ask(scene, FlagsWhy.WORDS, likely)
    return True


# --- a clean screen --------------------------------------------------------------------------------------------------


async def none_of_these(scene: Scene) -> None:
    """A clean screen is a fact too."""
    record = await own_plan(scene, Action.RAISE_RED_FLAG)
    await settle(scene, await record_fact(scene, record, clean_screen(scene)))
    await scene.show(FlagsCard(why=FlagsWhy.ASKED, clinic=await scene.clinic(), signs=(), clean=True))


def clean_screen(scene: Scene) -> RedFlagScreen:
    """All signs were asked about, and none was there."""
    return RedFlagScreen(at=scene.now, flags=())


# --- a sign is named -------------------------------------------------------------------------------------------------


async def raised(scene: Scene, sign: str) -> None:
    """A sign was named: a red flag, a routine sign, an injection or surgery.

    Raises:
        RefusedError: if there is no such sign.
    """
    record = await own_plan(scene, Action.RAISE_RED_FLAG)
    protocol = scene.protocol
    if sign in protocol.red_flags:
        await _put_away(scene, sign)
        await _red_flag(scene, record, sign)
    elif sign in protocol.routine_signs:
        await _put_away(scene, sign)
        await notice(scene, record, (sign,))
    elif sign in protocol.treatments:
        await treatment.report(scene, Care(sign))
    else:
        raise RefusedError(Said.CHANGED)


async def _put_away(scene: Scene, sign: str) -> None:
    """Shrink the card of signs to the one that was named, so that what to do now stands on the screen."""
    if scene.card is not None:
        named = FlagsCard(why=FlagsWhy.ASKED, clinic=await scene.clinic(), signs=(), named=sign)
        await scene.uow.outbox.edit(scene.card, named)


async def _red_flag(scene: Scene, record: PlanRecord, flag: str) -> None:
    """Tell the patient what to do now, stop the plan, alert the clinician. All of it at once."""
    outcome = await record_fact(scene, record, RedFlagScreen(at=scene.now, flags=(flag,)))
    record = await settle(scene, outcome)
    flags = await _named_so_far(scene, record, flag)
    await tell_what_to_do(scene, flags, fastest_tier(flags, scene.protocol))
    await ask_later(scene, record, flag, flags)


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


async def notice(scene: Scene, record: PlanRecord, signs: tuple[str, ...]) -> PlanRecord:
    """Routine signs: the plan goes on at its level and is held there, and the clinician is told."""
    record = await settle(scene, await record_fact(scene, record, RoutineSign(at=scene.now, signs=signs)))
    await tell_noticed(scene, record, signs)
    return record


async def tell_noticed(scene: Scene, record: PlanRecord, signs: tuple[str, ...]) -> None:
    """Say when to be seen for routine signs, and what becomes of the plan."""
    runs = record.plan.status not in {Status.STOPPED, Status.PAUSED, Status.DISCHARGED}
    noticed = Noticed(signs=signs, clinic=await scene.clinic(), at=scene.now, goes_on=runs)
    await scene.uow.outbox.send(record.patient_id, noticed)
