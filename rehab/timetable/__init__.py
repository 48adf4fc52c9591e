"""What a plan owes a patient on a local day: pure, so that a day can be laid out twice, late, or on two machines."""

from rehab.timetable.day import Owed, PromptKind, block_times, owed
from rehab.timetable.dose import prescribed
from rehab.timetable.offers import offers_load_test
from rehab.timetable.preferences import Preferences
from rehab.timetable.question import question_due
from rehab.timetable.silence import Silence, silence

__all__ = [
    "Owed",
    "Preferences",
    "PromptKind",
    "Silence",
    "block_times",
    "offers_load_test",
    "owed",
    "prescribed",
    "question_due",
    "silence",
]
