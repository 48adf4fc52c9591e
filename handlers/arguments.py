"""What the arguments of a button mean: each kind reads one of them, or refuses what no button of ours carries."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import available_timezones

from handlers.callbacks import MalformedPressError, Press, decoded
from usecases.scene import Scene

T = TypeVar("T")
Kind = Callable[[str], object]
Action = Callable[[Scene, Press], Awaitable[None]]

number: Kind = decoded
word: Kind = str


def points(text: str) -> int:
    """A rating."""
    value = decoded(text)
    if value > 10:
        raise MalformedPressError
    return value


def instant(text: str) -> datetime:
    """A moment, in whole minutes."""
    try:
        return datetime.fromtimestamp(decoded(text) * 60, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise MalformedPressError from error


def zone(text: str) -> str:
    """An IANA zone that there is."""
    if text not in available_timezones():
        raise MalformedPressError
    return text


def one_of(choices: tuple[T, ...]) -> Callable[[str], T]:
    """One of some choices, which the button counts from 0."""

    def read(text: str) -> T:
        index = decoded(text)
        if index >= len(choices):
            raise MalformedPressError
        return choices[index]

    return read


def known(kind: Callable[[str], T]) -> Callable[[str], T]:
    """One of the members of an enumeration, by its value."""

    def read(text: str) -> T:
        try:
            return kind(text)
        except ValueError as error:
            raise MalformedPressError from error

    return read


def takes(call: Callable[..., Awaitable[Any]], *kinds: Kind, further: tuple[Kind, ...] = ()) -> Action:
    """A button's action: a use case, and what each argument of the button is to it; `further` ones may be left out."""

    async def act(scene: Scene, press: Press) -> None:
        await call(scene, *arguments(press, kinds, further))

    return act


def arguments(press: Press, kinds: tuple[Kind, ...], further: tuple[Kind, ...] = ()) -> list[object]:
    """The arguments of a press.

    Raises:
        MalformedPressError: if there are more or fewer than the button has, or one is none of its kind.
    """
    if not len(kinds) <= len(press.args) <= len(kinds) + len(further):
        raise MalformedPressError
    return [kind(text) for kind, text in zip((*kinds, *further), press.args, strict=False)]
