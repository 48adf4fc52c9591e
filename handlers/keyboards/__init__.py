"""The buttons under every kind of message."""

from handlers.keyboards import day, enrolment, plan, safety, staff
from handlers.keyboards.base import keyboard

__all__ = ["day", "enrolment", "keyboard", "plan", "safety", "staff"]
