"""A process whose parts look again and try again after a fraction of the usual time.

What is tried with it is what becomes of things and not when. They do not look so often that looking is all they do.
"""

import pytest

from bot import lifecycle, poller
from scheduling import dispatcher, inbox_worker
from storage import engine

SOON, AT_ONCE = 0.3, 0.1  # seconds


def impatient(patch: pytest.MonkeyPatch) -> None:
    """Make this process so."""
    for waiting in (dispatcher, inbox_worker):
        patch.setattr(waiting, "IDLE_SECONDS", SOON)
    for trying in (dispatcher, inbox_worker, poller):
        patch.setattr(trying, "wait_before", lambda _: AT_ONCE)
    patch.setattr(poller, "STAND_BY", AT_ONCE)
    patch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, f"busy_timeout={SOON * 1000:.0f}"))
    patch.setattr(lifecycle, "AGAIN_AFTER", SOON)
    patch.setattr(lifecycle, "TICK_SECONDS", SOON)
    patch.setattr(lifecycle, "RECOVER_EVERY", SOON)
