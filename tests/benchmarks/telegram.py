"""A local Telegram in a process of its own, so that what it costs is not counted as ours."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from sandbox.clocks import RunningClock
from sandbox.server import SandboxServer
from sandbox.world import TOKEN, World
from scheduling.clock import RealClock

__all__ = ["TOKEN", "served"]


@contextmanager
def served(chats: range) -> Iterator[str]:
    """The origin of a Bot API in which these chats have begun to talk to the bot."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_process, args=(theirs, chats), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send(None)
        process.join()


def _process(told: Connection, chats: range) -> None:
    asyncio.run(_serve(told, chats))


async def _serve(told: Connection, chats: range) -> None:
    world = peopled(chats)
    async with SandboxServer(world) as server:
        told.send(server.url)
        await asyncio.to_thread(told.recv)


def peopled(chats: range, latency: float = 0.0) -> World:
    """A world of people who may be written to."""
    world = World(RunningClock(RealClock().now()), seed=1, latency=latency)
    for number in chats:
        world.person(number=number).room.started = True
    return world
