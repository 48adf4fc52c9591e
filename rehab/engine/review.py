"""The weekly review (reference 5.1): what weeks of evidence say that no single day does.

It never moves the plan on. It looks at the whole programme and tells the clinician when conservative care stalls, when
it was never adequately tried, when pain creeps up, or when nothing is heard from the patient. At most one finding of
each kind of alert comes out, and each kind at most every four weeks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rehab.days import DAY, WEEK
from rehab.engine.case import Case, Value
from rehab.evidence import adherence, counted_since

LONGEST = timedelta(weeks=12)  # adherence is that of the programme, at most of its last so many weeks


@dataclass(frozen=True, slots=True)
class Standing:
    """What a review looks at.

    Attributes:
        weeks: in the programme, without what each pause lasted beyond the allowed days.
        adherence: percent of the sessions; None where none was prescribed.
        start, latest: pain then and now, points 0-10; None while unknown.
        questionnaire_gain: between the first and the latest total of the condition's questionnaire; None if not used.
        without_gain: days since a level was last gained.
        silent: days since the patient was last heard of.
        worse: whether two weeks in a row lay well above the start.
    """

    weeks: Fraction
    adherence: Fraction | None
    start: Fraction | None
    latest: Fraction | None
    questionnaire_gain: float | None
    without_gain: int
    silent: int
    worse: bool

    @property
    def fall(self) -> Fraction | None:
        """By how much the pain has fallen, in points."""
        return None if self.start is None or self.latest is None else self.start - self.latest

    @property
    def share(self) -> Fraction | None:
        """The same in percent of the pain at the start."""
        return self.fall * 100 / self.start if self.fall is not None and self.start else None


def standing(case: Case) -> Standing:
    """Where a programme stands on the day of a review."""
    start = _start(case)
    return Standing(
        weeks=Fraction(_days_in_programme(case), 7),
        adherence=_adherence(case),
        start=start,
        latest=_latest(case),
        questionnaire_gain=_questionnaire_gain(case),
        without_gain=(case.today - case.plan.last_gain).days,
        silent=(case.today - case.evidence.last_heard(case.plan.today(case.plan.evidence_from))).days,
        worse=start is not None and all(_well_above(case, start, back) for back in (0, 1)),
    )


def figures(now: Standing) -> dict[str, Value]:
    """The numbers of a review, for its record."""
    return {
        "weeks": float(round(now.weeks, 1)),
        "adherence": None if now.adherence is None else int(now.adherence),
        "pain_start": _rounded(now.start),
        "pain_now": _rounded(now.latest),
        "fall_percent": _rounded(now.share),
        "questionnaire_gain": now.questionnaire_gain,
        "days_without_gain": now.without_gain,
        "silent_days": now.silent,
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, 1))


# --- what is looked at ------------------------------------------------------------------------------------------------


def _days_in_programme(case: Case) -> int:
    allowed = int(case.limits.pause_days.value)
    pauses = [(pause.since, pause.until) for pause in case.plan.pauses]
    if case.plan.paused_since is not None:
        pauses.append((case.plan.paused_since, case.now))
    lengths = [(case.plan.today(until) - case.plan.today(since)).days for since, until in pauses]
    return (case.today - case.plan.programme_since).days - sum(max(0, length - allowed) for length in lengths)


def _adherence(case: Case) -> Fraction | None:
    first = max(case.plan.programme_since, case.today - LONGEST + DAY)
    share = adherence(counted_since(case.evidence, case.plan, first))
    return None if share is None else share * 100


def _start(case: Case) -> Fraction | None:
    """Pain at the start: as entered, else the first weekly average, else the baseline."""
    weekly = [one.average_pain for one in case.evidence.weekly]
    known = [case.plan.programme_start_pain, *weekly, case.plan.baseline_pain]
    return next((Fraction(pain) for pain in known if pain is not None), None)


def _latest(case: Case) -> Fraction | None:
    """The latest weekly average, else the mean of the week's on-time 24-hour answers."""
    if case.evidence.weekly:
        return Fraction(case.evidence.weekly[-1].average_pain)
    return case.evidence.mean_answer(case.now - WEEK, case.now)[1]


def _well_above(case: Case, start: Fraction, weeks_back: int) -> bool:
    until = case.now - weeks_back * WEEK
    given = [w.average_pain for w in case.evidence.weekly if until - WEEK < w.at <= until]
    mean = Fraction(given[-1]) if given else case.evidence.mean_answer(until - WEEK, until)[1]
    return mean is not None and mean - start >= case.limits.worsening.value


def _questionnaire_gain(case: Case) -> float | None:
    totals = [one.value for one in case.evidence.measures if one.measure == case.protocol.questionnaire]
    return totals[-1] - totals[0] if len(totals) > 1 else None


# --- what it means ----------------------------------------------------------------------------------------------------


def _responded(case: Case, now: Standing) -> bool:
    """Enough less pain, in points and in percent of the start; what is unknown is no response."""
    points, percent = case.limits.response_points.value, case.limits.response_percent.value
    return now.fall is not None and now.share is not None and now.fall >= points and now.share >= percent


def _plateau(now: Standing, weeks: float) -> bool:
    return now.without_gain >= weeks * 7


def outer_limit(case: Case, now: Standing) -> bool:
    """Half a year without the goal, on a plateau or without response, even if partly better."""
    stuck = _plateau(now, case.limits.plateau_weeks.value) or not _responded(case, now)
    return now.weeks >= case.limits.fail_weeks.value and stuck


def stalled(case: Case, now: Standing) -> bool:
    """Three months done as prescribed, without response and without a level gained for weeks."""
    tried = now.adherence is not None and now.adherence >= case.limits.adherence_stall.value
    gain = now.questionnaire_gain
    gained = gain is not None and gain >= case.limits.response_questionnaire.value
    stuck = _plateau(now, case.limits.plateau_weeks.value) and not _responded(case, now) and not gained
    return now.weeks >= case.limits.stall_weeks.value and tried and stuck


def poor_adherence(case: Case, now: Standing) -> bool:
    """Three months without response in which too little was done to tell: not adequately tried, and never "failed"."""
    little = now.adherence is not None and now.adherence < case.limits.adherence_low.value
    return now.weeks >= case.limits.stall_weeks.value and little and not _responded(case, now)


def still_improving(case: Case, now: Standing) -> bool:
    """Half a year without the goal, but getting better: a summary, and the plan goes on."""
    return now.weeks >= case.limits.fail_weeks.value


def early_warning(case: Case, now: Standing) -> bool:
    """Weeks without a level gained though enough was done."""
    done = now.adherence is not None and now.adherence >= case.limits.adherence_low.value
    return _plateau(now, case.limits.early_weeks.value) and done


def worsening(_: Case, now: Standing) -> bool:
    """Two weeks in a row well above the start."""
    return now.worse


def lost_contact(case: Case, now: Standing) -> bool:
    """A week in which nothing was heard."""
    return now.silent >= case.limits.silent_days.value


Check = Callable[[Case, Standing], bool]
# Of the programme's checks the first that holds counts; the outer limit goes before poor adherence.
PROGRAMME: tuple[Mapping[str, Check], ...] = (
    {"outer_limit": outer_limit},
    {"stalled": stalled, "poor_adherence": poor_adherence},  # never both: one wants what the other finds missing
    {"still_improving": still_improving},
    {"early_warning": early_warning},
)
KINDS: Mapping[str, str] = {
    "outer_limit": "stalled",
    "stalled": "stalled",
    "poor_adherence": "adherence",
    "still_improving": "review",
    "early_warning": "review",
    "worsening": "review",
    "lost_contact": "lost_contact",
}


def findings(case: Case, now: Standing) -> Iterator[str]:
    """What a clinician is to be told, by rule: never twice of one kind, nor again within four weeks."""
    told = dict(case.plan.reviewed)
    for rule in _found(case, now):
        kind = KINDS[rule]
        if kind not in told or _long_ago(case, told[kind]):
            told[kind] = case.today
            yield rule


def _long_ago(case: Case, day: date) -> bool:
    return (case.today - day).days >= case.limits.repeat_days.value


def _found(case: Case, now: Standing) -> Iterator[str]:
    plan = case.plan
    if plan.stopped or plan.discharged or plan.paused_since is not None:
        return
    if worsening(case, now):
        yield "worsening"
    if plan.maintenance_from is None:
        yield from [rule for step in PROGRAMME for rule, check in step.items() if check(case, now)][:1]
    if lost_contact(case, now):
        yield "lost_contact"
