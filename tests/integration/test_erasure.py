"""A patient who is erased is gone: from every table and file, for everybody, while all others stay as they were."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Row, select, update

from rehab.messages.alerts import ScreenPositive
from rehab.messages.invitations import PatientIn
from rehab.permissions import Role
from rehab.plan import Position
from storage.chains import Chains
from storage.engine import Database
from storage.kept import EVERYTHING
from storage.tables import alert, consent, dialogue, entry, inbox, invitation, metadata, note, person, plan, prompt
from storage.unit_of_work import SqlWork
from storage.vault import Vault
from tests.integration.databases import MONDAY
from tests.integration.hidden import HERS, NAME, PHONE, WORDS, written_everywhere
from tests.integration.people import CHAT, Practice, a_prompt
from tests.integration.post import Post
from tests.integration.test_sealing import contents, forms
from usecases.chain.links import check_links
from usecases.erase import NotAPatientError, erased
from usecases.ports import AskedBy
from usecases.records import EntryKind, Invitation, PatientTerms, Person, PlanRecord, Side

Rows = Mapping[str, list[tuple[object, ...]]]


async def in_the_middle(work: SqlWork, known: Practice) -> tuple[Person, PlanRecord]:
    """Everything that can be kept of a patient is; their clinician is about to be told of them, and of another."""
    async with work("write") as uow:
        await written_everywhere(uow, known)
        patient = await uow.people.by_chat(HERS)
        assert patient is not None
        record = await uow.plans.of_patient(patient.id)
        assert record is not None
        terms = PatientTerms(name=NAME, side=Side.LEFT, stage=1, level=1, baseline_pain=3, sport_goal=False)
        came = Invitation(
            id=uow.new_id(), role=Role.PATIENT, created_by=known.clinician.id, created_at=MONDAY, expires_at=MONDAY,
            terms=terms, used_at=MONDAY, used_by=patient.id,
        )  # fmt: skip
        await uow.invitations.add(came, "the-code-by-which-they-came")
        told = PatientIn(plan=record.id, name=NAME, position=Position(1, 1))
        await uow.outbox.send(known.clinician.id, told, key="about them")
        screened = ScreenPositive(name=NAME, flags=("pop",), tier="A", at=MONDAY, see_by=MONDAY.date())
        await uow.outbox.send(known.clinician.id, screened, key="about them by name")
        other = replace(told, plan=known.plan.id, name=known.patient.name)
        await uow.outbox.send(known.clinician.id, other, key="about another")
    return patient, record


async def erase(work: SqlWork, patient: Person) -> None:
    """The patient wants it."""
    async with work("erase", isolated=True) as uow:
        await erased(uow, patient, AskedBy.PATIENT)


async def all_rows(database: Database) -> Rows:
    """Everything that is stored, table by table."""
    async with database.reading() as connection:
        found = {name: (await connection.execute(select(table))).all() for name, table in metadata.tables.items()}
    return {name: sorted((tuple(row) for row in rows), key=repr) for name, rows in found.items()}


async def bytes_of(database: Database, patient: Person, record: PlanRecord) -> list[bytes]:
    """What is sealed of a patient, and the key that opens it."""
    whose = {
        person: person.c.id == patient.id,
        dialogue: dialogue.c.person_id == patient.id,
        note: note.c.plan_id == record.id,
        alert: alert.c.plan_id == record.id,
        invitation: invitation.c.used_by == patient.id,
    }
    found: list[bytes] = []
    async with database.reading() as connection:
        for table, theirs in whose.items():
            sealed = [column for column in table.c if isinstance(column.type, LargeBinary)]
            rows = (await connection.execute(select(*sealed).where(theirs))).all()
            assert rows, table.name
            found += [value for row in rows for value in row if value is not None]
    return found


async def test_nothing_of_them_is_left_anywhere(
    database: Database, work: SqlWork, vault: Vault, known: Practice, post: Post
) -> None:
    """Not what was sealed, nor the key, nor how to find them, nor a word in the clear; not in a file either."""
    patient, record = await in_the_middle(work, known)
    hers = await bytes_of(database, patient, record)
    hers += [vault.index(HERS).encode(), b"I agree"]
    before = await contents(database)
    assert [one for one in hers if one not in before and one.hex().encode() not in before] == []
    await erase(work, patient)
    await post.all_out()
    await database.empty_log()
    after = await contents(database)
    assert [one for one in hers if one in after or one.hex().encode() in after] == []
    assert not [form for form in forms(NAME) + forms(HERS) if form in after]


async def test_nobody_knows_them_any_more(work: SqlWork, known: Practice, post: Post) -> None:
    """Neither by their chat, nor their plan, nor in a list; nothing falls due."""
    patient, record = await in_the_middle(work, known)
    await erase(work, patient)
    async with work("look") as uow:
        assert await uow.people.by_chat(HERS) is None
        assert await uow.people.by_number(record.id) is None
        assert await uow.plans.get(record.id) is None
        assert await uow.plans.of_patient(patient.id) is None
        assert [one.id for one in await uow.plans.of_clinician(known.clinician.id)] == [known.plan.id]
        assert await uow.plans.due(MONDAY, 9) == [known.plan.id]
        assert await uow.plans.running() == 1
    # Whatever was to be said to them or of them is not; but they and their clinician hear that it is done.
    kinds = [(item.kind, item.person_id) for item in await waiting(post)]
    assert kinds.count(("patient_erased", known.clinician.id)) == 1
    assert kinds.count(("erased", None)) == 1
    assert kinds.count(("patient_in", known.clinician.id)) == 1
    assert ("screen_positive", known.clinician.id) not in kinds
    assert patient.id not in [to for _, to in kinds]


async def waiting(post: Post) -> Sequence[Row[Any]]:
    """What is to go out."""
    async with post.database.reading() as connection:
        outbox = metadata.tables["outbox"]
        return (await connection.execute(select(outbox).where(outbox.c.state == "due"))).all()


async def test_everybody_else_stays_as_they_were(database: Database, work: SqlWork, known: Practice) -> None:
    """No row of another patient, of the staff or of the clinic is changed or missing."""
    async with work("others") as uow:
        await written_everywhere(uow, known, number=1)
    before = await all_rows(database)
    patient, _ = await in_the_middle(work, known)
    await erase(work, patient)
    after = await all_rows(database)
    changed = {name for name, rows in before.items() if not set(map(repr, rows)) <= set(map(repr, after[name]))}
    assert changed == set()


async def test_the_chain_stays_whole_and_leads_to_nobody(database: Database, work: SqlWork, known: Practice) -> None:
    """Its links and its head are what they were; the row that holds them has no person in it."""
    patient, record = await in_the_middle(work, known)
    links = select(entry).where(entry.c.plan_id == record.id)
    async with database.reading() as connection:
        before = (await connection.execute(links)).all()
    await erase(work, patient)
    async with database.reading() as connection:
        assert (await connection.execute(links)).all() == before
        row = (await connection.execute(select(plan).where(plan.c.id == record.id))).mappings().one()
    empty = ("patient_id", "clinician_id", "cover_id", "side", "preferences", "next_at", "pause_reason", "resume_on")
    assert [row[name] for name in empty] == [None] * len(empty)
    chain = await Chains(database).get(record.id)
    assert chain is not None
    check_links(chain)
    assert str(patient.id).encode() not in repr(chain).encode()


async def test_what_was_changed_just_before_does_not_come_back(
    database: Database, work: SqlWork, known: Practice
) -> None:
    """Plans, links and prompts are written late in a unit of work, but never after an erasure in the same one."""
    patient, record = await in_the_middle(work, known)
    async with work("erase", isolated=True) as uow:
        await uow.plans.save(replace(record, next_at=MONDAY + timedelta(days=1)))
        await uow.journal.append(record.id, MONDAY + timedelta(days=1), EntryKind.EVENT, {"kind": "discharge"})
        await uow.prompts.add(replace(a_prompt(uow, known), plan_id=record.id, slot=7))
        await uow.holdings.erase(patient.id, AskedBy.PATIENT)
    async with database.reading() as connection:
        row = (await connection.execute(select(plan).where(plan.c.id == record.id))).mappings().one()
        left = (await connection.execute(select(prompt).where(prompt.c.plan_id == record.id))).all()
    assert (row["patient_id"], row["next_at"], left) == (None, None, [])
    chain = await Chains(database).get(record.id)
    assert chain is not None
    check_links(chain)
    assert chain.links[-1].entry.body == {"kind": "discharge"}


async def test_an_erasure_that_breaks_off_has_not_begun(database: Database, work: SqlWork, known: Practice) -> None:
    """Whatever ends it in the middle: everything is there, and can be read."""
    patient, _ = await in_the_middle(work, known)
    before = await all_rows(database)
    with pytest.raises(RuntimeError, match="power cut"):
        await _broken_off(work, patient)
    assert await all_rows(database) == before
    async with work("look") as uow:
        assert await uow.people.get(patient.id) == patient


async def _broken_off(work: SqlWork, patient: Person) -> None:
    async with work("erase") as uow:
        await erased(uow, patient, AskedBy.PATIENT)
        raise RuntimeError("power cut")


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.ADMINISTRATOR])
async def test_the_staff_cannot_be_erased_like_this(
    database: Database, work: SqlWork, known: Practice, role: Role
) -> None:
    """Also if they are a patient as well: those whom they care for would be left without anybody."""
    async with work("role") as uow:
        await uow.people.save(replace(known.patient, roles=frozenset({Role.PATIENT, role})))
    before = await all_rows(database)
    async with work("erase") as uow:
        patient = await uow.people.by_chat(CHAT)
        assert patient is not None
        with pytest.raises(NotAPatientError):
            await erased(uow, patient, AskedBy.OPERATOR)
    assert await all_rows(database) == before


async def test_what_they_sent_last_is_still_dealt_with_once(database: Database, work: SqlWork, known: Practice) -> None:
    """An update that waits behind the erasure comes from somebody who is not known; its number stays taken."""
    patient, _ = await in_the_middle(work, known)
    await erase(work, patient)
    async with work("again") as uow:
        assert not await uow.inbox.add(0, HERS, "{}", MONDAY)
    async with database.reading() as connection:
        assert list(await connection.scalars(select(inbox.c.sender).where(inbox.c.update_id == 0))) == ["erased"]


async def test_a_withdrawn_consent_goes_too(database: Database, work: SqlWork, known: Practice) -> None:
    """Also what they have agreed to, in whichever state."""
    patient, _ = await in_the_middle(work, known)
    async with database.writing() as connection:
        await connection.execute(update(consent).values(withdrawn_at=MONDAY))
    await erase(work, patient)
    async with database.reading() as connection:
        assert (await connection.execute(select(consent).where(consent.c.person_id == patient.id))).all() == []


async def test_all_that_is_held_can_be_read_before(work: SqlWork, known: Practice) -> None:
    """Names and words in the clear, facts as they are, and nothing of anybody else."""
    patient, record = await in_the_middle(work, known)
    async with work("look") as uow:
        held = await uow.holdings.of(patient.id)
    assert set(held) == {kept.table.name for kept in EVERYTHING if kept.shown}
    assert all(len(rows) == 1 for rows in held.values())
    assert (held["person"][0]["name"], held["person"][0]["phone"]) == (NAME, PHONE)
    assert (held["person"][0]["chat"], held["note"][0]["text"]) == (str(HERS), WORDS)
    assert held["alert"][0]["note"] == WORDS
    assert held["dialogue"][0]["data"] == {"name": NAME, "said": WORDS}
    assert held["entry"][0]["body"] == {"kind": "pain_24h", "value": 3}
    assert held["plan"][0]["id"] == str(record.id)
    assert json.loads(json.dumps(held)) == held
