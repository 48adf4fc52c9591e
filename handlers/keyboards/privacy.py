"""Buttons of the agreement, and of the questions before everything is erased."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import button, keyboard, markup
from handlers.keyboards.day import flag_row, minute_of
from rehab.messages.privacy import ConsentCard, ConsentView, EraseCard, EraseView
from wording.reader import Reader


@keyboard.register
def consent(message: ConsentCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Agree, or not; whoever is in danger finds their way in any case."""
    match message.view:
        case ConsentView.CHANGED:
            agree = button(reader, "agree", "ca", message.version, style="success")
            return markup([agree], [button(reader, "decline", "cw")], flag_row(reader))
        case ConsentView.WITHDRAW:
            yes = button(reader, "withdraw", "cy", minute_of(message.at), style="danger")
            return markup([button(reader, "withdraw-not", "ck")], [yes])
        case ConsentView.WITHDRAWN:
            return markup([button(reader, "erase-on", "ea", style="danger")])
        case _:
            return markup([button(reader, "today", "vt")], flag_row(reader))


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
