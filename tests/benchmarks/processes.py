"""Bots in processes of their own, for benchmarks: started, waited for, measured, stopped."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.benchmarks.telegram import TOKEN

LOOK_EVERY = 0.01
PATIENCE = 120.0
OWNER_CODE = "the-owners-code"


@dataclass(frozen=True, slots=True)
class Running:
    """A process that has said that it is ready, so many seconds after it was started."""

    process: Process
    seconds: float

    def resident(self) -> float:
        """Megabytes of memory that it holds now, as the kernel counts them."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) / 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bot is to work: its database and key, and the Telegram that it talks to."""

    address: str
    key: str
    origin: str
    folder: Path

    def environment(self) -> dict[str, str]:
        """As settings."""
        settings = {"DATABASE_URL": self.address, "TELEGRAM_API_URL": self.origin, "ENCRYPTION_KEYS": self.key}
        return {**os.environ, "BOT_TOKEN": TOKEN, "OWNER_CODE": OWNER_CODE, **settings}

    def member(self, at: datetime, name: str, *options: str) -> AbstractAsyncContextManager["Running"]:
        """A bot that believes that it is a certain day."""
        return running(self, name, "-m", "tests.benchmarks.member", at.isoformat(), *options)


@asynccontextmanager
async def running(place: Place, name: str, *command: str) -> AsyncIterator[Running]:
    """Python at something that says "ready"; it is told to stop when the block ends.

    Raises:
        RuntimeError: if it ends, or is not ready in time; with the end of its log.
    """
    log = place.folder / f"{name}.log"
    began = time.perf_counter()
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=file, stderr=file, env=place.environment()
        )
    try:
        while "ready" not in log.read_text():
            if process.returncode is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(log.read_text()[-1500:])
            await asyncio.sleep(LOOK_EVERY)
        yield Running(process, time.perf_counter() - began)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
