"""How buttons are made: a label from the catalogue, and what a press asks for."""

from collections.abc import Sequence
from functools import singledispatch

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callbacks import data
from rehab.messages import Message
from wording.reader import Reader

Row = Sequence[InlineKeyboardButton]
LONGEST_LABEL = 40


def button(
    reader: Reader, label: str, verb: str, *args: int | str, style: str | None = None, **values: object
) -> InlineKeyboardButton:
    """A button with a label of the catalogue (`button-<label>`, or a whole text id with a colon in front)."""
    text_id = label[1:] if label.startswith(":") else f"button-{label}"
    text = reader.plain(text_id, **values)
    return InlineKeyboardButton(shortened(text), callback_data=data(verb, *args), style=style)


def shortened(text: str) -> str:
    """A label that fits its button."""
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def pain_rows(verb: str, *args: int | str) -> list[Row]:
    """0 to 10, one row of 0-5 and one of 6-10."""
    buttons = [InlineKeyboardButton(str(value), callback_data=data(verb, *args, value)) for value in range(11)]
    return [buttons[:6], buttons[6:]]


def pairs(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Buttons two in a row."""
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]


def markup(*rows: Row) -> InlineKeyboardMarkup | None:
    """A keyboard of the rows that are not empty; None if all are."""
    kept = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


@singledispatch
def keyboard(message: Message, reader: Reader) -> InlineKeyboardMarkup | None:  # noqa: ARG001 - the others need them
    """The buttons under a message; most kinds have none."""
    return None
