"""What the facts say: sessions, training days, answers, and the colour of a day.

A training day is a local day with a done or part session; its colour is that of its worst session, and days without
one have none. Colours follow the pain-monitoring model of Thomee and Silbernagel and the 24-hour rule of Goom
(reference 2.3).
"""

from rehab.evidence.adherence import adherence, counted_since, halves_done
from rehab.evidence.colours import Colour, colour
from rehab.evidence.growing import with_answer, with_session
from rehab.evidence.reported import Answer, Evidence, Logged, Performed, Rated, TrainingDay

__all__ = [
    "Answer",
    "Colour",
    "Evidence",
    "Logged",
    "Performed",
    "Rated",
    "TrainingDay",
    "adherence",
    "colour",
    "counted_since",
    "halves_done",
    "with_answer",
    "with_session",
]
