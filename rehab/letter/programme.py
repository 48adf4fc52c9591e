"""The programme that was actually done: stages with their dates, every step down, pauses, tests, orders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rehab.engine import Decision, Verdict
from rehab.engine.review import Standing
from rehab.events import AnyEvent, Barrier, ClinicianCommand, ExitTest, RoutineSign, Treatment, Trigger
from rehab.explain import explained
from rehab.messages.day import Value
from rehab.messages.letter import Away, ExitTested, Order, Programme, Spell, Told, Week
from rehab.plan import Move, Plan, Position
from rehab.protocol import Protocol
from rehab.timetable import exercises, prescribed

Spoken = Barrier | Trigger | RoutineSign | Treatment
LOWERING = frozenset({Verdict.REDUCE, Verdict.REGRESS})


@dataclass(frozen=True, slots=True)
class Record:
    """What has been written down of a plan."""

    facts: Sequence[AnyEvent]
    decisions: Sequence[Decision]


def programme(
    plan: Plan, record: Record, protocol: Protocol, *, standing: Standing, table: tuple[Week, ...]
) -> Programme:
    """What was done since the programme began, and what is done now."""
    dose = prescribed(plan, protocol)
    return Programme(
        since=plan.programme_since,
        weeks=float(round(standing.weeks, 1)),
        adherence=None if standing.adherence is None else int(standing.adherence),
        status=plan.status,
        position=plan.position,
        held=plan.held,
        lighter=plan.reduced_dose,
        exercises=exercises(plan, protocol),
        blocks=dose.blocks_per_day,
        daily=dose.daily,
        per_week=dose.sessions_per_week,
        spells=spells(plan),
        table=table,
        pauses=pauses(plan),
        lowered=tuple(explained(one) for one in record.decisions if one.verdict in LOWERING),
        tests=tuple(_test(plan, event) for event in record.facts if isinstance(event, ExitTest)),
        orders=tuple(_order(plan, event) for event in record.facts if isinstance(event, ClinicianCommand)),
        told=tuple(_told(plan, event) for event in record.facts if isinstance(event, Spoken)),
    )


def spells(plan: Plan) -> tuple[Spell, ...]:
    """The stages one after the other, each with the levels that it saw."""
    found: list[Spell] = []
    for _, group in groupby(plan.moves, key=lambda move: move.position.stage):
        spell = _spell(plan, list(group))
        found = [*found[:-1], *(replace(one, until=spell.since) for one in found[-1:]), spell]
    return tuple(found)


def _spell(plan: Plan, moves: list[Move]) -> Spell:
    levels = [move.position.level for move in moves]
    since, stage = plan.today(moves[0].at), moves[0].position.stage
    return Spell(stage=stage, since=since, until=None, lowest=min(levels), highest=max(levels))


def pauses(plan: Plan) -> tuple[Away, ...]:
    """Every pause, also one that lasts."""
    over = [Away(since=plan.today(one.since), until=plan.today(one.until)) for one in plan.pauses]
    lasting = [Away(since=plan.today(plan.paused_since), until=None)] if plan.paused_since is not None else []
    return (*over, *lasting)


def _test(plan: Plan, event: ExitTest) -> ExitTested:
    return ExitTested(day=plan.today(event.at), stage=plan.position_at(event.at).stage, passed=event.passed)


def _order(plan: Plan, event: ClinicianCommand) -> Order:
    place = Position(event.stage, event.level) if event.stage and event.level else None
    return Order(day=plan.today(event.at), command=event.command, place=place)


def _told(plan: Plan, event: Spoken) -> Told:
    return Told(day=plan.today(event.at), what=event.kind, data=_data(event))


def _data(event: Spoken) -> dict[str, Value]:
    match event:
        case RoutineSign():
            return {"signs": ",".join(event.signs)}
        case Treatment():
            return {"what": event.what.value}
        case _:
            return {"value": str(event.value)}
