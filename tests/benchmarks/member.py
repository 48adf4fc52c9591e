"""The bot in a process of its own, on a day of one's choice: `python -m tests.benchmarks.member INSTANT [unlimited]`.

It is `sitbone run`, but for the day on which it believes to be, and for the send limiter, which may be off.
"""

import asyncio
import sys
from datetime import datetime

from bot.app import build
from bot.lifecycle import run_until_signalled
from bot.settings import read_settings
from scheduling.clock import AdjustableClock, Anchor, RealClock
from scheduling.rate import Limiter


async def main(instant: str, *options: str) -> None:
    """Run until told to stop."""
    real = RealClock()
    clock = AdjustableClock(Anchor(real.now(), datetime.fromisoformat(instant), 1.0), real)
    limiter = Limiter(per_second=0) if "unlimited" in options else None
    async with build(read_settings(), clock=clock, limiter=limiter) as app:
        await run_until_signalled(app, print)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
