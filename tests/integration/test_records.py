"""What goes into storage comes out again: every field of every record, whatever it holds."""

import dataclasses
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from sqlalchemy import delete

from rehab.alerts import AlertState
from rehab.messages.common import Stranger
from rehab.permissions import Role
from storage.tables import prompt
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import CHAT, Practice
from tests.integration.values import FEW, values
from tests.tools.classes import classes_in
from usecases import records
from usecases.records import (
    Access,
    AlertRecord,
    Clinic,
    Consent,
    CoverRecord,
    CoverState,
    Dialogue,
    Draft,
    Entry,
    Invitation,
    Note,
    PatientTerms,
    Person,
    PlanRecord,
    Prompt,
    Side,
)

# A draft is tried with its prompt, and terms with their invitation.
TRIED = {
    *(
        Access,
        AlertRecord,
        Clinic,
        Consent,
        CoverRecord,
        Dialogue,
        Draft,
        Entry,
        Invitation,
        Note,
        PatientTerms,
        Person,
    ),
    *(PlanRecord, Prompt),
}


def test_no_record_is_forgotten() -> None:
    """A record that is added to those that there are needs a test here."""
    assert {one for one in classes_in(records) if dataclasses.is_dataclass(one)} | {Clinic} == TRIED


@FEW
@given(like=values(Person))
async def test_a_person(work: SqlWork, like: Person) -> None:
    """Name, language, roles, zone, and whether they can be reached."""
    async with work("keep") as uow:
        met = await uow.people.add(chat_id=CHAT, name="First", language="en", now=MONDAY)
        await uow.people.save(replace(like, id=met.id))
    async with work("look") as uow:
        assert await uow.people.get(met.id) == replace(like, id=met.id)
        assert await uow.people.by_chat(CHAT) == replace(like, id=met.id)
        for role in Role:
            holders = {person.id for person in await uow.people.with_role(role)}
            assert (met.id in holders) is (role in like.roles)
        await uow.people.move_to_chat(met.id, CHAT + 99)  # the chat is free for the next example


@FEW
@given(first=values(Clinic), then=values(Clinic))
async def test_the_clinic(work: SqlWork, first: Clinic, then: Clinic) -> None:
    """There is one, and it is what was saved last."""
    async with work("keep") as uow:
        await uow.clinics.save(first)
        await uow.clinics.save(then)
    async with work("look") as uow:
        assert await uow.clinics.get() == then


@FEW
@given(like=values(Invitation), then=values(Invitation))
async def test_an_invitation(work: SqlWork, known: Practice, like: Invitation, then: Invitation) -> None:
    """With what was said of the patient; what becomes of it is kept too."""
    of_known = replace(like, created_by=known.clinician.id, plan_id=known.plan.id, used_by=known.patient.id)
    async with work("keep") as uow:
        made, code = replace(of_known, id=uow.new_id()), uow.new_code()
        await uow.invitations.add(made, code)
    async with work("look") as uow:
        assert await uow.invitations.get(made.id) == made
        assert await uow.invitations.by_code(code) == made
        assert made in await uow.invitations.made_by(known.clinician.id)
        changed = replace(then, id=made.id, created_at=made.created_at, created_by=None, plan_id=None, used_by=None)
        await uow.invitations.save(changed)
        assert await uow.invitations.get(made.id) == changed


async def test_the_invitation_that_a_patient_came_in_by(work: SqlWork, known: Practice) -> None:
    """The latest that was used and says something of them: not a link for a new phone, nor one that is still open."""
    terms = PatientTerms(name="Pat", side=Side.LEFT, stage=1, level=1, baseline_pain=4, sport_goal=False)

    async def made(used: int | None, about: PatientTerms | None = terms) -> Invitation:
        async with work(f"make {used} {about}") as uow:
            day, person = timedelta(days=used or 0), known.patient.id
            new = Invitation(
                id=uow.new_id(), role=Role.PATIENT, created_by=known.clinician.id, created_at=MONDAY, expires_at=MONDAY,
                terms=about, used_by=person, used_at=None if used is None else MONDAY + day,
            )  # fmt: skip
            await uow.invitations.add(new, uow.new_code())
        return new

    for used, about in ((1, terms), (3, None), (None, terms)):
        await made(used, about)
    latest = await made(2, replace(terms, surgery_or_injection=True))
    async with work("look") as uow:
        assert await uow.invitations.that_began(known.patient.id) == latest
        assert await uow.invitations.that_began(known.clinician.id) is None


def same_plan(like: PlanRecord, record: PlanRecord) -> PlanRecord:
    """A record in the place of another: what identifies it stays."""
    kept = ("id", "patient_id", "clinician_id", "cover_id", "created_at")
    return replace(like, **{name: getattr(record, name) for name in kept})


@FEW
@given(like=values(PlanRecord), then=values(PlanRecord))
async def test_a_plan(work: SqlWork, known: Practice, like: PlanRecord, then: PlanRecord) -> None:
    """With its whole state, the patient's preferences, and what falls due."""
    async with work("keep") as uow:
        people: dict[str, Any] = {"patient_id": known.patient.id, "clinician_id": known.clinician.id, "cover_id": None}
        new = replace(like, id=uow.new_id(), **people)
        await uow.plans.add(new)
    async with work("look") as uow:
        assert await uow.plans.get(new.id) == new
        assert new in await uow.plans.of_clinician(known.clinician.id)
        await uow.plans.save(same_plan(then, new))
        assert await uow.plans.get(new.id) == same_plan(then, new)
        await uow.plans.hand_over(known.clinician.id, known.patient.id)
        assert new.id in [one.id for one in await uow.plans.of_clinician(known.patient.id) if one.cover_id]
        await uow.plans.hand_over(known.clinician.id, None)


@FEW
@given(like=values(CoverRecord), then=values(CoverRecord))
async def test_a_hand_over(work: SqlWork, known: Practice, like: CoverRecord, then: CoverRecord) -> None:
    """Who, to whom, from when to when, and where it stands."""
    fixed: dict[str, Any] = {"clinician_id": known.clinician.id, "colleague_id": known.patient.id}
    fixed |= {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(days=1)}
    async with work("keep") as uow:
        new = replace(like, id=uow.new_id(), **fixed)
        await uow.covers.add(new)
    async with work("look") as uow:
        assert await uow.covers.get(new.id) == new
        live = new.state in {"asked", "agreed", "active"}
        assert (await uow.covers.live_of(known.clinician.id) == new) is live
        assert (new in await uow.covers.live_with(known.patient.id)) is live
        changed = replace(then, id=new.id, **{**fixed, "state": CoverState.ENDED})
        await uow.covers.save(changed)
        assert await uow.covers.get(new.id) == changed


@FEW
@given(like=values(Entry))
async def test_a_link_of_the_chain(work: SqlWork, known: Practice, like: Entry) -> None:
    """Its instant, kind and body, and later that it was superseded."""
    async with work("keep") as uow:
        link = await uow.journal.append(known.plan.id, like.at, like.kind, like.body)
        if like.superseded:
            await uow.journal.supersede(known.plan.id, [link.seq])
    async with work("look") as uow:
        kept = (await uow.journal.entries(known.plan.id, like.kind))[-1]
        assert kept == replace(like, plan_id=known.plan.id, seq=link.seq)


async def card_for(uow: SqlUnitOfWork, person: Person) -> int:
    """A card that somebody can be shown."""
    return await uow.outbox.send(person.id, Stranger(), key=str(uow.new_id()))


@FEW
@given(like=values(Prompt), then=values(Prompt))
async def test_a_prompt(work: SqlWork, known: Practice, like: Prompt, then: Prompt) -> None:
    """With all that has been answered on its card so far."""
    async with work("keep") as uow:
        card = await card_for(uow, known.patient)
        new = replace(like, id=uow.new_id(), plan_id=known.plan.id, card=card)
        await uow.prompts.add(new)
    async with work("look") as uow:
        assert await uow.prompts.get(new.id) == new
        assert new in await uow.prompts.of_day(known.plan.id, new.day)
        assert (new in await uow.prompts.live(known.plan.id)) is new.live
        kept = {name: getattr(new, name) for name in ("id", "plan_id", "kind", "day", "slot")}
        await uow.prompts.save(replace(then, card=None, **kept))
        assert await uow.prompts.get(new.id) == replace(then, card=None, **kept)
    await done_with_prompts(work, known)


async def done_with_prompts(work: SqlWork, known: Practice) -> None:
    """Make room for the next example, which may have the same key."""
    async with work("clean") as uow:
        await uow._connection.execute(delete(prompt))


@FEW
@given(like=values(AlertRecord), then=values(AlertRecord))
async def test_an_alert(work: SqlWork, known: Practice, like: AlertRecord, then: AlertRecord) -> None:
    """With its numbers, the policy that held when it opened, who was told, and the note that resolved it."""
    async with work("keep") as uow:
        new = replace(like, id=uow.new_id(), plan_id=known.plan.id, owner_id=known.clinician.id)
        new = replace(new, resolved_by=known.administrator.id)
        await uow.alerts.add(new)
    async with work("look") as uow:
        assert await uow.alerts.get(new.id) == new
        unresolved = new.state is not AlertState.RESOLVED
        assert await uow.alerts.unresolved(known.plan.id) == ([new] if unresolved else [])
        fixed = ("id", "plan_id", "kind", "rule", "opened_at", "policy", "protocol_version")
        changed = replace(then, owner_id=None, resolved_by=None, **{name: getattr(new, name) for name in fixed})
        await uow.alerts.save(changed)
        assert await uow.alerts.get(new.id) == changed
        await uow.alerts.save(replace(changed, state=AlertState.RESOLVED))


@FEW
@given(like=values(Consent))
async def test_a_consent(work: SqlWork, known: Practice, like: Consent) -> None:
    """The very words that somebody agreed to; the latest counts."""
    given_now = replace(like, person_id=known.patient.id)
    async with work("keep") as uow:
        await uow.consents.add(replace(given_now, text="before"))
        await uow.consents.add(given_now)
    async with work("look") as uow:
        assert await uow.consents.latest(known.patient.id) == given_now
        assert await uow.consents.latest(known.administrator.id) is None


@FEW
@given(like=values(Note))
async def test_a_note(work: SqlWork, known: Practice, like: Note) -> None:
    """What a clinician wrote."""
    async with work("keep") as uow:
        written = replace(like, id=uow.new_id(), plan_id=known.plan.id, author_id=known.clinician.id)
        await uow.notes.add(written)
    async with work("look") as uow:
        assert written in await uow.notes.of_plan(known.plan.id)


@FEW
@given(like=values(Access))
async def test_a_look(work: SqlWork, known: Practice, like: Access) -> None:
    """Who looked at whom, newest first; they are counted."""
    look = replace(like, plan_id=known.plan.id, person_id=known.clinician.id)
    async with work("keep") as uow:
        before = await uow.accesses.count()
        await uow.accesses.add(look)
    async with work("look") as uow:
        assert await uow.accesses.newest(1) == [look]
        assert await uow.accesses.count() == before + 1


@FEW
@given(first=values(Dialogue), then=values(Dialogue))
async def test_a_dialogue(work: SqlWork, known: Practice, first: Dialogue, then: Dialogue) -> None:
    """What somebody was last asked; afterwards nothing."""
    async with work("keep") as uow:
        await uow.dialogues.set(known.patient.id, first, MONDAY)
        await uow.dialogues.set(known.patient.id, then, MONDAY)
        assert await uow.dialogues.get(known.clinician.id) is None
    async with work("look") as uow:
        assert await uow.dialogues.get(known.patient.id) == then
        await uow.dialogues.set(known.patient.id, None, MONDAY)
        assert await uow.dialogues.get(known.patient.id) is None
