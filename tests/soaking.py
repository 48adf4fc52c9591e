"""Where a test tries a long list: a share of it each time in `make test`, all of it in `make soak`."""

import os
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

Thing = TypeVar("Thing")
SOAKING = "SOAK" in os.environ


def some(things: Sequence[Thing], *, of: int, who: str) -> list[Thing]:
    """Every `of`-th of them, always the same for `who` asks; over many that ask, all have their turn."""
    return list(things) if SOAKING else list(things[crc32(who.encode()) % of :: of])
