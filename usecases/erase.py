"""Somebody wants to be forgotten: their key is destroyed, what leads to them goes, an anonymous chain stays."""

from datetime import datetime, timedelta

from rehab.messages.common import Said
from rehab.messages.privacy import EraseCard, Erased, EraseView, PatientErased
from rehab.permissions import Action, Role
from usecases.ports import AskedBy, Priority, UnitOfWork
from usecases.records import AlertRecord, Person, PlanRecord
from usecases.scene import RefusedError, Scene, own_plan

GOOD_FOR = timedelta(hours=1)  # a press on a question that was asked long ago erases nobody


class NotAPatientError(Exception):
    """The person has other people's care in their hands, or is not known: the message says which."""


async def ask(scene: Scene) -> None:
    """Say what erasing means, and ask for the first time."""
    await _show(scene, EraseView.ASK)


async def ask_again(scene: Scene, asked_at: datetime) -> None:
    """Ask for the second time."""
    still_good(scene, asked_at)
    await _show(scene, EraseView.SURE)


async def keep(scene: Scene) -> None:
    """Thought better of it."""
    await _show(scene, EraseView.KEPT)


async def _show(scene: Scene, view: EraseView) -> None:
    record = await own_plan(scene, Action.ERASE)
    alerts = await scene.uow.alerts.unresolved(record.id)
    urgent = any(alert.kind == "urgent" for alert in alerts)
    await scene.show(EraseCard(view=view, at=scene.now, clinic=await scene.uow.clinics.get(), urgent=urgent))


def still_good(scene: Scene, asked_at: datetime) -> None:
    """Make sure that a question is fresh; its button tells whole minutes.

    Raises:
        RefusedError: if it was asked long ago.
    """
    if not scene.now - GOOD_FOR <= asked_at <= scene.now:
        raise RefusedError(Said.CHANGED)


async def erase(scene: Scene, asked_at: datetime) -> None:
    """The patient has said so twice."""
    await own_plan(scene, Action.ERASE)
    still_good(scene, asked_at)
    await erased(scene.uow, scene.who, AskedBy.PATIENT)


async def erased(uow: UnitOfWork, person: Person, asked_by: AskedBy, *, tell_at: datetime | None = None) -> None:
    """Forget a patient. Those who care for them are told, as nobody writes to that patient from now on.

    Both sides hear of it at once, or at an instant.

    Raises:
        NotAPatientError: if the person is one of the staff.
    """
    if person.roles - {Role.PATIENT}:
        raise NotAPatientError(f"{person.id} is one of the staff; whom they care for would be left without anybody")
    record = await uow.plans.of_patient(person.id)
    alerts = await uow.alerts.unresolved(record.id) if record is not None else []
    clinic = await uow.clinics.get()
    chat = await uow.holdings.erase(person.id, asked_by)
    if chat is not None:
        goodbye = Erased(clinic=clinic, period=asked_by is AskedBy.PERIOD)
        await uow.outbox.send_to_chat(chat, goodbye, language=person.language, due_at=tell_at)
    if record is not None:
        told = _told(person, alerts, asked_by)
        await _tell_staff(uow, record, alerts, told, tell_at)


def _told(person: Person, alerts: list[AlertRecord], asked_by: AskedBy) -> PatientErased:
    kinds = tuple(dict.fromkeys(alert.kind.value for alert in alerts))
    return PatientErased(name=person.name, alerts=kinds, phone=person.phone if kinds else None, asked_by=asked_by.value)


async def _tell_staff(
    uow: UnitOfWork, record: PlanRecord, alerts: list[AlertRecord], told: PatientErased, tell_at: datetime | None
) -> None:
    """A new message to those in charge; what stands in chats as an open alert says so too."""
    priority = Priority.URGENT if "urgent" in told.alerts else Priority.REPLY
    for card in (card for alert in alerts for _, card in alert.told):
        await uow.outbox.edit(card, told)
    for staff in dict.fromkeys((record.attending, record.clinician_id)):
        await uow.outbox.send(staff, told, priority=priority, due_at=tell_at)
