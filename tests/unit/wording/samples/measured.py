"""Weekly check-ins, and outcome measures."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.measures import MEASURES, TOTALS, DueTotal
from rehab.messages import Message
from rehab.messages import outcomes as o
from rehab.messages import week as v
from tests.unit.wording.samples import world
from tests.unit.wording.samples.values import BIG, DAY, Words


def weeks(w: Words) -> Iterator[Message]:
    """The check-in at each step, begun, answered in part, done and over."""
    better = (v.Better("pain", 6.0, 3.0), v.Better("sitting", 5.0, 1440.0), v.Better("sane", 40.0, 100.0))
    for view, monthly, average, reminder in product(v.WeeklyView, (False, True), (None, 0, 6, 10), (False, True)):
        card = v.WeeklyCard(view=view, prompt=BIG, week=52, number=6, of=6, monthly=monthly, average=average)
        signs = world.SIGNS if view in {v.WeeklyView.SIGNS, v.WeeklyView.LESSER_SIGNS} else ()
        card = replace(card, signs=signs, routine=world.ROUTINE, noted=world.ROUTINE[:1] if reminder else ())
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
    due = tuple(DueTotal(measure, 12) for measure in world.PROTOCOL.totals)
    yield o.Outcomes()
    yield o.Outcomes(week=o.WeekLine(4, None, DAY, 6), measures=lines[:1], due=due[:1])
    yield o.Outcomes(week=o.WeekLine(4, 10, DAY, 6), measures=lines, due=due)


def totals(w: Words) -> Iterator[Message]:
    """A clinician enters a total."""
    for step, measure, replaced in product(o.TotalStep, world.PROTOCOL.totals, (False, True)):
        value = TOTALS[measure].high - 0.5
        yield o.TotalCard(
            step=step,
            plan=BIG,
            name=w.name,
            offered=world.PROTOCOL.totals,
            measure=measure,
            value=value,
            replaced=replaced,
        )
    yield o.TotalCard(step=o.TotalStep.CHOOSE, plan=BIG, name=w.name, offered=world.PROTOCOL.totals)
