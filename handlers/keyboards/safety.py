"""Buttons of the red flags: one tap names a sign."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import button, keyboard, markup, pairs
from rehab.messages.safety import Flagged, FlagsCard, FlagsWhy
from wording.reader import Reader


@keyboard.register
def flags(message: FlagsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """The signs, those that the patient's words pointed at first."""
    if message.clean:
        return None
    ordered = [*message.likely, *(sign for sign in message.signs if sign not in message.likely)]
    buttons = [
        button(reader, f":flag-{sign}", "fs", sign, style="danger" if sign in message.likely else None)
        for sign in ordered
    ]
    none = "none-severe" if message.why is FlagsWhy.SEVERE else "none-of-these"
    return markup(*pairs(buttons), [button(reader, none, "fn")])


@keyboard.register
def flagged(_: Flagged, reader: Reader) -> InlineKeyboardMarkup | None:
    """That it was read; and the way to name another sign. No putting off."""
    return markup([button(reader, "read", "fr", style="danger")], [button(reader, "flag", "fa")])
