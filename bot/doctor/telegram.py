"""Is Telegram there, does it know the token, and does it bring updates to where they are expected?"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from telegram import Bot, WebhookInfo
from telegram.error import EndPointNotFound, Forbidden, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.app import http_request, make_bot
from bot.doctor.clocks import compared
from bot.doctor.findings import Finding, left_out
from bot.settings import Settings
from scheduling.clock import RealClock

LATELY = timedelta(hours=1)
NEW_TOKEN = "Take it anew from @BotFather"
SET_BY_RUN = "Start sitbone run, which tells Telegram"


async def telegram_checked(
    settings: Settings, request: Callable[[], BaseRequest] = http_request
) -> AsyncIterator[Finding]:
    """The clock of Telegram's server, the token, and the webhook."""
    try:
        date = await _date(settings.telegram_api_url)
    except httpx.HTTPError as error:
        why = f"cannot be reached ({type(error).__name__})"
        yield Finding("telegram", why, "Check TELEGRAM_API_URL and the network")
        for one in left_out("Telegram cannot be reached", "token", "webhook"):
            yield one
        return
    yield Finding("telegram", f"{settings.telegram_api_url} answers")
    if date is not None:
        yield compared("Telegram's", date, RealClock().now())
    async for found in _bot_checked(settings, request):
        yield found


async def _date(origin: str) -> datetime | None:
    """What time it is there; the address has no token in it."""
    async with httpx.AsyncClient(timeout=10) as client:
        told = (await client.get(origin)).headers.get("Date")
    return parsedate_to_datetime(told) if told else None


async def _bot_checked(settings: Settings, request: Callable[[], BaseRequest]) -> AsyncIterator[Finding]:
    try:
        async with make_bot(settings, request) as bot:
            yield Finding("token", f"is that of @{bot.username}")
            yield await _webhook(bot, settings)
    except (InvalidToken, EndPointNotFound, Forbidden):
        yield Finding("token", "Telegram does not accept it", NEW_TOKEN)
        yield left_out("the token is not accepted", "webhook")[0]
    except TelegramError as error:
        yield Finding("telegram", f"does not answer as it should ({type(error).__name__})", "Try again in a minute")


async def _webhook(bot: Bot, settings: Settings) -> Finding:
    info, wanted = await bot.get_webhook_info(), settings.webhook_url
    waiting = f"{info.pending_update_count} updates wait"
    if info.url == (wanted or ""):
        return _arriving(info, f"as WEBHOOK_URL says; {waiting}" if wanted else f"none, the bot asks; {waiting}")
    if not info.url:
        return Finding("webhook", f"Telegram does not know WEBHOOK_URL yet; {waiting}", SET_BY_RUN)
    elsewhere = f"Telegram brings updates to {urlsplit(info.url).hostname}; {waiting}"
    other = "Look who else has this token; sitbone run takes the updates back"
    return Finding("webhook", elsewhere, other if not wanted else f"{other}, to WEBHOOK_URL")


def _arriving(info: WebhookInfo, said: str) -> Finding:
    """Right as it is set; but what went wrong lately, Telegram remembers."""
    failed = info.last_error_date
    if failed is None or RealClock().now() - failed > LATELY:
        return Finding("webhook", said)
    why = f"{said}; the last try to bring one failed at {failed:%H:%M} UTC: {info.last_error_message}"
    return Finding("webhook", why, "Look at the proxy, its certificate, LISTEN and WEBHOOK_SECRET")
