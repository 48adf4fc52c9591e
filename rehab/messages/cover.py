"""Handing patients over for a while: asked, agreed to, begun, ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Message


class CoverView(StrEnum):
    """What the card of a hand-over asks or shows."""

    WHO = "who"
    FROM = "from"
    UNTIL = "until"
    ASKED = "asked"  # to the one who asks, as are the next two
    AGREED = "agreed"
    DECLINED = "declined"
    REQUEST = "request"  # to the colleague, as are the next two
    TAKEN = "taken"
    REFUSED = "refused"
    BEGUN = "begun"  # to both, as is all that follows
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    NOBODY = "nobody"  # there is no colleague


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverCard(Message):
    """A hand-over from one clinician to another, with its dates; `absent` and `colleague` are names."""

    kind: ClassVar[str] = "cover"
    view: CoverView
    colleagues: tuple[tuple[int, str], ...] = ()  # (person, name): who can be asked
    chosen: int | None = None
    start: int = 0  # in how many days it begins
    cover: int | None = None
    absent: str = ""
    colleague: str = ""
    patients: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
