"""The buttons under every kind of message."""

from handlers.keyboards import contact, day, enrolment, learn, outcomes, plan, safety, staff, week
from handlers.keyboards.base import keyboard

__all__ = ["contact", "day", "enrolment", "keyboard", "learn", "outcomes", "plan", "safety", "staff", "week"]
