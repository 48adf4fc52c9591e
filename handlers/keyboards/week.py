"""Buttons of the check-in: one thumb, one tap a question; back and leaving out on every one."""

from collections.abc import Callable, Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callbacks import data
from handlers.keyboards.base import Row, button, keyboard, markup, pain_rows, pairs
from handlers.keyboards.day import flag_row
from rehab.messages.week import WeeklyCard, WeeklyView
from usecases.prompts.weekly import ALL_QUESTIONS
from usecases.weekly import CHANGES
from wording.reader import Reader

V = WeeklyView
IN_A_ROW = 6  # numbers
SITTING = {"under-10": 5, "10-20": 15, "20-30": 25, "30-60": 45, "over-60": 60}  # the middle of each, in minutes
QUESTIONS = {WeeklyView(step.value): number for number, step in enumerate(ALL_QUESTIONS)}


@keyboard.register
def weekly(message: WeeklyCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """The answers to what the card asks."""
    if message.view in QUESTIONS:
        return markup(*_ANSWERS[message.view](message, reader), _around(message, reader), flag_row(reader))
    match message.view:
        case V.SCREEN:
            none = button(reader, "none-of-these", "wn", message.prompt, style="success")
            return markup([none], [button(reader, "some", "ws", message.prompt)])
        case V.SIGNS:
            lesser = [button(reader, "lesser", "wl", message.prompt)]
            return markup(*_signs(message, reader), lesser, [button(reader, "none-of-these", "wn", message.prompt)])
        case V.LESSER_SIGNS:
            on = button(reader, "nothing-else" if message.noted else "none-of-these", "wn", message.prompt)
            return markup(*_signs(message, reader), [button(reader, "urgent", "ws", message.prompt)], [on])
        case V.DONE:
            correct = [button(reader, "correct", "wc", message.prompt)] if message.correctable else []
            return markup(correct, flag_row(reader))
        case _:
            return markup(flag_row(reader))


def _signs(message: WeeklyCard, reader: Reader) -> list[Row]:
    """What is routine is noted on the card, and marked; everything else goes the way of every sign."""
    return pairs([_sign(sign, message, reader) for sign in message.signs])


def _sign(sign: str, message: WeeklyCard, reader: Reader) -> InlineKeyboardButton:
    if sign in message.noted:
        return button(reader, "sign-noted", "wr", message.prompt, sign, name=reader.plain(f"flag-{sign}"))
    what = ("wr", message.prompt, sign) if sign in message.routine else ("fs", sign)
    return button(reader, f":flag-{sign}", *what)


def _around(message: WeeklyCard, reader: Reader) -> Row:
    """One question back, or on without an answer."""
    untested = message.view is V.SITTING
    out = button(reader, "not-tested" if untested else "leave-out", "wk", message.prompt, QUESTIONS[message.view])
    return [button(reader, "back", "wb", message.prompt), out]


def _pain(message: WeeklyCard, _: Reader) -> list[Row]:
    return pain_rows("wa", message.prompt, QUESTIONS[message.view])


def _worst(message: WeeklyCard, _: Reader) -> list[Row]:
    """Only what is not below the average, in one row or two of about the same length."""
    first, second = pain_rows("wa", message.prompt, QUESTIONS[message.view])
    offered = [*first, *second][message.average or 0 :]
    half = len(offered) if len(offered) <= IN_A_ROW else (len(offered) + 1) // 2
    return [offered[:half], offered[half:]]


def _sitting(message: WeeklyCard, reader: Reader) -> list[Row]:
    asked = QUESTIONS[message.view]
    return pairs([button(reader, f"sat-{span}", "wa", message.prompt, asked, at) for span, at in SITTING.items()])


def _share(message: WeeklyCard, _: Reader) -> list[Row]:
    """Tens from 0 to 100."""
    asked = QUESTIONS[message.view]
    tens = [
        InlineKeyboardButton(str(share), callback_data=data("wa", message.prompt, asked, share))
        for share in range(0, 101, 10)
    ]
    return [tens[:6], tens[6:]]


def _change(message: WeeklyCard, reader: Reader) -> list[Row]:
    """From very much better down to very much worse, one a row."""
    asked = QUESTIONS[message.view]
    return [
        [button(reader, f"change-{change - CHANGES.start}", "wa", message.prompt, asked, change - CHANGES.start)]
        for change in reversed(CHANGES)
    ]


_ANSWERS: Mapping[WeeklyView, Callable[[WeeklyCard, Reader], list[Row]]] = {
    V.AVERAGE: _pain,
    V.WORST: _worst,
    V.SITTING: _sitting,
    V.SHARE: _share,
    V.CHANGE: _change,
    V.MANAGED: _pain,
}
