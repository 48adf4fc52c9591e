"""Doing together what several ask for at one moment."""

import asyncio
from collections.abc import Sequence

import pytest

from scheduling.together import Together


class Rounds:
    """Does what is asked, and remembers who shared a round."""

    def __init__(self, refused: frozenset[int] = frozenset()) -> None:
        self.rounds: list[list[int]] = []
        self._refused = refused

    async def do(self, asked: Sequence[int]) -> list[int]:
        """Ten times each."""
        self.rounds.append(list(asked))
        await asyncio.sleep(0)
        if self._refused & set(asked):
            raise ValueError(asked)
        return [one * 10 for one in asked]


async def test_whoever_comes_while_a_round_is_under_way_shares_the_next() -> None:
    rounds = Rounds()
    together = Together(rounds.do)
    answers = await asyncio.gather(*(together.ask(one) for one in (1, 2, 3, 4)))
    assert answers == [10, 20, 30, 40]
    assert len(rounds.rounds) <= 2


async def test_one_that_cannot_be_done_keeps_nobody_else_from_it() -> None:
    together = Together(Rounds(frozenset({2})).do)
    answers = await asyncio.gather(*(together.ask(one) for one in (1, 2, 3)), return_exceptions=True)
    assert (answers[0], answers[2]) == (10, 30)
    assert isinstance(answers[1], ValueError)
    assert await together.ask(4) == 40


async def test_whoever_gives_up_leaves_the_others_their_round() -> None:
    rounds = Rounds()
    together = Together(rounds.do)
    first, second, third = (asyncio.ensure_future(together.ask(one)) for one in (1, 2, 3))
    await asyncio.sleep(0)
    first.cancel()
    assert [await second, await third] == [20, 30]
    with pytest.raises(asyncio.CancelledError):
        await first
