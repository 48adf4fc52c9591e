"""Faults that are planted in the real rules, each with the safety property that it breaks."""

from collections.abc import Mapping
from dataclasses import replace

from tests.unit.rehab.planted.moving_on import (
    always_met,
    decided_as,
    first_rule,
    late_is_in_time,
    lenient_colours,
    pauses_do_not_hold,
    stage_days_do_not_count,
    two_steps,
    unrated_is_painless,
    up_by_review,
    up_in_a_flare,
    up_without_answer,
)
from tests.unit.rehab.planted.places import Plant
from tests.unit.rehab.planted.reviewing import (
    half_a_year_unnoticed,
    no_reviews,
    pauses_are_reviewed,
    silence_unnoticed,
    stalled_daily,
    told_every_week,
)
from tests.unit.rehab.planted.standing import (
    asked_while_silent,
    drifts,
    flag_noted_only,
    flag_unsaid,
    lowered_again,
    moves_while_stopped,
    no_rest,
    overload_waits,
    restarts_nowhere,
)

FAULTS: Mapping[str, tuple[str, Plant]] = {
    "a window without an answer moves on": ("progress-needs-answers-in-time", first_rule(up_without_answer)),
    "a late answer counts": ("progress-needs-answers-in-time", late_is_in_time),
    "four points are easy": ("progress-needs-easy-days", lenient_colours),
    "an unrated session is easy": ("progress-needs-easy-days", unrated_is_painless),
    "two easy days are enough": ("progress-needs-easy-days", always_met("_green_days")),
    "adherence does not count": ("progress-needs-adherence", always_met("_adherence")),
    "days at the level do not count": ("progress-needs-minimum-days", always_met("_days_at_level")),
    "days in the stage do not count": ("progress-needs-minimum-days", stage_days_do_not_count),
    "the exit test does not count": ("stages-are-left-through-their-gates", always_met("_exit_test")),
    "a pause does not hold": ("no-progress-in-pause-or-flare", pauses_do_not_hold),
    "a flare does not hold": ("no-progress-in-pause-or-flare", first_rule(up_in_a_flare)),
    "inputs are lost": ("every-decision-can-be-audited", decided_as(lambda one: replace(one, inputs={}))),
    "the version is lost": ("every-decision-can-be-audited", decided_as(lambda one: replace(one, protocol_version=""))),
    "two levels at once": ("one-step-at-most", two_steps),
    "a day lowers twice": ("down-once-per-cause", first_rule(lowered_again)),
    "a red flag does not stop": ("red-flag-dominates", flag_noted_only),
    "a red flag is not told": ("red-flag-dominates", flag_unsaid),
    "a stopped plan is judged": ("red-flag-dominates", moves_while_stopped),
    "overload waits": ("overload-is-judged-at-once", overload_waits),
    "a restart below the ladder": ("inside-the-stages", restarts_nowhere),
    "a move without a decision": ("moved-by-decisions-only", drifts),
    "a review moves on": ("a-review-never-moves-on", first_rule(up_by_review)),
    "reviews are forgotten": ("reviewed-every-week", no_reviews),
    "a stall told daily": ("no-alert-of-a-kind-twice-in-four-weeks", stalled_daily),
    "everything told weekly": ("no-alert-of-a-kind-twice-in-four-weeks", told_every_week),
    "half a year unnoticed": ("half-a-year-is-never-silent", half_a_year_unnoticed),
    "silence unnoticed": ("a-silent-week-is-told", silence_unnoticed),
    "told of in a pause": ("resting-plans-are-left-in-peace", pauses_are_reviewed),
    "asked though paused": ("nothing-owed-while-silent", asked_while_silent),
    "sessions without rest": ("no-session-before-its-gap", no_rest),
}
