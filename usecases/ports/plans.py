"""Plans, their record, what is owed to patients and what clinicians are told about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from rehab.messages import Json
from usecases.records import AlertRecord, Entry, EntryKind, Note, PlanRecord, Prompt


class Plans(Protocol):
    """Plans with their state."""

    async def running(self) -> int:
        """How many plans owe anything at all."""
        ...

    async def get(self, plan_id: int) -> PlanRecord | None:
        """The plan with an id."""
        ...

    async def of_patient(self, person_id: int) -> PlanRecord | None:
        """A patient's plan: the one that is not discharged, else the latest."""
        ...

    async def of_clinician(self, person_id: int) -> list[PlanRecord]:
        """The plans that a clinician cares for, oldest first."""
        ...

    async def hand_over(self, clinician_id: int, colleague_id: int | None) -> None:
        """From now on a colleague, or with None the clinician again, is there for all of a clinician's patients."""
        ...

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of plans for which something has fallen due, the longest due first."""
        ...

    async def next_at(self) -> datetime | None:
        """When something falls due next for any plan."""
        ...

    async def add(self, record: PlanRecord) -> None:
        """Keep a new plan."""
        ...

    async def save(self, record: PlanRecord) -> None:
        """Keep a plan's new state."""
        ...


class Journal(Protocol):
    """The append-only, hash-chained record of each plan."""

    async def append(self, plan_id: int, at: datetime, kind: EntryKind, body: Mapping[str, Json]) -> Entry:
        """Add a link to a plan's chain."""
        ...

    async def entries(self, plan_id: int, *kinds: EntryKind) -> list[Entry]:
        """A plan's links of some kinds (of all if none is named), oldest first."""
        ...

    async def supersede(self, plan_id: int, seqs: Sequence[int]) -> None:
        """Mark decisions or alerts as undone by a correction. The chain itself stays as it is."""
        ...


class Prompts(Protocol):
    """What is owed to patients."""

    async def get(self, prompt_id: int) -> Prompt | None:
        """The prompt with an id."""
        ...

    async def of_day(self, plan_id: int, day: date) -> list[Prompt]:
        """A local day's prompts, whatever became of them, in the order in which they fall due."""
        ...

    async def of_day_or_live(self, plan_id: int, day: date) -> list[Prompt]:
        """A local day's prompts and all that can still be answered: those of the day first, as they fall due."""
        ...

    async def live(self, plan_id: int) -> list[Prompt]:
        """The prompts that can still be answered, in the order in which they fall due."""
        ...

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of prompts that want to be looked at, the longest due first."""
        ...

    async def next_at(self) -> datetime | None:
        """When a prompt wants to be looked at next."""
        ...

    async def coming(self) -> list[Prompt]:
        """The prompts that have been planned and not sent, of all plans, the next due first; a few of them."""
        ...

    async def add(self, prompt: Prompt) -> None:
        """Keep a new prompt; one with the same key is an error."""
        ...

    async def save(self, prompt: Prompt) -> None:
        """Keep what became of a prompt."""
        ...


class Alerts(Protocol):
    """What clinicians are told about."""

    async def get(self, alert_id: int) -> AlertRecord | None:
        """The alert with an id."""
        ...

    async def unresolved(self, plan_id: int) -> list[AlertRecord]:
        """A plan's open and acknowledged alerts, oldest first."""
        ...

    async def resolved(self, plan_id: int) -> list[AlertRecord]:
        """A plan's resolved alerts, oldest first."""
        ...

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of open alerts whose next step has fallen due."""
        ...

    async def next_at(self) -> datetime | None:
        """When an alert's next step falls due."""
        ...

    async def add(self, alert: AlertRecord) -> None:
        """Keep a new alert; a second unresolved one for the same plan, kind and rule is an error."""
        ...

    async def save(self, alert: AlertRecord) -> None:
        """Keep what became of an alert."""
        ...


class Notes(Protocol):
    """Words from clinicians to patients."""

    async def add(self, note: Note) -> None:
        """Keep a note."""
        ...

    async def of_plan(self, plan_id: int) -> list[Note]:
        """A plan's notes, newest first."""
        ...
