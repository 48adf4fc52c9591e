"""What a training day's pain amounts to: its colour, a flare, a second RED, a drift."""

from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median

from tests.unit.rehab.second_reading.days import answered_on_time, first_session_at, on_time_answers
from tests.unit.rehab.second_reading.instants import WEEK
from tests.unit.rehab.second_reading.numbers import Facts, Numbers


def baseline_of(plan: Facts, days: list[Facts], session: Facts) -> Fraction | None:
    """The pain before it, else the median of 7 days' on-time answers, else the value at enrolment."""
    if session.get("pain_before") is not None:
        return Fraction(session["pain_before"])
    recent = on_time_answers(days, session["at"] - WEEK, session["at"])
    if recent:
        return Fraction(median(recent))
    return None if plan["baseline_pain"] is None else Fraction(plan["baseline_pain"])


def session_colour(plan: Facts, days: list[Facts], day: Facts, session: Facts) -> str:
    """The table of colours, first match first."""
    during = session.get("pain_during")
    after = None if day["answer"] is None else day["answer"]["value"]
    baseline = baseline_of(plan, days, session)
    rise = None if after is None or baseline is None else after - baseline
    numbers: Numbers = plan["numbers"]
    exempt = numbers.irritable[day["sessions"][0]["stage"] - 1] and rise is not None and rise < numbers.rise_red
    irritable = exempt and baseline is not None and baseline >= numbers.ceiling + 1
    risen = rise is not None and rise >= numbers.rise_red

    complete = during is not None and baseline is not None and answered_on_time(day)
    rules = [
        ("RED", during is not None and during > numbers.ceiling),
        ("RED", after is not None and after > numbers.ceiling and not irritable),
        ("RED", after is not None and after >= numbers.rise_red_from and risen),
        ("AMBER", during is not None and during > numbers.progress_max),
        ("AMBER", after is not None and after > numbers.progress_max),
        ("AMBER", risen),
        ("AMBER", is_stiffer(days, day)),
        ("GREEN", complete and rise is not None and rise <= 1),
        ("AMBER", complete),  # a baseline that is a median makes rises between 1 and 2
    ]
    return next((colour for colour, applies in rules if applies), "UNKNOWN")


def stiff_minutes(day: Facts) -> int | None:
    """How stiff the morning after it was, if that was told in time."""
    return day["answer"].get("stiffness") if answered_on_time(day) else None


def is_stiffer(days: list[Facts], day: Facts) -> bool:
    """Two mornings running clearly above the usual."""
    minutes, numbers = stiff_minutes(day), day["numbers"]
    if minutes is None:
        return False
    since = day["answer"]["at"] - timedelta(days=numbers.stiffness_usual_days)
    recent = [other for other in days if other["date"] < day["date"] and answered_on_time(other)]
    told = [stiff_minutes(other) for other in recent if other["answer"]["at"] > since]
    earlier = [one for one in told if one is not None]
    if len(earlier) < 2:
        return False
    usual, longer = Fraction(median(earlier[:-1])), int(numbers.stiffness_longer)
    return minutes - usual >= longer and earlier[-1] - usual >= longer


def day_colour(plan: Facts, days: list[Facts], day: Facts) -> str:
    """The colour of its worst session."""
    colours = {session_colour(plan, days, day, session) for session in day["sessions"]}
    return next(colour for colour in ("RED", "AMBER", "UNKNOWN", "GREEN") if colour in colours)


def is_flare(plan: Facts, days: list[Facts], day: Facts) -> bool:
    """A rating of 8 or more, or an answer of 6 or more with a rise of 3 or more over some session's baseline."""
    numbers: Numbers = plan["numbers"]
    after = None if day["answer"] is None else day["answer"]["value"]
    if after is not None and after >= numbers.severe:
        return True
    for session in day["sessions"]:
        if session.get("pain_during") is not None and session["pain_during"] >= numbers.severe:
            return True
        baseline = baseline_of(plan, days, session)
        if after is None or baseline is None:
            continue
        if after >= numbers.flare_from and after - baseline >= numbers.flare_rise:
            return True
    return False


def is_second_red(plan: Facts, days: list[Facts], day: Facts) -> bool:
    """RED, and so was one of the two rated days before it, and a cut that it did not cause came between the two.

    A day is rated when its colour is known.
    """
    if day_colour(plan, days, day) != "RED":
        return False
    earlier = [other for other in days if other["date"] < day["date"] and day_colour(plan, days, other) != "UNKNOWN"]
    looked_at = earlier[len(earlier) - min(len(earlier), plan["numbers"].second_red_within - 1) :]
    reds = [other for other in looked_at if day_colour(plan, days, other) == "RED"]
    return any(
        first_session_at(red) <= cut["at"] <= first_session_at(day)
        for red in reds
        for cut in plan["cuts"]
        if cut["day"] != day["date"]
    )


def is_drifting(plan: Facts, days: list[Facts], now: datetime) -> bool:
    """Row 6: the mean of this week is higher by 1 than that of the week before; not within 7 days of a cut."""
    numbers: Numbers = plan["numbers"]
    if any(now - cut["at"] < timedelta(days=numbers.drift_rest_days) for cut in plan["cuts"]):
        return False
    this_week = on_time_answers(days, now - WEEK, now)
    week_before = on_time_answers(days, now - 2 * WEEK, now - WEEK)
    if len(this_week) < numbers.drift_ratings or len(week_before) < numbers.drift_ratings:
        return False
    return Fraction(sum(this_week), len(this_week)) - Fraction(sum(week_before), len(week_before)) >= numbers.drift
