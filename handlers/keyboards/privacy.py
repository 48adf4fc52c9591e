"""Buttons of the questions before everything is erased."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import button, keyboard, markup
from handlers.keyboards.day import flag_row, minute_of
from rehab.messages.privacy import EraseCard, EraseView
from wording.reader import Reader


@keyboard.register
def erase(message: EraseCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """No first, because that is what a hurried thumb should find."""
    no = button(reader, "erase-keep", "ek")
    match message.view:
        case EraseView.ASK:
            return markup([no], [button(reader, "erase-on", "es", minute_of(message.at), style="danger")])
        case EraseView.SURE:
            return markup([no], [button(reader, "erase-sure", "ey", minute_of(message.at), style="danger")])
        case _:
            return markup(flag_row(reader))
