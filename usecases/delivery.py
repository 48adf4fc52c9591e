"""What the dispatcher asks before it sends, and what follows when somebody cannot be reached."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from rehab.alerts import AlertState
from rehab.engine import Alert, AlertKind
from rehab.messages.clinic import StaffUnreachable
from rehab.permissions import Role
from usecases.alert_cards import hand_to_administrators, redraw
from usecases.alerts import open_alert
from usecases.follow_up import WANTED, still_unseen
from usecases.ports import Failure, Operation, Outgoing, Priority
from usecases.records import Person, PromptState
from usecases.scene import Scene

# What is sent of an alert, and the states of the alert in which it is wanted.
OF_ALERTS: Mapping[str, frozenset[AlertState]] = {
    "alert": frozenset({AlertState.OPEN}),
    "owner": frozenset({AlertState.ACKNOWLEDGED}),
    "letter": frozenset({AlertState.OPEN, AlertState.ACKNOWLEDGED}),
}


class Unsure(StrEnum):
    """What to do about a message of which nobody knows whether it went out."""

    AGAIN = "again"
    ONCE_MORE = "once_more"
    LET_GO = "let_go"


async def still_wanted(scene: Scene, item: Outgoing) -> bool:
    """Whether a message is still wanted at the moment of sending: not answered, paused, acknowledged or taken away."""
    if item.card_gone and item.operation is not Operation.DELETE:
        return False
    if item.expires_at is not None and scene.now >= item.expires_at:
        return False
    what, _, number = (item.wanted_while or "").partition(":")
    if what == "prompt":
        prompt = await scene.uow.prompts.get(int(number))
        return prompt is not None and prompt.state is PromptState.SENT
    if what in OF_ALERTS:
        alert = await scene.uow.alerts.get(int(number))
        return alert is not None and alert.state in OF_ALERTS[what]
    if what == "silent":
        return not await scene.uow.people.heard_from_since(int(number), item.created_at)
    if what == WANTED:
        plan_id, _, sign = number.partition(":")
        return await still_unseen(scene, int(plan_id), sign, item.created_at)
    return True


def when_unsure(item: Outgoing) -> Unsure:
    """The policy for an unknown outcome (design 4).

    An alert and its letter are sent again: the reference shows that it is the same. An edit can be repeated with no
    harm. A prompt or a reply is sent once more. A notice over a button is let go.
    """
    if item.priority is Priority.URGENT or (item.wanted_while or "").startswith(("alert:", "owner:", "letter:")):
        return Unsure.AGAIN
    if item.operation in {Operation.EDIT, Operation.DELETE}:
        return Unsure.AGAIN
    return Unsure.LET_GO if item.operation is Operation.ANSWER else Unsure.ONCE_MORE


async def cannot_reach(scene: Scene, person_id: int, failure: Failure) -> None:
    """Somebody blocked the bot or is gone: remember it, and see that it is noticed."""
    person = await scene.uow.people.find(person_id)
    if person is None or not person.reachable:  # erased while a message to them was under way
        return
    await scene.uow.people.save(replace(person, reachable=False))
    record = await scene.uow.plans.of_patient(person_id)
    if record is not None and person.is_a(Role.PATIENT) and not record.plan.discharged:
        raised = Alert(scene.now, AlertKind.UNREACHABLE, "unreachable", {"failure": failure.value})
        await open_alert(scene, record, raised)
    if person.is_a(Role.CLINICIAN):
        await _tell_administrators(scene, person)
        await hand_to_administrators(scene, person)


async def _tell_administrators(scene: Scene, person: Person) -> None:
    """A clinician who cannot be told of alerts is a matter for the administrator."""
    for administrator in await scene.uow.people.with_role(Role.ADMINISTRATOR):
        if administrator.id != person.id:
            told = StaffUnreachable(name=person.name)
            await scene.uow.outbox.send(administrator.id, told, priority=Priority.URGENT)


async def reachable_again(scene: Scene, person: Person) -> None:
    """Somebody who had blocked the bot is back."""
    if person.reachable:
        return
    await scene.uow.people.save(replace(person, reachable=True))
    if (record := await scene.uow.plans.of_patient(person.id)) is not None:
        for alert in await scene.uow.alerts.unresolved(record.id):
            if alert.kind is AlertKind.UNREACHABLE:
                await redraw(scene, record, alert)
