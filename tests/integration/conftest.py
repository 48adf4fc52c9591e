"""Every test here runs on SQLite and on PostgreSQL, from one code path; a machine without a server fails it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.vault import Vault
from tests.integration.databases import (
    MONDAY,
    REAL,
    Databases,
    Hands,
    PostgresDatabases,
    SqliteFiles,
    vault_of,
)
from tests.integration.people import Practice, practice
from tests.integration.post import Post
from tests.postgres import Cluster, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for this test run, or with several workers one for each."""
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def postgresql(cluster: Cluster) -> Iterator[Databases]:
    """Databases of that server."""
    served = PostgresDatabases(cluster)
    yield served
    served.close()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Files of this test run."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Each engine in turn."""
    chosen: Databases = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def address(databases: Databases) -> str:
    """The address of a database with the schema, and nothing in it but its keys."""
    return databases.fresh()


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """That database, open."""
    opened = Database(address)
    yield opened
    await opened.close()


@pytest.fixture
async def vault(database: Database) -> Vault:
    """Its opened keys."""
    return await vault_of(database)


@pytest.fixture
def clock() -> Hands:
    """Clinical time: a Monday morning in January."""
    return Hands(MONDAY)


@pytest.fixture
def real() -> Hands:
    """Real time."""
    return Hands(REAL)


@pytest.fixture
def work(database: Database, vault: Vault, clock: Hands, real: Hands) -> SqlWork:
    """Opens units of work on it."""
    return SqlWork(database, vault, clock.now, real.now)


@pytest.fixture
async def known(work: SqlWork) -> Practice:
    """An administrator, a clinician, and a patient with a plan."""
    return await practice(work)


@pytest.fixture
def post(database: Database, work: SqlWork, clock: Hands, real: Hands) -> Post:
    """The outbox in the test's hands."""
    return Post(database, work, clock, real)


@pytest.fixture
async def served(postgresql: Databases, clock: Hands, real: Hands) -> AsyncIterator[Post]:
    """The outbox of a PostgreSQL database, for what only several connections can show."""
    database = Database(postgresql.fresh())
    yield Post(database, SqlWork(database, await vault_of(database), clock.now, real.now), clock, real)
    await database.close()
