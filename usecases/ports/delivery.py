"""What the dispatcher, the inbox worker and the way out to Telegram need of one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from rehab.messages import Message
from usecases.ports.outbox import Priority


class Operation(StrEnum):
    """What is asked of Telegram."""

    SEND = "send"
    PHOTO = "photo"
    DOCUMENT = "document"
    EDIT = "edit"
    DELETE = "delete"
    ANSWER = "answer"
    MENU = "menu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One claimed row of the outbox, ready to be shown to its reader. `unsure` counts attempts of unknown outcome."""

    id: int
    operation: Operation
    message: Message | None
    chat_id: int | None
    person_id: int | None
    language: str
    zone: str | None
    message_id: int | None
    press: str | None
    loud: bool
    silent: bool
    priority: Priority
    wanted_while: str | None
    created_at: datetime
    due_at: datetime
    expires_at: datetime | None
    attempts: int
    unsure: int
    card_gone: bool


class Failure(StrEnum):
    """Everything that can become of an attempt to send, but success: one closed list."""

    BLOCKED = "blocked"  # the person blocked the bot
    DEACTIVATED = "deactivated"  # the account is gone
    CHAT_GONE = "chat_gone"  # no such chat, or it never started the bot
    MIGRATED = "migrated"  # the chat has another id now
    REFUSED = "refused"  # Telegram will never take this message
    HARMLESS = "harmless"  # nothing to change, or too late for a notice: as good as done
    TOO_FAST = "too_fast"  # not sent; come back after a pause
    TEMPORARY = "temporary"  # not sent; worth another try
    UNKNOWN = "unknown"  # nobody can say whether it was sent
    UNAUTHORISED = "unauthorised"  # the token is not valid: nothing can be sent at all


UNREACHABLE = frozenset({Failure.BLOCKED, Failure.DEACTIVATED, Failure.CHAT_GONE})


class DeliveryError(Exception):
    """An attempt to send failed. `pause` is how many seconds Telegram asks to wait, `new_chat_id` where a chat went."""

    def __init__(self, failure: Failure, *, pause: float = 0, new_chat_id: int | None = None) -> None:
        self.failure = failure
        self.pause = pause
        self.new_chat_id = new_chat_id
        super().__init__(failure.value)


class Sender(Protocol):
    """The way out to Telegram."""

    async def deliver(self, item: Outgoing) -> int | None:
        """Send, edit, answer or delete; returns the message id of something new.

        Raises:
            DeliveryError: classified, whatever went wrong.
        """
        ...


class Deliveries(Protocol):
    """The outbox as the dispatcher sees it. Leases and attempts are in real time.

    A claim that was lost meanwhile, because its lease ran out, can neither close nor put back what somebody else has.
    """

    async def claim(
        self,
        owner: str,
        now: datetime,
        real_now: datetime,
        lease_seconds: float,
        limit: int,
        priorities: frozenset[Priority],
    ) -> list[Outgoing]:
        """Take what is due by clinical time: of each reader the next row, the most urgent first.

        Nobody else has it while the lease lasts, and nobody gets another row of the same reader before its end.
        """
        ...

    async def begin(self, item: Outgoing, real_now: datetime, lease_seconds: float) -> bool:
        """Record the intent to send, under a new lease; False if the claim was lost meanwhile."""
        ...

    async def sent(self, item_id: int, message_id: int | None) -> None:
        """It went out."""
        ...

    async def close(self, item: Outgoing, state: str, failure: Failure | None = None) -> None:
        """It will never go out: `failed`, `expired` or `dropped`."""
        ...

    async def put_back(self, item: Outgoing, not_before: datetime, failure: Failure) -> None:
        """Try again later (real time)."""
        ...

    async def lost(self, real_now: datetime, *, alone: bool = False) -> list[Outgoing]:
        """Give back claims whose lease has run out; returns those that may have been sent, with nobody to say so.

        With `alone`, nobody else works on this database: every claim is left over from a process that is gone.
        """
        ...

    async def under_way(self, now: datetime) -> bool:
        """Whether anything that is due by clinical time has not come to its end."""
        ...

    async def next_at(self) -> datetime | None:
        """When the next waiting row is due (clinical time)."""
        ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update taken from the inbox. `received_at` is clinical time: the instant of the facts that it brings.

    `sender` is the blind index of the chat whose updates keep their order.
    """

    update_id: int
    payload: str
    received_at: datetime
    attempts: int
    sender: str


@dataclass(frozen=True, slots=True)
class Received:
    """One update as it arrived. `sender` is the chat whose updates must keep their order; `at` is clinical time."""

    update_id: int
    sender: int
    payload: str
    at: datetime


class Inbox(Protocol):
    """What has arrived, kept before Telegram is told so."""

    async def add_all(self, updates: Sequence[Received]) -> None:
        """Keep several updates at once; those that were there already stay as they are."""
        ...

    async def add(self, update_id: int, sender: int, payload: str, received_at: datetime) -> bool:
        """Keep an update; False if it was there already."""
        ...

    async def claim(self, real_now: datetime, lease_seconds: float) -> Arrival | None:
        """Take the next update: of each sender only the oldest, so that a person's updates keep their order."""
        ...

    async def finish(self, update_id: int) -> bool:
        """It has been dealt with; False if somebody else did so meanwhile."""
        ...

    async def set_aside(self, update_id: int, reference: str) -> None:
        """It failed too often; the next one of its sender may go on."""
        ...

    async def release_all(self) -> None:
        """Nobody else works on this database: what was taken by a process that is gone can be taken again."""
        ...

    async def release(self, update_id: int, not_before: datetime, *, counted: bool = True) -> None:
        """Let it be tried again from an instant on (real time); an attempt that is not counted was none."""
        ...

    async def put_off(self, update_id: int, not_before: datetime) -> None:
        """It was not tried: it, and what its sender sends after it, can be taken from an instant on (real time)."""
        ...
