"""A PostgreSQL server for what only several processes can show."""

from collections.abc import Iterator

import pytest

from tests.postgres import Cluster, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server for this test run."""
    with running_cluster() as running:
        yield running
