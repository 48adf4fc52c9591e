"""What a plan owes a patient on a local day: pure, so that a day can be laid out twice, late, or on two machines."""

from rehab.timetable.day import QUESTIONS, Owed, PromptKind, block_times, owed
from rehab.timetable.dose import as_shown, exercises, prescribed
from rehab.timetable.offers import maintenance_aim, offers_load_test, offers_maintenance
from rehab.timetable.preferences import Preferences
from rehab.timetable.question import question_due
from rehab.timetable.silence import Silence, silence
from rehab.timetable.weekly import is_monthly

__all__ = [
    "QUESTIONS",
    "Owed",
    "Preferences",
    "PromptKind",
    "Silence",
    "as_shown",
    "block_times",
    "exercises",
    "is_monthly",
    "maintenance_aim",
    "offers_load_test",
    "offers_maintenance",
    "owed",
    "prescribed",
    "question_due",
    "silence",
]
