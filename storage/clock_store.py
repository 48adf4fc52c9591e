"""Where an accelerated clinical clock stood, so that it goes on there after a restart."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from storage.engine import Database
from storage.tables import clock

Stand = tuple[datetime, datetime, float]  # real instant, clinical instant, speed


async def read_stand(database: Database) -> Stand | None:
    """The stand that was kept last; None if time runs at its usual speed."""
    async with database.reading() as connection:
        row = (await connection.execute(select(clock))).mappings().one_or_none()
    return (row["real_at"], row["clinical_at"], float(row["speed"])) if row else None


async def keep_stand(database: Database, stand: Stand) -> None:
    """Keep where the clock stands."""
    real_at, clinical_at, speed = stand
    async with database.writing() as connection:
        await connection.execute(delete(clock))
        values = {"real_at": real_at, "clinical_at": clinical_at, "speed": str(speed)}
        await connection.execute(insert(clock).values(id=1, **values))
