"""The outbox as the dispatcher sees it: claim with a lease, record the intent, record the outcome."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.engine import Result, RowMapping
from sqlalchemy.sql.dml import ReturningUpdate

from rehab.messages import Message, decode
from storage.outbox import SENDING, params_place
from storage.repositories.base import Repository, in_state, plan_by_present_sizes
from storage.tables import card, outbox, person
from storage.vault import Place
from usecases.ports import Failure, Operation, Outgoing, Priority

Instant = datetime | BindParameter[datetime]
DUE, TAKEN = "due", ("claimed", "sending")
EVERYTHING = frozenset(Priority)
READ = tuple(
    outbox.c[name]
    for name in (
        "id", "operation", "kind", "params", "person_id", "chat", "language", "press", "loud", "silent", "priority",
        "wanted_while", "created_at", "due_at", "expires_at", "attempts", "unsure",
    )
)  # fmt: skip
OVER = {"params": None, "press": None, "chat": None}  # what is not needed any more once it has come to its end
CLAIM_LOCK = 5173005  # any number, the same in every process: who claims on PostgreSQL makes the others wait


_READER = (person.c.chat.label("reader_chat"), person.c.data_key, person.c.zone)
_SHOWN = (person.c.language.label("reader_language"), card.c.message_id, card.c.gone)
OUTGOING = (
    select(*READ, *_READER, *_SHOWN)
    .outerjoin(person, person.c.id == outbox.c.person_id)
    .outerjoin(card, card.c.id == outbox.c.card)
    .order_by(outbox.c.priority, outbox.c.due_at, outbox.c.seq)
)
CLAIMED = OUTGOING.where(outbox.c.seq.in_(bindparam("seqs", expanding=True)))
_ROW = outbox.c.id == bindparam("of_row")
_HELD = (outbox.c.attempts == bindparam("attempt")) & (outbox.c.lease_until > bindparam("at"))
BEGINNING = (
    update(outbox)
    .where(_ROW, outbox.c.state == "claimed", _HELD)
    .values(state="sending", lease_until=bindparam("until"))
)
_SENT = {"state": "sent", **OVER, "lease_until": None, "finished_at": func.now()}
RECORDING = update(outbox).where(_ROW).values(**_SENT).returning(outbox.c.card)


class DeliveryRepository(Repository):
    """Leases, attempts and outcomes; all instants here are real time."""

    async def claim(
        self,
        owner: str,
        now: datetime,
        real_now: datetime,
        lease_seconds: float,
        limit: int,
        priorities: frozenset[Priority] = EVERYTHING,
    ) -> list[Outgoing]:
        """Take what is due by clinical time, most urgent first; nobody else has it while the lease lasts."""
        if self._db.dialect.name != "sqlite":
            await plan_by_present_sizes(self._db)
            # Two claims at once could not see each other's rows, and would both take one of the same reader.
            await self._db.execute(select(func.pg_advisory_xact_lock(CLAIM_LOCK)))
        until = real_now + timedelta(seconds=lease_seconds)
        given = {"by": owner, "until": until, "at": now, "real_at": real_now, "most": limit}
        seqs = list(await self._db.scalars(_claiming(priorities), given))
        return self._items(await self._db.execute(CLAIMED, {"seqs": seqs})) if seqs else []

    async def begin(self, item: Outgoing, real_now: datetime, lease_seconds: float) -> bool:
        """Record the intent to send, under a new lease; False if the claim was lost meanwhile."""
        until = real_now + timedelta(seconds=lease_seconds)
        given = {"of_row": item.id, "attempt": item.attempts, "at": real_now, "until": until}
        return (await self._db.execute(BEGINNING, given)).rowcount == 1

    async def sent(self, item_id: int, message_id: int | None) -> None:
        """It went out: its words are no longer needed here, its message id is."""
        card_id = await self._db.scalar(RECORDING, {"of_row": item_id})
        if card_id is not None and message_id is not None:
            await self._update(card, card_id, {"message_id": message_id})

    async def close(self, item: Outgoing, state: str, failure: Failure | None = None) -> None:
        """It will never go out: `failed`, `expired` or `dropped`."""
        values = {"state": state, "failure": failure, **OVER, "lease_until": None}
        closed = await self._db.execute(update(outbox).where(_still(item)).values(**values, finished_at=func.now()))
        if closed.rowcount:
            await self._forget_unsent_card(item.id)

    async def _forget_unsent_card(self, item_id: int) -> None:
        """A card that never went out cannot be edited: what waits for it is let go."""
        lost = select(outbox.c.card).where(outbox.c.id == item_id, outbox.c.operation.in_(SENDING))
        unsent = card.c.id.in_(lost.scalar_subquery()) & card.c.message_id.is_(None)
        await self._db.execute(update(card).where(unsent).values(gone=True))
        waiting = (outbox.c.state == "due") & outbox.c.card.in_(lost.scalar_subquery())
        await self._db.execute(update(outbox).where(waiting).values(state="collapsed", params=None))

    async def put_back(self, item: Outgoing, not_before: datetime, failure: Failure) -> None:
        """Try again later."""
        values = {"state": "due", "owner": None, "lease_until": None, "not_before": not_before, "failure": failure}
        unsure = outbox.c.unsure + (1 if failure is Failure.UNKNOWN else 0)
        await self._db.execute(update(outbox).where(_still(item)).values(**values, unsure=unsure))

    async def lost(self, real_now: datetime, *, alone: bool = False) -> list[Outgoing]:
        """Give back claims whose lease has run out; returns those that may have been sent, with nobody to say so."""
        over = true() if alone else outbox.c.lease_until <= real_now
        left = in_state(outbox, *TAKEN) & over
        unsent = update(outbox).where(left, outbox.c.state == "claimed")
        await self._db.execute(unsent.values(state="due", owner=None, lease_until=None))
        return self._items(await self._db.execute(OUTGOING.where(left, outbox.c.state == "sending")))

    async def under_way(self, now: datetime) -> bool:
        """Whether anything that is due by clinical time has not come to its end."""
        waits = [
            select(outbox.c.seq).where(due_now(outbox, now), outbox.c.priority == one).limit(1) for one in Priority
        ]
        taken = select(outbox.c.seq).where(in_state(outbox, *TAKEN)).limit(1)
        return await self._db.scalar(_all_of(*waits, taken).limit(1)) is not None

    async def next_at(self) -> datetime | None:
        """When the next waiting row is due (clinical time)."""
        at, waits = func.min(outbox.c.due_at).label("at"), in_state(outbox, DUE)
        each = _all_of(*(select(at).where(waits, outbox.c.priority == one) for one in Priority)).subquery()
        first: datetime | None = await self._db.scalar(select(func.min(each.c.at)))
        return first

    def _items(self, rows: Result[Any]) -> list[Outgoing]:
        return [self._item(row) for row in rows.mappings()]

    def _item(self, row: RowMapping) -> Outgoing:
        press = row["press"]
        return Outgoing(
            id=row["id"],
            operation=Operation(row["operation"]),
            message=self._message(row),
            chat_id=self._chat_id(row),
            person_id=row["person_id"],
            language=row["reader_language"] or row["language"] or "en",
            zone=row["zone"],
            message_id=row["message_id"],
            press=self._vault.unseal(press, Place("outbox", "press", row["id"])) if press else None,
            loud=row["loud"],
            silent=row["silent"],
            priority=Priority(row["priority"]),
            wanted_while=row["wanted_while"],
            created_at=row["created_at"],
            due_at=row["due_at"],
            expires_at=row["expires_at"],
            attempts=row["attempts"],
            unsure=row["unsure"],
            card_gone=bool(row["gone"]),
        )

    def _message(self, row: RowMapping) -> Message | None:
        """What is to be said; None also for what another version has written, or it would hold up all the others."""
        if row["kind"] is None or row["params"] is None:
            return None
        params = self._vault.unseal(row["params"], params_place(row["id"]))
        try:
            return decode(row["kind"], params)
        except (LookupError, ValueError):
            return None

    def _chat_id(self, row: RowMapping) -> int | None:
        if row["reader_chat"] is not None:
            place = Place("person", "chat", row["person_id"])
            return int(self._vault.unseal(row["reader_chat"], place, row["data_key"]))
        return int(self._vault.unseal(row["chat"], Place("outbox", "chat", row["id"]))) if row["chat"] else None


def _still(item: Outgoing) -> ColumnElement[bool]:
    """The row as it was claimed: once a lease has run out and somebody else has it, its former holder changes nothing.

    Every claim counts as an attempt, so that the number of attempts tells one claim from the next.
    """
    return and_(outbox.c.id == item.id, outbox.c.attempts == item.attempts, outbox.c.state.in_(TAKEN))


@cache
def _claiming(priorities: frozenset[Priority]) -> ReturningUpdate[tuple[int]]:
    """The claim itself, built once: it is asked many times a second."""
    at, real_at = (bindparam(name, type_=outbox.c.due_at.type) for name in ("at", "real_at"))
    most = bindparam("most", type_=Integer)
    first = _all_of(*(_claimable(one, at, real_at).limit(most) for one in sorted(priorities))).subquery("first")
    order = first.c.priority, first.c.due_at, first.c.seq
    # As a CTE it is looked for once; PostgreSQL may look again for every row, and then takes more than the limit.
    chosen = select(first.c.seq).order_by(*order).limit(most).cte("chosen")
    until = bindparam("until", type_=outbox.c.lease_until.type)
    values = {"state": "claimed", "owner": bindparam("by"), "lease_until": until, "attempts": outbox.c.attempts + 1}
    return update(outbox).where(outbox.c.seq.in_(select(chosen.c.seq))).values(**values).returning(outbox.c.seq)


def _all_of(*queries: Select[Any]) -> CompoundSelect[Any]:
    """The rows of several queries, each of which ends as soon as it has enough: SQLite wants them in parentheses."""
    return union_all(*(select(query.subquery()) for query in queries))


def due_now(row: FromClause, now: Instant) -> ColumnElement[bool]:
    """Waits, and its time has come."""
    return and_(in_state(row, DUE), row.c.due_at <= now, _may_be_shown(row))


def _may_be_shown(row: FromClause) -> ColumnElement[bool]:
    """What edits a card waits until the card's message is known."""
    shown = exists().where(card.c.id == row.c.card, card.c.message_id.is_not(None))
    return row.c.operation.not_in(["edit", "delete"]) | shown


def _claimable(priority: Priority, now: Instant, real_now: Instant) -> Select[tuple[int, int, datetime]]:
    """What may go out: of each reader only the next one, and only if nothing of theirs is under way.

    Each priority is looked through by itself, along its index in the order of what is due: what is not due yet is
    never touched, however much of it there is.
    """
    other = outbox.alias("other")
    # The sum keeps PostgreSQL to the index by reader: by urgency it would look through everything that is due.
    place = tuple_(other.c.priority + 0, other.c.due_at, other.c.seq)
    sooner = place < tuple_(priority, outbox.c.due_at, outbox.c.seq)
    of_reader = other.c.person_id == outbox.c.person_id
    # Not as EXISTS: PostgreSQL would hold everything that is due against everything else that is due.
    in_front = select(other.c.seq).where(of_reader, due_now(other, now), other.c.not_before <= real_now, sooner)
    taken = select(other.c.seq).where(of_reader, in_state(other, *TAKEN))
    held_up = (query.limit(1).scalar_subquery().is_not(None) for query in (taken, in_front))
    return (
        select(outbox.c.seq, outbox.c.priority, outbox.c.due_at)
        .where(due_now(outbox, now), outbox.c.priority == priority, outbox.c.not_before <= real_now, ~or_(*held_up))
        .order_by(outbox.c.due_at, outbox.c.seq)
        .with_for_update(skip_locked=True, of=outbox)
    )
