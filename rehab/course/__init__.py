"""The course of a plan: facts and the passing of time in, decisions and alerts out.

The live bot and `replay` fold the same functions over the same facts, so a stored plan re-derives to the identical list
of decisions. Two things move a course: `take` (a fact at its instant) and `pass_time` (all that falls due up to an
instant: windows that close, gaps, flares). The facts of an instant come before what falls due at it.
"""

from rehab.course.due import next_due, pass_time
from rehab.course.facts import remember, remember_all, take
from rehab.course.state import Course, Step

__all__ = ["Course", "Step", "next_due", "pass_time", "remember", "remember_all", "take"]
