"""The way out to Telegram: words from the catalogue, buttons from the handlers, sent with PTB's bot.

The only caller of Telegram besides the poller. Every error leaves it classified.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.pictures import document, picture
from bot.telegram_errors import classified
from handlers.commands import menu
from handlers.keyboards import keyboard
from rehab.messages import Message
from rehab.messages.common import Menu
from rehab.messages.invitations import InvitationCard
from rehab.permissions import Role
from rehab.plan import zone_of
from usecases.ports import DeliveryError, Failure, Operation, Outgoing
from wording.child import DrawingError
from wording.reader import Reader
from wording.texts import text
from wording.texts.staff import LINK
from wording.words import Words

log = structlog.get_logger("telegram")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
LONGEST_NOTICE = 200


class TelegramSender:
    """Shows outbox rows to their readers."""

    def __init__(
        self, bot: Bot, words_for: Callable[[str], Words], clinic_zone: str, now: Callable[[], datetime]
    ) -> None:
        self._bot, self._words_for = bot, words_for
        self._zone, self._now = zone_of(clinic_zone), now

    async def deliver(self, item: Outgoing) -> int | None:
        """Send, edit, answer or delete; returns the message id of something new.

        Raises:
            DeliveryError: classified, whatever went wrong.
        """
        try:
            return await self._way(item.operation)(item)
        except TelegramError as error:
            raise classified(error) from error
        except DrawingError as error:
            log.warning("drawing_failed", error=type(error.__cause__ or error).__name__)
            raise DeliveryError(Failure.TEMPORARY) from error

    def reader(self, item: Outgoing) -> Reader:
        """For whom a row is made."""
        zone: ZoneInfo = zone_of(item.zone) if item.zone else self._zone
        return Reader(self._words_for(item.language), zone, self._now())

    def said(self, message: Message, reader: Reader) -> str:
        """The text of a message, with the bot's own address where it holds a link."""
        words = str(text(message, reader))
        if isinstance(message, InvitationCard) and message.code is not None:
            before, _, after = words.rpartition(LINK)  # the last one: a name that says the same stands above it
            return f"{before}{self._address()}?start={message.code}{after}"
        return words

    def _address(self) -> str:
        return f"https://t.me/{self._bot.username}"

    async def _send(self, item: Outgoing) -> int | None:
        message, reader = _message(item), self.reader(item)
        sent = await self._bot.send_message(
            chat_id=_chat(item),
            text=self.said(message, reader),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message, reader),
            disable_notification=item.silent,
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def _photo(self, item: Outgoing) -> int | None:
        message, reader = _message(item), self.reader(item)
        drawn = await picture(message, reader, self._address())
        sent = await self._bot.send_photo(
            chat_id=_chat(item),
            photo=InputFile(drawn, filename=f"{message.kind}.png"),
            caption=self.said(message, reader),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message, reader),
            disable_notification=item.silent,
        )
        return sent.message_id

    async def _document(self, item: Outgoing) -> int | None:
        message, reader = _message(item), self.reader(item)
        name, made = await document(message, reader)
        sent = await self._bot.send_document(
            chat_id=_chat(item),
            document=InputFile(made, filename=name),
            caption=self.said(message, reader),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message, reader),
            disable_notification=item.silent,
        )
        return sent.message_id

    async def _edit(self, item: Outgoing) -> None:
        message, reader = _message(item), self.reader(item)
        await self._bot.edit_message_text(
            chat_id=_chat(item),
            message_id=item.message_id,
            text=self.said(message, reader),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message, reader),
            link_preview_options=NO_PREVIEW,
        )

    async def _delete(self, item: Outgoing) -> None:
        assert item.message_id is not None
        await self._bot.delete_message(chat_id=_chat(item), message_id=item.message_id)

    async def _answer(self, item: Outgoing) -> None:
        assert item.press is not None
        # A notice over a button is plain text: what was escaped for messages stands there as it is.
        notice = unescape(text(item.message, self.reader(item)))[:LONGEST_NOTICE] if item.message else None
        await self._bot.answer_callback_query(item.press, text=notice, show_alert=item.loud)

    async def _menu(self, item: Outgoing) -> None:
        message = _message(item)
        assert isinstance(message, Menu)
        roles = frozenset(Role(role) for role in message.roles)
        await self.set_menu(roles, self.reader(item), BotCommandScopeChat(_chat(item)))

    async def set_menu(self, roles: frozenset[Role], reader: Reader, scope: BotCommandScopeChat | None = None) -> None:
        """Set the command menu of one chat, or everybody's."""
        commands = [BotCommand(name, reader.plain(f"command-menu-{name}")) for name in menu(roles)]
        await self._bot.set_my_commands(commands, scope=scope)

    def _way(self, operation: Operation) -> Callable[[Outgoing], Awaitable[int | None]]:
        ways: dict[Operation, Callable[[Outgoing], Awaitable[int | None]]] = {
            Operation.SEND: self._send,
            Operation.PHOTO: self._photo,
            Operation.DOCUMENT: self._document,
            Operation.EDIT: self._edit,
            Operation.DELETE: self._delete,
            Operation.ANSWER: self._answer,
            Operation.MENU: self._menu,
        }
        return ways[operation]


def _message(item: Outgoing) -> Message:
    if item.message is None:
        raise DeliveryError(Failure.REFUSED)
    return item.message


def _chat(item: Outgoing) -> int:
    if item.chat_id is None:
        raise DeliveryError(Failure.CHAT_GONE)
    return item.chat_id
