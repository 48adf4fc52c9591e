"""How many updates a second a webhook takes: committed before each answer, beside a handler that only remembers them.

Both are served by the same web server, over loopback, to the same callers in another process: as many connections as
Telegram opens at most, each bringing the next update once the last is answered. Run it with
`python -m tests.benchmarks.ingress`, with an address of a PostgreSQL database to try that as well.
"""

import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import click
from aiohttp import web
from sqlalchemy import func, select

from bot.addresses import Listen
from bot.metrics import Metrics
from bot.updates import read_update
from bot.web import Figures, Health, Ingress, Webhook, WebServer
from bot.web.server import LARGEST_BODY
from bot.web.webhook import HEADER
from scheduling.auditor import Auditor
from scheduling.clock import RealClock
from scheduling.pulse import Pulse
from scheduling.wake import Bell
from storage.census import SqlCensus
from storage.engine import Database
from storage.tables import inbox
from storage.unit_of_work import SqlWork
from storage.upgrade import upgrade
from storage.vault import keyring, new_key, open_vault
from tests.benchmarks.rows import Row
from tests.postgres import running_cluster

SECRET = "a-secret-of-the-benchmark"
CONNECTIONS = 100
UPDATES = 20_000
IN_MEMORY = "in memory only"
A_SECOND = 3_000.0


# --- the callers -----------------------------------------------------------------------------------------------------


def request(number: int) -> bytes:
    """A press on a button, as Telegram brings it."""
    chat = 10_000 + number % 500
    person = {"id": chat, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    message = {"message_id": 17, "date": 1767600000, "chat": {"id": chat, "type": "private"}, "text": "Block 1"}
    query = {"id": str(number), "from": person, "message": message, "chat_instance": "1", "data": "v1:done:123456789"}
    body = json.dumps({"update_id": number, "callback_query": query}).encode()
    head = f"POST /telegram/updates HTTP/1.1\r\nHost: localhost\r\n{HEADER}: {SECRET}\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def _bring(port: int, numbers: range) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in numbers:
        writer.write(request(number))
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.splitlines()[0].decode())
        await reader.readexactly(_length(head))
    writer.close()


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)


async def _all_brought(port: int, first: int, count: int) -> float:
    began = time.perf_counter()
    lanes = (range(first + lane, first + count, CONNECTIONS) for lane in range(CONNECTIONS))
    await asyncio.gather(*(_bring(port, lane) for lane in lanes))
    return time.perf_counter() - began


def _caller(port: int, updates: int, told: "multiprocessing.queues.Queue[float]") -> None:
    asyncio.run(_all_brought(port, 1, warm_up(updates)))
    told.put(asyncio.run(_all_brought(port, 1 + warm_up(updates), updates)))


def warm_up(updates: int) -> int:
    """How many are brought before those that count."""
    return updates // 10


async def rate(port: int, updates: int) -> float:
    """Updates a second, as callers in another process saw it."""
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.queues.Queue[float] = context.Queue()
    caller = context.Process(target=_caller, args=(port, updates, told))
    caller.start()
    seconds = await asyncio.to_thread(told.get, timeout=300)
    await asyncio.to_thread(caller.join)
    return updates / seconds


# --- what is called --------------------------------------------------------------------------------------------------


class Remembered:
    """What most bots do: the update is in memory when Telegram is told that we have it."""

    def __init__(self) -> None:
        self.updates: list[object] = []

    async def keep(self, asked: web.Request) -> web.Response:
        """Read it and remember it."""
        self.updates.append(read_update(await asked.read(), RealClock().now()))
        return web.Response()


async def in_memory(updates: int) -> float:
    """The same server, with nothing kept."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post("/telegram/{path}", Remembered().keep)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        return await rate(runner.addresses[0][1], updates)
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _serving(database: Database) -> AsyncIterator[WebServer]:
    real, metrics, ticking = RealClock(), Metrics(), Pulse()
    async with database.writing() as connection:
        vault = await open_vault(connection, keyring([new_key()]))
    work, census = SqlWork(database, vault, real.now, real.now), SqlCensus(database)
    auditor, ingress, stopping = Auditor(census, work, real, real, ticking), Ingress(work, Bell()), asyncio.Event()
    webhook, figures = Webhook(ingress, SECRET, real.now), Figures(census, real, auditor, ticking)
    server = WebServer(Listen("127.0.0.1", 0), Health(database, ticking), figures, metrics, webhook)
    async with asyncio.TaskGroup() as group, server.serving():
        group.create_task(ingress.run(stopping))
        yield server
        stopping.set()


async def durable(address: str, updates: int) -> float:
    """Sitbone's own way in; afterwards every update must be in the database."""
    database = Database(address)
    try:
        await upgrade(database, RealClock().now())
        async with _serving(database) as server:
            found = await rate(server.port, updates)
        async with database.reading() as connection:
            kept = await connection.scalar(select(func.count()).select_from(inbox))
    finally:
        await database.close()
    if kept != warm_up(updates) + updates:
        raise RuntimeError(f"{kept} of {warm_up(updates) + updates} updates are in the database")
    return found


def measured(postgresql: str | None = None, updates: int = UPDATES) -> dict[str, float]:
    """Updates a second, by the way in which they are kept."""
    rates = {IN_MEMORY: asyncio.run(in_memory(updates))}
    with tempfile.TemporaryDirectory(prefix="sitbone-bench-") as folder:
        file = f"sqlite+aiosqlite:///{Path(folder) / 'sitbone.db'}"
        rates["committed, SQLite"] = asyncio.run(durable(file, updates))
    if postgresql is not None:
        rates["committed, PostgreSQL"] = asyncio.run(durable(postgresql, updates))
    return rates


def rows(updates: int) -> list[Row]:
    """So many updates on both databases, beside a handler that only remembers them."""
    with running_cluster() as cluster:
        rates = measured(cluster.fresh(), updates)
    kept = rates.pop(IN_MEMORY)
    told = partial(Row, unit="a second", target=A_SECOND, against=kept, alternative=IN_MEMORY)
    return [told(name=f"d. updates by webhook, {how}", figure=found) for how, found in rates.items()]


def main() -> None:
    """Print the rates."""
    click.echo(f"{UPDATES} updates over {CONNECTIONS} connections")
    for what, found in measured(sys.argv[1] if len(sys.argv) > 1 else None).items():
        click.echo(f"{what:22} {found:8.0f} a second")


if __name__ == "__main__":
    main()
