"""The buttons under every kind of message."""

from handlers.keyboards import contact, day, enrolment, learn, plan, safety, staff
from handlers.keyboards.base import keyboard

__all__ = ["contact", "day", "enrolment", "keyboard", "learn", "plan", "safety", "staff"]
