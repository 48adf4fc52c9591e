"""The send limiter: smooth for the bot, a small burst for a chat, one pause for all, and nobody held up by another."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.rate import CHAT_BURST, CHAT_EVERY, EAGER, MANY_CHATS, PER_SECOND, REFILLED, WHENEVER, Limiter, OwnPace

NEAR = 1e-6  # sums of floating-point numbers


@dataclass
class Time:
    """Seconds that pass only when everybody sleeps, and then as far as the first to wake."""

    at: float = 1000.0
    sleepers: list[tuple[float, int, asyncio.Event]] = field(default_factory=list)
    slept: int = 0

    def now(self) -> float:
        """The present second."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Until that much time has passed."""
        assert seconds > 0, "a sleep of nothing is a busy loop"
        self.slept += 1
        woken = asyncio.Event()
        heappush(self.sleepers, (self.at + seconds, self.slept, woken))
        await woken.wait()

    async def settle(self) -> None:
        """Let everybody go on who can without time passing."""
        for _ in range(20):
            await asyncio.sleep(0)

    async def until(self, moment: float) -> None:
        """Let time pass."""
        await self.settle()
        while self.sleepers and self.sleepers[0][0] <= moment:
            self.at, _, woken = heappop(self.sleepers)
            woken.set()
            await self.settle()
        self.at = max(self.at, moment)


@dataclass
class Queue:
    """Everybody who wants to send, and when each of them could."""

    time: Time = field(default_factory=Time)
    sent: list[tuple[float, int | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pace = OwnPace(self.time.now)
        self.limiter = self.another()

    def another(self) -> Limiter:
        """A limiter that shares the pace, as that of another process does."""
        return Limiter(sleep=self.time.sleep, pace=self.pace)

    async def send(self, chat: int | None, urgency: int = EAGER, limiter: Limiter | None = None) -> None:
        """One message."""
        await (limiter or self.limiter).wait(chat, urgency)
        self.sent.append((self.time.at, chat))

    async def all(self, *chats: int | None) -> list[tuple[float, int | None]]:
        """Several at once; when each went out, in seconds from now."""
        start = self.time.at
        async with asyncio.TaskGroup() as group:
            for chat in chats:
                group.create_task(self.send(chat))
            await self.time.until(start + 1_000_000)
        return [(round(at - start, 6), chat) for at, chat in self.sent]


@pytest.fixture
def queue() -> Queue:
    """A limiter as the bot has it."""
    return Queue()


async def test_the_first_goes_at_once(queue: Queue) -> None:
    """Nobody who presses a button on a quiet day waits."""
    assert await queue.all(1) == [(0, 1)]
    assert queue.time.slept == 0


async def test_a_wave_goes_out_smoothly(queue: Queue) -> None:
    """Never more than 25 in any second, and no second is wasted; in the order in which they asked."""
    sent = await queue.all(*range(100))
    assert [chat for _, chat in sent] == list(range(100))
    assert [at for at, _ in sent] == pytest.approx([number / PER_SECOND for number in range(100)])


async def test_a_quiet_time_saves_up_nothing(queue: Queue) -> None:
    """After an hour of silence a wave is as smooth as ever."""
    await queue.all(1)
    queue.sent.clear()
    sent = await queue.all(*range(50))
    assert sent[-1][0] == pytest.approx(49 / PER_SECOND)


async def test_one_chat_has_a_small_burst_and_then_one_a_second(queue: Queue) -> None:
    """A notice, an edit and a card come together; a flood does not."""
    sent = [at for at, _ in await queue.all(*[7] * 6)]
    assert sent[CHAT_BURST - 1] < CHAT_EVERY
    later = [b - a for a, b in zip(sent[CHAT_BURST - 1 :], sent[CHAT_BURST:], strict=False)]
    assert all(gap >= CHAT_EVERY - 3 / PER_SECOND for gap in later)
    assert sent[-1] <= 6 * CHAT_EVERY


async def test_a_quiet_chat_has_its_burst_again(queue: Queue) -> None:
    """As if it had never been written to."""
    await queue.all(*[7] * 10)
    await queue.time.until(queue.time.at + REFILLED)
    queue.sent.clear()
    assert (await queue.all(*[7] * CHAT_BURST))[-1][0] < CHAT_EVERY


async def test_a_chat_that_must_wait_holds_up_nobody(queue: Queue) -> None:
    """Somebody with thirty messages to come does not delay the next reader by half a minute."""
    sent = await queue.all(*[7] * 30, 8)
    (to_other,) = [at for at, chat in sent if chat == 8]
    assert to_other == pytest.approx(CHAT_BURST / PER_SECOND)


async def test_who_waits_for_an_answer_passes_by_a_whole_morning(queue: Queue) -> None:
    """The next free moment is theirs, though a hundred prompts asked before; the prompts keep their order."""
    async with asyncio.TaskGroup() as group:
        for chat in range(100):
            group.create_task(queue.send(chat, WHENEVER))
        await queue.time.until(1000 + 10.5 / PER_SECOND)
        group.create_task(queue.send(200, EAGER))
        await queue.time.until(2000)
    assert [chat for _, chat in queue.sent] == [*range(11), 200, *range(11, 100)]
    assert queue.sent[11][0] == pytest.approx(1000 + 11 / PER_SECOND)


async def test_processes_that_share_a_pace_share_the_budget(queue: Queue) -> None:
    """Together they are as fast as one alone, and neither of them is left standing."""
    other = queue.another()
    async with asyncio.TaskGroup() as group:
        for chat in range(50):
            group.create_task(queue.send(chat))
            group.create_task(queue.send(1000 + chat, limiter=other))
        await queue.time.until(2000)
    assert [at for at, _ in queue.sent] == pytest.approx([1000 + number / PER_SECOND for number in range(100)])
    halfway = Counter((chat or 0) >= 1000 for _, chat in queue.sent[:50])
    assert halfway[True] == halfway[False]


async def test_what_belongs_to_no_chat_counts_for_the_bot_only(queue: Queue) -> None:
    """Such as a command menu."""
    sent = await queue.all(*[None] * 10)
    assert [at for at, _ in sent] == pytest.approx([number / PER_SECOND for number in range(10)])


async def test_a_pause_holds_for_everybody(queue: Queue) -> None:
    """Telegram said "too many": also whoever did not cause it waits, and then they go smoothly, not all at once."""
    await queue.limiter.pause(30)
    sent = await queue.all(1, 2, 3)
    assert [at for at, _ in sent] == pytest.approx([30, 30 + 1 / PER_SECOND, 30 + 2 / PER_SECOND])


async def test_a_pause_holds_for_whoever_waits_already(queue: Queue) -> None:
    """Their turn comes after it, and nobody slips through in between."""
    async with asyncio.TaskGroup() as group:
        for chat in range(10):
            group.create_task(queue.send(chat))
        await queue.time.until(1000 + 4.5 / PER_SECOND)
        await queue.limiter.pause(20)
        paused_at = queue.time.at
        await queue.time.until(paused_at + 19.9)
        assert len(queue.sent) == 5
        await queue.time.until(2000)
    assert sorted(chat for _, chat in queue.sent if chat is not None) == list(range(10))
    after = [at - paused_at for at, _ in queue.sent[5:]]
    assert after == pytest.approx([20 + number / PER_SECOND for number in range(5)])


async def test_of_two_pauses_the_longer_one_counts(queue: Queue) -> None:
    """Whatever the order in which they come; a shorter one does not open early."""
    await queue.limiter.pause(30)
    await queue.limiter.pause(5)
    assert await queue.all(1) == [(30, 1)]


async def test_it_can_be_asked_whether_it_is_open(queue: Queue) -> None:
    """The dispatcher takes nothing while there is a pause; asking takes nobody's turn."""
    await queue.limiter.until_open()
    assert queue.time.slept == 0
    await queue.limiter.pause(30)
    async with asyncio.TaskGroup() as group:
        group.create_task(queue.limiter.until_open())
        await queue.time.until(1030)
    assert await queue.all(1) == [(0, 1)]


async def test_whoever_gives_up_leaves_the_others_as_they_were(queue: Queue) -> None:
    """A process that stops cancels who waits."""
    tasks = [asyncio.ensure_future(queue.send(chat)) for chat in range(3)]
    await queue.time.settle()
    tasks[1].cancel()
    await queue.time.until(2000)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [chat for _, chat in queue.sent] == [0, 2]


@pytest.mark.parametrize("leaver", range(4))
async def test_whoever_looks_after_the_line_may_give_up_too(queue: Queue, leaver: int) -> None:
    """The next one takes that over, in whatever order they leave."""
    tasks = [asyncio.ensure_future(queue.send(chat)) for chat in range(6)]
    await queue.time.until(1000 + 1.5 / PER_SECOND)
    for task in tasks[2 : 2 + leaver]:
        task.cancel()
    await queue.time.until(2000)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [chat for _, chat in queue.sent] == [0, 1, *range(2 + leaver, 6)]
    await queue.all(7)
    assert queue.sent[-1][1] == 7


async def test_it_does_not_remember_every_chat_for_ever(queue: Queue) -> None:
    """Chats whose burst is whole again are as good as new."""
    for chat in range(3 * MANY_CHATS):
        queue.time.at += 1 / PER_SECOND
        await queue.limiter.wait(chat)
    assert len(queue.pace._used) <= MANY_CHATS + 2


async def test_without_a_limit_only_the_pause_is_left() -> None:
    """For tests, and for a server of one's own."""
    time = Time()
    limiter = Limiter(per_second=0, now=time.now, sleep=time.sleep)
    for _ in range(1000):
        await limiter.wait(7)
    assert time.slept == 0
    await limiter.pause(5)
    async with asyncio.TaskGroup() as group:
        group.create_task(limiter.wait(7))
        await time.until(1005)
    assert time.slept == 1


@settings(max_examples=40, deadline=None, derandomize=True)
@given(chats=st.lists(st.integers(0, 4), max_size=60), pauses=st.dictionaries(st.integers(0, 59), st.integers(1, 9)))
async def test_however_they_ask_the_limits_hold(chats: list[int], pauses: dict[int, int]) -> None:
    """Whatever comes when: each goes out once, no chat gets more than its share, nothing leaves in a pause."""
    queue, closed = Queue(), []
    async with asyncio.TaskGroup() as group:
        for number, chat in enumerate(chats):
            group.create_task(queue.send(chat))
            await queue.time.settle()
            if number in pauses:
                await queue.limiter.pause(pauses[number])
                closed.append((queue.time.at, queue.time.at + pauses[number]))
                await queue.time.until(queue.time.at + pauses[number] / 2)
        await queue.time.until(queue.time.at + 1_000_000)
    assert Counter(chat for _, chat in queue.sent) == Counter(chats)
    assert not [at for at, _ in queue.sent for start, end in closed if start + NEAR < at < end - NEAR]
    for chat in set(chats):
        times = sorted(at for at, to in queue.sent if to == chat)
        for number, at in enumerate(times):
            within = [one for one in times[number:] if one < at + 10 * CHAT_EVERY - NEAR]
            assert len(within) <= CHAT_BURST + 10
