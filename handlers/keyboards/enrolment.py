"""Buttons from the link to the first plan card."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callbacks import data
from handlers.keyboards.base import Row, button, keyboard, markup, pairs, shortened
from rehab.messages.enrolment import Enrol, EnrolStep, LinkedAgain
from usecases.settings import BLOCK_CHOICES, LOADING_CHOICES
from wording.reader import Reader


@keyboard.register
def enrol(message: Enrol, reader: Reader) -> InlineKeyboardMarkup | None:
    """The choices of a step."""
    match message.step:
        case EnrolStep.WELCOME | EnrolStep.DECLINED:
            label = "begin" if message.step is EnrolStep.WELCOME else "again"
            return markup([button(reader, label, "ego", style="primary")])
        case EnrolStep.CONSENT:
            return markup([button(reader, "agree", "eco", style="success")], [button(reader, "decline", "edc")])
        case EnrolStep.SCREEN:
            return markup([button(reader, "none-of-these", "ens")], [button(reader, "some", "els")])
        case EnrolStep.SIGNS:
            lesser = [button(reader, "lesser", "ell")]
            return markup(*_signs(message, reader), lesser, [button(reader, "none-of-these", "ens")])
        case EnrolStep.LESSER_SIGNS:
            on = button(reader, "nothing-else" if message.noted else "none-of-these", "ens")
            return markup(*_signs(message, reader), [button(reader, "urgent", "els")], [on])
        case EnrolStep.ZONE:
            return markup([button(reader, "yes-time", "ezr")], [button(reader, "other-city", "eci")])
        case EnrolStep.CITIES:
            return markup(*cities(message.cities, "ez"), [button(reader, "other-city", "eci")])
        case EnrolStep.TIMES:
            return markup(
                [button(reader, "these-suit", "ets", style="primary")], [button(reader, "other-times", "etm")]
            )
        case EnrolStep.OWN_TIMES:
            return markup(*_times(message, reader))
        case _:
            return None


def _signs(message: Enrol, reader: Reader) -> list[Row]:
    return pairs([_sign(flag, reader, noted=flag in message.noted) for flag in message.signs])


def _sign(flag: str, reader: Reader, *, noted: bool) -> InlineKeyboardButton:
    name = reader.plain(f"flag-{flag}")
    return (
        button(reader, "sign-noted", "esg", flag, name=name) if noted else button(reader, f":flag-{flag}", "esg", flag)
    )


def cities(found: tuple[tuple[str, str], ...], verb: str) -> list[Row]:
    """A city a row; its zone is what a press names."""
    return [[InlineKeyboardButton(shortened(label), callback_data=data(verb, zone))] for label, zone in found]


def _times(message: Enrol, reader: Reader) -> list[Row]:
    choices = BLOCK_CHOICES if message.daily else [(loading,) for loading in LOADING_CHOICES]
    buttons = [button(reader, "at", "etc", i, time=reader.clocks(times)) for i, times in enumerate(choices)]
    return [[one] for one in buttons] if message.daily else pairs(buttons)


@keyboard.register
def linked_again(_: LinkedAgain, reader: Reader) -> InlineKeyboardMarkup | None:
    """On with the plan."""
    return markup([button(reader, "today", "vt"), button(reader, "plan", "vp")])
