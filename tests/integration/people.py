"""A small clinic in the database, for tests that need somebody to write to."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rehab.alerts import POLICIES, AlertState
from rehab.engine import AlertKind
from rehab.permissions import Role
from rehab.plan import Position, begin
from rehab.timetable import Preferences, PromptKind
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from tests.integration.databases import MONDAY
from usecases.records import AlertRecord, Person, PlanRecord, Prompt, Side

CHAT = 7_349_218_846_203  # larger than 32 bits, as Telegram's ids are


async def somebody(
    uow: SqlUnitOfWork, chat_id: int, *roles: Role, name: str = "Ann", known_since: datetime = MONDAY
) -> Person:
    """A person with roles."""
    met = await uow.people.add(chat_id=chat_id, name=name, language="en", now=known_since)
    person = replace(met, roles=frozenset(roles))
    await uow.people.save(person)
    return person


def plan_for(uow: SqlUnitOfWork, patient: Person, clinician: Person, at: datetime = MONDAY) -> PlanRecord:
    """A plan that starts now, not stored yet."""
    return PlanRecord(
        id=uow.new_id(),
        patient_id=patient.id,
        clinician_id=clinician.id,
        side=Side.LEFT,
        plan=begin(zone="Europe/London", at=at, position=Position(1, 1), baseline_pain=3),
        preferences=Preferences(),
        protocol_id="pht",
        protocol_version="1.0.0",
        next_at=at,
        created_at=at,
    )


@dataclass(frozen=True, slots=True)
class Practice:
    """Who there is."""

    administrator: Person
    clinician: Person
    patient: Person
    plan: PlanRecord


async def practice(work: SqlWork) -> Practice:
    """An administrator, a clinician, and a patient with a plan."""
    async with work("practice") as uow:
        administrator = await somebody(uow, CHAT + 1, Role.ADMINISTRATOR, name="Ada")
        clinician = await somebody(uow, CHAT + 2, Role.CLINICIAN, name="Cleo")
        patient = await somebody(uow, CHAT, Role.PATIENT, name="Pat")
        plan = plan_for(uow, patient, clinician)
        await uow.plans.add(plan)
    return Practice(administrator, clinician, patient, plan)


def a_prompt(uow: SqlUnitOfWork, known: Practice) -> Prompt:
    """A session that is owed now."""
    return Prompt(
        id=uow.new_id(),
        plan_id=known.plan.id,
        kind=PromptKind.SESSION,
        day=MONDAY.date(),
        slot=1,
        opens_at=MONDAY,
        due_at=MONDAY,
        closes_at=MONDAY + timedelta(hours=4),
        next_at=MONDAY,
    )


def an_alert(uow: SqlUnitOfWork, known: Practice) -> AlertRecord:
    """An alert that is open."""
    return AlertRecord(
        id=uow.new_id(),
        plan_id=known.plan.id,
        kind=AlertKind.URGENT,
        rule="red_flag",
        inputs={"flags": "pop"},
        state=AlertState.OPEN,
        opened_at=MONDAY,
        told_from=MONDAY,
        policy=POLICIES[AlertKind.URGENT],
        protocol_version="1.0.0",
        next_at=MONDAY,
    )
