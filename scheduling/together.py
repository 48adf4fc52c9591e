"""Doing for many at once what costs the same as for one: a commit above all."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Together(Generic[T, R]):
    """Whoever comes while a round is under way shares the next one; nobody waits for more than two.

    `do` takes what was asked and gives an answer to each, in their order; what it does in one round stands or falls
    together. If a round fails, whoever led it tries alone, and the others have theirs after that.
    """

    def __init__(self, do: Callable[[Sequence[T]], Awaitable[Sequence[R]]]) -> None:
        self._do = do
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, one: T) -> R:
        """Return once a round with this in it is done.

        Raises:
            Exception: what `do` raised for this one alone.
        """
        told: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        own = (one, told)
        self._waiting.append(own)
        try:
            async with self._one_at_a_time:
                if not told.done():
                    await self._lead(own)
        finally:
            if own in self._waiting:
                self._waiting.remove(own)
        return told.result()

    async def _lead(self, own: "tuple[T, asyncio.Future[R]]") -> None:
        batch, self._waiting = self._waiting, []
        try:
            answers = await self._do([one for one, _ in batch])
        except BaseException as error:
            self._waiting = [other for other in batch if other is not own] + self._waiting
            if len(batch) == 1 or not isinstance(error, Exception):
                raise
            batch, answers = [own], await self._do([own[0]])
        for (_, told), answer in zip(batch, answers, strict=True):
            if not told.done():
                told.set_result(answer)
