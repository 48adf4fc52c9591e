"""All that is held of a person: to hand it to them, and to let it go."""

from enum import StrEnum
from typing import Protocol

from rehab.messages.privacy import Held


class AskedBy(StrEnum):
    """Who wanted somebody erased."""

    PATIENT = "patient"
    OPERATOR = "operator"


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
