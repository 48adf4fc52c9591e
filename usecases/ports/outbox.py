"""What is to be said."""

from datetime import datetime
from enum import IntEnum
from typing import Protocol

from rehab.messages import Message


class Priority(IntEnum):
    """What goes out first."""

    URGENT = 0
    REPLY = 1
    PROMPT = 2
    BULK = 3


class Outbox(Protocol):
    """What is to be said, written in the same transaction as the facts; a dispatcher sends it afterwards.

    Every method takes part in the unit of work: if that fails, nothing was said.
    """

    async def send(
        self,
        to: int,
        message: Message,
        *,
        key: str | None = None,
        priority: Priority = Priority.REPLY,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        started_by_bot: bool = False,
        silent: bool = False,
        wanted_while: str | None = None,
    ) -> int:
        """Send a message to a person; returns the card by which it can be edited.

        `key` makes it once-only. It goes out no earlier than `due_at` (clinical time). `wanted_while` names what
        must still hold when it goes out, such as `prompt:17`.
        """
        ...

    async def edit(self, card: int, message: Message, *, awaited: bool = False) -> None:
        """Show something else on a card. Edits that wait collapse to the newest.

        A card that was let go, because nobody could say whether it had come, is shown anew if it is `awaited`: whoever
        has just pressed one of its buttons has it before them.
        """
        ...

    async def delete(self, card: int) -> None:
        """Take a card away."""
        ...

    async def drop_waiting(self, person_id: int) -> None:
        """Let go of everything that still waits to be sent to a person."""
        ...

    async def card_shown_as(self, person_id: int, message_id: int) -> int | None:
        """The card that a person sees as one of their messages; None if it is not one that can be edited."""
        ...

    async def answer(self, press: str, message: Message | None = None, *, loud: bool = False) -> None:
        """Answer a pressed button: with nothing, a short notice, or (loud) a dialog to be closed."""
        ...

    async def send_to_chat(
        self, chat_id: int, message: Message, *, language: str, due_at: datetime | None = None
    ) -> None:
        """Send a message to a chat that belongs to nobody the bot knows, no earlier than `due_at` (clinical time)."""
        ...

    async def menu(self, to: int, message: Message) -> None:
        """Give a person their own command menu."""
        ...

    async def said_since(self, person_id: int, kind: str, since: datetime) -> bool:
        """Whether a message of a kind was said to a person since an instant (clinical time), or is about to be."""
        ...

    async def started_by_bot(self, person_id: int, since: datetime, until: datetime) -> int:
        """How many messages the bot started with a person in [since, until)."""
        ...
