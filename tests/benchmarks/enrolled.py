"""Databases with very many patients in them, each a day into their plan, for benchmarks.

One patient goes through the real use cases; all the others are copies of their rows, each with keys, ids and a chain of
their own. All of them live in one zone, so that all their days begin at the same moment: it cannot be worse.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Select, Table, insert, select, text

from handlers.desk import CatalogueTexts, Office
from rehab.events import Outcome, Session
from rehab.permissions import Role
from rehab.protocol import shipped_protocol
from rehab.protocol.load import SHIPPED
from storage.engine import Database
from storage.repositories.base import new_id
from storage.tables import entry, person, plan, role
from storage.unit_of_work import SqlWork
from storage.upgrade import upgrade
from storage.vault import Place, Vault, keyring, open_vault
from tests.integration.people import plan_for, practice, somebody
from usecases.after import settle
from usecases.chain.links import link_hash
from usecases.course import begin_chain, record_fact
from usecases.records import Clinic, Entry, EntryKind, PlanRecord
from wording.words import Library

CHAT = 6_000_000_000
SLICE = 2_000
ZONE = "Europe/London"
TRAINED_AFTER = timedelta(hours=2)
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A database, the way into it, and the plans and patients that were copied."""

    database: Database
    vault: Vault
    plans: Sequence[int]
    patients: Sequence[int]
    chats: range

    def work(self, at: datetime) -> SqlWork:
        """Units of work at an instant of clinical time."""
        return SqlWork(self.database, self.vault, lambda: at, lambda: at)


def office() -> Office:
    """The parts of every scene, with the shipped protocol."""
    protocol = shipped_protocol()
    return Office(protocol, ZONE, CatalogueTexts(Library(protocol, SHIPPED).words_in))


def next_morning(begun: datetime) -> datetime:
    """When the local day after one begins in London's winter."""
    return datetime(begun.year, begun.month, begun.day, 3, tzinfo=UTC) + timedelta(days=1)


@asynccontextmanager
async def enrolled(address: str, key: str, number: int, begun: datetime) -> AsyncIterator[Enrolled]:
    """So many patients who began at an instant and have trained once on that day."""
    database = Database(address)
    try:
        await upgrade(database, begun)
        async with database.writing() as connection:
            vault = await open_vault(connection, keyring([key]))
        template = await _first(SqlWork(database, vault, lambda: begun, lambda: begun), begun)
        copies = await _copied(database, vault, template, number, begun)
        async with database.writing() as connection:
            await connection.execute(text("ANALYZE"))
        yield Enrolled(database, vault, [c[0] for c in copies], [c[1] for c in copies], range(CHAT, CHAT + number))
    finally:
        await database.close()


async def _first(work: SqlWork, begun: datetime) -> PlanRecord:
    """One patient as they come to be: enrolled, laid out, and a session done."""
    known, desk = await practice(work), office()
    async with work("enrol") as uow:
        await uow.clinics.save(Clinic(name="Clinic", phone="020 7946 0000", hours="9-17", emergency="999"))
        patient = await somebody(uow, CHAT - 1, Role.PATIENT, known_since=begun)
        record = plan_for(uow, patient, known.clinician, begun)
        await uow.plans.add(record)
        await begin_chain(desk.scene(uow, begun), record)
    async with work("train") as uow:
        done = Session(at=begun + TRAINED_AFTER, outcome=Outcome.DONE, pain_before=2, pain_during=3)
        scene = desk.scene(uow, begun + TRAINED_AFTER)
        outcome = await record_fact(scene, record, done)
        return await settle(scene, outcome)


async def _copied(
    database: Database, vault: Vault, template: PlanRecord, number: int, begun: datetime
) -> list[tuple[int, int]]:
    numbers, found = count(), list[tuple[int, int]]()
    async with database.reading() as connection:
        of_plan = (await connection.execute(select(plan).where(plan.c.id == template.id))).mappings().one()
        chain = [dict(row) for row in (await connection.execute(_links(template.id))).mappings()]
    while len(found) < number:
        ids = [(new_id(), new_id()) for _ in range(min(SLICE, number - len(found)))]
        people = [_patient(vault, patient, CHAT + next(numbers), begun) for _, patient in ids]
        chains = [_chain(chain, own) for own, _ in ids]
        plans = [
            {**of_plan, "id": own, "patient_id": patient, "head": links[-1]["hash"]}
            for (own, patient), links in zip(ids, chains, strict=True)
        ]
        roles = [{"person_id": patient, "role": "patient"} for _, patient in ids]
        await _kept(database, (person, people), (role, roles), (plan, plans), (entry, [x for c in chains for x in c]))
        found += ids
    return found


def _links(plan_id: int) -> Select[Any]:
    return select(entry).where(entry.c.plan_id == plan_id).order_by(entry.c.seq)


async def _kept(database: Database, *rows: tuple[Table, Sequence[Values]]) -> None:
    async with database.writing() as connection:
        for table, values in rows:
            await connection.execute(insert(table), list(values))


def _patient(vault: Vault, patient: int, chat: int, begun: datetime) -> Values:
    key = vault.new_data_key()
    return {
        "id": patient, "data_key": key, "chat_index": vault.index(chat), "language": "en", "reachable": True,
        "chat": vault.seal(str(chat), Place("person", "chat", patient), key), "created_at": begun,
        "name": vault.seal("Pat", Place("person", "name", patient), key),
    }  # fmt: skip


def _chain(template: Sequence[Values], plan_id: int) -> list[Values]:
    """The same facts in a chain of their own, which verifies."""
    previous, links = template[0]["previous_hash"], list[Values]()
    for row in template:
        kind = EntryKind(row["kind"])
        link = Entry(plan_id=plan_id, seq=row["seq"], at=row["at"], kind=kind, body=row["body"])
        head = link_hash(previous, link)
        links.append({**row, "plan_id": plan_id, "previous_hash": previous, "hash": head})
        previous = head
    return links
