"""What every message is: a frozen value that names its kind. Words are made of it elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to say. `kind` names it in the outbox.

    Attributes:
        document: whether it is sent as a file with a caption.
    """

    kind: ClassVar[str]
    document: ClassVar[bool] = False

    @property
    def picture(self) -> bool:
        """Whether it is sent as a photo with a caption."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """What every urgent text shows: whom to ring, when, and where to turn in an emergency."""

    name: str
    phone: str
    hours: str
    emergency: str
