"""What has been kept as long as it was to be: found, and let go of in small steps."""

from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, Select, Table, delete, exists, or_, select, true

from storage.repositories.base import Repository
from storage.tables import alert, dialogue, entry, inbox, invitation, outbox, person, plan, prompt, role
from usecases.records import LIVE, EntryKind

UNDER_WAY = ("due", "claimed", "sending")
FACTS = (EntryKind.START, EntryKind.EVENT, EntryKind.CORRECTION)


class LeftoverRepository(Repository):
    """Rows and people whose time is over. Instants are clinical time."""

    async def let_go_of_traffic(self, before: datetime, limit: int) -> int:
        """Forget what arrived, and what was to be said, before an instant, and has come to its end."""
        arrived = (inbox.c.state != "new") & (inbox.c.received_at < before)
        said = outbox.c.state.not_in(UNDER_WAY) & (outbox.c.due_at < before)
        return await self._let_go(inbox, "update_id", arrived, limit) + await self._let_go(outbox, "seq", said, limit)

    async def let_go_of_unfinished(self, before: datetime, limit: int) -> int:
        """Forget questions that nobody has answered since, and invitations that were over by then and never used."""
        unused = _over(invitation, before) & or_(invitation.c.used_by.is_(None), _has_part(invitation.c.used_by))
        dialogues = await self._let_go(dialogue, "person_id", dialogue.c.updated_at < before, limit)
        return dialogues + await self._let_go(invitation, "id", unused, limit)

    async def let_go_of_prompts(self, before: datetime, limit: int) -> int:
        """Forget what patients were asked in windows that closed before an instant; the chain has their answers."""
        closed = prompt.c.state.not_in(sorted(LIVE)) & prompt.c.next_at.is_(None) & (prompt.c.closes_at < before)
        return await self._let_go(prompt, "id", closed, limit)

    async def never_began(self, before: datetime, limit: int, only: int | None = None) -> list[int]:
        """Whoever opened a patient's link that was over by an instant, and has no part in the clinic."""
        theirs = (invitation.c.used_by == person.c.id) & (invitation.c.role == "patient")
        over = _over(invitation, before)
        chosen = exists().where(theirs, over) & ~exists().where(theirs, ~over) & ~_has_part(person.c.id)
        return await self._people(select(person.c.id).where(chosen, _only(person.c.id, only)), limit)

    async def long_ended(self, before: datetime, limit: int, only: int | None = None) -> list[int]:
        """Patients all of whose plans had ended by an instant, with nothing recorded since."""
        other = plan.alias("other")
        since = exists().where(other.c.patient_id == plan.c.patient_id, ~_ended(other, before))
        query = select(plan.c.patient_id).distinct().where(plan.c.patient_id.is_not(None), ~since)
        return await self._people(query.where(_ended(plan, before), _only(plan.c.patient_id, only)), limit)

    async def _people(self, query: Select[tuple[int]], limit: int) -> list[int]:
        return list(await self._db.scalars(query.limit(limit)))

    async def _let_go(self, table: Table, key: str, which: ColumnElement[bool], limit: int) -> int:
        """Delete so many rows, those with the lowest key first; says how many there were."""
        lowest = select(table.c[key]).where(which).order_by(table.c[key]).limit(limit)
        return (await self._db.execute(delete(table).where(table.c[key].in_(lowest)))).rowcount


def _over(ways_in: FromClause, before: datetime) -> ColumnElement[bool]:
    """Whether an invitation was never used, and had expired or been taken back by then."""
    taken_back = ways_in.c.revoked_at.is_not(None) & (ways_in.c.revoked_at < before)
    return ways_in.c.used_at.is_(None) & ((ways_in.c.expires_at < before) | taken_back)


def _has_part(person_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(role.c.person_id == person_id)


def _ended(plans: FromClause, before: datetime) -> ColumnElement[bool]:
    """Whether a plan had ended by then: nothing has been told since, and nobody has to see to an alert.

    Reviews do not count: the rules go on with them every week.
    """
    told = exists().where(entry.c.plan_id == plans.c.id, entry.c.kind.in_(FACTS), entry.c.at >= before)
    open_still = exists().where(alert.c.plan_id == plans.c.id, alert.c.open_key.is_not(None))
    return (plans.c.status == "discharged") & ~told & ~open_still


def _only(column: ColumnElement[int], one: int | None) -> ColumnElement[bool]:
    return true() if one is None else column == one
