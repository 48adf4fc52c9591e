"""From what is stored of a plan to the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rehab.course import remember_all
from rehab.engine import Alert, Case, Decision, Occasion, OccasionKind
from rehab.engine.review import figures, standing
from rehab.events import AnyEvent, Measure, RedFlagScreen
from rehab.letter.programme import Record, programme
from rehab.letter.topics import fired, urgency_of
from rehab.letter.weeks import trends, weeks
from rehab.messages.letter import Dealt, Letter, Screened, Subject, Totals
from rehab.messages.plan import ChartData
from rehab.plan import Plan
from rehab.protocol import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a letter is made of.

    Attributes:
        reference: what alert and letter are quoted by.
        alert: the alert that asks for it; None where somebody wants a summary.
        facts: all that happened, as last corrected, oldest first.
        decisions: those that stand, oldest first.
        version: protocol and version under which the plan runs.
        dealt: earlier alerts with what was decided.
        chart: of the whole programme.
    """

    reference: int
    now: datetime
    alert: Alert | None
    plan: Plan
    protocol: Protocol
    facts: Sequence[AnyEvent]
    decisions: Sequence[Decision]
    version: str
    subject: Subject
    dealt: tuple[Dealt, ...]
    chart: ChartData


def letter(given: Material) -> Letter:
    """The case as it stands at an instant."""
    plan, now, record = given.plan, given.now, Record(given.facts, given.decisions)
    today, stands = plan.today(now), standing(_case(given))
    about = fired(given.alert, given.protocol, figures(stands), now)
    # Also from before a restart: a reader wants the whole history.
    table = weeks(plan, remember_all(given.facts, plan, given.protocol), today)
    return Letter(
        reference=given.reference,
        at=now,
        urgency=urgency_of(about.rule, about.inputs),
        version=given.version,
        fired=about,
        subject=given.subject,
        programme=programme(plan, record, given.protocol, standing=stands, table=table),
        screened_at=plan.today(plan.moves[0].at),
        trends=trends(table),
        totals=totals(plan, given.facts),
        screens=tuple(_screened(plan, event) for event in given.facts if isinstance(event, RedFlagScreen)),
        dealt=given.dealt,
        chart=given.chart,
    )


def _case(given: Material) -> Case:
    """What the rules of a review would look at now: nothing from before the last restart."""
    counted = [event for event in given.facts if event.at > given.plan.evidence_from]
    evidence = remember_all(counted, given.plan, given.protocol)
    return Case(given.plan, evidence, Occasion(OccasionKind.REVIEW), given.protocol, given.now)


def totals(plan: Plan, facts: Sequence[AnyEvent]) -> tuple[Totals, ...]:
    """The totals of every outcome measure that was ever given, in the order in which they first came."""
    found: dict[str, list[tuple[date, float]]] = {}
    for event in facts:
        if isinstance(event, Measure):
            found.setdefault(event.measure, []).append((plan.today(event.at), event.value))
    return tuple(Totals(measure=measure, values=tuple(values)) for measure, values in found.items())


def _screened(plan: Plan, event: RedFlagScreen) -> Screened:
    return Screened(day=plan.today(event.at), flags=event.flags, asked=event.asked or ())
