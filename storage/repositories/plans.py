"""Plans with their state, and what clinicians wrote."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from rehab.plan import PLAN
from rehab.timetable.preferences import PREFERENCES
from storage.repositories.base import Repository, as_json
from storage.tables import note, plan
from storage.vault import Place, Vault
from usecases.chain.links import Head
from usecases.records import Note, PauseReason, PlanRecord, Side

_ENDED = plan.c.status == "discharged"
_OF_PATIENT = select(plan).where(plan.c.patient_id == bindparam("of_patient"))
OF_PATIENT = _OF_PATIENT.order_by(_ENDED, plan.c.created_at.desc()).limit(1)
_DUE = select(plan.c.id).where(plan.c.next_at <= bindparam("now"))
DUE = _DUE.order_by(plan.c.next_at).limit(bindparam("most", type_=Integer))


class PlanRepository(Repository):
    """Plans with their state. One that changes several times in a unit of work is written once."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self._unwritten: dict[int, PlanRecord] = {}

    async def get(self, plan_id: int) -> PlanRecord | None:
        """The plan with an id; one whose patient was erased is nobody's, and not found."""
        if plan_id in self._unwritten:
            return self._unwritten[plan_id]
        row = await self._one(plan, plan_id)
        return _record(row) if row is not None and row["patient_id"] is not None else None

    async def write(self) -> None:
        """Write what has changed: before plans are looked for in any other way, and when the unit of work ends."""
        changed, self._unwritten = self._unwritten, {}
        for record in changed.values():
            await self._update(plan, record.id, _values(record))

    async def of_patient(self, person_id: int) -> PlanRecord | None:
        """A patient's plan: the one that is not discharged, else the latest."""
        await self.write()
        row = (await self._db.execute(OF_PATIENT, {"of_patient": person_id})).mappings().one_or_none()
        return _record(row) if row is not None else None

    async def of_clinician(self, person_id: int) -> list[PlanRecord]:
        """The plans that a clinician cares for, their own and those they look after for others, oldest first."""
        await self.write()
        theirs = (plan.c.clinician_id == person_id) | (plan.c.cover_id == person_id)
        query = select(plan).where(theirs).order_by(plan.c.created_at, plan.c.id)
        return [_record(row) for row in (await self._db.execute(query)).mappings()]

    async def running(self) -> int:
        """How many plans owe anything at all."""
        await self.write()
        owing = plan.c.status.in_(["active", "flare", "maintenance"]) & plan.c.patient_id.is_not(None)
        query = select(func.count()).where(owing)
        return int(await self._db.scalar(query) or 0)

    async def hand_over(self, clinician_id: int, colleague_id: int | None) -> None:
        """From now on a colleague, or with None the clinician again, is there for all of a clinician's patients."""
        await self.write()
        theirs = update(plan).where(plan.c.clinician_id == clinician_id)
        await self._db.execute(theirs.values(cover_id=colleague_id))

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of plans for which something has fallen due, the longest due first."""
        await self.write()
        return list(await self._db.scalars(DUE, {"now": now, "most": limit}))

    async def next_at(self) -> datetime | None:
        """When something falls due next for any plan."""
        await self.write()
        first: datetime | None = await self._db.scalar(select(func.min(plan.c.next_at)))
        return first

    async def add(self, record: PlanRecord) -> None:
        """Keep a new plan."""
        head = Head()
        values = {
            "id": record.id,
            "cover_id": record.cover_id,
            "created_at": record.created_at,
            "links": head.links,
            "head": head.hash,
        }
        await self._add(plan, {**values, **_values(record)})

    async def save(self, record: PlanRecord) -> None:
        """Keep a plan's new state."""
        self._unwritten[record.id] = record


def _values(record: PlanRecord) -> dict[str, Any]:
    return {
        "patient_id": record.patient_id,
        "clinician_id": record.clinician_id,
        "side": record.side,
        "status": record.plan.status,
        "state": as_json(PLAN, record.plan),
        "preferences": as_json(PREFERENCES, record.preferences),
        "protocol_id": record.protocol_id,
        "protocol_version": record.protocol_version,
        "next_at": record.next_at,
        "laid_out": record.laid_out,
        "pause_reason": record.pause_reason,
        "resume_on": record.resume_on,
    }


def _record(row: RowMapping) -> PlanRecord:
    return PlanRecord(
        id=row["id"],
        patient_id=row["patient_id"],
        clinician_id=row["clinician_id"],
        cover_id=row["cover_id"],
        side=Side(row["side"]),
        plan=PLAN.validate_python(row["state"]),
        preferences=PREFERENCES.validate_python(row["preferences"]),
        protocol_id=row["protocol_id"],
        protocol_version=row["protocol_version"],
        next_at=row["next_at"],
        laid_out=row["laid_out"],
        pause_reason=PauseReason(row["pause_reason"]) if row["pause_reason"] else None,
        resume_on=row["resume_on"],
        created_at=row["created_at"],
    )


class NoteRepository(Repository):
    """Words from clinicians to patients, sealed with the patient's key."""

    async def add(self, written: Note) -> None:
        """Keep a note."""
        sealed = await self._seal_for(await self._patient(written.plan_id), written.text, _place(written.id))
        values = {"id": written.id, "plan_id": written.plan_id, "author_id": written.author_id}
        await self._db.execute(insert(note).values(text=sealed, at=written.at, **values))

    async def of_plan(self, plan_id: int) -> list[Note]:
        """A plan's notes, newest first."""
        patient = await self._patient(plan_id)
        rows = await self._db.execute(select(note).where(note.c.plan_id == plan_id).order_by(note.c.at.desc()))
        return [
            Note(
                id=row["id"],
                plan_id=plan_id,
                author_id=row["author_id"],
                text=await self._unseal_for(patient, row["text"], _place(row["id"])),
                at=row["at"],
            )
            for row in rows.mappings().all()
        ]

    async def _patient(self, plan_id: int) -> int:
        found = await self._db.scalar(select(plan.c.patient_id).where(plan.c.id == plan_id))
        if found is None:
            raise LookupError(f"no plan {plan_id}")
        return int(found)


def _place(note_id: int) -> Place:
    return Place("note", "text", note_id)
