"""One of several real processes on one database: `sitbone run`, but for leases that run out sooner.

So a test need not wait a minute for what a dead process had taken.
"""

import asyncio
from multiprocessing.connection import Connection

import pytest

from bot import lifecycle
from bot.app import build
from bot.settings import read_settings
from scheduling import dispatcher, inbox_worker
from tests.faults.impatience import impatient

LEASE = 3.0  # seconds


async def _lived() -> None:
    with pytest.MonkeyPatch.context() as patch:
        impatient(patch)
        patch.setattr(dispatcher, "CLAIM_SECONDS", LEASE)
        patch.setattr(dispatcher, "LEASE_SECONDS", LEASE)
        patch.setattr(dispatcher, "LONGEST_SEND", LEASE / 2)
        patch.setattr(inbox_worker, "LEASE_SECONDS", LEASE)
        async with build(read_settings()) as app:
            await lifecycle.run_until_signalled(app, print)


def live(_: Connection) -> None:
    """Run until killed or told to stop."""
    asyncio.run(_lived())
