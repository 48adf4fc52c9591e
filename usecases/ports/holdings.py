"""All that is held of a person: to hand it to them, and to let it go."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from rehab.messages.privacy import Held


class AskedBy(StrEnum):
    """At whose wish somebody is erased."""

    PATIENT = "patient"
    OPERATOR = "operator"
    PERIOD = "period"  # nobody: they had been kept for as long as the clinic wants


class Holdings(Protocol):
    """Everything of one person, wherever it lies."""

    async def of(self, person_id: int) -> Held:
        """All that is held of a person, readable."""
        ...

    async def erase(self, person_id: int, asked_by: AskedBy) -> int | None:
        """Destroy a person's key and everything that leads to them; returns the chat that was theirs.

        Their chains stay under their random numbers. What waits to be told of them to others is withdrawn.
        """
        ...


class Leftovers(Protocol):
    """What has been kept as long as it was to be. Instants are clinical time; a call takes at most `limit`."""

    async def let_go_of_traffic(self, before: datetime, limit: int) -> int:
        """Forget what arrived, and what was to be said, before an instant, and has come to its end; says how much."""
        ...

    async def let_go_of_unfinished(self, before: datetime, limit: int) -> int:
        """Forget questions that nobody has answered since, and invitations that were over by then and never used."""
        ...

    async def let_go_of_prompts(self, before: datetime, limit: int) -> int:
        """Forget what patients were asked in windows that closed before an instant."""
        ...

    async def never_began(self, before: datetime, limit: int, only: int | None = None) -> list[int]:
        """Whoever opened a patient's link that was over by an instant, and has no part in the clinic."""
        ...

    async def long_ended(self, before: datetime, limit: int, only: int | None = None) -> list[int]:
        """Patients all of whose plans had ended by an instant, with nothing recorded since and no alert open."""
        ...
