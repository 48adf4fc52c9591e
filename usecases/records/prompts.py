"""Prompts: what is owed to a patient, and what they have answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from rehab.events import Outcome
from rehab.timetable import PromptKind


class PromptState(StrEnum):
    """Where a prompt is in its life."""

    PLANNED = "planned"
    HELD = "held"  # due, but it waits: for the end of quiet hours, or for a question to be answered first
    SENT = "sent"
    ANSWERED = "answered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MUTED = "muted"
    FAILED = "failed"


LIVE = frozenset({PromptState.PLANNED, PromptState.HELD, PromptState.SENT})


class PromptStep(StrEnum):
    """What a prompt's card asks at the moment."""

    ASK = "ask"
    TIMER = "timer"
    LATER = "later"
    SKIP = "skip"
    BEFORE = "before"
    DURING = "during"
    RATE = "rate"
    # of the check-in
    SIGNS = "signs"
    LESSER_SIGNS = "lesser_signs"
    AVERAGE = "average"
    WORST = "worst"
    SITTING = "sitting"
    SHARE = "share"
    CHANGE = "change"
    MANAGED = "managed"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been answered on a card so far. `moved_on` are seconds that presses on "next" have skipped.

    `answers` are those of a check-in, by what they answer; `facts` the instants of their facts in the chain.
    """

    outcome: Outcome | None = None
    pain_before: int | None = None
    pain_during: int | None = None
    value: int | None = None
    stiffness: int | None = None
    done_at: datetime | None = None
    timer_from: datetime | None = None
    paused_at: datetime | None = None
    moved_on: float = 0
    how: int | None = None  # the card that shows how an exercise is done, while it is there
    recorded_at: datetime | None = None  # the instant of the fact in the chain, once it is there
    answers: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing owed to a patient. Its key is (plan, kind, local day, slot); `next_at` is when to look at it again."""

    id: int
    plan_id: int
    kind: PromptKind
    day: date
    slot: int
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    about: date | None = None
    state: PromptState = PromptState.PLANNED
    step: PromptStep = PromptStep.ASK
    next_at: datetime | None
    asked_at: datetime | None = None
    card: int | None = None
    snoozes: int = 0
    reminded: bool = False
    draft: Draft = field(default_factory=Draft)

    @property
    def live(self) -> bool:
        """Whether it can still be answered."""
        return self.state in LIVE

    def kept_open(self, until: datetime) -> "Prompt":
        """A session that was begun in its window may end after it: it never closes in the middle of a hold."""
        return replace(self, closes_at=max(self.closes_at, until))
