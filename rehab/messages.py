"""What to say, as kind and parameters, never as text: the catalogue in `wording` turns it into words.

Parameters are plain JSON values; instants are ISO strings in UTC and are shown in the reader's zone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Params = Mapping[str, Json]


class Kind(StrEnum):
    """Every kind of message there is. A card is a message that is edited as its story goes on."""

    # anyone
    STRANGER = "stranger"
    PRIVATE_ONLY = "private_only"
    INVITATION_REFUSED = "invitation_refused"
    HINT = "hint"  # what to do next, after something unexpected
    TOAST = "toast"  # the short notice over a pressed button
    TROUBLE = "trouble"  # something failed here; carries a reference to quote
    HELP = "help"
    # enrolment
    ENROL = "enrol"  # one card, all steps
    FIRST_PLAN = "first_plan"
    # the day
    SESSION = "session"
    QUESTION = "question"  # the 24-hour question, and the daily rating of a flare
    HOW = "how"
    EXIT_TEST = "exit_test"
    DECISION = "decision"
    TODAY = "today"
    PLAN = "plan"
    WHY = "why"
    PROGRESS = "progress"
    SETTINGS = "settings"
    PAUSE = "pause"
    LEAVE = "leave"
    # safety
    FLAGS = "flags"
    FLAGGED = "flagged"
    # from the clinic to the patient
    ORDERED = "ordered"  # a clinician changed the plan
    NOTE = "note"
    ALERT_SEEN = "alert_seen"
    # clinicians and the administrator
    CLINIC = "clinic"
    STAFF_HOME = "staff_home"
    INVITE_STAFF = "invite_staff"
    INVITE = "invite"  # one card, all steps of an invitation
    INVITATION = "invitation"
    INVITATIONS = "invitations"
    QR_CODE = "qr_code"
    PATIENT_IN = "patient_in"
    PATIENTS = "patients"
    PATIENT = "patient"
    CHART = "chart"
    TIMELINE = "timeline"
    ORDER = "order"
    WRITE_NOTE = "write_note"
    ALERT = "alert"
    OPERATOR = "operator"  # something that the administrator should look at


# Sent as a picture with a caption; such a message can be taken away, but not turned into text.
PICTURES = frozenset({Kind.HOW, Kind.PROGRESS, Kind.CHART, Kind.QR_CODE})


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say."""

    kind: Kind
    params: Params = field(default_factory=dict)
