"""Who looked at whom: rows that are added and never changed."""

from sqlalchemy import func, select

from storage.repositories.base import Repository
from storage.tables import access
from usecases.records import Access, Sight


class AccessRepository(Repository):
    """Every look at a patient, newest first."""

    async def add(self, look: Access) -> None:
        """Keep a look."""
        values = {"plan_id": look.plan_id, "person_id": look.person_id, "what": look.what, "at": look.at}
        await self._add(access, values)

    async def count(self) -> int:
        """How many there are."""
        return int(await self._db.scalar(select(func.count()).select_from(access)) or 0)

    async def newest(self, limit: int, offset: int = 0) -> list[Access]:
        """Some of all looks, newest first."""
        rows = await self._db.execute(select(access).order_by(access.c.id.desc()).limit(limit).offset(offset))
        return [
            Access(plan_id=row["plan_id"], person_id=row["person_id"], what=Sight(row["what"]), at=row["at"])
            for row in rows.mappings()
        ]
