"""What a protocol says in numbers."""

import tomllib
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

Facts = dict[str, Any]


@dataclass(frozen=True)
class Numbers:
    """What a protocol says in numbers; those that stand here are the clinical reference's. Tuples go by stage."""

    levels: tuple[int, ...] = (4, 4, 4, 4)
    irritable: tuple[bool, ...] = (True, False, False, False)
    for_sport: tuple[bool, ...] = (False, False, False, True)
    approved: tuple[bool, ...] = (False, False, False, True)
    green_days: tuple[int, ...] = (5, 3, 3, 3)
    days_at_level: tuple[int, ...] = (5, 7, 7, 7)
    days_in_stage: tuple[int, ...] = (7, 21, 21, 28)
    ceiling: int = 5
    progress_max: int = 3
    rise_red: int = 2
    rise_red_from: int = 4
    severe: int = 8
    flare_from: int = 6
    flare_rise: int = 3
    settled_max: int = 3
    flare_hours: int = 48
    long_flare_days: int = 7
    again_days: int = 14
    drift: Fraction = Fraction(1)
    drift_ratings: int = 3
    drift_rest_days: int = 7
    second_red_within: int = 3
    earliest_hours: int = 20
    latest_hours: int = 30
    adherence: int = 75
    gap_days: int = 14
    stall_weeks: int = 12
    fail_weeks: int = 26
    plateau_weeks: int = 4
    early_weeks: int = 6
    adherence_stall: int = 70
    adherence_low: int = 50
    response_points: int = 2
    response_percent: int = 30
    response_questionnaire: int = 22
    questionnaire: str = "visa_h"
    worsening: int = 2
    silent_days: int = 7
    repeat_days: int = 28
    pause_days: int = 14
    stiffness_longer: int = 10
    stiffness_usual_days: int = 28
    stiffness_flag_min: int = 30


REFERENCE = Numbers()
IN_THE_FILE = {
    "ceiling": "pain_ceiling",
    "progress_max": "pain_progress_max",
    "settled_max": "flare_settled_max",
    "flare_hours": "flare_min_hours",
    "long_flare_days": "flare_review_days",
    "again_days": "flare_again_days",
    "earliest_hours": "window_from_hours",
    "latest_hours": "window_to_hours",
    "adherence": "adherence_progress",
}
OF_A_STAGE = {
    "irritable": "irritable_start",
    "for_sport": "needs_sport_goal",
    "approved": "needs_approval",
    "green_days": "green_days",
    "days_at_level": "min_days_at_level",
    "days_in_stage": "min_days",
}


def numbers_in(text: str) -> Numbers:
    """The numbers of a protocol file."""
    file = tomllib.loads(text)
    limits, stages = file["thresholds"], file["stages"]
    told: Facts = {"levels": tuple(len(stage["levels"]) for stage in stages), "questionnaire": file["questionnaire"]}
    told |= {ours: tuple(stage.get(theirs, False) for stage in stages) for ours, theirs in OF_A_STAGE.items()}
    for one in fields(Numbers):
        if one.name not in told and one.name != "drift":
            told[one.name] = limits[IN_THE_FILE.get(one.name, one.name)]["value"]
    return Numbers(drift=Fraction(str(limits["week_drift"]["value"])), **told)
