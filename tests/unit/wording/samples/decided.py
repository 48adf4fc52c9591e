"""Decisions, by every rule and with every verdict."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.engine import Verdict
from rehab.messages import Message
from rehab.messages import day as d
from rehab.messages import plan as p
from rehab.plan import Position
from tests.unit.wording.samples import world
from tests.unit.wording.samples.values import BIG, DAY, NOW, Words

FIGURES: dict[str, d.Value] = {
    "weeks": 12.3, "adherence": 86, "pain_start": 5.0, "pain_now": None, "fall_percent": -12.5,
    "questionnaire_gain": 21.0, "days_without_gain": 28, "silent_days": 7,
}  # fmt: skip
REQUIREMENTS = ("green_days", "adherence", "days_at_level", "exit_test", "days_in_stage")
HELD_BY = ("paused", "routine_sign", "clinician_hold", "maintenance", "approval")
ENOUGH = {name: value for name in REQUIREMENTS for name, value in ((name, 9), (f"{name}_needed", 9))}


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
    thresholds = {name: world.PROTOCOL.thresholds.value(name) for note in world.PROTOCOL.rules for name in note.uses}
    made = d.Explained(
        at=NOW, rule=rule, verdict="hold", before=Position(2, 1), after=Position(2, 2), inputs=inputs,
        thresholds=thresholds, source=world.PROTOCOL.rule(rule).source, version="pht 1.0.0",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def every_decision() -> Iterator[d.Explained]:
    """Every rule with every verdict, and the forms that these can take."""
    for note, verdict in product(world.PROTOCOL.rules, Verdict):
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
