"""Changing facts where others may change the same at the same moment."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from usecases.ports import Desk, OverlapError, Work

T = TypeVar("T")
MOST_TRIES = 8
LONGEST_WAIT = 0.05  # seconds


async def in_isolation(work: Work, cause: str, step: Callable[[Desk], Awaitable[T]]) -> T:
    """Do a step in one unit of work as if nobody else worked; whatever overlaps with another's work is done anew.

    Raises:
        OverlapError: if there was no end to it.
    """
    for _ in range(MOST_TRIES - 1):
        try:
            return await _tried(work, cause, step)
        except OverlapError:
            await asyncio.sleep(random.uniform(0, LONGEST_WAIT))  # noqa: S311 - only that two do not keep step
    return await _tried(work, cause, step)


async def _tried(work: Work, cause: str, step: Callable[[Desk], Awaitable[T]]) -> T:
    async with work(cause, isolated=True) as uow:
        return await step(uow)
