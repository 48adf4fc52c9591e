"""What has arrived: kept before Telegram is told so, and taken in each sender's order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from storage.once import insert_all_once
from storage.repositories.base import Repository, in_state, plan_by_present_sizes
from storage.tables import inbox
from storage.vault import Place
from usecases.ports import Arrival, Received

_STILL_NEW = (inbox.c.update_id == bindparam("of_update")) & (inbox.c.state == "new")
_ENDING = update(inbox).where(_STILL_NEW).values(payload=None, lease_until=None, finished_at=func.now())
FINISHING = _ENDING.values(state="done")
SETTING_ASIDE = _ENDING.values(state="set_aside", reference=bindparam("quoted"))


class InboxRepository(Repository):
    """Updates by their id; payloads are sealed and removed once they have been dealt with."""

    added = False  # anything, so that whoever deals with it can be woken

    async def add(self, update_id: int, sender: int, payload: str, received_at: datetime) -> bool:
        """Keep an update; False if it was there already."""
        self.added = True
        return await self._add_once(inbox, self._row(Received(update_id, sender, payload, received_at)))

    async def add_all(self, updates: Sequence[Received]) -> None:
        """Keep several updates at once; those that were there already stay as they are."""
        self.added = True
        ordered = sorted(updates, key=lambda update: update.update_id)
        await insert_all_once(self._db, inbox, [self._row(one) for one in ordered])

    def _row(self, update: Received) -> dict[str, Any]:
        return {
            "update_id": update.update_id,
            "sender": self._vault.index(update.sender),
            "payload": self._vault.seal(update.payload, _place(update.update_id)),
            "received_at": update.at,
            "state": "new",
            "attempts": 0,
        }

    async def claim(self, real_now: datetime, lease_seconds: float) -> Arrival | None:
        """Take the next update: of each sender only the oldest, so that a person's updates keep their order.

        An update that comes late, after a younger one of its sender has been taken, waits for the end of that.
        """
        await plan_by_present_sizes(self._db)
        given = {"real_at": real_now, "until": real_now + timedelta(seconds=lease_seconds)}
        row = (await self._db.execute(_claiming(), given)).mappings().one_or_none()
        if row is None:
            return None
        payload = self._vault.unseal(row["payload"], _place(row["update_id"]))
        return Arrival(row["update_id"], payload, row["received_at"], row["attempts"], row["sender"])

    async def finish(self, update_id: int) -> bool:
        """It has been dealt with; False if somebody else did so meanwhile."""
        return (await self._db.execute(FINISHING, {"of_update": update_id})).rowcount == 1

    async def set_aside(self, update_id: int, reference: str) -> None:
        """It failed too often; the next one of its sender may go on."""
        await self._db.execute(SETTING_ASIDE, {"of_update": update_id, "quoted": reference})

    async def release_all(self) -> None:
        """Nobody else works on this database: what was taken by a process that is gone can be taken again."""
        await self._db.execute(update(inbox).where(inbox.c.state == "new").values(lease_until=None))

    async def release(self, update_id: int, not_before: datetime, *, counted: bool = True) -> None:
        """Let it be tried again from an instant on (real time); an attempt that is not counted was none."""
        again = {"lease_until": not_before, "attempts": inbox.c.attempts - (0 if counted else 1)}
        await self._db.execute(update(inbox).where(inbox.c.update_id == update_id).values(**again))

    async def put_off(self, update_id: int, not_before: datetime) -> None:
        """It was not tried: it, and what its sender sends after it, can be taken from an instant on (real time)."""
        again = {"lease_until": not_before, "attempts": inbox.c.attempts - 1}
        await self._db.execute(update(inbox).where(inbox.c.update_id == update_id).values(**again))


@cache
def _claiming() -> ReturningUpdate[Any]:
    """The claim itself, built once: it is asked many times a second."""
    real_at, until = (bindparam(name, type_=inbox.c.lease_until.type) for name in ("real_at", "until"))
    other = inbox.alias("other")
    in_front = (other.c.update_id < inbox.c.update_id) | (other.c.lease_until > real_at)
    of_sender = (other.c.sender == inbox.c.sender) & (other.c.update_id != inbox.c.update_id) & in_state(other, "new")
    # Not as EXISTS: PostgreSQL would hold everything that waits against everything else that waits.
    ahead = select(other.c.update_id).where(of_sender, in_front).limit(1).scalar_subquery()
    free = or_(inbox.c.lease_until.is_(None), inbox.c.lease_until <= real_at)
    head = select(inbox.c.update_id).where(in_state(inbox, "new"), free, ahead.is_(None)).order_by(inbox.c.update_id)
    chosen = head.limit(1).with_for_update(skip_locked=True, of=inbox).scalar_subquery()
    values = {"lease_until": until, "attempts": inbox.c.attempts + 1}
    return update(inbox).where(inbox.c.update_id == chosen, in_state(inbox, "new")).values(**values).returning(inbox)


def _place(update_id: int) -> Place:
    return Place("inbox", "payload", update_id)
