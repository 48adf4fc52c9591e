"""A second, naive reading of the rules: what the documents say, written down as plainly as possible.

It shares no code with the engine and is written from section 9 of the design and sections 1.2, 2 and 5.1 of the
clinical reference alone, so that the two can be compared trace by trace. It prefers being obvious to being fast: the
facts are a list, and every question is answered by going through that list again.

Times are instants in UTC; a "date" is always the date of the local day that starts at 03:00.

Where the documents leave room, this is what was read:

- A day is rated when its colour is known; what no row of the colours covers is AMBER. Its stage is that of its first
  session, as it was when that minute began.
- The cut before a second RED may have any cause but that RED itself.
- Within 7 days of a cut means less than 7 x 24 hours after it.
- Only a GREEN day's answer is an occasion for progress.
- A pause leaves out its days from that on which it began up to, but without, that on which it ended.
- A flare settles against the baseline at enrolment, 3 without one; every rating of a date must be low enough.
- A flare or a pause goes on under maintenance and shows until it is over; below the position at which maintenance began
  the plan may climb again.
- A clinician's hold stops progress only, and a restart releases it. `set` changes the dates of what it changes.
- After the end nothing falls due. A plan that is stopped while paused has no gap.
- Two reasons for a `review` at the same moment are two alerts, but not of a weekly review, where a kind comes once.
- Of a review's findings on the programme as a whole the first counts: the outer limit, a stall, poor adherence,
  26 weeks but still improving, early warning. Worsening and silence are told beside it.
- A total that the clinician enters is no word from the patient; without `by` it was the patient who gave it.
- VISA-H speaks against a stall only. Without any session adherence is unknown, which is neither enough nor too little.
- The usual stiffness is the median of the mornings told on time in 28 x 24 hours before the two that are compared with
  it; mornings that nobody told of break no row. Of long mornings in a row only the first is told.
- A routine sign is told once while it waits for the clinician; whatever the clinician says of the hold ends that wait.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

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


WEEK = timedelta(days=7)
ORDER = (
    "clinician",
    "resume",
    "pain_24h",
    "exit_test",
    "load_test",
    "weekly",
    "outcome",
    "barrier",
    "trigger",
    "session",
    "pause",
    "goal_met",
    "routine_sign",
    "treatment",
    "red_flag",
)


# ---------------------------------------------------------------------------------------------------- time


def read_time(text: str, zone: ZoneInfo) -> datetime:
    """Local wall-clock time, the first of an ambiguous pair; or a time with an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
            raise ValueError(f"{text} does not exist in {zone.key}")
        moment = local
    return moment.astimezone(UTC)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date of the local day, which starts at 03:00, the first one where there are two."""
    wall = instant.astimezone(zone)
    again = wall.fold == 1 and at_wall_clock(wall.date(), 3, zone) <= instant
    return wall.date() if wall.hour >= 3 or again else wall.date() - timedelta(days=1)


def at_wall_clock(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """An hour of a local day; one that does not exist is the moment at which the clock jumps over it."""
    moment = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
    while (moment - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None) >= datetime.combine(day, time(hour)):
        moment -= timedelta(minutes=1)
    return moment


def written(instant: datetime, zone: ZoneInfo) -> str:
    """As people write it: local wall-clock time."""
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


# ------------------------------------------------------------------------------- training days and their colours


def training_days(plan: Facts) -> list[Facts]:
    """The days with a done or part session, oldest first, each with its sessions and its answer, if any."""
    days: dict[date, Facts] = {}
    for fact in plan["log"]:
        today = local_date(fact["at"], plan["zone"])
        if is_loading(fact):
            fresh = {"date": today, "sessions": [], "answer": None, "numbers": plan["numbers"]}
            days.setdefault(today, fresh)["sessions"].append(fact)
        if fact["kind"] == "pain_24h":
            waiting = [day for day in days.values() if day["date"] < today and day["answer"] is None]
            if waiting:
                max(waiting, key=lambda day: day["date"])["answer"] = fact
    return sorted(days.values(), key=lambda day: day["date"])


def is_loading(fact: Facts) -> bool:
    """Whether a fact is a session that loaded the tendon."""
    return fact["kind"] == "session" and fact["outcome"] in {"done", "part"}


def first_session_at(day: Facts) -> datetime:
    """When a training day began to count: its first done or part session."""
    first: datetime = min(session["at"] for session in day["sessions"])
    return first


def answered_on_time(day: Facts) -> bool:
    """20 to 30 elapsed hours after it, both included."""
    if day["answer"] is None:
        return False
    earliest = first_session_at(day) + timedelta(hours=day["numbers"].earliest_hours)
    answered: datetime = day["answer"]["at"]
    return earliest <= answered <= closes_at(day)


def closes_at(day: Facts) -> datetime:
    """The last instant at which its answer is on time."""
    return first_session_at(day) + timedelta(hours=day["numbers"].latest_hours)


def on_time_answers(days: list[Facts], after: datetime, until: datetime) -> list[int]:
    """Values of the on-time answers that came after one instant and not after another."""
    return [day["answer"]["value"] for day in days if answered_on_time(day) and after < day["answer"]["at"] <= until]


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


# ------------------------------------------------------------------------------------------------- progress


def in_pause(plan: Facts, at: datetime) -> bool:
    """During a pause, or on the local day on which it began; the rest of the day on which it ended counts again."""
    day = local_date(at, plan["zone"])
    for pause in plan["pauses"]:
        begun = local_date(pause["from"], plan["zone"])
        ended = date.max if pause["to"] is None else local_date(pause["to"], plan["zone"])
        if begun <= day < ended or (day == ended and pause["from"] < at < pause["to"]):
            return True
    return False


def adherence(plan: Facts, now: datetime, number_of_days: int) -> Fraction | None:
    """Done sessions, `part` counting half, over all sessions of the last days; None when there was none."""
    today = local_date(now, plan["zone"])
    outcomes = []
    for fact in plan["log"]:
        day = local_date(fact["at"], plan["zone"])
        if fact["kind"] == "session" and 0 <= (today - day).days < number_of_days and not in_pause(plan, fact["at"]):
            outcomes.append(fact["outcome"])
    if not outcomes:
        return None
    return (outcomes.count("done") + Fraction(outcomes.count("part"), 2)) / len(outcomes)


def last_days_all_green(plan: Facts, days: list[Facts], now: datetime) -> bool:
    """The last 3 days (5 in Stage 1) that are answered or over."""
    finished = [day for day in days if day["answer"] is not None or now > closes_at(day)]
    wanted = plan["numbers"].green_days[plan["stage"] - 1]
    last = finished[-wanted:]
    return len(last) == wanted and all(day_colour(plan, days, day) == "GREEN" for day in last)


def exit_test_passed(plan: Facts) -> bool:
    """The latest one since entering the stage."""
    tests = [fact for fact in plan["log"][plan["stage_entered"] :] if fact["kind"] == "exit_test"]
    return bool(tests) and tests[-1]["passed"] is True


def why_no_progress(plan: Facts, days: list[Facts], day: Facts, now: datetime) -> str | None:
    """The first thing missing for row 7, or None when nothing is."""
    today = local_date(now, plan["zone"])
    share = adherence(plan, now, 7)
    maintained = plan["maintenance_from"]
    numbers: Numbers = plan["numbers"]
    at_top = plan["level"] == numbers.levels[plan["stage"] - 1]
    following = next_stage(plan) if at_top else None
    missing = {
        "paused": plan["paused"],
        "held by the clinician": plan["held"],
        "in maintenance": maintained is not None and (plan["stage"], plan["level"]) >= maintained,
        "stiffer twice running": is_stiffer(days, day),
        "the answered day is not GREEN": day_colour(plan, days, day) != "GREEN",
        "the latest day is RED": day_colour(plan, days, days[-1]) == "RED",
        "last days not all GREEN": not last_days_all_green(plan, days, now),
        "adherence": share is None or share < Fraction(numbers.adherence, 100),
        "days at level": (today - plan["level_since"]).days < numbers.days_at_level[plan["stage"] - 1],
        "exit test": at_top and not exit_test_passed(plan),
        "days in stage": at_top and (today - plan["stage_since"]).days < numbers.days_in_stage[plan["stage"] - 1],
        "approval": following is not None and numbers.approved[following - 1] and not plan["approved"],
    }
    return next((reason for reason, is_missing in missing.items() if is_missing), None)


def next_stage(plan: Facts) -> int | None:
    """The stage above, if there is one and the patient wants it: some are for a sport goal only."""
    above: int = plan["stage"] + 1
    if above > len(plan["numbers"].levels):
        return None
    return above if plan["sport_goal"] or not plan["numbers"].for_sport[above - 1] else None


# ------------------------------------------------------------------------------------ what a verdict does to the plan


def move_to(plan: Facts, now: datetime, stage: int, level: int) -> None:
    """A new position, with the dates that follow from it."""
    today = local_date(now, plan["zone"])
    if (stage, level) != (plan["stage"], plan["level"]):
        plan["level_since"] = today
    if stage != plan["stage"]:
        plan["stage_since"] = today
        plan["stage_entered"] = len(plan["log"])
    plan["stage"], plan["level"] = stage, level


def progress(plan: Facts, now: datetime) -> None:
    """One step up."""
    following = next_stage(plan)
    if plan["level"] < plan["numbers"].levels[plan["stage"] - 1]:
        move_to(plan, now, plan["stage"], plan["level"] + 1)
    elif following is None:
        plan["maintenance_from"] = (plan["stage"], plan["level"])
    else:
        move_to(plan, now, following, 1)
    plan["last_gain"] = local_date(now, plan["zone"])


def reduce(plan: Facts, now: datetime) -> None:
    """One level down; at level 1 only the dose falls, which is no part of the position."""
    move_to(plan, now, plan["stage"], max(1, plan["level"] - 1))


def regress(plan: Facts, now: datetime, flare: bool) -> None:
    """The previous stage's top level; after a flare the level below that."""
    top = plan["numbers"].levels[plan["stage"] - 2]
    move_to(plan, now, plan["stage"] - 1, top - 1 if flare else top)


def start_flare(plan: Facts, now: datetime, day: Facts, days: list[Facts]) -> None:
    """Remember when it began, and the lowest baseline of the day that caused it."""
    baselines = [baseline_of(plan, days, session) for session in day["sessions"]]
    plan["flare_baseline"] = min((one for one in baselines if one is not None), default=None)
    plan["flare"] = now
    plan["flares"].append(now)


def end_flare_if_settled(plan: Facts, now: datetime) -> None:
    """48 hours at least, and the last two dates with a rating follow each other and hold no rating above the limit."""
    numbers: Numbers = plan["numbers"]
    if plan["flare"] is None or now < plan["flare"] + timedelta(hours=numbers.flare_hours):
        return
    baseline = plan["flare_baseline"] if plan["baseline_pain"] is None else plan["baseline_pain"]
    limit = numbers.settled_max if baseline is None else min(numbers.settled_max, baseline + 1)
    worst: dict[date, int] = {}
    for fact in plan["log"]:
        if fact["kind"] == "pain_24h" and fact["at"] > plan["flare"]:
            day = local_date(fact["at"], plan["zone"])
            worst[day] = max(worst.get(day, 0), fact["value"])
    last_two = sorted(worst)[-2:]
    if (
        len(last_two) == 2
        and last_two[1] - last_two[0] == timedelta(days=1)
        and all(worst[day] <= limit for day in last_two)
    ):
        plan["flare"] = None


# --------------------------------------------------------------------------------------------- the decision table


def position(plan: Facts) -> Facts:
    """Where the plan is."""
    return {"stage": plan["stage"], "level": plan["level"]}


def status(plan: Facts) -> str:
    """What shows; the first that holds."""
    names = ("stopped", "discharged", "paused", "flare")
    return next((name for name in names if plan[name]), "maintenance" if plan["maintenance_from"] else "active")


def alert(plan: Facts, now: datetime, kind: str) -> None:
    """Tell a clinician."""
    plan["alerts"].append({"at": written(now, plan["zone"]), "kind": kind})


def add_decision(plan: Facts, now: datetime, verdict: str, before: Facts, why: str) -> None:
    """List it; the plan has moved already."""
    plan["decisions"].append(
        {"at": written(now, plan["zone"]), "verdict": verdict, "from": before, "to": position(plan), "why": why}
    )


def evaluate(plan: Facts, now: datetime, day: Facts, occasion: str) -> None:
    """One evaluation of one training day: rows 4 to 8. `occasion` is answer, window or during."""
    before = position(plan)
    verdict, why = verdict_on(plan, now, day, occasion)
    add_decision(plan, now, verdict, before, why)


def verdict_on(plan: Facts, now: datetime, day: Facts, occasion: str) -> tuple[str, str]:
    """The first row that matches; it also moves the plan."""
    days = training_days(plan)
    rows_so_far = [cut["row"] for cut in plan["cuts"] if cut["day"] == day["date"]]
    flare = is_flare(plan, days, day)
    if plan["stopped"] or plan["discharged"] or plan["flare"]:
        return "hold", status(plan)
    if (flare or is_second_red(plan, days, day)) and 4 not in rows_so_far:
        return row_4(plan, now, day, flare)
    if rows_so_far:
        return "hold", "this day has lowered the plan already"
    red = day_colour(plan, days, day) == "RED"
    if red or is_drifting(plan, days, now):
        plan["cuts"].append({"at": now, "day": day["date"], "row": 5 if red else 6})
        reduce(plan, now)
        return "reduce", "RED" if red else "drift"
    missing = why_no_progress(plan, days, day, now) if occasion == "answer" else "no answer"
    if missing:
        return "hold", missing
    progress(plan, now)
    return "progress", "progress"


def row_4(plan: Facts, now: datetime, day: Facts, flare: bool) -> tuple[str, str]:
    """Regress, or in Stage 1 reduce and let a clinician look."""
    in_stage_1 = plan["stage"] == 1
    days = training_days(plan)
    second_flare = flare and any(
        now - earlier <= timedelta(days=plan["numbers"].again_days) for earlier in plan["flares"]
    )
    plan["cuts"].append({"at": now, "day": day["date"], "row": 4})
    if in_stage_1:
        reduce(plan, now)
    else:
        regress(plan, now, flare)
    if flare:
        start_flare(plan, now, day, days)
    if in_stage_1 or second_flare:
        alert(plan, now, "review")
    return ("reduce" if in_stage_1 else "regress"), ("flare" if flare else "second RED")


def gap_if_due(plan: Facts, now: datetime) -> None:
    """Row 3, once for each gap."""
    since, limit = gap_since(plan), plan["numbers"].gap_days
    today = local_date(now, plan["zone"])
    if plan["paused"] or since in plan["gaps_seen"] or (today - local_date(since, plan["zone"])).days <= limit:
        return
    plan["gaps_seen"].append(since)
    before = position(plan)
    verdict = "hold"
    if not (plan["stopped"] or plan["discharged"] or plan["flare"]):
        verdict = "reduce"
        plan["cuts"].append({"at": now, "day": None, "row": 3})
        reduce(plan, now)
    add_decision(plan, now, verdict, before, "gap")


def gap_since(plan: Facts) -> datetime:
    """The last loading session, else the start or restart."""
    loading = [fact["at"] for fact in plan["log"] if is_loading(fact)]
    since: datetime = max([plan["evidence_from"], *loading])
    return since


# ------------------------------------------------------------------------------------------------- what happens


def take(plan: Facts, now: datetime, event: Facts) -> None:
    """One event of the trace."""
    if now > plan["now"]:
        plan["stage_before"] = plan["stage"]
    plan["now"] = max(now, plan["now"])
    plan["log"].append({**event, "at": now, "stage": plan["stage_before"]})
    kind = event["kind"]
    ended = status(plan) in {"stopped", "discharged"}
    if kind == "session":
        take_session(plan, now, event)
    if kind == "pain_24h":
        take_rating(plan, now)
    if kind == "clinician":
        take_command(plan, now, event)
    if kind == "red_flag" and event["flags"]:
        alert(plan, now, "urgent")
        plan["stopped"] = True
    if kind == "routine_sign":
        take_routine_signs(plan, now, event["signs"])
    if kind == "treatment":
        take_treatment(plan, now)
    if kind in {"pause", "resume", "goal_met"} and not ended:
        {"pause": take_pause, "resume": take_resume, "goal_met": take_goal}[kind](plan, now)


def take_routine_signs(plan: Facts, now: datetime, signs: list[str]) -> None:
    """Held until the clinician releases it; told unless all of them wait for that already."""
    if not set(signs) <= plan["waiting"]:
        alert(plan, now, "review")
    plan["waiting"] |= set(signs)
    plan["held"] = True


def take_treatment(plan: Facts, now: datetime) -> None:
    """Paused, and only a restart ends that; a plan that is stopped or over stays so."""
    alert(plan, now, "review")
    if status(plan) not in {"stopped", "discharged"}:
        take_pause(plan, now)
        plan["locked"] = True


def take_pause(plan: Facts, now: datetime) -> None:
    """From here on nothing progresses; pressed twice it is one pause."""
    if not plan["paused"]:
        plan["paused"] = True
        plan["pauses"].append({"from": now, "to": None})


def take_resume(plan: Facts, now: datetime) -> None:
    """A gap that came up during the pause is evaluated now."""
    if plan["paused"] and not plan["locked"]:
        end_pause(plan, now)
        gap_if_due(plan, now)


def take_goal(plan: Facts, now: datetime) -> None:
    """Maintenance, then the end. A flare or a pause goes on: it is what shows until it is over."""
    if plan["maintenance_from"] is None:
        plan["maintenance_from"] = (plan["stage"], plan["level"])
    else:
        plan["discharged"] = True


def take_session(plan: Facts, now: datetime, event: Facts) -> None:
    """Pain above the ceiling is evaluated at once."""
    if is_loading(event) and event.get("pain_during") is not None and event["pain_during"] > plan["numbers"].ceiling:
        evaluate(plan, now, training_days(plan)[-1], "during")


def take_rating(plan: Facts, now: datetime) -> None:
    """An answer is evaluated; a daily rating is not; both may end a flare."""
    rating = plan["log"][-1]
    told = [fact["stiffness"] for fact in plan["log"] if fact.get("stiffness") is not None]
    before = told[-2] if len(told) > 1 else 0
    if rating.get("stiffness") is not None and rating["stiffness"] > plan["numbers"].stiffness_flag_min >= before:
        take_routine_signs(plan, now, ["stiffness"])
    answered = [day for day in training_days(plan) if day["answer"] is rating]
    if answered:
        evaluate(plan, now, answered[0], "answer")
    end_flare_if_settled(plan, now)


def take_command(plan: Facts, now: datetime, event: Facts) -> None:
    """A clinician's command."""
    today = local_date(now, plan["zone"])
    match event["command"]:
        case "restart":
            end_pause(plan, now)
            plan["log"] = []
            plan["evidence_from"] = now
            plan["cuts"] = []
            plan["stage"], plan["level"] = event["stage"], event["level"]
            plan["level_since"] = plan["stage_since"] = plan["last_gain"] = today
            plan["stage_entered"] = 0
            plan["stopped"] = plan["discharged"] = plan["held"] = plan["locked"] = False
            plan["waiting"] = set()
            plan["flare"] = plan["maintenance_from"] = None
        case "set":
            move_to(plan, now, event["stage"], event["level"])
        case "hold" | "release":
            plan["held"] = event["command"] == "hold"
            plan["waiting"] = set()
        case "approve_stage_4":
            plan["approved"] = True
        case "stop":
            plan["stopped"] = True


def end_pause(plan: Facts, now: datetime) -> None:
    """Close the pause that is open, if any."""
    plan["paused"] = False
    for pause in plan["pauses"]:
        pause["to"] = pause["to"] or now


def timers(plan: Facts, *, review: bool) -> list[tuple[datetime, int, str, datetime]]:
    """Everything that waits for the clock: (when, order at the same instant, what, whose)."""
    numbers: Numbers = plan["numbers"]
    open_days = [day for day in training_days(plan) if day["answer"] is None]
    waiting = [(closes_at(day), 0, "window", first_session_at(day)) for day in open_days]
    if plan["flare"] and not plan["stopped"]:
        begun = plan["flare"]
        waiting.append((begun + timedelta(hours=numbers.flare_hours), 1, "settled", begun))
        waiting.append((begun + timedelta(days=numbers.long_flare_days), 3, "long flare", begun))
    since = gap_since(plan)
    one_too_many = local_date(since, plan["zone"]) + timedelta(days=numbers.gap_days + 1)
    waiting.append((at_wall_clock(one_too_many, 3, plan["zone"]), 2, "gap", since))
    if review:
        next_review = plan["reviewed"] + timedelta(days=7)
        waiting.append((at_wall_clock(next_review, 9, plan["zone"]), 4, "review", plan["started"]))
    return sorted(
        timer for timer in waiting if (timer[2], timer[0], timer[3]) not in plan["rung"] and timer[0] >= plan["now"]
    )


def ring(plan: Facts, timer: tuple[datetime, int, str, datetime]) -> None:
    """A timer is due."""
    now, _, what, whose = timer
    plan["now"] = max(now, plan["now"])
    plan["rung"].append((what, now, whose))
    if what == "window":
        day = next(day for day in training_days(plan) if first_session_at(day) == whose)
        evaluate(plan, now, day, "window")
    if what == "settled":
        end_flare_if_settled(plan, now)
    if what == "gap":
        gap_if_due(plan, now)
    if what == "long flare":
        alert(plan, now, "review")
    if what == "review":
        weekly_review(plan, now)


# ---------------------------------------------------------------------------------------------- the weekly review


def weekly_review(plan: Facts, now: datetime) -> None:
    """It may hold, reduce or alert, never progress."""
    plan["reviewed"] += timedelta(days=7)
    before = position(plan)
    verdict = "hold"
    quiet = plan["paused"] or plan["stopped"] or plan["discharged"]
    if not quiet and not plan["flare"] and is_drifting(plan, training_days(plan), now):
        verdict = "reduce"
        plan["cuts"].append({"at": now, "day": None, "row": 6})
        reduce(plan, now)
    if not quiet:
        for kind in review_alerts(plan, now):
            last = plan["review_alerts"].get(kind)
            if last is None or (local_date(now, plan["zone"]) - last).days >= plan["numbers"].repeat_days:
                plan["review_alerts"][kind] = local_date(now, plan["zone"])
                alert(plan, now, kind)
    add_decision(plan, now, verdict, before, "review")


def weeks_in_programme(plan: Facts, now: datetime) -> Fraction:
    """Local dates / 7, less each pause's days beyond 14."""
    days = (local_date(now, plan["zone"]) - plan["programme_since"]).days
    for pause in plan["pauses"]:
        length = (local_date(pause["to"] or now, plan["zone"]) - local_date(pause["from"], plan["zone"])).days
        days -= max(0, length - plan["numbers"].pause_days)
    return Fraction(days, 7)


def weekly_averages(plan: Facts) -> list[int]:
    """As reported, oldest first."""
    return [fact["average_pain"] for fact in plan["log"] if fact["kind"] == "weekly"]


def start_pain(plan: Facts) -> Fraction | None:
    """What the fall is measured from."""
    candidates = [plan["programme_start_pain"], *weekly_averages(plan)[:1], plan["baseline_pain"]]
    return next((Fraction(value) for value in candidates if value is not None), None)


def pain_now(plan: Facts, now: datetime) -> Fraction | None:
    """What the fall is measured to."""
    averages = weekly_averages(plan)
    if averages:
        return Fraction(averages[-1])
    answers = on_time_answers(training_days(plan), now - WEEK, now)
    return Fraction(sum(answers), len(answers)) if answers else None


def is_responder(plan: Facts, now: datetime) -> bool:
    """At least 2 points and 30 % less pain."""
    start, current = start_pain(plan), pain_now(plan, now)
    if start is None or current is None:
        return False
    numbers: Numbers = plan["numbers"]
    enough = start * Fraction(numbers.response_percent, 100)
    return start - current >= numbers.response_points and start - current >= enough


def questionnaire_improved(plan: Facts) -> bool:
    """At least 22 points of VISA-H more."""
    numbers: Numbers = plan["numbers"]
    totals = [fact for fact in plan["log"] if fact["kind"] == "outcome" and fact["measure"] == numbers.questionnaire]
    gain: float = totals[-1]["value"] - totals[0]["value"] if totals else 0
    return gain >= numbers.response_questionnaire


def pain_of_week(plan: Facts, until: datetime) -> Fraction | None:
    """The last average that was reported in the 7 x 24 hours up to an instant, else those answers' mean."""
    given = [fact for fact in plan["log"] if fact["kind"] == "weekly" and until - WEEK < fact["at"] <= until]
    if given:
        return Fraction(given[-1]["average_pain"])
    answers = on_time_answers(training_days(plan), until - WEEK, until)
    return Fraction(sum(answers), len(answers)) if answers else None


def is_worsening(plan: Facts, now: datetime) -> bool:
    """Two weeks running, each 2 above the start."""
    start = start_pain(plan)
    weeks = [pain_of_week(plan, now), pain_of_week(plan, now - WEEK)]
    limit: int = plan["numbers"].worsening
    return start is not None and all(week is not None and week - start >= limit for week in weeks)


def is_silent(plan: Facts, now: datetime) -> bool:
    """7 days without a word from the patient."""
    heard = [
        fact["at"]
        for fact in plan["log"]
        if fact["kind"] != "clinician"
        and not (fact["kind"] == "session" and fact["outcome"] == "missed")
        and not (fact["kind"] == "outcome" and fact.get("by") == "clinician")
    ]
    last: datetime = max([plan["evidence_from"], *heard])
    numbers: Numbers = plan["numbers"]
    return (local_date(now, plan["zone"]) - local_date(last, plan["zone"])).days >= numbers.silent_days


def review_alerts(plan: Facts, now: datetime) -> list[str]:
    """The kinds of alert that a review gives cause for."""
    kinds = ["lost_contact"] if is_silent(plan, now) else []
    if is_worsening(plan, now):
        kinds.insert(0, "review")
    if plan["maintenance_from"]:
        return kinds
    weeks = weeks_in_programme(plan, now)
    weeks_without_gain = Fraction((local_date(now, plan["zone"]) - plan["last_gain"]).days, 7)
    share = adherence(plan, now, 84)
    responder = is_responder(plan, now)
    no_change = not responder and not questionnaire_improved(plan)
    numbers: Numbers = plan["numbers"]
    tried = share is not None and share >= Fraction(numbers.adherence_stall, 100)
    little = share is not None and share < Fraction(numbers.adherence_low, 100)
    some = share is not None and not little
    plateau = weeks_without_gain >= numbers.plateau_weeks
    rules = [
        ("stalled", weeks >= numbers.fail_weeks and (plateau or not responder)),
        ("stalled", weeks >= numbers.stall_weeks and tried and no_change and plateau),
        ("adherence", weeks >= numbers.stall_weeks and little and not responder),
        ("review", weeks >= numbers.fail_weeks),
        ("review", weeks_without_gain >= numbers.early_weeks and some),
    ]
    first = next((kind for kind, applies in rules if applies), None)
    place = 1 if "review" in kinds else 0
    return [*kinds[:place], first, *kinds[place:]] if first else kinds


# --------------------------------------------------------------------------------------------------------- the trace


def new_plan(trace: Facts, zone: ZoneInfo, numbers: Numbers) -> Facts:
    """The plan as the trace starts it."""
    start = trace["start"]
    begun = read_time(start["at"], zone)
    dates = {
        name: date.fromisoformat(start[name]) if name in start else local_date(begun, zone)
        for name in ("programme_since", "stage_since", "level_since")
    }
    return {
        **dates,
        "numbers": numbers,
        "zone": zone,
        "started": begun,
        "stage": start["stage"],
        "level": start["level"],
        "baseline_pain": start.get("baseline_pain"),
        "programme_start_pain": start.get("programme_start_pain"),
        "sport_goal": start.get("sport_goal", False),
        "approved": start.get("clinician_approved_stage_4", False),
        "held": False,
        "waiting": set(),  # routine signs that wait for the clinician
        "locked": False,  # paused until the clinician restarts
        "stopped": False,
        "discharged": False,
        "paused": False,
        "maintenance_from": None,  # the position at which maintenance began, while it lasts
        "flare": None,  # when the present one began
        "pauses": [],
        "log": [],  # what happened since the start or the last restart
        "evidence_from": begun,
        "stage_entered": 0,  # how long the log was when the stage began
        "last_gain": dates["level_since"],
        "cuts": [],
        "gaps_seen": [],
        "flares": [],
        "flare_baseline": None,
        "reviewed": last_review_before(begun, dates["programme_since"], zone),
        "review_alerts": {},
        "rung": [],
        "now": begun,
        "stage_before": start["stage"],  # as it was when the present instant began
        "decisions": [],
        "alerts": [],
    }


def last_review_before(begun: datetime, since: date, zone: ZoneInfo) -> date:
    """Weeks of the programme that lay before the trace had their reviews elsewhere."""
    week = timedelta(days=7)
    while at_wall_clock(since + week, 9, zone) < begun:
        since += week
    return since


def events_of(trace: Facts, zone: ZoneInfo) -> list[tuple[datetime, Facts]]:
    """In the order in which they are taken, exact duplicates dropped."""
    events: list[tuple[datetime, Facts]] = []
    for raw in trace["events"]:
        event = (read_time(raw["at"], zone), {key: value for key, value in raw.items() if key != "at"})
        if event not in events:
            events.append(event)
    return sorted(events, key=lambda event: (event[0], ORDER.index(event[1]["kind"])))


def evaluate_trace(trace: Facts, numbers: Numbers = REFERENCE, *, review: bool = True) -> Facts:
    """Every decision and alert of a trace and where its plan ends.

    Args:
        trace: as read from its JSON.
        numbers: those of the protocol.
        review: whether the weekly review takes place.
    """
    zone = ZoneInfo(trace["timezone"])
    plan = new_plan(trace, zone, numbers)
    events = events_of(trace, zone)
    if events and events[0][0] < plan["started"]:
        raise ValueError("an event before the start")
    until = read_time(trace["until"], zone) if "until" in trace else max([plan["started"], *(at for at, _ in events)])
    events = [event for event in events if event[0] <= until]
    while True:
        timer = next(iter(timers(plan, review=review)), None)
        if events and (timer is None or events[0][0] <= timer[0]):
            take(plan, *events.pop(0))
        elif timer is not None and timer[0] <= until:
            ring(plan, timer)
        else:
            break
    return {
        "decisions": plan["decisions"],
        "alerts": plan["alerts"],
        "final": {**position(plan), "status": status(plan)},
    }
