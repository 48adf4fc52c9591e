"""What the bot says about itself: commands by scope and language, name, descriptions, menu button."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import BotCommand, BotCommandScope

from sandbox.params import Params
from sandbox.replies import bad_request

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_COMMAND_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
Scope = tuple[str, int, int]


@dataclass
class Profile:
    """The bot's own settings; texts are kept by language, "" being the default."""

    commands: dict[tuple[Scope, str], tuple[BotCommand, ...]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    def menu(self, chat_id: int, user_id: int, language: str, *, private: bool) -> tuple[BotCommand, ...]:
        """The commands that a person sees in a chat: the narrowest scope wins, and in it their own language."""
        scopes = _private_scopes(chat_id) if private else _group_scopes(chat_id, user_id)
        for scope in scopes:
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return ()


def _private_scopes(chat_id: int) -> list[Scope]:
    return [("chat", chat_id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]


def _group_scopes(chat_id: int, user_id: int) -> list[Scope]:
    return [("chat_member", chat_id, user_id), ("chat", chat_id, 0), ("all_group_chats", 0, 0), ("default", 0, 0)]


def scope_of(params: Params) -> Scope:
    """The `scope` of a call; without one, the default.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    given = params.mapping("scope", "can't parse BotCommandScope: expected an Object")
    if not given:
        return ("default", 0, 0)
    if given.get("type") not in BotCommandScope.__dict__.values():
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return (str(given["type"]), _number(given, "chat_id"), _number(given, "user_id"))


def _number(given: Mapping[str, Any], name: str) -> int:
    try:
        return int(given.get(name, 0))
    except ValueError:
        raise bad_request("chat not found") from None


def language_of(params: Params) -> str:
    """The `language_code` of a call: two small letters, or "" for the default.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    code = params.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def commands_of(params: Params) -> tuple[BotCommand, ...]:
    """The `commands` of a call, checked.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    given = params.sequence("commands", "expected an Array of BotCommand")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return tuple(_command(one) for one in given)


def _command(given: Mapping[str, Any]) -> BotCommand:
    name = str(given.get("command", "")).strip().removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > MAX_COMMAND:
        raise bad_request(f"command length must not exceed {MAX_COMMAND}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > MAX_COMMAND_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {MAX_COMMAND_DESCRIPTION}")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return BotCommand(name, description)
