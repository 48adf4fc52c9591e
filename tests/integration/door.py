"""The web server in a test's hands: what Telegram brings, and what a supervisor asks."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from bot.addresses import Listen
from bot.metrics import Metrics
from bot.web import Figures, Health, Ingress, Webhook, WebServer
from bot.web.webhook import HEADER
from scheduling.auditor import Auditor
from scheduling.pulse import Pulse
from scheduling.wake import Bell
from storage.census import SqlCensus
from storage.engine import Database
from storage.tables import inbox
from storage.unit_of_work import SqlWork
from tests.integration.databases import Hands
from tests.integration.people import CHAT

SECRET = "a-secret-of-the-webhook"
PATH = "/telegram/updates"


def pressed(update_id: int, chat_id: int = CHAT) -> dict[str, Any]:
    """A press on a button, as Telegram brings it."""
    message = {"message_id": 7, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    sender = {"id": chat_id, "is_bot": False, "first_name": "Pat"}
    query = {"id": str(update_id), "chat_instance": "1", "data": "v1:noop", "from": sender, "message": message}
    return {"update_id": update_id, "callback_query": query}


@dataclass
class Stopping:
    """Whether the ingress is about to stop."""

    now: bool = False

    def is_set(self) -> bool:
        """Whether to stop."""
        return self.now


@dataclass
class Door:
    """One process's web server on a database."""

    client: TestClient[Any, Any]
    database: Database
    ticking: Pulse
    auditor: Auditor
    metrics: Metrics
    arrived: Bell
    stopping: Stopping
    keeping: asyncio.Task[None]

    async def brings(
        self, update: object = None, *, body: bytes | None = None, secret: str | None = SECRET, path: str = PATH
    ) -> int:
        """Telegram brings something; the status of the answer."""
        headers = {} if secret is None else {HEADER: secret}
        given: dict[str, Any] = {"json": update} if body is None else {"data": io.BytesIO(body)}
        async with self.client.post(path, headers=headers, **given) as answer:
            assert await answer.read() == b"" or answer.status in {404, 405, 413}
            return answer.status

    async def asked(self, path: str) -> tuple[int, str]:
        """A supervisor asks; status and text."""
        async with self.client.get(path) as answer:
            return answer.status, await answer.text()

    async def metric(self, name: str, **labels: str) -> float | None:
        """One number of the metrics; None if it is not among them."""
        status, text = await self.asked("/metrics")
        assert status == 200
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return next((one.value for one in samples if one.name == name and one.labels == labels), None)

    async def stored(self) -> list[int]:
        """The updates that are in the database, by their ids."""
        async with self.database.reading() as connection:
            return list(await connection.scalars(select(inbox.c.update_id).order_by(inbox.c.update_id)))

    async def stops(self) -> None:
        """The process is about to stop; what has come is still kept."""
        self.stopping.now = True
        await self.keeping


@asynccontextmanager
async def opened(database: Database, work: SqlWork, clock: Hands, real: Hands) -> AsyncIterator[Door]:
    """A web server with its ingress."""
    metrics, arrived, stopping = Metrics(), Bell(), Stopping()
    census, ticking = SqlCensus(database), Pulse(observe=metrics.tick.observe)
    auditor, ingress = Auditor(census, work, clock, real, ticking), Ingress(work, arrived)
    webhook, figures = Webhook(ingress, SECRET, clock.now), Figures(census, clock, auditor, ticking)
    server = WebServer(Listen("127.0.0.1", 0), Health(database, ticking), figures, metrics, webhook)
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(ingress.run(stopping))
        async with TestClient(TestServer(server.app())) as client:
            yield Door(client, database, ticking, auditor, metrics, arrived, stopping, keeping)
        stopping.now = True
