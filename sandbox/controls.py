"""What the chat page may steer in the bot; whoever runs the demonstration implements it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ControlsState:
    """The clinical clock, and what a visitor should know now.

    `time` is aware; `zone` an IANA name such as "Europe/London"; `speed` how many clinical seconds pass in one real
    second; `next_hint` what "skip" would lead to, or None when nothing is due; `guidance` one line for the visitor.
    """

    time: datetime
    zone: str
    speed: float
    next_hint: str | None = None
    guidance: str | None = None


class Controls(Protocol):
    """The bot's side of the toolbar. Any of these may raise ValueError with a line for the visitor."""

    async def state(self) -> ControlsState:
        """The present state; asked for about once a second."""

    async def set_speed(self, factor: float) -> None:
        """Let clinical time pass `factor` times as fast as real time."""

    async def skip(self) -> str:
        """Move clinical time on to the next prompt; returns a short line that says what happened."""

    async def new_patient(self) -> str:
        """Make a fresh invitation; returns the payload of its start link."""
