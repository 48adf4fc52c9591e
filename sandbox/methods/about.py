"""The methods by which a bot reads and says what it is, and looks at a chat."""

from collections.abc import Callable

from telegram import (
    AcceptedGiftTypes,
    BotDescription,
    BotName,
    BotShortDescription,
    ChatFullInfo,
    ChatPermissions,
    MenuButton,
    MenuButtonDefault,
    TelegramObject,
)

from sandbox.account import Account
from sandbox.chats import ChatRoom
from sandbox.params import Params
from sandbox.profile import commands_of, language_of, scope_of
from sandbox.replies import Answer, bad_request
from sandbox.shapes import render

NOTHING: frozenset[str] = frozenset()
GET_CHAT = frozenset({"chat_id"})
LANGUAGE = frozenset({"language_code"})
SCOPE = LANGUAGE | {"scope"}
SET_COMMANDS = SCOPE | {"commands"}
MENU_BUTTON = frozenset({"chat_id", "menu_button"})
_TEXTS: dict[str, tuple[Callable[[str], TelegramObject], int]] = {
    "name": (BotName, 64),
    "description": (BotDescription, 512),
    "short_description": (BotShortDescription, 120),
}


def get_me(account: Account, _params: Params) -> Answer:
    """The bot as a user."""
    return Answer(render(account.bot))


def get_chat(account: Account, params: Params) -> Answer:
    """A chat in full."""
    return Answer(render(_full(account.chats.named(params))))


def get_my_commands(account: Account, params: Params) -> Answer:
    """The commands set for exactly this scope and language."""
    commands = account.profile.commands.get((scope_of(params), language_of(params)), ())
    return Answer([render(command) for command in commands])


def set_my_commands(account: Account, params: Params) -> Answer:
    """Set the commands of a scope and language; an empty list takes them back."""
    key, commands = (scope_of(params), language_of(params)), commands_of(params)
    if not commands:
        account.profile.commands.pop(key, None)
    else:
        account.profile.commands[key] = commands
    account.tell("menu", 0)
    return Answer(result=True)


def delete_my_commands(account: Account, params: Params) -> Answer:
    """Take the commands of a scope and language back."""
    account.profile.commands.pop((scope_of(params), language_of(params)), None)
    account.tell("menu", 0)
    return Answer(result=True)


def get_text(account: Account, params: Params, name: str) -> Answer:
    """The bot's name, description or short description, in a language or by default."""
    texts, build = account.profile.texts, _TEXTS[name][0]
    default = account.bot.first_name if name == "name" else ""
    text = texts.get((name, language_of(params))) or texts.get((name, "")) or default
    return Answer(render(build(text)))


def set_text(account: Account, params: Params, name: str) -> Answer:
    """Set the bot's name, description or short description for a language."""
    text, most = params.text(name), _TEXTS[name][1]
    if len(text) > most:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    account.profile.texts[name, language_of(params)] = text
    return Answer(result=True)


def get_chat_menu_button(account: Account, params: Params) -> Answer:
    """The menu button of a private chat, or the default one."""
    buttons, chat = account.profile.menu_buttons, params.integer("chat_id")
    button = buttons.get(chat) or buttons.get(0) or render(MenuButtonDefault(), MenuButton)
    return Answer(dict(button))


def set_chat_menu_button(account: Account, params: Params) -> Answer:
    """Set the menu button of a private chat, or the default one."""
    given = params.mapping("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    account.profile.menu_buttons[params.integer("chat_id")] = render(MenuButton.de_json(dict(given), None), MenuButton)
    return Answer(result=True)


def _full(room: ChatRoom) -> ChatFullInfo:
    chat = room.as_chat()
    return ChatFullInfo(
        room.id,
        chat.type,
        accent_color_id=abs(room.id) % 7,
        max_reaction_count=11,
        accepted_gift_types=AcceptedGiftTypes(*[False] * 5),
        title=chat.title,
        username=chat.username,
        first_name=chat.first_name,
        last_name=chat.last_name,
        permissions=None if room.kind == "private" else ChatPermissions.all_permissions(),
    )
