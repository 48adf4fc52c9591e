"""Reply markup: what Telegram accepts under a message and in place of the keyboard."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from sandbox.entities import web_address
from sandbox.params import Params
from sandbox.replies import ApiError, bad_request

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_IN_ROW = 8
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply
_KINDS: tuple[tuple[str, type[Markup]], ...] = (
    ("inline_keyboard", InlineKeyboardMarkup),
    ("keyboard", ReplyKeyboardMarkup),
    ("remove_keyboard", ReplyKeyboardRemove),
    ("force_reply", ForceReply),
)
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
)
_STYLES = {None, "danger", "success", "primary"}


def reply_markup(params: Params) -> Markup | None:
    """The `reply_markup` of a call, checked.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    given = params.mapping("reply_markup", "can't parse reply keyboard markup JSON object") or {}
    for field, kind in _KINDS:
        if field in given:
            _check(field, given[field])
            return kind.de_json({**given, **_keys(field, given[field])}, None)
    return None


def _keys(field: str, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The keys of a reply keyboard, which the library leaves as they came; plain text is a key too."""
    if field != "keyboard":
        return {}
    return {field: [[KeyboardButton(one) if isinstance(one, str) else _key(one) for one in row] for row in rows]}


def _key(given: Mapping[str, Any]) -> KeyboardButton:
    if not isinstance(given.get("text"), str) or not given["text"]:
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return KeyboardButton.de_json(dict(given), None)


def inline_keyboard(params: Params) -> InlineKeyboardMarkup | None:
    """The inline keyboard of an edit: no other markup can be set there, and an empty one means none."""
    markup = reply_markup(params)
    if markup is not None and not isinstance(markup, InlineKeyboardMarkup):
        raise bad_request("inline keyboard expected")
    return markup if markup and any(markup.inline_keyboard) else None


def _check(field: str, rows: object) -> None:
    """Limits of both kinds of keyboard: 100 buttons, 8 in a row; inline buttons one by one."""
    if field not in {"inline_keyboard", "keyboard"}:
        return
    if not isinstance(rows, Sequence) or not all(isinstance(row, Sequence) for row in rows):
        raise bad_request(f'field "{field}" of the reply markup must be an Array of Arrays')
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    if field == "inline_keyboard":
        for button in (button for row in rows for button in row):
            _check_inline(button)


def _check_inline(button: Mapping[str, Any]) -> None:
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise _unparsable('Can\'t find field "text"' if "text" not in button else "Text must be non-empty")
    # switch_inline_query may be empty: that is its way to say "choose a chat, type nothing yet".
    if not any(button.get(action) or (action in button and action.startswith("switch")) for action in _ACTIONS):
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(str(button.get("callback_data", "")).encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.get("url") and web_address(button["url"]) is None:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if button.get("style") not in _STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")


def _unparsable(problem: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {problem}")


def buttons(markup: object) -> list[InlineKeyboardButton]:
    """Every button of an inline keyboard, row by row; none for other markup."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return []
    return [button for row in markup.inline_keyboard for button in row]
