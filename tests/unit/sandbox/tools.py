"""What several test files need."""

import asyncio
import io
from collections.abc import Callable

from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from sandbox import SandboxServer, World


def bot_over_http(world: World, server: SandboxServer, read_timeout: float = 5.0) -> Bot:
    """A bot that talks to a running server through python-telegram-bot's own HTTP client."""
    return Bot(
        world.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(read_timeout=read_timeout),
        get_updates_request=HTTPXRequest(read_timeout=read_timeout),
    )


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A blank picture of a certain size."""
    data = io.BytesIO()
    Image.new("L", (width, height)).save(data, kind)
    return data.getvalue()


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """One row of buttons, each with its label as data."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in labels]])


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait, in real time, for something that another task is about to do.

    Raises:
        AssertionError: when it has not happened after `seconds`.
    """
    for _ in range(round(seconds / 0.005)):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("It did not happen")
