"""The text of every kind of message, in the reader's language and zone, as HTML for Telegram."""

from wording.texts import (
    alerts,
    common,
    contact,
    cover,
    day,
    enrolment,
    learn,
    letters,
    operator,
    outcomes,
    patients,
    plan,
    running,
    safety,
    staff,
    timeline,
    week,
)
from wording.texts.base import text

__all__ = [
    "alerts",
    "common",
    "contact",
    "cover",
    "day",
    "enrolment",
    "learn",
    "letters",
    "operator",
    "outcomes",
    "patients",
    "plan",
    "running",
    "safety",
    "staff",
    "text",
    "timeline",
    "week",
]
