"""What anybody may be told: notices, hints, refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message


class Said(StrEnum):
    """Short things to say: over a pressed button, or in answer to something unexpected. Each is a text of its own."""

    # notices over a button
    SAVED = "saved"
    GONE = "gone"  # this button belongs to something that is over
    CHANGED = "changed"  # this card has moved on meanwhile
    NOT_ALLOWED = "not_allowed"
    MALFORMED = "malformed"
    ALREADY_TAKEN = "already_taken"  # an alert that somebody else acknowledged first
    ALREADY_RESOLVED = "already_resolved"
    ORDER_DONE = "order_done"  # a clinician's order that changes nothing
    ORDER_STALE = "order_stale"  # the plan has changed since the order was asked about
    ORDER_STOPPED = "order_stopped"
    ORDER_ENDED = "order_ended"
    ORDER_WITHDRAWN = "order_withdrawn"  # the patient wants nothing to be sent any more
    TOO_MANY_SNOOZES = "too_many_snoozes"
    STAYS_OPEN = "stays_open"  # it cannot come back today without one message too many
    READ = "read"
    # answers to something unexpected
    WHOLE_NUMBER = "whole_number"
    ONE_NUMBER = "one_number"
    ZERO_TO_TEN = "zero_to_ten"
    SHARE_UNREADABLE = "share_unreadable"
    MINUTES_UNREADABLE = "minutes_unreadable"
    MANAGED_UNREADABLE = "managed_unreadable"
    WORST_BELOW = "worst_below"  # the worst pain of a week cannot lie below its average
    TOTAL_UNREADABLE = "total_unreadable"
    NO_QUESTION = "no_question"
    CANNOT_PASS_ON = "cannot_pass_on"
    MEDIA = "media"
    STAFF_MEDIA = "staff_media"
    EDITED = "edited"
    TOO_LONG = "too_long"
    EMPTY_NAME = "empty_name"
    NO_PHONE_NUMBER = "no_phone_number"
    USE_BUTTONS = "use_buttons"
    TOO_FAST = "too_fast"  # more at once than one person can mean
    UNKNOWN_COMMAND = "unknown_command"
    FINISH_ENROLMENT = "finish_enrolment"
    CITY_UNKNOWN = "city_unknown"
    TIMES_UNREADABLE = "times_unreadable"
    TIME_UNREADABLE = "time_unreadable"
    QUIET_UNREADABLE = "quiet_unreadable"
    TIMES_TOO_CLOSE = "times_too_close"
    TIMES_AT_NIGHT = "times_at_night"
    PLAN_STOPPED = "plan_stopped"
    PLAN_PAUSED = "plan_paused"
    PLAN_ENDED = "plan_ended"
    AWAITS_CLINIC = "awaits_clinic"  # after an injection or surgery only the clinic starts the plan again
    NOT_PAUSED = "not_paused"
    CONSENT_FIRST = "consent_first"  # the words have changed that the patient agreed to
    MYDATA_SENT = "mydata_sent"
    NO_PLAN = "no_plan"
    RING_NOW = "ring_now"  # words of danger from somebody who has no plan here
    NOTHING_DECIDED = "nothing_decided"
    LINK_OVER = "link_over"  # the invitation expired or was taken back while its enrolment was on its way
    STAFF_ONLY = "staff_only"
    PATIENT_ONLY = "patient_only"
    SET_UP_FIRST = "set_up_first"
    STAFF_TEXT = "staff_text"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast(Message):
    """The short notice over a pressed button."""

    kind: ClassVar[str] = "toast"
    said: Said
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint(Message):
    """An answer that names the next step."""

    kind: ClassVar[str] = "hint"
    said: Said
    data: Mapping[str, str] = field(default_factory=dict)
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger(Message):
    """To somebody whom the bot does not know."""

    kind: ClassVar[str] = "stranger"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateOnly(Message):
    """To a group."""

    kind: ClassVar[str] = "private_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRefused(Message):
    """To somebody with a link that does not open: the same words whatever the reason, so that nothing leaks."""

    kind: ClassVar[str] = "invitation_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Message):
    """Something failed here. `reference` is what to quote; with `operator` it is told to the administrator."""

    kind: ClassVar[str] = "trouble"
    reference: str
    operator: bool = False
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Message):
    """Not said but shown: the commands in the reader's menu."""

    kind: ClassVar[str] = "menu"
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Help(Message):
    """What the reader can do here."""

    kind: ClassVar[str] = "help"
    patient: bool = False
    clinician: bool = False
    administrator: bool = False
    clinic: Clinic | None = None
