"""Every kind of message in many forms: what the tests of the catalogue and the keyboards say and look at."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from itertools import cycle, product

import pytest

from rehab.engine import AlertKind, Verdict
from rehab.engine.review import KINDS
from rehab.events import NOTHING, Obstacle
from rehab.measures import MEASURES, TOTALS, DueTotal
from rehab.messages import Clinic, Message
from rehab.messages import common as c
from rehab.messages import contact as k
from rehab.messages import cover as cv
from rehab.messages import day as d
from rehab.messages import enrolment as e
from rehab.messages import learn as h
from rehab.messages import operator as n
from rehab.messages import outcomes as o
from rehab.messages import plan as p
from rehab.messages import privacy as pr
from rehab.messages import safety as s
from rehab.messages import staff as t
from rehab.messages import week as v
from rehab.permissions import Role
from rehab.plan import Position, Status
from rehab.protocol import Care, Dose, Protocol, Tier, shipped_protocol
from rehab.red_flags import reportable
from rehab.timetable import as_shown
from tests.unit.wording import letters as lettered
from tests.unit.wording.letters import letters
from usecases.awaiting import AWAITING
from usecases.orders import COMMANDS
from usecases.ports import AskedBy
from usecases.records import InvitationState, PauseReason, Side

NOW = datetime(2026, 1, 6, 18, 30, tzinfo=UTC)
DAY = date(2026, 1, 6)
BIG = (1 << 62) - 1  # the largest id
PROTOCOL = shipped_protocol()
FLAGS = tuple(PROTOCOL.red_flags)
ROUTINE = tuple(PROTOCOL.routine_signs)
SIGNS = reportable(PROTOCOL)
SHOWN = (*(status.value for status in Status), AWAITING)
ALERT_RULES = (
    "red_flag", "overload_in_first_stage", "second_flare", "flare_not_over", "routine_sign", "treatment", "unreachable",
    *KINDS,
)  # fmt: skip
FIGURES: dict[str, d.Value] = {
    "weeks": 12.3, "adherence": 86, "pain_start": 5.0, "pain_now": None, "fall_percent": -12.5,
    "questionnaire_gain": 21.0, "days_without_gain": 28, "silent_days": 7,
}  # fmt: skip
REQUIREMENTS = ("green_days", "adherence", "days_at_level", "exit_test", "days_in_stage")
HELD_BY = ("paused", "routine_sign", "clinician_hold", "maintenance", "approval")
RED = [tier for tier in Tier if tier is not Tier.D]
ENOUGH = {name: value for name in REQUIREMENTS for name, value in ((name, 9), (f"{name}_needed", 9))}
# Answers to what was typed or sent, never notices over a button; they name the clinic's number.
ONLY_SENT = {c.Said.CANNOT_PASS_ON, c.Said.MEDIA}
PLACES = [Position(number, len(stage.levels)) for number, stage in enumerate(PROTOCOL.stages, 1)]


def under(protocol: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, the messages of another protocol."""
    places = [Position(number, len(stage.levels)) for number, stage in enumerate(protocol.stages, 1)]
    here = sys.modules[__name__]
    for name, value in {
        "PROTOCOL": protocol,
        "FLAGS": tuple(protocol.red_flags),
        "ROUTINE": tuple(protocol.routine_signs),
        "SIGNS": reportable(protocol),
        "PLACES": places,
    }.items():
        monkeypatch.setattr(here, name, value)
    monkeypatch.setattr(lettered, "PROTOCOL", protocol)


class Words:
    """Names and texts of one length."""

    def __init__(self, name: str, detail: str, note: str) -> None:
        self.name, self.note = name, note
        self.clinic = Clinic(name=detail, phone=detail, hours=detail, emergency=detail)


USUAL = Words("Ann Example", "020 7946 0000", "Well done!")
LONGEST = Words("W" * 80, "W" * 200, "W" * 1000)
AWKWARD = Words("<b>&{link}" * 8, "<i>{ $x } & " * 16, "<b>{ $text }</b> & " * 52)
LENGTHS = {"usual": USUAL, "longest": LONGEST, "awkward": AWKWARD}


def samples(words: Words) -> Iterator[Message]:
    """Every kind of message, in every form that it can take."""
    for group in (anyone, enrolment, decisions, days, weeks, plans, safety, staff, care, totals):
        yield from group(words)
    yield from letters(words.name, words.clinic)


def anyone(w: Words) -> Iterator[Message]:
    """Notices, hints, refusals, help."""
    for said in c.Said:
        data = {"name": w.name, "at": NOW.isoformat()}
        data |= asdict(w.clinic) if said in {c.Said.RING_NOW, c.Said.AWAITS_CLINIC} else {}
        data |= {"average": "10", "low": "0", "high": "100"}
        yield c.Hint(said=said, data=data, clinic=w.clinic)
        if said not in ONLY_SENT:
            yield from (c.Toast(said=said, data=data), c.Hint(said=said, data=data))
    yield from (c.Stranger(), c.PrivateOnly(), c.InvitationRefused(), c.Trouble(reference="0123abcd", operator=True))
    for clinic in (w.clinic, None):
        yield c.Trouble(reference="0123abcd", clinic=clinic)
        for roles in product((False, True), repeat=3):
            yield c.Help(patient=roles[0], clinician=roles[1], administrator=roles[2], clinic=clinic)


def enrolment(w: Words) -> Iterator[Message]:
    """The enrolment card at each step, and the same plan on another phone."""
    cities = (("San Pedro Garza García, Mexico", "America/Monterrey"), ("London, United Kingdom", "Europe/London"))
    for step, daily in product(e.EnrolStep, (False, True)):
        card = e.Enrol(step=step, clinic=w.clinic, clinician=w.name, now=NOW, zone="America/Argentina/Buenos_Aires")
        times = {"blocks": (time(8, 30), time(13), time(18, 30)), "loading": time(18)}
        yield replace(card, cities=cities, daily=daily, signs=SIGNS, noted=ROUTINE[:1], **times)  # type: ignore[arg-type]
    yield e.LinkedAgain(position=Position(4, 4), clinic=w.clinic)


def explained(rule: str, **values: object) -> d.Explained:
    """A decision by a rule, with every input and threshold that a rule may have."""
    inputs: dict[str, d.Value] = {
        "day": "2026-01-05",
        "pain_during": 6,
        "pain_24h": 7,
        "rise": 3.5,
        "days": 15,
        "limit": 14,
        "mean": 4.0,
        **FIGURES,
    }
    inputs |= {"before": 2.5, "first_red": "2026-01-01", "by": "clinician_hold", **ENOUGH}
    thresholds = {name: PROTOCOL.thresholds.value(name) for note in PROTOCOL.rules for name in note.uses}
    made = d.Explained(
        at=NOW, rule=rule, verdict="hold", before=Position(2, 1), after=Position(2, 2), inputs=inputs,
        thresholds=thresholds, source=PROTOCOL.rule(rule).source, version="pht 1.0.0",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def every_decision() -> Iterator[d.Explained]:
    """Every rule with every verdict, and the forms that these can take."""
    for note, verdict in product(PROTOCOL.rules, Verdict):
        yield explained(note.id, verdict=verdict.value)
    for flag in ("flare", "lighter", "maintenance", "new_stage"):
        yield explained("ready", verdict="progress", **{flag: True})
        yield explained("red_day", verdict="reduce", **{flag: True})
    for name in REQUIREMENTS:
        yield explained("not_yet", inputs=ENOUGH | {name: 1})
    for name in HELD_BY:
        yield explained("held", inputs={"by": name})
    for sore in (1, 4):
        yield explained("amber_day", inputs={"pain_during": sore, "stiffness": 20, "stiffness_usual": 5.0})
    for during, after, rise in ((7, None, None), (3, 5, 3), (3, 6, 1), (None, None, None)):
        yield explained("red_day", inputs={"pain_during": during, "pain_24h": after, "rise": rise})


def decisions(w: Words) -> Iterator[Message]:
    """Decisions, wherever they are told."""
    for made in every_decision():
        yield d.Decided(decision=made)
        yield p.WhyCard(decision=made)
        yield p.PauseCard(view=p.PauseView.RESUMED, decision=made, position=Position(1, 1))
        for view in (d.QuestionView.ANSWERED, d.QuestionView.CLOSED):
            card = d.QuestionCard(view=view, prompt=BIG, about=DAY, decision=made, value=7)
            yield from (card, replace(card, on_time=False, flare_over=Position(2, 1), relief=True, correctable=True))


def exercises(place: Position) -> tuple[d.Exercise, ...]:
    """The exercises of a place on the ladder."""
    return tuple(as_shown(dose, PROTOCOL) for dose in PROTOCOL.level(*place).exercises)


def days(w: Words) -> Iterator[Message]:
    """Sessions with their timer, questions, drawings, the stages' tests."""
    for view, place in product([one for one in d.SessionView if one is not d.SessionView.TIMER], PLACES):
        card = d.SessionCard(
            view=view, prompt=BIG, position=place, exercises=exercises(place), slot=1, of=3, due_at=NOW, closes_at=NOW,
            later=(NOW, NOW, NOW), snoozed_to=NOW, clinic=w.clinic, ceiling=5, easy=3,
        )  # fmt: skip
        yield from (
            card,
            replace(card, of=1, maintenance=True, reminder=True, load_test=True, aim=2),
            replace(card, flare=True, lighter=True),
        )
        outcome = "skipped_other" if view is d.SessionView.SKIPPED else "part"
        rated = replace(card, pain_before=2, outcome=outcome, question_at=NOW, correctable=True)
        yield from (replace(rated, pain_during=during) for during in (None, 3, 4, 9))
        yield from (replace(card, outcome=f"skipped_{why}") for why in ("pain", "other"))
        yield replace(rated, pain_during=6, decision=explained("red_day", verdict="reduce"))
    yield from timers()
    for run in runs():
        ask = d.SessionCard(
            view=d.SessionView.ASK, prompt=BIG, position=Position(4, 1), exercises=exercises(Position(4, 1)), slot=1,
            of=1, due_at=NOW, closes_at=NOW, run=run, ceiling=5, easy=3,
        )  # fmt: skip
        yield from (ask, replace(ask, view=d.SessionView.DONE, run_moved=run, pain_during=6))
        yield d.QuestionCard(view=d.QuestionView.ANSWERED, prompt=BIG, about=DAY, value=1, run_moved=run)
    for asked, daily, about in product(d.QuestionView, (False, True), (DAY, None)):
        question = d.QuestionCard(view=asked, prompt=BIG, about=about, daily=daily, reminder=True, value=3)
        yield from (question, replace(question, stiffness_choices=(0, 5, 20, 35), stiffness=20, stiffness_limit=30))
    for dose in every_dose():
        yield d.How(exercise=as_shown(dose, PROTOCOL))
    for place, passed in product(PLACES, (None, False, True)):
        yield d.ExitTestCard(test=PROTOCOL.stage(place.stage).exit_test, stage=place.stage, passed=passed)
    last = PROTOCOL.stages[-2].exit_test
    yield d.ExitTestCard(test=last, stage=PROTOCOL.last_stage - 1, passed=True, asked=True)
    test = PROTOCOL.load_test or PROTOCOL.stages[0].exit_test
    yield from (d.LoadTestCard(test=test, value=value) for value in (None, 0, 3, 4, 10))
    yield d.FlareOver(position=Position(1, 1))


def runs() -> Iterator[d.RunView]:
    """Every step of the ladder of runs, begun, gone up to and come back to."""
    steps = PROTOCOL.running.steps if PROTOCOL.running else ()
    for (number, step), moved in product(enumerate(steps, 1), (-1, 0, 1)):
        run = d.RunView(step=number, steps=len(steps), dose=step.dose, note=step.note, moved=moved)
        yield from (run, replace(run, clean=2, bounded=number < len(steps)))


def weeks(w: Words) -> Iterator[Message]:
    """The check-in at each step, begun, answered in part, done and over."""
    better = (v.Better("pain", 6.0, 3.0), v.Better("sitting", 5.0, 1440.0), v.Better("sane", 40.0, 100.0))
    for view, monthly, average, reminder in product(v.WeeklyView, (False, True), (None, 0, 6, 10), (False, True)):
        card = v.WeeklyCard(view=view, prompt=BIG, week=52, number=6, of=6, monthly=monthly, average=average)
        signs = SIGNS if view in {v.WeeklyView.SIGNS, v.WeeklyView.LESSER_SIGNS} else ()
        card = replace(card, signs=signs, routine=ROUTINE, noted=ROUTINE[:1] if reminder else ())
        yield replace(card, reminder=reminder, answered=reminder, correctable=reminder)
    for kept, prescribed, told in ((None, 0, ()), (0, 0, ()), (0, 6, better), (1, 21, better[:1]), (6, 6, better)):
        card = v.WeeklyCard(view=v.WeeklyView.DONE, prompt=BIG, week=1)
        yield replace(card, kept=kept, prescribed=prescribed, better=told)


def fares() -> Iterator[o.Outcomes]:
    """What is known of outcome measures."""
    lines = tuple(
        o.MeasureLine(measure, low, high, DAY, given)
        for measure, known in MEASURES.items()
        for low, high in ((float(known.low), float(known.high)), (float(known.low), known.low + 1.0))
        for given in (1, 2)
    )
    due = tuple(DueTotal(measure, 12) for measure in PROTOCOL.totals)
    yield o.Outcomes()
    yield o.Outcomes(week=o.WeekLine(4, None, DAY, 6), measures=lines[:1], due=due[:1])
    yield o.Outcomes(week=o.WeekLine(4, 10, DAY, 6), measures=lines, due=due)


def totals(w: Words) -> Iterator[Message]:
    """A clinician enters a total."""
    for step, measure, replaced in product(o.TotalStep, PROTOCOL.totals, (False, True)):
        value = TOTALS[measure].high - 0.5
        yield o.TotalCard(
            step=step, plan=BIG, name=w.name, offered=PROTOCOL.totals, measure=measure, value=value, replaced=replaced
        )
    yield o.TotalCard(step=o.TotalStep.CHOOSE, plan=BIG, name=w.name, offered=PROTOCOL.totals)


def every_dose() -> Iterator[Dose]:
    """Every dose of the protocol."""
    yield from (run.dose for run in runs())
    for stage in PROTOCOL.stages:
        for level in stage.levels:
            yield from level.exercises
    yield from PROTOCOL.maintenance.exercises


def timers() -> Iterator[Message]:
    """A guided session in every phase."""
    for phase, side, flag in product(
        ("ready", "work", "walk", "run", "rest"), ("both", "first", "second"), (False, True)
    ):
        timer = d.TimerView(
            exercise=next(iter(PROTOCOL.exercises)), phase=phase, side=side, set_number=1, sets=5, left=45,
            left_in_all=1500, length=60, paused=flag, hold=not flag,
        )  # fmt: skip
        yield d.SessionCard(
            view=d.SessionView.TIMER, prompt=BIG, position=Position(1, 1), exercises=exercises(Position(1, 1)), slot=1,
            of=3, due_at=NOW, closes_at=NOW, timer=timer, ceiling=5, easy=3,
        )  # fmt: skip


def plans(w: Words) -> Iterator[Message]:
    """The plan, today, progress, settings, pauses, leaving."""
    missing = tuple(p.Missing(name=name, have=1, need=5, met=name == "adherence") for name in REQUIREMENTS)
    run = next(runs(), None)
    for status, place, first in product(SHOWN, PLACES, (False, True)):
        stage = PROTOCOL.stage(place.stage)
        card = p.PlanCard(
            first=first, name=w.name, position=place, levels=4, stages=4, status=status, blocks=3,
            exercises=exercises(place), daily=stage.daily, per_week=3, gap_hours=48, lighter=first, avoid=stage.avoid,
            missing=missing, blocks_by=HELD_BY, exit_test=stage.exit_test, next_session=NOW, clinic=w.clinic,
            times=(time(8, 30), time(13), time(18, 30)), run=None if first else run, runs=place.stage > 1,
            aim=2, goal=True,
        )  # fmt: skip
        yield from (card, replace(card, missing=missing[1:2], blocks_by=("approval",)))
    for status, kinds in product(SHOWN, (("session", "session"), ("session",), ("pain_24h", "daily", "weekly"), ())):
        items = tuple(
            p.TodayItem(prompt=BIG, what=what, slot=i, due_at=NOW, state=state)
            for state in p.TodayState
            for i, what in enumerate(kinds, 1)
        )
        yield p.TodayCard(day=DAY, status=status, items=items, next_at=NOW, rest_day=not kinds, load_test=True)
        yield p.TodayCard(day=DAY, status=status, items=items)
    for status, stage_of, on_it in product(SHOWN, PLACES if PROTOCOL.running else (), (run, None)):
        yield p.RunningCard(
            stage=stage_of.stage, status=status, ladder_stage=4, sport_goal=stage_of.stage > 2, run=on_it,
            following=on_it,
        )  # fmt: skip
    for latest, done in ((None, 0.0), (0, 2.5), (10, 21.0)):
        yield p.ProgressCard(
            chart=p.ChartData(ceiling=5, easy=3),
            done=done,
            prescribed=int(done),
            position=Position(1, 1),
            latest=latest,
        )
    yield from ahead()
    yield from contact(w)
    yield from learning()
    yield from wishes(w)


def ahead() -> Iterator[Message]:
    """What moves a plan on, and where nothing does."""
    days = tuple(date(2026, 1, day) for day in range(7, 20))
    for status, place, (train_on, more) in product(SHOWN, PLACES, (((), False), (days[:3], True), (days, True))):
        card = p.NextCard(
            status=status, position=Position(place.stage, 1), at=NOW, after=place, maintenance=more, at_most=3,
            train_on=train_on, resume=more, orders=("release", "approve_stage_4") if more else (),
            exit_test=PROTOCOL.stage(place.stage).exit_test if more else None,
        )  # fmt: skip
        yield from (card, replace(card, maintenance=False), replace(card, at=None))


def contact(w: Words) -> Iterator[Message]:
    """What is said to, and of, somebody who has fallen silent."""
    for obstacle, daily, fewer in product((None, *(one.value for one in Obstacle)), (False, True), (False, True)):
        yield k.CheckIn(obstacle=obstacle, daily=daily, fewer=fewer)
    yield from (k.PausedForYou(days=14), k.PatientSilent(plan=BIG, name=w.name, days=14))


def learning() -> Iterator[Message]:
    """Lessons, cold, and what was different before a flare."""
    lessons = tuple(PROTOCOL.education)
    for in_flare, opened in product((False, True), (None, *lessons)):
        yield h.LessonsCard(lessons=lessons, opened=opened, in_flare=in_flare)
    yield from (h.ColdCard(), h.ColdCard(over=True))
    triggers = PROTOCOL.flare.triggers
    yield from (h.FlareChanged(choices=triggers, trigger=one) for one in (None, *triggers, NOTHING))


def wishes(w: Words) -> Iterator[Message]:
    """What patients set, how they pause and leave."""
    for view, fewer in product(p.SettingsView, (False, True)):
        yield p.SettingsCard(
            view=view, now=NOW, zone="America/Argentina/Buenos_Aires", blocks=(time(8, 30), time(13)), loading=time(18),
            quiet_from=time(21), quiet_to=time(8), fewer=fewer, cities=(("London, United Kingdom", "Europe/London"),),
        )  # fmt: skip
    asked = [view for view in p.PauseView if view not in {p.PauseView.RESUMED, p.PauseView.TREATED}]
    for shown, days_away, reason in product(asked, (0, 1, 9), (*PauseReason, None)):
        yield p.PauseCard(view=shown, days=days_away, reason=reason, until=DAY if days_away else None)
    yield from (p.GoalCard(done=done) for done in (False, True))
    for what in Care:
        yield p.PauseCard(view=p.PauseView.TREATED, what=what.value, clinic=w.clinic)
    yield from (pr.ConsentCard(view=asks, clinic=w.clinic, version="2", at=NOW) for asks in pr.ConsentView)
    yield from (pr.MyDataFile(at=NOW, held="{}", clinic=clinic) for clinic in (w.clinic, None))
    held: pr.Held = {
        "person": [{"name": w.name, "phone": None}],
        "entry": [{"seq": 1, "body": {"kind": "start", "values": [1]}}],
    }
    yield pr.MyDataFile(at=NOW, held=json.dumps(held), chart=p.ChartData(ceiling=5, easy=3))
    for step, clinic, urgent in product(pr.EraseView, (w.clinic, None), (False, True)):
        yield pr.EraseCard(view=step, at=NOW, clinic=clinic, urgent=urgent)
    yield from (pr.Erased(clinic=clinic, period=period) for clinic, period in product((w.clinic, None), (False, True)))
    yield from (p.LeaveCard(view=view, clinic=w.clinic) for view in ("ask", "stayed", "left"))


def safety(w: Words) -> Iterator[Message]:
    """Red flags, and what clinicians changed."""
    for why, clean in product(s.FlagsWhy, (False, True)):
        card = s.FlagsCard(why=why, clinic=w.clinic, signs=SIGNS, likely=SIGNS[:2], clean=clean)
        yield from (card, replace(card, lesser=True), replace(card, named=SIGNS[0]))
    named = (FLAGS[:1], FLAGS, ("fluoroquinolone",))
    for tier, flags, repeated in product(RED, named, (False, True)):
        yield s.Flagged(tier=tier.value, flags=flags, clinic=w.clinic, at=NOW, repeated=repeated)
    yield from (s.Noticed(signs=ROUTINE, clinic=w.clinic, at=NOW, goes_on=on) for on in (False, True))
    for seen in (None, False):
        yield s.FollowUpCard(sign="bruising", day=3, of=7, clinic=w.clinic, seen=seen)
    for about, clinic in product(PROTOCOL.mentions, (w.clinic, None)):
        yield s.Tip(about=about, clinic=clinic)
    yield from (s.AlertClosed(at=NOW, stopped=stopped) for stopped in (True, False))
    yield from (s.AlertSeen(at=NOW), s.MovedAway(clinic=w.clinic))
    for command in sorted(COMMANDS):
        yield s.Ordered(command=command, position=Position(4, 4), clinician=w.name)
    for clinic in (w.clinic, None):
        yield s.NoteToPatient(text=w.note, clinician=w.name, clinic=clinic)


def staff(w: Words) -> Iterator[Message]:
    """The clinic, the way in, invitations."""
    for step, clinic in product(t.ClinicStep, (w.clinic, None)):
        if clinic or step is not t.ClinicStep.HOME:
            yield t.ClinicCard(step=step, clinic=clinic)
    for roles, count, joined in product(product((False, True), repeat=2), (0, 1, 9), (False, True)):
        home = t.StaffHome(name=w.name, clinic=w.clinic.name, clinician=roles[0], administrator=roles[1])
        yield from (replace(home, patients=count, alerts=count, joined=joined), replace(home, clinic=None))
    for asked, side, flag in product(t.InviteStep, Side, (False, True)):
        answers: dict[str, d.Value] = {"name": w.name, "side": side.value, "stage": 2, "level": 4, "baseline_pain": 10}
        answers |= {"sport_goal": flag, "surgery_or_injection": flag, "phone": w.clinic.phone if flag else None}
        check, stages = PROTOCOL.stage(2).start_check, PROTOCOL.last_stage
        yield t.InviteCard(step=asked, answers=answers, stages=stages, levels=4, start_check=check)
    for role, name, again in product((Role.PATIENT, Role.CLINICIAN), (w.name, None), (False, True)):
        code = "x" * 32
        yield t.InvitationCard(invitation=BIG, role=role, name=name, code=code, expires_at=NOW, again=again)
        yield t.QrCode(code=code, name=name)
    lines = tuple(
        t.InvitationLine(invitation=BIG, role="patient", name=name, state=state.value, expires_at=NOW, used_at=NOW)
        for state, name in product(InvitationState, (w.name, None))
    )
    yield from (t.InvitationsCard(lines=lines[:6], page=1, pages=3), t.InvitationsCard(lines=()))
    came = t.PatientIn(plan=BIG, name=w.name, position=Position(1, 1))
    yield from (came, replace(came, again=True), replace(came, left=True), replace(came, goal=True))
    yield replace(came, withdrawn=True)
    yield t.StaffUnreachable(name=w.name)
    gone = pr.PatientErased(name=w.name)
    every_kind = tuple(kind.value for kind in AlertKind)
    yield from (
        gone,
        *(replace(gone, asked_by=one.value) for one in AskedBy),
        replace(gone, alerts=every_kind, phone=w.clinic.phone),
    )
    yield from (n.AuditFailed(found=dict.fromkeys(n.Invariant, count)) for count in (1, 12))
    rated = (
        t.RatedDay(day=DAY, before=1.5, during=2, after=1),
        t.RatedDay(day=DAY, before=None, during=None, after=None),
    )
    yield from (
        t.ApprovalWanted(
            plan=BIG, name=w.name, stage=PROTOCOL.last_stage, test=PROTOCOL.stages[-2].exit_test, days=days
        )
        for days in ((), rated)
    )
    for tier, phone in product(RED, (w.clinic.phone, None)):
        yield t.ScreenPositive(name=w.name, flags=FLAGS, tier=tier.value, at=NOW, see_by=DAY, phone=phone)


def line(w: Words, status: Status, count: int) -> t.PatientLine:
    """One patient in a list."""
    known = None if count == 0 else 50
    return t.PatientLine(
        plan=BIG, name=w.name, position=Position(4, 4), status=status.value, adherence=known, latest=known,
        alerts=count, waits=count == 1, waiting=count == 0,
    )  # fmt: skip


def care(w: Words) -> Iterator[Message]:
    """Patients, orders, alerts."""
    lines = tuple(line(w, status, count) for status, count in product(Status, (0, 1, 2)))
    yield from (t.PatientsCard(lines=lines[:8], page=1, pages=3), t.PatientsCard(lines=()))
    missing = tuple(p.Missing(name=name, have=1, need=5, met=False) for name in REQUIREMENTS)
    alerts = tuple(
        t.AlertLine(alert=BIG, what=kind.value, rule=rule, owner=w.name if number % 2 else None)
        for number, (kind, rule) in enumerate(zip(cycle(AlertKind), ALERT_RULES, strict=False))
    )
    for status, flag, outcomes in product(Status, (False, True), fares()):
        yield t.PatientCard(
            line=line(w, status, 2), side="both", since=DAY, stage_since=DAY, level_since=DAY, held=flag, approved=flag,
            sport_goal=flag, needs_approval=flag, reduced=flag, reachable=not flag, missing=missing if flag else (),
            decision=explained("red_day") if flag else None, alerts=alerts if flag else (), awaits_restart=flag,
            signs=ROUTINE if flag else (), injections=2 * flag, operations=int(flag),
            run=next(runs(), None) if flag else None, load_test=(DAY, 3) if flag else None, outcomes=outcomes,
        )  # fmt: skip
    yield from timelines(w)
    averages = (p.ChartAverage(day=DAY, average=3), p.ChartAverage(day=DAY, average=3, worst=7))
    chart = p.ChartData(averages=averages, ceiling=5, easy=3)
    yield t.ChartPicture(plan=BIG, name=w.name, chart=chart, done=2.5, prescribed=21)
    for command, step, place in product(sorted(COMMANDS), t.OrderStep, ((None, None), (4, 4))):
        card = t.OrderCard(
            plan=BIG, name=w.name, command=command, step=step, stages=PROTOCOL.last_stage, levels=4, now=Position(1, 1)
        )
        yield replace(card, stage=place[0], level=place[1])
    yield from (t.WriteNote(plan=BIG, name=w.name, sent=sent) for sent in (False, True))
    yield from alert_cards(w)
    yield from covers(w)


def timelines(w: Words) -> Iterator[Message]:
    """Every kind of line."""
    kinds = ("pain_24h", "exit_test", "load_test", "weekly", "pause", "resume", "goal_met", "discharge")
    lines = [t.TimelineLine(at=NOW, what=kind, data={"value": 3}) for kind in (*kinds, "timezone", "correction")]
    lines += [t.TimelineLine(at=NOW, what="decision", decision=made) for made in every_decision()]
    lines += [t.TimelineLine(at=NOW, what="run", data={"before": n, "step": 2}) for n in (None, 1)]
    lines += [t.TimelineLine(at=NOW, what="red_flag", data={"flags": flags}) for flags in ("", ",".join(FLAGS))]
    lines += [t.TimelineLine(at=NOW, what="barrier", data={"value": one.value}) for one in Obstacle]
    triggers = (*PROTOCOL.flare.triggers, NOTHING)
    lines += [t.TimelineLine(at=NOW, what="trigger", data={"value": one}) for one in triggers]
    for measure, by in product((*MEASURES, "no_such_measure"), ("patient", "clinician")):
        lines.append(t.TimelineLine(at=NOW, what="outcome", data={"measure": measure, "value": 4.5, "by": by}))
    lines.append(t.TimelineLine(at=NOW, what="red_flag", data={"flags": "", "asked": FLAGS[0]}))
    lines.append(t.TimelineLine(at=NOW, what="routine_sign", data={"signs": ",".join(ROUTINE)}))
    lines.append(t.TimelineLine(at=NOW, what="pain_24h", data={"value": 3, "stiffness": 20}))
    lines += [t.TimelineLine(at=NOW, what="treatment", data={"what": what.value}) for what in Care]
    for command in sorted(COMMANDS - {"discharge"}):
        lines.append(t.TimelineLine(at=NOW, what="clinician", data={"command": command}))
    for outcome in ("done", "part", "skipped_pain", "skipped_other", "missed"):
        lines.append(t.TimelineLine(at=NOW, what="session", data={"outcome": outcome, "pain_before": 1}))
    for at in range(0, len(lines), 10):
        yield t.TimelineCard(plan=BIG, name=w.name, lines=tuple(lines[at : at + 10]), page=1, pages=3)
    yield t.TimelineCard(plan=BIG, name=w.name, lines=())


def covers(w: Words) -> Iterator[Message]:
    """Every step of a hand-over."""
    card = cv.CoverCard(
        view=cv.CoverView.WHO, colleagues=((BIG, w.name),) * 8, chosen=BIG, start=7, cover=BIG,
        absent=w.name, colleague=w.name, patients=200, starts_at=NOW, ends_at=NOW,
    )  # fmt: skip
    yield from (replace(card, view=view) for view in cv.CoverView)


def alert_cards(w: Words) -> Iterator[Message]:
    """Every kind and rule of an alert, in every state."""
    inputs: dict[str, d.Value] = {"flags": ",".join(FLAGS), "tier": "A", "pain_during": 9, "pain_24h": None, "days": 7}
    inputs |= {"what": "injection", "count": 2}
    for kind, rule, state in product(AlertKind, ALERT_RULES, ("open", "acknowledged", "resolved")):
        card = t.AlertCard(
            alert=BIG, plan=BIG, name=w.name, what=kind.value, rule=rule, opened_at=NOW, state=state,
            inputs=FIGURES if rule in KINDS else inputs,
            position=Position(4, 4), status="stopped", recent=((DAY, 10),) * 7, owner=w.name, acknowledged_at=NOW,
            resolved_at=NOW, version="pht 1.0.0",
        )  # fmt: skip
        yield replace(card, letter=True, reply="referred")
        yield replace(card, asked=True, others=("adherence", "lost_contact", "stalled"), cleared=True)
        yield from (card, replace(card, count=12, repeated=3), replace(card, for_administrator=True, recent=()))
    card = replace(card, rule="red_flag", recent_during=((DAY, 9),) * 7, phone=w.clinic.phone, see_by=DAY)
    yield from (replace(card, inputs={**inputs, "tier": tier.value}) for tier in Tier)
    for what, count in product(Care, (1, 2)):
        yield replace(
            card, rule="treatment", inputs={"what": what.value, "count": count}, awaits_restart=True, see_by=None
        )
    yield replace(card, rule="routine_sign", inputs={"flags": ROUTINE[0], "tier": "D"}, held=True, status="active")
