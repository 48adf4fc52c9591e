"""Buttons of a hand-over."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callbacks import data
from handlers.keyboards.base import button, keyboard, markup, pairs, shortened
from rehab.messages.cover import CoverCard, CoverView
from usecases.cover import LENGTHS, STARTS
from wording.reader import Reader

V = CoverView


@keyboard.register
def cover(message: CoverCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Whom, from when, until when; then an answer, and a way back."""
    back = [button(reader, "back", "hv")]
    match message.view:
        case V.WHO:
            return markup(*[[_to(person, name)] for person, name in message.colleagues])
        case V.FROM:
            starts = [button(reader, "cover-start", "hu", message.chosen or 0, days, days=days) for days in STARTS]
            return markup(*pairs(starts), back)
        case V.UNTIL:
            chosen, start = message.chosen or 0, message.start
            lengths = [button(reader, "cover-days", "ha", chosen, start, days, days=days) for days in LENGTHS]
            return markup(*pairs(lengths), back)
        case _:
            return _answers(message, reader)


def _to(person: int, name: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(shortened(name), callback_data=data("hf", person))


def _answers(message: CoverCard, reader: Reader) -> InlineKeyboardMarkup | None:
    number = message.cover or 0
    match message.view:
        case V.REQUEST:
            accept = button(reader, "cover-accept", "hy", number, style="success")
            return markup([accept, button(reader, "cover-decline", "hn", number)])
        case V.ASKED | V.AGREED | V.TAKEN:
            return markup([button(reader, "cover-withdraw", "hw", number)])
        case V.BEGUN:
            return markup([button(reader, "patients", "pl", 0), button(reader, "cover-end", "hw", number)])
        case V.DECLINED | V.UNANSWERED:
            return markup([button(reader, "cover-again", "hv")])
        case _:
            return None
