"""A day: sessions, questions, exercises, runs, timers."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.messages import Message
from rehab.messages import day as d
from rehab.plan import Position
from rehab.protocol import Dose
from rehab.timetable import as_shown
from tests.unit.wording.samples import world
from tests.unit.wording.samples.decided import explained
from tests.unit.wording.samples.values import BIG, DAY, NOW, Words


def exercises(place: Position) -> tuple[d.Exercise, ...]:
    """The exercises of a place on the ladder."""
    return tuple(as_shown(dose, world.PROTOCOL) for dose in world.PROTOCOL.level(*place).exercises)


def days(w: Words) -> Iterator[Message]:
    """Sessions with their timer, questions, drawings, the stages' tests."""
    for view, place in product([one for one in d.SessionView if one is not d.SessionView.TIMER], world.PLACES):
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
        yield d.How(exercise=as_shown(dose, world.PROTOCOL))
    for place, passed in product(world.PLACES, (None, False, True)):
        yield d.ExitTestCard(test=world.PROTOCOL.stage(place.stage).exit_test, stage=place.stage, passed=passed)
    last = world.PROTOCOL.stages[-2].exit_test
    yield d.ExitTestCard(test=last, stage=world.PROTOCOL.last_stage - 1, passed=True, asked=True)
    test = world.PROTOCOL.load_test or world.PROTOCOL.stages[0].exit_test
    yield from (d.LoadTestCard(test=test, value=value) for value in (None, 0, 3, 4, 10))
    yield d.FlareOver(position=Position(1, 1))


def runs() -> Iterator[d.RunView]:
    """Every step of the ladder of runs, begun, gone up to and come back to."""
    steps = world.PROTOCOL.running.steps if world.PROTOCOL.running else ()
    for (number, step), moved in product(enumerate(steps, 1), (-1, 0, 1)):
        run = d.RunView(step=number, steps=len(steps), dose=step.dose, note=step.note, moved=moved)
        yield from (run, replace(run, clean=2, bounded=number < len(steps)))


def every_dose() -> Iterator[Dose]:
    """Every dose of the protocol."""
    yield from (run.dose for run in runs())
    for stage in world.PROTOCOL.stages:
        for level in stage.levels:
            yield from level.exercises
    yield from world.PROTOCOL.maintenance.exercises


def timers() -> Iterator[Message]:
    """A guided session in every phase."""
    for phase, side, flag in product(
        ("ready", "work", "walk", "run", "rest"), ("both", "first", "second"), (False, True)
    ):
        timer = d.TimerView(
            exercise=next(iter(world.PROTOCOL.exercises)), phase=phase, side=side, set_number=1, sets=5, left=45,
            left_in_all=1500, length=60, paused=flag, hold=not flag,
        )  # fmt: skip
        yield d.SessionCard(
            view=d.SessionView.TIMER, prompt=BIG, position=Position(1, 1), exercises=exercises(Position(1, 1)), slot=1,
            of=3, due_at=NOW, closes_at=NOW, timer=timer, ceiling=5, easy=3,
        )  # fmt: skip
