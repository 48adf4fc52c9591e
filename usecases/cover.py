"""Handing patients over to a colleague for a while: both agree, then alerts and reports go to whoever is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from rehab.alerts import AlertState
from rehab.messages.common import Said
from rehab.messages.cover import CoverCard, CoverView
from rehab.permissions import Action, Role
from usecases.alert_cards import tell
from usecases.alerts import give_back
from usecases.ports import Priority
from usecases.records import AlertRecord, CoverRecord, CoverState, Person, PlanRecord
from usecases.scene import NotAllowedError, RefusedError, Scene

STARTS = (0, 1, 2, 3, 7)  # in how many days a hand-over can begin
LENGTHS = (1, 3, 7, 14, 21, 28)  # days
V, S = CoverView, CoverState
SHOWN = {S.ASKED: V.ASKED, S.AGREED: V.AGREED, S.ACTIVE: V.BEGUN}


# --- asking ----------------------------------------------------------------------------------------------------------


async def show(scene: Scene) -> None:
    """The hand-over that is under way; without one, whom to ask."""
    who = scene.require(Action.HAND_OVER)
    if (live := await scene.uow.covers.live_of(who.id)) is not None:
        await scene.show(await card_of(scene, live, SHOWN[live.state]))
        return
    colleagues = tuple((one.id, one.name) for one in await _colleagues(scene))
    await scene.show(CoverCard(view=V.WHO if colleagues else V.NOBODY, colleagues=colleagues))


async def _colleagues(scene: Scene) -> list[Person]:
    """Clinicians who can be asked: reachable, and not about to hand over themselves."""
    others = [one for one in await scene.uow.people.with_role(Role.CLINICIAN) if one.id != scene.who.id]
    return [one for one in others if one.reachable and await scene.uow.covers.live_of(one.id) is None]


async def _colleague(scene: Scene, person_id: int) -> Person:
    """The colleague with an id, if they can be asked.

    Raises:
        RefusedError: if they cannot, or a hand-over is under way.
    """
    who = scene.require(Action.HAND_OVER)
    found = next((one for one in await _colleagues(scene) if one.id == person_id), None)
    if found is None or await scene.uow.covers.live_of(who.id) is not None:
        raise RefusedError(Said.CHANGED)
    return found


async def ask_from(scene: Scene, person_id: int) -> None:
    """From when?"""
    colleague = await _colleague(scene, person_id)
    await scene.show(CoverCard(view=V.FROM, chosen=person_id, colleague=colleague.name))


async def ask_until(scene: Scene, person_id: int, start: int) -> None:
    """Until when?"""
    colleague = await _colleague(scene, person_id)
    starts_at = _day(scene, start)
    await scene.show(
        CoverCard(view=V.UNTIL, chosen=person_id, start=start, colleague=colleague.name, starts_at=starts_at)
    )


async def ask(scene: Scene, person_id: int, start: int, days: int) -> None:
    """Ask the colleague, who must agree.

    Raises:
        RefusedError: if they cannot be asked any more, or these are none of the dates that were offered.
    """
    colleague = await _colleague(scene, person_id)
    if start not in STARTS or days not in LENGTHS:
        raise RefusedError(Said.CHANGED)
    asked = CoverRecord(
        id=scene.uow.new_id(),
        clinician_id=scene.who.id,
        colleague_id=colleague.id,
        starts_at=_day(scene, start),
        ends_at=_day(scene, start + days),
        state=S.ASKED,
        next_at=_day(scene, start) if start else _day(scene, 1),
        created_at=scene.now,
    )
    await scene.uow.covers.add(asked)
    await scene.show(await card_of(scene, asked, V.ASKED))
    await _tell(scene, asked, {colleague.id: V.REQUEST})


def _day(scene: Scene, days: int) -> datetime:
    """Now, or the first instant of a day of the clinic's."""
    if not days:
        return scene.now
    day = scene.now.astimezone(scene.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), scene.zone).astimezone(scene.now.tzinfo)


async def card_of(scene: Scene, cover: CoverRecord, view: CoverView) -> CoverCard:
    """A hand-over as it stands."""
    plans = await scene.uow.plans.of_clinician(cover.clinician_id)
    own = [one for one in plans if one.clinician_id == cover.clinician_id and not one.plan.discharged]
    return CoverCard(
        view=view,
        cover=cover.id,
        absent=(await scene.uow.people.get(cover.clinician_id)).name,
        colleague=(await scene.uow.people.get(cover.colleague_id)).name,
        patients=len(own),
        starts_at=cover.starts_at,
        ends_at=cover.ends_at,
    )


async def _tell(scene: Scene, cover: CoverRecord, views: dict[int, CoverView]) -> None:
    for person_id, view in views.items():
        await scene.uow.outbox.send(person_id, await card_of(scene, cover, view), priority=Priority.REPLY)


# --- answering -------------------------------------------------------------------------------------------------------


async def _found(scene: Scene, cover_id: int, action: Action, *states: CoverState) -> CoverRecord:
    cover = await scene.uow.covers.get(cover_id)
    if cover is None:
        raise NotAllowedError
    scene.require(action, cover)
    if cover.state not in states:
        raise RefusedError(Said.CHANGED)
    return cover


async def accept(scene: Scene, cover_id: int) -> None:
    """The colleague agrees; a hand-over that was to begin by now begins."""
    cover = await _found(scene, cover_id, Action.ANSWER_HAND_OVER, S.ASKED)
    agreed = replace(cover, state=S.AGREED, next_at=cover.starts_at)
    await scene.uow.covers.save(agreed)
    await scene.show(await card_of(scene, agreed, V.TAKEN))
    if cover.starts_at <= scene.now:
        await _begin(scene, agreed)
    else:
        await _tell(scene, agreed, {cover.clinician_id: V.AGREED})


async def decline(scene: Scene, cover_id: int) -> None:
    """The colleague cannot; the other is told, and can ask somebody else."""
    cover = await _found(scene, cover_id, Action.ANSWER_HAND_OVER, S.ASKED)
    await _over(scene, cover, S.DECLINED)
    await scene.show(await card_of(scene, cover, V.REFUSED))
    await _tell(scene, cover, {cover.clinician_id: V.DECLINED})


async def end(scene: Scene, cover_id: int) -> None:
    """Take back what was asked or agreed on, or come back early; either of the two may."""
    cover = await _found(scene, cover_id, Action.END_HAND_OVER, S.ASKED, S.AGREED, S.ACTIVE)
    if cover.state is S.ACTIVE:
        await _end(scene, cover)
        return
    await _over(scene, cover, S.WITHDRAWN)
    await _tell(scene, cover, dict.fromkeys((cover.clinician_id, cover.colleague_id), V.WITHDRAWN))


async def _over(scene: Scene, cover: CoverRecord, state: CoverState) -> None:
    await scene.uow.covers.save(replace(cover, state=state, next_at=None))


# --- its days --------------------------------------------------------------------------------------------------------


async def look_at_cover(scene: Scene, cover_id: int) -> None:
    """Begin, end or let lapse what has fallen due."""
    cover = await scene.uow.covers.get(cover_id)
    if cover is None or cover.next_at is None or cover.next_at > scene.now:
        return
    steps = {S.ASKED: _lapse, S.AGREED: _begin, S.ACTIVE: _end}
    await steps[cover.state](scene, cover)


async def _lapse(scene: Scene, cover: CoverRecord) -> None:
    """Nobody agreed in time: the clinician stays in charge, and the administrators know before anybody is missed."""
    await _over(scene, cover, S.UNANSWERED)
    administrators = [one.id for one in await scene.uow.people.with_role(Role.ADMINISTRATOR)]
    await _tell(scene, cover, dict.fromkeys((cover.clinician_id, *administrators), V.UNANSWERED))


async def _begin(scene: Scene, cover: CoverRecord) -> None:
    await scene.uow.plans.hand_over(cover.clinician_id, cover.colleague_id)
    active = replace(cover, state=S.ACTIVE, next_at=cover.ends_at)
    await scene.uow.covers.save(active)
    await _tell(scene, active, dict.fromkeys((cover.clinician_id, cover.colleague_id), V.BEGUN))
    await _alerts_go_to(scene, cover, cover.colleague_id, _nobody_has)


async def _end(scene: Scene, cover: CoverRecord) -> None:
    await scene.uow.plans.hand_over(cover.clinician_id, None)
    await _over(scene, cover, S.ENDED)
    await _tell(scene, cover, dict.fromkeys((cover.clinician_id, cover.colleague_id), V.ENDED))
    await _alerts_go_to(scene, cover, cover.clinician_id, lambda one: one.owner_id == cover.colleague_id)


def _nobody_has(alert: AlertRecord) -> bool:
    return alert.state is AlertState.OPEN


async def _alerts_go_to(scene: Scene, cover: CoverRecord, person_id: int, loose: Callable[[AlertRecord], bool]) -> None:
    """Whoever is there now is told of what nobody has, and of what its owner leaves behind."""
    person = await scene.uow.people.get(person_id)
    for record in await scene.uow.plans.of_clinician(cover.clinician_id):
        for alert in await scene.uow.alerts.unresolved(record.id):
            if record.clinician_id == cover.clinician_id and (_nobody_has(alert) or loose(alert)):
                await _passed_on(scene, record, alert, person)


async def _passed_on(scene: Scene, record: PlanRecord, alert: AlertRecord, person: Person) -> None:
    if _nobody_has(alert):
        await scene.uow.alerts.save(await tell(scene, record, alert, person))
    else:
        await give_back(scene, record, alert)
