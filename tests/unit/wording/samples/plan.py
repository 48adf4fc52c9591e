"""A patient's plan: how it stands, what comes next, lessons, settings, pauses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import product

from rehab.events import NOTHING, Obstacle
from rehab.messages import Message
from rehab.messages import contact as k
from rehab.messages import learn as h
from rehab.messages import plan as p
from rehab.plan import Position
from rehab.protocol import Care
from tests.unit.wording.samples import world
from tests.unit.wording.samples.day import exercises, runs
from tests.unit.wording.samples.decided import HELD_BY, REQUIREMENTS
from tests.unit.wording.samples.values import BIG, DAY, NOW, SHOWN, Words
from usecases.records import PauseReason


def plans(w: Words) -> Iterator[Message]:
    """The plan, today, progress, settings, pauses, leaving."""
    missing = tuple(p.Missing(name=name, have=1, need=5, met=name == "adherence") for name in REQUIREMENTS)
    run = next(runs(), None)
    for status, place, first in product(SHOWN, world.PLACES, (False, True)):
        stage = world.PROTOCOL.stage(place.stage)
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
    for status, stage_of, on_it in product(SHOWN, world.PLACES if world.PROTOCOL.running else (), (run, None)):
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
    for status, place, (train_on, more) in product(SHOWN, world.PLACES, (((), False), (days[:3], True), (days, True))):
        card = p.NextCard(
            status=status, position=Position(place.stage, 1), at=NOW, after=place, maintenance=more, at_most=3,
            train_on=train_on, resume=more, orders=("release", "approve_stage_4") if more else (),
            exit_test=world.PROTOCOL.stage(place.stage).exit_test if more else None,
        )  # fmt: skip
        yield from (card, replace(card, maintenance=False), replace(card, at=None))


def contact(w: Words) -> Iterator[Message]:
    """What is said to, and of, somebody who has fallen silent."""
    for obstacle, daily, fewer in product((None, *(one.value for one in Obstacle)), (False, True), (False, True)):
        yield k.CheckIn(obstacle=obstacle, daily=daily, fewer=fewer)
    yield from (k.PausedForYou(days=14), k.PatientSilent(plan=BIG, name=w.name, days=14))


def learning() -> Iterator[Message]:
    """Lessons, cold, and what was different before a flare."""
    lessons = tuple(world.PROTOCOL.education)
    for in_flare, opened in product((False, True), (None, *lessons)):
        yield h.LessonsCard(lessons=lessons, opened=opened, in_flare=in_flare)
    yield from (h.ColdCard(), h.ColdCard(over=True))
    triggers = world.PROTOCOL.flare.triggers
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
    yield from (p.LeaveCard(view=view, clinic=w.clinic) for view in ("ask", "stayed", "left"))
