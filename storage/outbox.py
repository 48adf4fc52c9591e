"""What is to be said: rows written in the transaction of the facts that they tell of."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rehab.messages import Message, encode
from storage.repositories.base import Repository, new_id
from storage.statements import OF_ROW
from storage.tables import card, outbox
from storage.vault import Place, Vault
from usecases.ports import Operation, Priority

NEVER_SENT = ("failed", "expired", "dropped", "collapsed")


_CARD: BindParameter[int] = bindparam("of_card")
_WAITS = (outbox.c.card == _CARD) & (outbox.c.state == "due")
SAID = select(outbox.c.card).where(outbox.c.key == bindparam("of_key"))
HOLDER = select(card.c.person_id).where(card.c.id == _CARD, ~card.c.gone)
_LET_GO = (card.c.id == _CARD) & card.c.gone & card.c.message_id.is_(None)
REVIVING = update(card).where(_LET_GO).values(gone=False).returning(card.c.person_id)
_MINE = (card.c.person_id == bindparam("of_person")) & (card.c.message_id == bindparam("of_message"))
SHOWN_AS = select(card.c.id).where(_MINE, ~card.c.gone)
_UNSENT = select(outbox.c.id).where(_WAITS, outbox.c.operation == "send").limit(1).scalar_subquery()
_WAITING = select(outbox.c.id).where(_WAITS, outbox.c.operation == "edit").limit(1).scalar_subquery()
TO_EDIT = HOLDER.add_columns(_UNSENT.label("unsent"), _WAITING.label("waiting"))
REWRITING = update(outbox).where(_WAITS, outbox.c.operation == "send", outbox.c.id == bindparam(OF_ROW))
COLLAPSING = update(outbox).where(_WAITS, outbox.c.operation == "edit").values(state="collapsed", params=None)

SENDING = (Operation.SEND, Operation.PHOTO, Operation.DOCUMENT)  # what makes a new message


def way_of(message: Message) -> Operation:
    """How a message goes out."""
    if message.document:
        return Operation.DOCUMENT
    return Operation.PHOTO if message.picture else Operation.SEND


def params_place(row_id: int) -> Place:
    """Where an outbox row's parameters are sealed."""
    return Place("outbox", "params", row_id)


class OutboxRepository(Repository):
    """Writes outbox rows. `cause` makes the keys of those that are not given one, so that a cause speaks only once."""

    def __init__(
        self, connection: AsyncConnection, vault: Vault, cause: str, now: datetime, real_now: datetime
    ) -> None:
        super().__init__(connection, vault)
        self._cause, self._now, self._real_now = cause, now, real_now
        self._count = 0
        self.added = False  # anything, so that whoever sends can be woken

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
        """Send a message to a person; returns the card by which it can be edited."""
        if key is not None and (known := await self._said(key)) is not None:
            return known
        key = key or self._next_key()
        card_id = new_id()
        await self._add(card, {"id": card_id, "person_id": to, "gone": False})
        operation = way_of(message)
        flags = {"started_by_bot": started_by_bot, "silent": silent, "wanted_while": wanted_while}
        times = {"due_at": due_at or self._now, "expires_at": expires_at}
        row = {"person_id": to, "card": card_id, "priority": priority, **flags, **times}
        if await self._put(operation, message, key=key, **row):
            return card_id
        # Somebody else has said it at this very moment: theirs is what will be shown.
        await self._db.execute(delete(card).where(card.c.id == card_id))
        return await self._said(key) or card_id

    async def _said(self, key: str) -> int | None:
        """The card of what was said under a key."""
        known: int | None = await self._db.scalar(SAID, {"of_key": key})
        return known

    async def edit(self, card_id: int, message: Message, *, awaited: bool = False) -> None:
        """Show something else on a card. What waits collapses to the newest, also a card not sent yet."""
        shown = (await self._db.execute(TO_EDIT, {"of_card": card_id})).one_or_none()
        if shown is None and awaited:
            await self._shown_anew(card_id, message)
        if shown is None or (shown.unsent is not None and await self._rewritten(card_id, shown.unsent, message)):
            return
        if shown.waiting is not None:
            await self._db.execute(COLLAPSING, {"of_card": card_id})
        person_id: int = shown.person_id
        await self._put(Operation.EDIT, message, person_id=person_id, card=card_id)

    async def delete(self, card_id: int) -> None:
        """Take a card away; one that was not sent yet never is."""
        person_id = await self._holder(card_id)
        if person_id is None:
            return
        await self._db.execute(update(card).where(card.c.id == card_id).values(gone=True))
        waiting = (outbox.c.card == card_id) & (outbox.c.state == "due")
        unsent = await self._db.execute(
            update(outbox).where(waiting, outbox.c.operation.in_(SENDING)).values(state="dropped", params=None)
        )
        await self._db.execute(update(outbox).where(waiting).values(state="collapsed", params=None))
        if not unsent.rowcount:
            await self._put(Operation.DELETE, None, person_id=person_id, card=card_id)

    async def drop_waiting(self, person_id: int) -> None:
        """Let go of everything that still waits to be sent to a person; what was never shown cannot be edited."""
        waiting = (outbox.c.person_id == person_id) & (outbox.c.state == "due")
        unsent = select(outbox.c.card).where(waiting, outbox.c.operation.in_(SENDING))
        await self._db.execute(update(card).where(card.c.id.in_(unsent)).values(gone=True))
        await self._db.execute(update(outbox).where(waiting).values(state="dropped", params=None))

    async def card_shown_as(self, person_id: int, message_id: int) -> int | None:
        """The card that a person sees as one of their messages; None if it is not one that can be edited."""
        found: int | None = await self._db.scalar(SHOWN_AS, {"of_person": person_id, "of_message": message_id})
        return found

    async def answer(self, press: str, message: Message | None = None, *, loud: bool = False) -> None:
        """Answer a pressed button, once."""
        row_id, key = new_id(), f"press:{self._cause}"
        values = self._row(row_id, Operation.ANSWER, message, key=key)
        sealed = self._vault.seal(press, Place("outbox", "press", row_id))
        await self._add_once(outbox, {**values, "press": sealed, "loud": loud})

    async def send_to_chat(
        self, chat_id: int, message: Message, *, language: str, due_at: datetime | None = None
    ) -> None:
        """Send a message to a chat that belongs to nobody the bot knows."""
        row_id = new_id()
        values = self._row(row_id, Operation.SEND, message, key=self._next_key())
        sealed = self._vault.seal(str(chat_id), Place("outbox", "chat", row_id))
        more = {"chat": sealed, "language": language, "due_at": due_at or self._now}
        await self._add(outbox, {**values, **more})

    async def menu(self, to: int, message: Message) -> None:
        """Give a person their own command menu."""
        await self._put(Operation.MENU, message, person_id=to)

    async def started_by_bot(self, person_id: int, since: datetime, until: datetime) -> int:
        """How many messages the bot started with a person in [since, until)."""
        query = select(func.count()).where(
            outbox.c.person_id == person_id,
            outbox.c.started_by_bot,
            outbox.c.created_at >= since,
            outbox.c.created_at < until,
            outbox.c.state.not_in(NEVER_SENT),
        )
        return int(await self._db.scalar(query) or 0)

    async def said_since(self, person_id: int, kind: str, since: datetime) -> bool:
        """Whether a message of a kind was said to a person since an instant, or is about to be."""
        theirs = (outbox.c.person_id == person_id) & (outbox.c.created_at >= since)
        said = theirs & (outbox.c.kind == kind) & outbox.c.state.not_in(NEVER_SENT)
        return await self._db.scalar(select(outbox.c.id).where(said).limit(1)) is not None

    def _next_key(self) -> str:
        self._count += 1
        return f"{self._cause}:{self._count}"

    async def _holder(self, card_id: int) -> int | None:
        """Whose card it is; None if it is gone."""
        found: int | None = await self._db.scalar(HOLDER, {"of_card": card_id})
        return found

    async def _shown_anew(self, card_id: int, message: Message) -> None:
        """Send a card again that was let go; one that was taken away, or belongs to another chat, stays where it is."""
        person_id = await self._db.scalar(REVIVING, {"of_card": card_id})
        if person_id is not None:
            await self._put(way_of(message), message, person_id=person_id, card=card_id)

    async def _rewritten(self, card_id: int, row_id: int, message: Message) -> bool:
        """Put newer content into a card that still waits to be sent, unless it is just being sent."""
        content = {"kind": message.kind, "params": self._vault.seal(encode(message), params_place(row_id))}
        changed = await self._db.execute(REWRITING, {**content, "of_card": card_id, OF_ROW: row_id})
        return changed.rowcount == 1

    async def _put(
        self, operation: Operation, message: Message | None, *, key: str | None = None, **more: object
    ) -> bool:
        row_id = new_id()
        values = self._row(row_id, operation, message, key=key or self._next_key())
        return await self._add_once(outbox, {**values, **more})

    def _row(self, row_id: int, operation: Operation, message: Message | None, *, key: str) -> dict[str, Any]:
        self.added = True
        return {
            "id": row_id,
            "key": key,
            "operation": operation,
            "kind": message.kind if message else None,
            "params": self._vault.seal(encode(message), params_place(row_id)) if message else None,
            "loud": False,
            "silent": False,
            "priority": Priority.REPLY,
            "started_by_bot": False,
            "created_at": self._now,
            "due_at": self._now,
            "not_before": self._real_now,
            "state": "due",
            "attempts": 0,
            "unsure": 0,
        }
