"""Time, people, the clinic, ways in, what people agreed to and were last asked."""

from datetime import datetime
from typing import Protocol

from rehab.permissions import Role
from usecases.records import Access, Clinic, Consent, Dialogue, Invitation, Person


class Clock(Protocol):
    """Clinical time: what patients and clinicians live by. In a demonstration it can run faster than real time."""

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        ...


class People(Protocol):
    """Everybody the bot knows. A chat id never leaves storage except to send or to look somebody up."""

    async def get(self, person_id: int) -> Person:
        """The person with an id."""
        ...

    async def find(self, person_id: int) -> Person | None:
        """The person with an id, unless they have been erased."""
        ...

    async def by_number(self, number: int) -> Person | None:
        """The patient with an id, or whose plan has it."""
        ...

    async def by_chat(self, chat_id: int) -> Person | None:
        """The person who writes from a private chat."""
        ...

    async def sending_as(self, sender: str) -> Person | None:
        """The person whose updates the inbox keeps under this index."""
        ...

    async def with_role(self, role: Role) -> list[Person]:
        """Everybody with a role, those longest known first."""
        ...

    async def add(self, *, chat_id: int, name: str, language: str, now: datetime) -> Person:
        """Get to know somebody."""
        ...

    async def save(self, person: Person) -> None:
        """Keep a person's name, language, roles and reachability."""
        ...

    async def has_waiting_updates(self, person_id: int) -> bool:
        """Whether something that the person sent has not been dealt with yet."""
        ...

    async def heard_from_since(self, person_id: int, since: datetime) -> bool:
        """Whether the person has written or pressed anything later than an instant (clinical time)."""
        ...

    async def move_to_chat(self, person_id: int, chat_id: int) -> int | None:
        """From now on the person writes from another chat, whoever was known there; returns the old chat."""
        ...


class Clinics(Protocol):
    """The one clinic."""

    async def get(self) -> Clinic | None:
        """The clinic, once it has been set up."""
        ...

    async def save(self, clinic: Clinic) -> None:
        """Keep what is known of the clinic."""
        ...


class Accesses(Protocol):
    """Who looked at whom."""

    async def add(self, look: Access) -> None:
        """Keep a look."""
        ...

    async def count(self) -> int:
        """How many there are."""
        ...

    async def newest(self, limit: int, offset: int = 0) -> list[Access]:
        """Some of all looks, newest first."""
        ...


class Guesses(Protocol):
    """Codes that opened nothing, by the chat in which they were tried."""

    async def may(self, chat_id: int) -> bool:
        """Whether a code from this chat is looked at."""
        ...

    async def wrong(self, chat_id: int) -> None:
        """A code from this chat opened nothing."""
        ...


class Invitations(Protocol):
    """Ways in, by the hash of their code."""

    async def add(self, invitation: Invitation, code: str) -> None:
        """Keep an invitation."""
        ...

    async def get(self, invitation_id: int) -> Invitation | None:
        """The invitation with an id."""
        ...

    async def by_code(self, code: str) -> Invitation | None:
        """The invitation that a code opens."""
        ...

    async def made_by(self, person_id: int) -> list[Invitation]:
        """Somebody's invitations, newest first."""
        ...

    async def that_began(self, person_id: int) -> Invitation | None:
        """The invitation by which a patient last came in, with what was said of them."""
        ...

    async def save(self, invitation: Invitation) -> None:
        """Keep what became of an invitation."""
        ...


class Dialogues(Protocol):
    """What people were last asked."""

    async def get(self, person_id: int) -> Dialogue | None:
        """What a person was last asked, if an answer is still awaited."""
        ...

    async def set(self, person_id: int, dialogue: Dialogue | None, now: datetime) -> None:
        """Await an answer, or no more."""
        ...


class Consents(Protocol):
    """Who agreed to what, when."""

    async def add(self, consent: Consent) -> None:
        """Keep a consent."""
        ...

    async def latest(self, person_id: int) -> Consent | None:
        """The last text that a person agreed to, perhaps withdrawn since."""
        ...

    async def withdraw(self, person_id: int, at: datetime) -> None:
        """From an instant on a person agrees to nothing any more."""
        ...
