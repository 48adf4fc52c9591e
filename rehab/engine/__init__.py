"""The rule engine: everything that moves a plan lives in this folder and nowhere else.

`decide` asks an ordered table of small named rules what one evaluation means; the first that matches decides, safety
first. `apply` makes the next plan from a decision. Both are pure, total and clock-free. Which evaluations there are,
and when, is `rehab.course`.
"""

from rehab.engine.apply import apply, calmed, maintained, restarted, resumed, set_to
from rehab.engine.case import Case, Finding, Occasion, OccasionKind, Verdict
from rehab.engine.decide import Alert, AlertKind, Decision, History, decide
from rehab.engine.progress import Requirement, awaits_approval, requirements
from rehab.engine.rules import RULES

__all__ = [
    "RULES",
    "Alert",
    "AlertKind",
    "Case",
    "Decision",
    "Finding",
    "History",
    "Occasion",
    "OccasionKind",
    "Requirement",
    "Verdict",
    "apply",
    "awaits_approval",
    "calmed",
    "decide",
    "maintained",
    "requirements",
    "restarted",
    "resumed",
    "set_to",
]
