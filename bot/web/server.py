"""The server itself, its routes and its limits."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.addresses import UPDATES, Listen, ListenError
from bot.metrics import Metrics
from bot.web.figures import Figures
from bot.web.health import Health
from bot.web.webhook import Webhook

log = structlog.get_logger("web")
LARGEST_BODY = 1 << 20  # bytes; Telegram's updates are a few thousand
SHUTDOWN_SECONDS = 2.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    """Serves from `async with serving()` until its end. Without a webhook only health and metrics."""

    def __init__(self, at: Listen, health: Health, figures: Figures, metrics: Metrics, webhook: Webhook | None) -> None:
        self._at, self._health, self._figures = at, health, figures
        self._metrics, self._webhook = metrics, webhook
        metrics.registry.register(figures)
        self.port = at.port

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Listen while the block lasts.

        Raises:
            ListenError: if somebody else listens there, or it is not an address of this machine.
        """
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        try:
            await self._listen(runner)
            yield
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._at.host, self._at.port).start()
        except OSError as error:
            raise ListenError(f"LISTEN: cannot be used ({error.strerror or error})") from error
        self.port = runner.addresses[0][1]
        log.info("listening", host=self._at.host, port=self.port)

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_get("/healthz", self._health.alive)
        app.router.add_get("/readyz", self._health.ready)
        app.router.add_get("/metrics", self._shown)
        if self._webhook is not None:
            app.router.add_post(UPDATES + "{path:.+}", self._counted(self._webhook.take))
        return app

    async def _shown(self, _: web.Request) -> web.Response:
        return await self._figures.shown(self._metrics.registry)

    def _counted(self, take: Handler) -> Handler:
        async def counted(request: web.Request) -> web.StreamResponse:
            try:
                response = await take(request)
            except web.HTTPException as refused:
                self._metrics.webhook_requests.labels(str(refused.status)).inc()
                raise
            self._metrics.webhook_requests.labels(str(response.status)).inc()
            return response

        return counted
