"""Buttons of a clinician who enters a total."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import button, keyboard, markup, pairs
from rehab.messages.outcomes import TotalCard, TotalStep
from wording.reader import Reader


@keyboard.register
def total(message: TotalCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Which questionnaire, and back to the patient."""
    if message.step is TotalStep.KEPT:
        again = button(reader, "add-total", "om", message.plan)
        return markup([again, button(reader, "open", "pp", message.plan, name=message.name)])
    offered = message.offered if message.step is TotalStep.CHOOSE else ()
    choices = [button(reader, f":measure-{measure}", "ot", message.plan, measure) for measure in offered]
    return markup(*pairs(choices), [button(reader, "cancel", "pp", message.plan)])
