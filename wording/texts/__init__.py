"""The text of every kind of message, in the reader's language and zone, as HTML for Telegram."""

from wording.texts import alerts, common, contact, day, enrolment, learn, patients, plan, running, safety, staff
from wording.texts.base import text

__all__ = [
    "alerts",
    "common",
    "contact",
    "day",
    "enrolment",
    "learn",
    "patients",
    "plan",
    "running",
    "safety",
    "staff",
    "text",
]
