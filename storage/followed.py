"""Which condition the stored plans are for: one database is for one protocol, whatever its version."""

from sqlalchemy import func, select

from storage.engine import Database
from storage.tables import plan


class OtherProtocolError(Exception):
    """Plans are stored that follow another protocol than the one that is set; the message says how many, and which."""


async def refuse_others(database: Database, protocol_id: str, version: str) -> None:
    """Make sure that a protocol can go on with what is stored.

    What an exercise, a stage or a level is means nothing under another protocol, also for a plan that has ended: it can
    still be looked at and started again. That a plan goes on under another version is a link of its chain.

    Raises:
        OtherProtocolError: if it cannot.
    """
    query = (
        select(plan.c.protocol_id, func.count())
        .where(plan.c.protocol_id != protocol_id)
        .group_by(plan.c.protocol_id)
        .order_by(plan.c.protocol_id)
    )
    async with database.reading() as connection:
        found = (await connection.execute(query)).all()
    if found:
        others = ", ".join(f"{count} of {other}" for other, count in found)
        raise OtherProtocolError(
            f"PROTOCOL: it is {protocol_id} {version}, but there are plans that began with another ({others}); "
            "set the file that they began with, or another database. Nothing was changed"
        )
