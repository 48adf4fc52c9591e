"""The codec of callback_data: `v1:<verb>:<argument>...`, at most 64 bytes, and nothing in it that needs to be believed.

A press names what it wants by an opaque id; whether the presser may have it is looked up when it arrives.
"""

import re
from dataclasses import dataclass

VERSION = "v1"
MOST_BYTES = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SHAPE = re.compile(r"v1:[a-zA-Z]{1,4}(:[\w/+.-]{0,48}){0,5}", re.ASCII)
LARGEST = 1 << 63


class MalformedPressError(ValueError):
    """The data of a button is not ours."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks for."""

    verb: str
    args: tuple[str, ...] = ()


def encoded(number: int) -> str:
    """A whole number, not negative, in base 36."""
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
        if not number:
            return text


def decoded(text: str) -> int:
    """The number that `encoded` wrote.

    Raises:
        MalformedPressError: if it is not one.
    """
    if not text or len(text) > 13 or any(letter not in _DIGITS for letter in text):
        raise MalformedPressError
    number = int(text, 36)
    if number >= LARGEST:
        raise MalformedPressError
    return number


def data(verb: str, *args: int | str) -> str:
    """The callback_data of a button; numbers are packed, words stand as they are.

    Raises:
        ValueError: if it would be longer than Telegram takes.
    """
    parts = [encoded(arg) if isinstance(arg, int) else arg for arg in args]
    text = ":".join([VERSION, verb, *parts])
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"callback data too long: {text}")
    return text


def parse(text: str | None) -> Press:
    """What a button asks for.

    Raises:
        MalformedPressError: if the data is not ours.
    """
    if text is None or len(text) > MOST_BYTES or not _SHAPE.fullmatch(text):
        raise MalformedPressError
    _, verb, *args = text.split(":")
    return Press(verb, tuple(args))
