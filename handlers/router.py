"""From an update to one use case: decode, find out who is asking, call, acknowledge.

Nothing here sends anything: what is to be said is written into the same transaction, also the refusals.
"""

from collections.abc import Mapping

import structlog

from handlers.callbacks import MalformedPressError, parse
from handlers.commands import commanded, read_command
from handlers.desk import Office
from handlers.incoming import Incoming, Sort, UnreadableError, read
from handlers.presses import pressed
from handlers.typed import danger_heard, leaving_question, typed
from rehab.messages import Message
from rehab.messages.common import Hint, PrivateOnly, Said, Stranger
from rehab.permissions import Role
from usecases import arrive, consent, enrol
from usecases.delivery import cannot_reach, reachable_again
from usecases.ports import Arrival, Desk, Failure
from usecases.scene import ConsentNeededError, NotAllowedError, RefusedError, Scene

log = structlog.get_logger("handlers")
WITH_PHONE = frozenset({Said.CANNOT_PASS_ON, Said.MEDIA})
ORDERS = frozenset({Said.ORDER_DONE, Said.ORDER_STALE, Said.ORDER_STOPPED, Said.ORDER_ENDED, Said.ORDER_WITHDRAWN})
CLOSED = frozenset({Said.PLAN_STOPPED, Said.PLAN_PAUSED, Said.PLAN_ENDED, Said.AWAITS_CLINIC, Said.LINK_OVER})
LOUD = ORDERS | CLOSED | {Said.ALREADY_TAKEN, Said.TOO_MANY_SNOOZES, Said.RING_NOW}


class Router:
    """The way in for everything that arrives."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def route(self, arrival: Arrival, payload: Mapping[str, object], uow: Desk) -> None:
        """Deal with one update in the unit of work that its inbox row is marked in."""
        try:
            incoming = read(payload)
        except UnreadableError:
            log.warning("update_unreadable")
            return
        if not incoming.private:
            await self._group(uow, incoming)
            return
        scene = await self._office.scene_of(uow, incoming, arrival.received_at)
        await self._private(scene, incoming)
        if incoming.press is not None:
            await uow.outbox.answer(incoming.press)  # does nothing if it has been answered with words

    async def _group(self, uow: Desk, incoming: Incoming) -> None:
        """We only talk in private: a command in a group is told so, everything else there is not ours."""
        if incoming.press is not None:
            await uow.outbox.answer(incoming.press)
        elif incoming.sort is Sort.TEXT and incoming.text.startswith("/"):
            await uow.outbox.send_to_chat(incoming.chat_id, PrivateOnly(), language=incoming.language)

    async def _private(self, scene: Scene, incoming: Incoming) -> None:
        try:
            await self._dispatch(scene, incoming)
        except ConsentNeededError as refusal:
            await consent.ask(scene)
            await scene.toast(refusal.said)
        except RefusedError as refusal:
            await _refuse(scene, refusal.said, refusal.data)
        except NotAllowedError:
            await _not_allowed(scene)
        except MalformedPressError:
            log.warning("press_refused", reason="malformed")
            await _refuse(scene, Said.MALFORMED, {})

    async def _dispatch(self, scene: Scene, incoming: Incoming) -> None:
        if incoming.sort is Sort.BLOCKED:
            await _blocked(scene)
            return
        if scene.actor is not None:
            await reachable_again(scene, scene.actor)
        match incoming.sort:
            case Sort.TEXT:
                await _text(scene, incoming)
            case Sort.PRESS:
                await _press(scene, incoming)
            case Sort.MEDIA | Sort.EDITED:
                await _unexpected(scene, incoming)


async def _blocked(scene: Scene) -> None:
    if scene.actor is not None:
        await cannot_reach(scene, scene.actor.id, Failure.BLOCKED)


async def _press(scene: Scene, incoming: Incoming) -> None:
    press = parse(incoming.data)
    if scene.actor is None:
        raise NotAllowedError
    await pressed(scene, press)


async def _text(scene: Scene, incoming: Incoming) -> None:
    command = read_command(incoming.text)
    if command is not None and command[0] == "start":
        async with leaving_question(scene):
            await arrive.start(scene, command[1], incoming.name)
    elif scene.actor is None:
        await scene.uow.outbox.send_to_chat(scene.chat_id, Stranger(), language=scene.language)
    elif command is not None:
        await commanded(scene, command[0])
    else:
        await typed(scene, incoming.text)


async def _unexpected(scene: Scene, incoming: Incoming) -> None:
    """What we cannot take; but words of danger under a picture, or in a corrected message, are heard."""
    if scene.actor is None:
        await scene.uow.outbox.send_to_chat(scene.chat_id, Stranger(), language=scene.language)
    elif await danger_heard(scene, incoming.text):
        return
    elif not scene.actor.roles:
        await enrol.show_again(scene, Said.FINISH_ENROLMENT)
    elif incoming.sort is Sort.EDITED:
        raise RefusedError(Said.EDITED)
    else:
        raise RefusedError(Said.MEDIA if scene.actor.is_a(Role.PATIENT) else Said.STAFF_MEDIA)


async def _refuse(scene: Scene, said: Said, data: Mapping[str, str]) -> None:
    """Say why not, and what to do next: over the button that was pressed, else as a message."""
    if scene.press is not None:
        await scene.toast(said, loud=said in LOUD, **data)
        return
    clinic = await scene.uow.clinics.get() if said in WITH_PHONE else None
    message: Message = Hint(said=said, data=data, clinic=clinic)
    if scene.actor is not None:
        await scene.send(message)
    else:
        await scene.uow.outbox.send_to_chat(scene.chat_id, message, language=scene.language)


async def _not_allowed(scene: Scene) -> None:
    log.warning("not_allowed", known=scene.actor is not None)
    await _refuse(scene, Said.NOT_ALLOWED, {})
