"""A bell between the parts of one process: something was committed, look now rather than at the next tick.

Only a hint. Every part also looks by itself, so a bell that nobody hears delays and never loses.
"""

import asyncio


class Bell:
    """Rung by one part, waited for by another."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """There is something to do."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, or so many seconds have passed."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self._event.clear()
