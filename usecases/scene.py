"""What every use case is given: who is asking, when, under which rules, in which unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol as Port
from zoneinfo import ZoneInfo

from rehab.alerts import AlertState
from rehab.messages import Clinic, Message
from rehab.messages.common import Said, Toast
from rehab.permissions import ONLY_AGREED, Action, Relation, Role, allowed
from rehab.plan import Status, zone_of
from rehab.protocol import Protocol
from usecases.ports import UnitOfWork
from usecases.records import AlertRecord, CoverRecord, Invitation, Person, PlanRecord

About = PlanRecord | Invitation | AlertRecord | CoverRecord


class NotAllowedError(Exception):
    """The person may not do this; nothing was changed."""


class RefusedError(Exception):
    """What was asked does not fit how things are; nothing was changed. The person is told why."""

    def __init__(self, said: Said, data: Mapping[str, str] | None = None) -> None:
        self.said = said
        self.data = data or {}
        super().__init__(said.value)


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What a patient agrees to: the words, their version and language."""

    version: str
    language: str
    text: str


class ConsentNeededError(RefusedError):
    """The words that the patient agreed to are others now, or the agreement was withdrawn; nothing was changed."""


class Texts(Port):
    """The few words that a use case itself must keep or compare."""

    def consent_version(self, language: str) -> str:
        """Which version of the text that a patient agrees to there is now."""
        ...

    def consent(self, language: str, values: Mapping[str, str] | None = None) -> ConsentText:
        """The text that a patient agrees to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One happening. `press` is the pressed button's query, `card` the card that it was on."""

    uow: UnitOfWork
    now: datetime
    protocol: Protocol
    clinic_zone: str
    texts: Texts
    actor: Person | None = None
    press: str | None = None
    card: int | None = None
    language: str = "en"
    chat_id: int = 0
    spread: timedelta = timedelta(0)  # over how long the prompts of one time are drawn apart

    @property
    def who(self) -> Person:
        """The person who is asking.

        Raises:
            NotAllowedError: if nobody known is.
        """
        if self.actor is None:
            raise NotAllowedError
        return self.actor

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's zone."""
        return zone_of(self.clinic_zone)

    async def met(self, name: str) -> Person:
        """Somebody who is not known yet, from now on known by their chat."""
        return await self.uow.people.add(chat_id=self.chat_id, name=name, language=self.language, now=self.now)

    def as_actor(self, person: Person) -> "Scene":
        """The same happening with somebody as the one who asks."""
        return replace(self, actor=person)

    async def clinic(self) -> Clinic:
        """The clinic.

        Raises:
            RefusedError: if it has not been set up.
        """
        known = await self.uow.clinics.get()
        if known is None:
            raise RefusedError(Said.SET_UP_FIRST)
        return known

    def require(self, action: Action, *about: About) -> Person:
        """The person who is asking, if they may do it.

        Raises:
            NotAllowedError: if they may not.
        """
        who = self.who
        if not may(who, action, *about):
            raise NotAllowedError
        return who

    async def agreed_by(self, person_id: int) -> bool:
        """Whether somebody agrees to the words as they are now, in the language in which they agreed."""
        given = await self.uow.consents.latest(person_id)
        if given is None or given.withdrawn_at is not None:
            return False
        return given.version == self.texts.consent_version(given.language)

    async def has_withdrawn(self, person_id: int) -> bool:
        """Whether somebody has withdrawn their agreement, and not given it anew: nothing is sent to them unasked."""
        given = await self.uow.consents.latest(person_id)
        return given is not None and given.withdrawn_at is not None

    async def show(self, message: Message) -> int:
        """Show something to the one who asks: on the card whose button was pressed, else on a new one."""
        if self.card is not None and not (message.picture or message.document):
            await self.uow.outbox.edit(self.card, message)
            return self.card
        return await self.uow.outbox.send(self.who.id, message)

    async def send(self, message: Message) -> int:
        """Send something new to the one who asks."""
        return await self.uow.outbox.send(self.who.id, message)

    async def toast(self, said: Said, *, loud: bool = False, **data: str) -> None:
        """Put a short notice over the pressed button, if one was pressed."""
        if self.press is not None:
            await self.uow.outbox.answer(self.press, Toast(said=said, data=data), loud=loud)


def may(who: Person, action: Action, *about: About) -> bool:
    """Whether somebody may do it to these."""
    return allowed(action, who.roles, frozenset().union(*(_relations(who, one) for one in about)))


def _relations(who: Person, about: About) -> frozenset[Relation]:
    match about:
        case PlanRecord(patient_id=patient, clinician_id=clinician, cover_id=cover):
            found = {Relation.OWN: patient == who.id, Relation.CARES: who.id in {clinician, cover}}
            return frozenset(relation for relation, holds in found.items() if holds)
        case CoverRecord(clinician_id=absent, colleague_id=asked):
            found = {Relation.OWN: absent == who.id, Relation.ASKED: asked == who.id}
            return frozenset(relation for relation, holds in found.items() if holds)
        case Invitation(created_by=maker) if maker == who.id:
            return frozenset({Relation.OWN})
        case AlertRecord(state=AlertState.ACKNOWLEDGED, owner_id=owner) if owner == who.id:
            return frozenset({Relation.TOOK})
        case _:
            return frozenset()


async def own_plan(scene: Scene, action: Action) -> PlanRecord:
    """The asking patient's plan.

    Raises:
        NotAllowedError: if they are not a patient.
        RefusedError: if they have no plan, or must agree to words that have changed first.
    """
    record = await scene.uow.plans.of_patient(scene.who.id)
    if record is None:
        staff = scene.who.roles and not scene.who.is_a(Role.PATIENT)
        raise RefusedError(Said.PATIENT_ONLY if staff else Said.NO_PLAN)
    return await require_own(scene, action, record)


async def require_own(scene: Scene, action: Action, record: PlanRecord) -> PlanRecord:
    """A plan, if the asking patient may do this to it now.

    Raises:
        NotAllowedError: if it is not theirs.
        ConsentNeededError: if they must agree to words that have changed first.
    """
    who = scene.require(action, record)
    if action in ONLY_AGREED and not record.plan.discharged and not await scene.agreed_by(who.id):
        raise ConsentNeededError(Said.CONSENT_FIRST)
    return record


def takes_reports(record: PlanRecord) -> PlanRecord:
    """A plan that takes reports at the moment.

    Raises:
        RefusedError: if it is stopped, paused or over.
    """
    closed = {Status.STOPPED: Said.PLAN_STOPPED, Status.DISCHARGED: Said.PLAN_ENDED, Status.PAUSED: Said.PLAN_PAUSED}
    if (said := closed.get(record.plan.status)) is not None:
        raise RefusedError(said)
    return record


async def plan_cared_for(scene: Scene, plan_id: int, action: Action) -> PlanRecord:
    """A plan by its id, if the one who asks may do this to it. A plan that is not there is as forbidden as another's.

    Raises:
        NotAllowedError: if they may not.
    """
    record = await scene.uow.plans.get(plan_id)
    if record is None:
        raise NotAllowedError
    scene.require(action, record)
    return record
