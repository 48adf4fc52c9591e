"""Several processes that start on one PostgreSQL database at the same moment."""

import asyncio

from sqlalchemy import text

from storage.engine import Database
from storage.upgrade import current_revision, differences, head
from storage.vault import Vault, keyring, open_vault
from tests.integration.databases import KEY, Databases, blocked_or_done
from tests.integration.processes import together

UPGRADES = """
import asyncio
from datetime import UTC, datetime
from storage.engine import Database
from storage.upgrade import head, upgrade

async def main():
    database = Database(sys.argv[1])
    wait_for_the_others()
    await upgrade(database, datetime(2026, 1, 5, tzinfo=UTC))
    await database.close()
    print(head())

asyncio.run(main())
"""


async def test_processes_that_upgrade_at_once_wait_for_one_another(postgresql: Databases) -> None:
    """All of three processes succeed, and the schema is the one that a single process makes."""
    address = postgresql.empty()
    assert await together(UPGRADES, 3, address) == [[head()]] * 3
    database = Database(address)
    assert await current_revision(database) == head()
    assert await differences(database) is None
    await database.close()


async def opened(database: Database) -> Vault:
    """The keys of a database, made if it has none."""
    async with database.writing() as connection:
        return await open_vault(connection, keyring([KEY]))


async def test_processes_that_make_the_keys_at_once_end_up_with_the_same(postgresql: Databases) -> None:
    """The database gets its keys once; whoever comes second opens what the first has made."""
    database = Database(postgresql.own())
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM secret"))
    async with asyncio.TaskGroup() as group, database.writing() as connection:
        first = await open_vault(connection, keyring([KEY]))
        second = group.create_task(opened(database))
        await blocked_or_done(database, second)
    assert second.result().index(5) == first.index(5)
    await database.close()
