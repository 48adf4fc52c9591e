"""The sandbox as an HTTP server on this machine: the Bot API and, if wanted, the chat page."""

import asyncio
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.delivery import WebhookPump
from sandbox.guard import only_from_here
from sandbox.pages import ChatPage
from sandbox.webhooks import is_loopback
from sandbox.wire import MAX_BODY, Wire
from sandbox.world import World

# How long a stopping server waits for what is under way, in real seconds.
PATIENCE = 2.0


class SandboxServer:
    """Serves a world from `async with` until its end; `port` 0 takes a free one.

    Give `url` to a bot as the origin of its Bot API. Webhooks are delivered while it runs.
    """

    def __init__(self, world: World, *, host: str = "127.0.0.1", port: int = 0, page: ChatPage | None = None) -> None:
        if not is_loopback(host):
            raise ValueError(f"The sandbox serves this machine only, not {host}")
        self._world, self._host, self._port, self._page = world, host, port, page
        self._stack = AsyncExitStack()

    @property
    def port(self) -> int:
        """The port in use."""
        return self._port

    @property
    def url(self) -> str:
        """The origin, such as `http://127.0.0.1:8081`."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def _start(self) -> None:
        self._wire, self._pump = Wire(self._world.api), WebhookPump(self._world.api)
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=PATIENCE)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, self._host, self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        tasks = await self._stack.enter_async_context(asyncio.TaskGroup())
        tasks.create_task(self._pump.run())

    async def _stop(self) -> None:
        self._pump.stop()
        self._wire.stop()
        if self._page:
            self._page.stop()
        await self._stack.aclose()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY, middlewares=[only_from_here])
        self._wire.add_to(app)
        if self._page:
            self._page.add_to(app)
        return app
