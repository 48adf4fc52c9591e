"""What is good to know, what helps while a flare settles, and the one question after it began."""

from dataclasses import dataclass
from typing import ClassVar

from rehab.messages.base import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsCard(Message):
    """The list of lessons, by id, those that help now first; or one of them, opened."""

    kind: ClassVar[str] = "lessons"
    lessons: tuple[str, ...]
    opened: str | None = None
    in_flare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdCard(Message):
    """Ten minutes of cold: they begin, or are over."""

    kind: ClassVar[str] = "cold"
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlareChanged(Message):
    """What was different before a flare; `trigger` is the answer, once there is one."""

    kind: ClassVar[str] = "flare_changed"
    choices: tuple[str, ...] = ()
    trigger: str | None = None
