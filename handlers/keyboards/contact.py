"""Buttons of staying in touch."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import Row, button, keyboard, markup, pairs
from handlers.keyboards.day import flag_row
from rehab.events import Obstacle
from rehab.messages.contact import CheckIn, PatientSilent, PausedForYou
from wording.reader import Reader


@keyboard.register
def check_in(message: CheckIn, reader: Reader) -> InlineKeyboardMarkup | None:
    """Four things that get in the way; then what helps with the one that was named."""
    if message.obstacle is None:
        return markup(
            *pairs([button(reader, f"obstacle-{one}", "cb", one.value) for one in Obstacle]), flag_row(reader)
        )
    return markup(*_help(message, reader), [button(reader, "today", "vt")], flag_row(reader))


def _help(message: CheckIn, reader: Reader) -> list[Row]:
    if message.obstacle not in {Obstacle.TIME, Obstacle.FORGOT}:
        return []
    view = "blocks" if message.daily else "loading"
    fewer = [] if message.fewer else [button(reader, "fewer-on", "sF", 1)]
    return [[button(reader, f"set-{view}", "sv", view)], fewer]


@keyboard.register
def paused_for_you(_: PausedForYou, reader: Reader) -> InlineKeyboardMarkup | None:
    """The way back."""
    return markup([button(reader, "resume", "pc")], flag_row(reader))


@keyboard.register
def patient_silent(message: PatientSilent, reader: Reader) -> InlineKeyboardMarkup | None:
    """On to the patient."""
    return markup([button(reader, "open", "pp", message.plan, name=message.name)])
