"""The methods that the sandbox knows, each with the parameters that it honours."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from sandbox.account import Account
from sandbox.methods import about, editing, receiving, sending
from sandbox.params import Params
from sandbox.replies import Answer

Handler = Callable[[Account, Params], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Method:
    """One method. A parameter outside `parameters` is refused: silence would hide what is not played."""

    name: str
    handler: Handler
    parameters: frozenset[str]


def _texts(name: str, title: str) -> tuple[Method, Method]:
    """The pair that reads and sets one of the bot's texts."""
    return (
        Method(f"getMy{title}", partial(about.get_text, name=name), about.LANGUAGE),
        Method(f"setMy{title}", partial(about.set_text, name=name), about.LANGUAGE | {name}),
    )


_ALL = (
    Method("getMe", about.get_me, about.NOTHING),
    Method("getChat", about.get_chat, about.GET_CHAT),
    Method("getMyCommands", about.get_my_commands, about.SCOPE),
    Method("setMyCommands", about.set_my_commands, about.SET_COMMANDS),
    Method("deleteMyCommands", about.delete_my_commands, about.SCOPE),
    Method("getChatMenuButton", about.get_chat_menu_button, about.GET_CHAT),
    Method("setChatMenuButton", about.set_chat_menu_button, about.MENU_BUTTON),
    *_texts("name", "Name"),
    *_texts("description", "Description"),
    *_texts("short_description", "ShortDescription"),
    Method("getUpdates", receiving.get_updates, receiving.GET_UPDATES),
    Method("setWebhook", receiving.set_webhook, receiving.SET_WEBHOOK),
    Method("deleteWebhook", receiving.delete_webhook, receiving.DELETE_WEBHOOK),
    Method("getWebhookInfo", receiving.get_webhook_info, about.NOTHING),
    Method("getFile", receiving.get_file, receiving.GET_FILE),
    Method("answerCallbackQuery", receiving.answer_callback_query, receiving.ANSWER_CALLBACK),
    Method("sendMessage", sending.send_message, sending.SEND_MESSAGE),
    Method("sendPhoto", sending.send_photo, sending.SEND_PHOTO),
    Method("sendDocument", sending.send_document, sending.SEND_DOCUMENT),
    Method("sendChatAction", sending.send_chat_action, sending.SEND_CHAT_ACTION),
    Method("editMessageText", editing.edit_message_text, editing.EDIT_TEXT),
    Method("editMessageCaption", editing.edit_message_caption, editing.EDIT_CAPTION),
    Method("editMessageReplyMarkup", editing.edit_message_reply_markup, editing.EDIT_REPLY_MARKUP),
    Method("deleteMessage", editing.delete_message, editing.DELETE_MESSAGE),
    Method("deleteMessages", editing.delete_messages, editing.DELETE_MESSAGES),
    Method("setMessageReaction", editing.set_message_reaction, editing.SET_REACTION),
)
METHODS = {method.name.lower(): method for method in _ALL}
