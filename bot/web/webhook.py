"""Telegram's side of webhooks: where it is told to bring updates, and what is answered to what it brings."""

import asyncio
import hmac
from collections.abc import Callable
from datetime import datetime

import structlog
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, RetryAfter
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random

from bot.addresses import WebhookRefusedError
from bot.settings import Settings
from bot.updates import ALLOWED, NotAnUpdateError, read_update
from bot.web.ingress import AwayError, Ingress

log = structlog.get_logger("webhook")
HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40  # of one bot, at most 100
PATIENCE = 20.0  # seconds until Telegram is asked to come again
ATTEMPTS = 6  # several processes that start together set the same address: Telegram takes it once a second


async def announce_webhook(bot: Bot, settings: Settings) -> None:
    """Tell Telegram where to bring updates. What waits there is kept.

    Raises:
        WebhookRefusedError: if it does not take the address.
    """
    secret = settings.webhook_secret
    assert settings.webhook_url is not None
    assert secret is not None
    again = AsyncRetrying(
        retry=retry_if_exception_type(RetryAfter),
        wait=wait_random(1, 3),
        stop=stop_after_attempt(ATTEMPTS),
        reraise=True,
    )
    try:
        await again(
            bot.set_webhook,
            settings.webhook_url,
            secret_token=secret.get_secret_value(),
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )
    except BadRequest as error:
        raise WebhookRefusedError(f"WEBHOOK_URL: Telegram does not take it ({error})") from error


class Webhook:
    """Takes what Telegram brings. Whoever does not know the secret learns nothing."""

    def __init__(self, ingress: Ingress, secret: str, now: Callable[[], datetime]) -> None:
        self._ingress, self._secret, self._now = ingress, secret.encode(), now

    async def take(self, request: web.Request) -> web.Response:
        """Answer 200 once the update is in the database, and never before."""
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._ingress.keep(read_update(await request.read(), self._now()))
        except NotAnUpdateError:
            log.warning("not_an_update")
            return web.Response(status=400)
        except (AwayError, TimeoutError):
            return web.Response(status=503)
        return web.Response()
