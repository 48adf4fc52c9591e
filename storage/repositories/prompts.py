"""What is owed to patients, and what clinicians are told about."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Integer, Select, bindparam, func, literal_column, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from rehab.alerts import POLICY, AlertState, Reply
from rehab.engine import AlertKind
from rehab.timetable import PromptKind
from storage.repositories.base import Repository, as_json
from storage.statements import adding
from storage.tables import alert, plan, prompt
from storage.vault import Place, Vault
from usecases.records import LIVE, AlertRecord, Draft, Prompt, PromptState, PromptStep

A_FEW = 20
PATIENT_OF = select(plan.c.patient_id).where(plan.c.id == bindparam("of_plan"))
DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


_MOST = bindparam("most", type_=Integer)
_OF_PLAN = select(prompt).where(prompt.c.plan_id == bindparam("of_plan")).order_by(prompt.c.due_at, prompt.c.slot)
OF_DAY = _OF_PLAN.where(prompt.c.day == bindparam("of_day"))
_LIVE = prompt.c.state.in_([literal_column(f"'{state}'") for state in sorted(LIVE)])
OF_DAY_OR_LIVE = _OF_PLAN.where((prompt.c.day == bindparam("of_day")) | _LIVE)
STILL_LIVE = _OF_PLAN.where(_LIVE)
_PROMPTS_DUE = select(prompt.c.id).where(prompt.c.next_at <= bindparam("now"))
PROMPTS_DUE = _PROMPTS_DUE.order_by(prompt.c.next_at, prompt.c.slot).limit(_MOST)
_ALERTS = select(alert).where(alert.c.plan_id == bindparam("of_plan")).order_by(alert.c.opened_at, alert.c.id)
UNRESOLVED, RESOLVED = _ALERTS.where(alert.c.open_key.is_not(None)), _ALERTS.where(alert.c.open_key.is_(None))
ALERTS_DUE = select(alert.c.id).where(alert.c.next_at <= bindparam("now")).order_by(alert.c.next_at).limit(_MOST)


class PromptRepository(Repository):
    """What is owed to patients. New prompts are written together, before anything is read."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self._unwritten: list[dict[str, Any]] = []
        self._live: dict[int, list[Prompt]] = {}  # as last read, until one changes

    async def write(self) -> None:
        """Write the new prompts; one with the same key as another is an error."""
        if self._unwritten:
            rows, self._unwritten = self._unwritten, []
            await self._db.execute(adding(prompt), rows)

    async def get(self, prompt_id: int) -> Prompt | None:
        """The prompt with an id."""
        await self.write()
        row = await self._one(prompt, prompt_id)
        return _prompt(row) if row is not None else None

    async def of_day(self, plan_id: int, day: date) -> list[Prompt]:
        """A local day's prompts, whatever became of them, in the order in which they fall due."""
        await self.write()
        rows = await self._db.execute(OF_DAY, {"of_plan": plan_id, "of_day": day})
        return [_prompt(row) for row in rows.mappings()]

    async def of_day_or_live(self, plan_id: int, day: date) -> list[Prompt]:
        """A local day's prompts and all that can still be answered: those of the day first, as they fall due."""
        await self.write()
        rows = await self._db.execute(OF_DAY_OR_LIVE, {"of_plan": plan_id, "of_day": day})
        found = [_prompt(row) for row in rows.mappings()]
        return sorted(found, key=lambda prompt: prompt.day != day)

    async def live(self, plan_id: int) -> list[Prompt]:
        """The prompts that can still be answered, in the order in which they fall due."""
        await self.write()
        if plan_id not in self._live:
            rows = await self._db.execute(STILL_LIVE, {"of_plan": plan_id})
            self._live[plan_id] = [_prompt(row) for row in rows.mappings()]
        return list(self._live[plan_id])

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of prompts that want to be looked at, the longest due first."""
        await self.write()
        return list(await self._db.scalars(PROMPTS_DUE, {"now": now, "most": limit}))

    async def next_at(self) -> datetime | None:
        """When a prompt wants to be looked at next."""
        await self.write()
        first: datetime | None = await self._db.scalar(select(func.min(prompt.c.next_at)))
        return first

    async def coming(self) -> list[Prompt]:
        """The prompts that have been planned and not sent, of all plans, the next due first; a few of them."""
        await self.write()
        waiting = prompt.c.state.in_(["planned", "held"]) & prompt.c.next_at.is_not(None)
        rows = await self._db.execute(select(prompt).where(waiting).order_by(prompt.c.next_at).limit(A_FEW))
        return [_prompt(row) for row in rows.mappings()]

    async def add(self, new: Prompt) -> None:
        """Keep a new prompt."""
        values = {"id": new.id, "plan_id": new.plan_id, "kind": new.kind, "day": new.day, "slot": new.slot}
        self._unwritten.append({**values, **_prompt_values(new)})
        self._live.pop(new.plan_id, None)

    async def save(self, changed: Prompt) -> None:
        """Keep what became of a prompt."""
        await self.write()
        self._live.pop(changed.plan_id, None)
        await self._update(prompt, changed.id, _prompt_values(changed))


def _prompt_values(prompted: Prompt) -> dict[str, Any]:
    plain = ("opens_at", "due_at", "closes_at", "about", "state", "step", "next_at", "asked_at", "card", "snoozes")
    values = {name: getattr(prompted, name) for name in plain}
    return {**values, "reminded": prompted.reminded, "draft": as_json(DRAFT, prompted.draft)}


def _prompt(row: RowMapping) -> Prompt:
    plain = ("id", "plan_id", "day", "slot", "opens_at", "due_at", "closes_at", "about", "next_at", "asked_at")
    return Prompt(
        **{name: row[name] for name in plain},
        kind=PromptKind(row["kind"]),
        state=PromptState(row["state"]),
        step=PromptStep(row["step"]),
        card=row["card"],
        snoozes=row["snoozes"],
        reminded=row["reminded"],
        draft=DRAFT.validate_python(row["draft"]),
    )


class AlertRepository(Repository):
    """What clinicians are told about; a note on an alert is sealed with the patient's key."""

    async def get(self, alert_id: int) -> AlertRecord | None:
        """The alert with an id."""
        row = await self._one(alert, alert_id)
        return await self._alert(row) if row is not None else None

    async def unresolved(self, plan_id: int) -> list[AlertRecord]:
        """A plan's open and acknowledged alerts, oldest first."""
        return await self._of(plan_id, UNRESOLVED)

    async def resolved(self, plan_id: int) -> list[AlertRecord]:
        """A plan's resolved alerts, oldest first."""
        return await self._of(plan_id, RESOLVED)

    async def _of(self, plan_id: int, which: Select[Any]) -> list[AlertRecord]:
        rows = (await self._db.execute(which, {"of_plan": plan_id})).mappings().all()
        return [await self._alert(row) for row in rows]

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of open alerts whose next step has fallen due."""
        return list(await self._db.scalars(ALERTS_DUE, {"now": now, "most": limit}))

    async def next_at(self) -> datetime | None:
        """When an alert's next step falls due."""
        first: datetime | None = await self._db.scalar(select(func.min(alert.c.next_at)))
        return first

    async def add(self, new: AlertRecord) -> None:
        """Keep a new alert; a second unresolved one for the same plan, kind and rule is an error."""
        values = {"id": new.id, "plan_id": new.plan_id, "kind": new.kind, "rule": new.rule}
        fixed = {"policy": as_json(POLICY, new.policy), "protocol_version": new.protocol_version}
        await self._add(alert, {**values, **fixed, **await self._values(new)})

    async def save(self, changed: AlertRecord) -> None:
        """Keep what became of an alert."""
        await self._update(alert, changed.id, await self._values(changed))

    async def _values(self, kept: AlertRecord) -> dict[str, Any]:
        plain = ("inputs", "state", "opened_at", "told_from", "step", "next_at", "count", "owner_id")
        live = kept.state is not AlertState.RESOLVED
        return {
            **{
                name: getattr(kept, name)
                for name in (*plain, "acknowledged_at", "asked_at", "resolved_at", "resolved_by", "reply")
            },
            "open_key": f"{kept.plan_id}:{kept.kind}:{kept.rule}" if live else None,
            "note": await self._sealed_note(kept),
            "told": [list(pair) for pair in kept.told],
        }

    async def _sealed_note(self, kept: AlertRecord) -> bytes | None:
        if kept.note is None:
            return None
        return await self._seal_for(await self._patient(kept.plan_id), kept.note, Place("alert", "note", kept.id))

    async def _alert(self, row: RowMapping) -> AlertRecord:
        plain = (
            "id",
            "plan_id",
            "rule",
            "inputs",
            "opened_at",
            "told_from",
            "protocol_version",
            "step",
            "next_at",
            "count",
        )
        sealed, note = row["note"], None
        if sealed:
            patient = await self._patient(row["plan_id"])
            note = await self._unseal_for(patient, sealed, Place("alert", "note", row["id"]))
        return AlertRecord(
            **{name: row[name] for name in plain},
            kind=AlertKind(row["kind"]),
            state=AlertState(row["state"]),
            policy=POLICY.validate_python(row["policy"]),
            owner_id=row["owner_id"],
            acknowledged_at=row["acknowledged_at"],
            asked_at=row["asked_at"],
            resolved_at=row["resolved_at"],
            resolved_by=row["resolved_by"],
            note=note,
            reply=Reply(row["reply"]) if row["reply"] else None,
            told=_pairs(row["told"]),
        )

    async def _patient(self, plan_id: int) -> int:
        found = await self._db.scalar(PATIENT_OF, {"of_plan": plan_id})
        if found is None:
            raise LookupError(f"no plan {plan_id}")
        return int(found)


def _pairs(stored: Iterable[Iterable[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((person, card) for person, card in stored)
