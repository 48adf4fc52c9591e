"""Buttons of what is good to know."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import Row, button, keyboard, markup, pairs
from handlers.keyboards.day import flag_row
from rehab.events import NOTHING
from rehab.messages.learn import ColdCard, FlareChanged, LessonsCard
from wording.reader import Reader


@keyboard.register
def lessons(message: LessonsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """One button a lesson; inside one, the way back."""
    if message.opened is not None:
        cold = [button(reader, "cold", "lk")] if message.opened == "cold" else []
        return markup(cold, [button(reader, "back", "ll")], flag_row(reader))
    return markup(*[_lesson(one, reader) for one in message.lessons], [button(reader, "plan", "vp")], flag_row(reader))


def _lesson(lesson: str, reader: Reader) -> Row:
    return [button(reader, "lesson", "lo", lesson, title=reader.say(f"lesson-{lesson}"))]


@keyboard.register
def cold(_: ColdCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Something may be wrong."""
    return markup(flag_row(reader))


@keyboard.register
def flare_changed(message: FlareChanged, reader: Reader) -> InlineKeyboardMarkup | None:
    """What may have been different; afterwards what helps now."""
    if message.trigger is not None:
        return markup([button(reader, "what-helps", "ll")], flag_row(reader))
    choices = [button(reader, f":trigger-{one}", "lt", one) for one in message.choices]
    return markup(*pairs([*choices, button(reader, "trigger-nothing", "lt", NOTHING)]), flag_row(reader))
