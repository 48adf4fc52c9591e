"""What a button's arguments must be: as many as it has, and each of its kind."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.arguments import arguments, instant, known, number, one_of, points, takes, word, zone
from handlers.callbacks import MalformedPressError, Press, encoded, parse
from handlers.keyboards import keyboard
from handlers.presses import VERBS
from tests.unit.wording.samples import samples
from tests.unit.wording.samples.values import NOW, USUAL
from usecases.records import PauseReason
from wording.reader import Reader
from wording.words import words_in

Case = tuple[Callable[[str], object], str]
WRONG: dict[str, Case] = {
    "no number": (number, "ABC"),
    "no rating": (points, encoded(11)),
    "no choice": (one_of(("a", "b")), encoded(2)),
    "no moment": (instant, "z" * 12),
    "no zone": (zone, "Mars/Olympus"),
    "a path for a zone": (zone, "../../etc"),
    "no reason": (known(PauseReason), "bored"),
}
RIGHT: dict[str, tuple[Callable[[str], object], str, object]] = {
    "a number": (number, "10", 36),
    "a rating": (points, encoded(10), 10),
    "a choice": (one_of(("a", "b")), "1", "b"),
    "a moment": (instant, encoded(29_461_000), datetime.fromtimestamp(29_461_000 * 60, UTC)),
    "a zone": (zone, "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    "a reason": (known(PauseReason), "ill", PauseReason.ILL),
    "a word": (word, "pop", "pop"),
}


@pytest.mark.parametrize(("kind", "text"), WRONG.values(), ids=WRONG)
def test_an_argument_of_another_kind_is_refused(kind: Callable[[str], object], text: str) -> None:
    """Before any use case sees it."""
    with pytest.raises(MalformedPressError):
        arguments(Press("xx", (text,)), (kind,))


@pytest.mark.parametrize(("kind", "text", "value"), RIGHT.values(), ids=RIGHT)
def test_an_argument_is_read_as_its_kind(kind: Callable[[str], object], text: str, value: object) -> None:
    """Numbers, ratings, choices, moments, zones, words."""
    assert arguments(Press("xx", (text,)), (kind,)) == [value]


@pytest.mark.parametrize("count", [0, 1, 4])
def test_more_or_fewer_arguments_than_a_button_has_are_refused(count: int) -> None:
    """Two are asked for, and a third may follow."""
    with pytest.raises(MalformedPressError):
        arguments(Press("xx", ("1",) * count), (number, number), (number,))


@pytest.mark.parametrize("kind", [number, points, instant, zone, one_of((1, 2)), known(PauseReason)])
@given(text=st.text(max_size=60))
def test_any_argument_is_read_or_refused(kind: Callable[[str], object], text: str) -> None:
    """Reading it never fails in another way."""
    try:
        kind(text)
    except MalformedPressError:
        return


async def test_the_use_case_gets_what_the_button_says() -> None:
    """In the order of the arguments; what may be left out may be."""
    seen: list[tuple[object, ...]] = []

    async def call(scene: object, *values: object) -> None:
        seen.append(values)

    action: Callable[[Any, Press], Awaitable[None]] = takes(call, number, word, further=(number,))
    await action(None, Press("xx", ("a", "set")))
    await action(None, Press("xx", ("a", "set", "2")))
    assert seen == [(10, "set"), (10, "set", 2)]


def buttons() -> Iterator[str]:
    """The callback data of every button under every kind of message."""
    reader = Reader(words_in("en"), ZoneInfo("Europe/London"), NOW)
    for message in samples(USUAL):
        markup = keyboard(message, reader)
        for button in chain(*(markup.inline_keyboard if markup else ())):
            yield str(button.callback_data)


def test_every_button_that_is_shown_asks_for_something_that_is_known() -> None:
    """And every verb that is known stands on a button."""
    shown = {parse(text).verb for text in buttons()}
    assert shown - set(VERBS) == set()
    assert set(VERBS) - shown == set()


async def test_every_button_that_is_shown_carries_the_arguments_that_are_read() -> None:
    """As many, and each of its kind: the use case is reached, and stops for want of a scene."""
    for text in sorted(set(buttons())):
        press = parse(text)
        with pytest.raises(AttributeError, match="'NoneType' object has no attribute"):
            await VERBS[press.verb](None, press)  # type: ignore[arg-type]
