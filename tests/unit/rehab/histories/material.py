"""What stories are made of: places, times, pain, mornings, how well somebody does what was prescribed, chapters."""

from datetime import date, time

# Each with a first date from which a change of its clock, if it has any, comes within two months.
PLACES = (
    ("Europe/London", date(2026, 3, 2)),
    ("Europe/London", date(2026, 10, 1)),
    ("Europe/Helsinki", date(2026, 3, 10)),  # its clock changes at 03:00, where a local day starts
    ("Europe/Helsinki", date(2026, 10, 12)),
    ("America/New_York", date(2026, 2, 20)),
    ("America/New_York", date(2026, 10, 15)),
    ("America/Santiago", date(2026, 3, 20)),  # at midnight
    ("Australia/Lord_Howe", date(2026, 9, 10)),  # by half an hour
    ("Australia/Lord_Howe", date(2026, 3, 15)),
    ("Pacific/Chatham", date(2026, 3, 20)),  # at 02:45
    ("Asia/Kolkata", date(2026, 1, 5)),
    ("UTC", date(2026, 6, 1)),
)
USUAL_TIMES = (time(8), time(9), time(18), time(18), time(21, 30), time(23, 40), time(2, 30), time(3))
ODD_TIMES = (time(0, 10), time(2), time(2, 59), time(3), time(3, 1), time(3, 30), time(12), time(23, 59))

# Pain before, during and 24 hours after.
MOODS = {
    "settled": ((0, 1, 1), (0, 1, 2), (0, 0, 1)),
    "good": ((2, 2, 3), (1, 2, 3), (1, 2, 2, 3)),
    "creeping": ((1, 2, 2), (2, 3, 3), (2, 2, 3, 3)),
    "edge": ((2, 3, 4), (3, 3, 4, 5), (2, 3, 4, 5)),
    "sore": ((2, 3), (3, 4, 5, 6), (3, 4, 5, 6)),
    "bad": ((2, 3, 4), (5, 6, 7, 8), (4, 5, 6, 7, 8)),
    "irritable": ((6, 7), (2, 3, 4, 5), (6, 7, 7, 8)),
    "middling": ((5, 6), (1, 2, 3), (5, 6, 6, 7)),
    "wild": (range(11), range(11), range(11)),
}
# Elapsed minutes from a session to the answer.
ON_TIME = (1440, 1440, 1440, 1430, 1215, 1790)
ANY_TIME = (1440, 1440, 1200, 1199, 1800, 1801, 600, 2400, 4000)
# Minutes of a morning, for people who tell of them: mostly usual, longer for a while, without any rule.
STIFF = ((0, 0, 5), (5, 5, 10), (5, 14, 15, 16), (5, 20, 20), (20, 30, 31), (31, 45), range(61))
KEEN = ("done",)
MIXED = ("done", "done", "done", "part", "skipped_pain", "skipped_other", "missed")
SLACK = ("done", "part", "missed", "missed", "skipped_other")

# What can happen, as often as it should.
COMMANDS = ("restart", "set", "hold", "release", "approve_stage_4", "stop")
CHAPTERS = (
    *("steady",) * 8,
    *("top of a stage",) * 2,
    *("soreness",) * 3,
    *("spike",) * 3,
    *("two bad sessions",) * 2,
    *("creep",) * 2,
    "bad morning",
    "between two points",
    "forgotten day",
    "silence",
    "pause",
    "red flag",
    "routine sign",
    "treatment",
    *("stiff mornings",) * 2,
    "command",
    "goal",
)
OTHER_KINDS = (
    "pause",
    "resume",
    "resume",
    "exit_test",
    "exit_test",
    "load_test",
    "weekly",
    "outcome",
    "barrier",
    "goal_met",
    "goal_met",
    "red_flag",
    "routine_sign",
    "treatment",
    "clinician",
    "clinician",
)
