"""The guard on shapes: python-telegram-bot must understand whatever the sandbox says, to the last field."""

from collections.abc import Iterator
from typing import Any

from telegram import TelegramObject

# python-telegram-bot writes these into every message; Telegram sends them only when they are true.
_ONLY_WHEN_TRUE = ("channel_chat_created", "delete_chat_photo", "group_chat_created", "supergroup_chat_created")
Payload = dict[str, Any]


def render(thing: TelegramObject, kind: type[TelegramObject] | None = None) -> Payload:
    """`thing` as the Bot API writes it, after the check of its shape; `kind` is the class that reads it, if another."""
    payload = thing.to_dict()
    _tidy(payload)
    check(kind or type(thing), payload)
    return payload


def check(kind: type[TelegramObject], payload: Payload) -> None:
    """Make sure that the library reads `payload` back with nothing left over.

    Raises:
        AssertionError: when a field is unknown to it; that is a fault of the sandbox, not of the bot.
    """
    for stranger in _left_over(kind.de_json(dict(payload), None)):
        raise AssertionError(f"{kind.__name__} has fields that the library does not know: {stranger}")


def _tidy(value: object) -> None:
    if isinstance(value, dict):
        for name in _ONLY_WHEN_TRUE:
            if value.get(name) is False:
                del value[name]
        for part in value.values():
            _tidy(part)
    elif isinstance(value, list):
        for part in value:
            _tidy(part)


def _left_over(thing: object) -> Iterator[str]:
    if isinstance(thing, tuple):
        for part in thing:
            yield from _left_over(part)
    elif isinstance(thing, TelegramObject):
        if thing.api_kwargs:
            yield f"{type(thing).__name__}: {sorted(thing.api_kwargs)}"
        for name in _fields(type(thing)):
            yield from _left_over(getattr(thing, name, None))


_known_fields: dict[type, tuple[str, ...]] = {}


def _fields(kind: type[TelegramObject]) -> tuple[str, ...]:
    """The public attributes of a class, looked up once."""
    if kind not in _known_fields:
        names = (name for one in kind.__mro__ for name in getattr(one, "__slots__", ()))
        _known_fields[kind] = tuple(name for name in names if not name.startswith("_") and name != "api_kwargs")
    return _known_fields[kind]
