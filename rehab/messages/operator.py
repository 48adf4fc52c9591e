"""What the administrator hears of the running of the bot itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Message


class Invariant(StrEnum):
    """What must hold at any time, or somebody may be left waiting."""

    PLANS = "plans"  # no plan is overdue to be looked at
    PROMPTS = "prompts"  # each due prompt is sent, held, or at its end
    ALERTS = "alerts"  # each live alert has somebody who has it, or a next step that is not overdue
    INBOX = "inbox"  # nothing that arrived waits
    OUTBOX = "outbox"  # nothing that is to go out waits, and nobody sits on it
    TICKER = "ticker"  # what falls due as time passes is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFailed(Message):
    """To the administrator: how much is late or left, by the invariant that does not hold."""

    kind: ClassVar[str] = "audit_failed"
    found: Mapping[Invariant, int]
