"""The unit of work."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from usecases.ports.covers import Covers
from usecases.ports.delivery import Deliveries, Inbox
from usecases.ports.holdings import Holdings, Leftovers
from usecases.ports.outbox import Outbox
from usecases.ports.people import Accesses, Clinics, Consents, Dialogues, Guesses, Invitations, People
from usecases.ports.plans import Alerts, Journal, Notes, Plans, Prompts


class UnitOfWork(Protocol):
    """One transaction: facts, decisions and outgoing messages share it. Whoever opened it commits."""

    @property
    def people(self) -> People: ...
    @property
    def clinics(self) -> Clinics: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def guesses(self) -> Guesses: ...
    @property
    def plans(self) -> Plans: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def covers(self) -> Covers: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def accesses(self) -> Accesses: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def holdings(self) -> Holdings: ...
    @property
    def leftovers(self) -> Leftovers: ...
    @property
    def outbox(self) -> Outbox: ...

    def new_id(self) -> int:
        """A fresh random id."""
        ...

    def new_code(self) -> str:
        """A fresh invitation code of at most 64 characters A-Z a-z 0-9 _ -."""
        ...


class Desk(UnitOfWork, Protocol):
    """A unit of work that also reaches the traffic tables."""

    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def inbox(self) -> Inbox: ...


class OverlapError(Exception):
    """Somebody else has changed the same facts meanwhile: nothing was kept, and the step is to be done anew."""


class StorageAwayError(Exception):
    """The database cannot be used at the moment: nothing was kept, and the step is worth trying again later."""


class Work(Protocol):
    """Opens units of work; the transaction commits when the block ends without an error."""

    def __call__(self, cause: str, *, isolated: bool = False) -> AbstractAsyncContextManager[Desk]:
        """Open one; `cause` names why, and makes the keys of what it says.

        The block, or already its beginning, ends with a StorageAwayError while the database cannot be used.

        With `isolated` everything is seen as it was at one moment, and what others have changed since is not
        overwritten: the block then ends with an OverlapError.
        """
        ...
