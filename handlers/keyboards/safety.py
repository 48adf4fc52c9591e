"""Buttons of the red flags: one tap names a sign."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import button, keyboard, markup, pairs
from handlers.keyboards.day import flag_row
from rehab.messages.safety import (
    AlertClosed,
    AlertSeen,
    Flagged,
    FlagsCard,
    FollowUpCard,
    NoteToPatient,
    Noticed,
    Ordered,
    Tip,
)
from wording.reader import Reader


@keyboard.register
def flags(message: FlagsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """The signs, those that the patient's words pointed at first."""
    if message.clean or message.named is not None:
        return None
    ordered = [*message.likely, *(sign for sign in message.signs if sign not in message.likely)]
    turn = button(reader, "urgent", "fl", 0) if message.lesser else button(reader, "lesser", "fl", 1)
    buttons = [
        button(reader, f":flag-{sign}", "fs", sign, style="danger" if sign in message.likely else None)
        for sign in ordered
    ]
    return markup(*pairs(buttons), [turn], [button(reader, "none-of-these", "fn")])


@keyboard.register
def flagged(_: Flagged, reader: Reader) -> InlineKeyboardMarkup | None:
    """That it was read; and the way to name another sign. No putting off."""
    return markup([button(reader, "read", "fr", style="danger")], [button(reader, "flag", "fa")])


@keyboard.register
def noticed(_: Noticed, reader: Reader) -> InlineKeyboardMarkup | None:
    """Something more may come up."""
    return markup([button(reader, "today", "vt")], flag_row(reader))


@keyboard.register
def follow_up(message: FollowUpCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """It has shown, or not so far."""
    if message.seen is not None:
        return markup(flag_row(reader))
    about = (message.sign, message.day, message.of)
    return markup([button(reader, "yes", "fo", *about, 1), button(reader, "no", "fo", *about, 0)], flag_row(reader))


@keyboard.register
def tip(_: Tip, reader: Reader) -> InlineKeyboardMarkup | None:
    """On with the plan."""
    return markup([button(reader, "plan", "vp")], flag_row(reader))


@keyboard.register
def alert_seen(_: AlertSeen | AlertClosed, reader: Reader) -> InlineKeyboardMarkup | None:
    """Something else may come up."""
    return markup(flag_row(reader))


@keyboard.register
def ordered(message: Ordered, reader: Reader) -> InlineKeyboardMarkup | None:
    """On with the plan, as it now is."""
    on = [button(reader, "today", "vt"), button(reader, "plan", "vp")] if message.command in {"restart", "set"} else []
    return markup(on, flag_row(reader))


@keyboard.register
def note(_: NoteToPatient, reader: Reader) -> InlineKeyboardMarkup | None:
    """Something may be wrong."""
    return markup(flag_row(reader))
