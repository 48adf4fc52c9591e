"""Something secret in every repository that takes it."""

import json
from dataclasses import replace

from rehab.alerts import AlertState
from rehab.messages.safety import NoteToPatient
from rehab.permissions import Role
from storage.unit_of_work import SqlUnitOfWork
from tests.integration.databases import MONDAY
from tests.integration.people import Practice, a_prompt, an_alert, plan_for, somebody
from usecases.records import (
    Access,
    Clinic,
    Consent,
    Dialogue,
    EntryKind,
    Invitation,
    Note,
    PatientTerms,
    Person,
    Side,
    Sight,
)

# In words nobody else uses, and in numbers that nothing else comes near.
NAME, WORDS, PRESS, CODE = "Quillfeather", "zugzwang-at-the-sit-bone", "press-4711-kumquat", "code-8f-marzipan-xyzzy"
HERS, THEIRS = 7_581_264_930_117, 6_218_837_451_909
PHONE = "+44 20 7946 0999"
OPEN = "Openly Known Clinic"


async def written_everywhere(uow: SqlUnitOfWork, known: Practice, number: int = 0) -> None:
    """Put what must not show into every repository that takes it; once for each number."""
    patient = await somebody(uow, HERS + number, Role.PATIENT, name=NAME)
    await uow.people.save(replace(patient, phone=PHONE))
    plan = plan_for(uow, patient, known.clinician)
    await uow.plans.add(plan)
    await uow.clinics.save(Clinic(name=OPEN, phone="1", hours="2", emergency="3"))
    terms = PatientTerms(name=NAME, side=Side.LEFT, stage=1, level=1, baseline_pain=3, sport_goal=False)
    invitation = Invitation(
        id=uow.new_id(), role=Role.PATIENT, created_by=None, created_at=MONDAY, expires_at=MONDAY, terms=terms
    )
    await uow.invitations.add(invitation, f"{CODE}{number}")
    await uow.dialogues.set(patient.id, Dialogue("invite", {"name": NAME, "said": WORDS}), MONDAY)
    await uow.consents.add(Consent(person_id=patient.id, version="1", language="en", text="I agree", agreed_at=MONDAY))
    await uow.journal.append(plan.id, MONDAY, EntryKind.EVENT, {"kind": "pain_24h", "value": 3})
    await uow.prompts.add(replace(a_prompt(uow, known), plan_id=plan.id))
    resolved = replace(an_alert(uow, known), plan_id=plan.id, state=AlertState.RESOLVED, note=WORDS)
    await uow.alerts.add(resolved)
    await uow.notes.add(Note(id=uow.new_id(), plan_id=plan.id, author_id=known.clinician.id, text=WORDS, at=MONDAY))
    await uow.accesses.add(Access(plan_id=plan.id, person_id=known.clinician.id, what=Sight.CARD, at=MONDAY))
    await said_everywhere(uow, patient, number)


async def said_everywhere(uow: SqlUnitOfWork, patient: Person, number: int) -> None:
    """What arrives and what leaves."""
    payload = json.dumps({"message": {"chat": {"id": HERS, "first_name": NAME}, "text": f"{WORDS} /start {CODE}"}})
    await uow.inbox.add(number, HERS + number, payload, MONDAY)
    words = NoteToPatient(text=f"{WORDS} {CODE}", clinician=NAME)
    card = await uow.outbox.send(patient.id, words)
    await uow.outbox.edit(card, words)
    await uow.outbox.answer(PRESS, words)
    await uow.outbox.send_to_chat(THEIRS, words, language="en")
    await uow.outbox.menu(patient.id, words)
