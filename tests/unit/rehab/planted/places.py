"""Where faults are planted, and what a fault is."""

from collections.abc import Callable
from importlib import import_module

import pytest

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
# By their full names: in the packages some of these names stand for functions.
DECIDE, PROGRESS, RULES = (import_module(f"rehab.engine.{name}") for name in ("decide", "progress", "rules"))
DUE, REVIEW, CASE = (import_module(f"rehab.{name}") for name in ("course.due", "engine.review", "engine.case"))
FACTS, STATE = import_module("rehab.course.facts"), import_module("rehab.course.state")
GROWING = import_module("rehab.evidence.growing")
DAY, LIFE = import_module("rehab.timetable.day"), import_module("rehab.lab.simulate.life")
HABITS = import_module("rehab.lab.simulate.habits")
