"""One of several real processes on one database: `python -m tests.faults.member`.

It is `sitbone run`, but for leases that run out sooner, so that a test need not wait a minute for what a dead process
had taken.
"""

import asyncio

from bot import lifecycle
from bot.app import build
from bot.settings import read_settings
from scheduling import dispatcher, inbox_worker

SOON = 3.0  # seconds


async def main() -> None:
    """Run until killed or told to stop."""
    dispatcher.CLAIM_SECONDS = dispatcher.LEASE_SECONDS = inbox_worker.LEASE_SECONDS = SOON
    dispatcher.LONGEST_SEND = SOON / 2
    lifecycle.RECOVER_EVERY = SOON / 6
    async with build(read_settings()) as app:
        await lifecycle.run_until_signalled(app, print)


if __name__ == "__main__":
    asyncio.run(main())
