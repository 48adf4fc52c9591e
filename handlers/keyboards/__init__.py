"""The buttons under every kind of message."""

from handlers.keyboards import contact, cover, day, enrolment, learn, outcomes, plan, privacy, safety, staff, week
from handlers.keyboards.base import keyboard

__all__ = [
    "contact",
    "cover",
    "day",
    "enrolment",
    "keyboard",
    "learn",
    "outcomes",
    "plan",
    "privacy",
    "safety",
    "staff",
    "week",
]
