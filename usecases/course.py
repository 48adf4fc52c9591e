"""Taking a fact into a plan: the record, the decisions and the alerts that it brings, in one transaction.

The plan's row keeps the state; the chain keeps every fact and decision. Evidence is read back from the chain, so that
the live bot and a replay of the exported history come to the same decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

from pydantic import TypeAdapter

from rehab.course import Course, Step, next_due, pass_time, remember_all, take
from rehab.engine import Alert, Decision
from rehab.events import EVENT, AnyEvent, moved_to
from rehab.evidence import Evidence
from rehab.plan import PLAN, Plan
from rehab.protocol import Protocol
from usecases.records import EntryKind, PlanRecord
from usecases.scene import Scene

DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)
ALERT: TypeAdapter[Alert] = TypeAdapter(Alert)
TICK = timedelta(microseconds=1)
WEEKLY_LOOK = "weekly_review"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan moved on: its new record, what is known of it, and what that decided."""

    record: PlanRecord
    course: Course
    decisions: tuple[Decision, ...] = ()
    alerts: tuple[Alert, ...] = ()
    at: datetime | None = None  # the instant under which the fact stands in the chain

    @property
    def decision(self) -> Decision | None:
        """The decision that the fact itself brought, if it brought one."""
        return next((made for made in reversed(self.decisions) if made.at == self.at), None)


async def begin_chain(scene: Scene, record: PlanRecord) -> None:
    """Start a plan's chain with the state that everything later is derived from."""
    body = start_body(record.plan, record.protocol_id, record.protocol_version)
    await scene.uow.journal.append(record.id, record.created_at, EntryKind.START, body)


def start_body(plan: Plan, protocol: str, version: str) -> dict[str, Any]:
    """What the first link of a chain says: the plan as it begins, and the rules under which it does."""
    return {"plan": PLAN.dump_python(plan, mode="json"), **rules_body(protocol, version)}


def rules_body(protocol: str, version: str) -> dict[str, Any]:
    """How a link names the rules that hold from it on."""
    return {"protocol": protocol, "version": version}


async def _under_these_rules(scene: Scene, record: PlanRecord) -> PlanRecord:
    """The plan under the protocol that the bot runs with; that it is another than before is a link of the chain."""
    rules = scene.protocol
    if (record.protocol_id, record.protocol_version) == (rules.id, rules.version):
        return record
    body = rules_body(rules.id, rules.version)
    await scene.uow.journal.append(record.id, scene.now, EntryKind.PROTOCOL, body)
    return replace(record, protocol_id=rules.id, protocol_version=rules.version)


async def load(scene: Scene, record: PlanRecord) -> Course:
    """A plan with its evidence, read back from the chain."""
    return _course(scene, record, await facts(scene, record.id))


def _course(scene: Scene, record: PlanRecord, known: Iterable[AnyEvent]) -> Course:
    counted = [event for event in known if event.at > record.plan.evidence_from]
    return Course(record.plan, remember_all(counted, record.plan, scene.protocol))


async def facts(scene: Scene, plan_id: int) -> list[AnyEvent]:
    """A plan's facts in order, each as last corrected."""
    entries = await scene.uow.journal.entries(plan_id, EntryKind.EVENT, EntryKind.CORRECTION)
    return list(as_corrected(EVENT.validate_python(entry.body) for entry in entries).values())


def as_corrected(recorded: Iterable[AnyEvent]) -> dict[datetime, AnyEvent]:
    """Facts by their instant; a correction puts its values in the place of the fact's."""
    return {event.at: event for event in recorded}


async def record_fact(scene: Scene, record: PlanRecord, event: AnyEvent) -> Outcome:
    """Take a fact into a plan, first through all that fell due before it."""
    record = await _under_these_rules(scene, record)
    known = await facts(scene, record.id)
    course = _course(scene, record, known)
    event = moved_to(event, _next_instant(record, known, event.at))
    step = take(course, event, scene.protocol)
    earlier = [made for made in step.decisions if made.at < event.at]
    await _keep_decisions(scene, record, earlier)
    await scene.uow.journal.append(record.id, event.at, EntryKind.EVENT, _body(event))
    await _keep_decisions(scene, record, [made for made in step.decisions if made.at >= event.at])
    return await _kept(scene, record, step, event.at)


async def advance(scene: Scene, record: PlanRecord, until: datetime) -> Outcome:
    """Deal with all that has fallen due in a plan up to an instant (included)."""
    record = await _under_these_rules(scene, record)
    course = await load(scene, record)
    step = pass_time(course, until, scene.protocol)
    await _keep_decisions(scene, record, step.decisions)
    return await _kept(scene, record, step, None)


async def correct_fact(scene: Scene, record: PlanRecord, event: AnyEvent) -> Outcome:
    """Put other values in the place of a fact's, and derive again all that followed from it.

    The fact keeps its instant. Decisions that come out differently are superseded by new links of the chain.
    """
    record = await _under_these_rules(scene, record)
    await scene.uow.journal.append(record.id, event.at, EntryKind.CORRECTION, _body(event))
    step = await _derived_again(scene, record)
    made = [DECISION.dump_python(decision, mode="json") for decision in step.decisions]
    anew = len(made) - await _supersede(scene, record, EntryKind.DECISION, made)
    raised = [ALERT.dump_python(alert, mode="json") for alert in step.alerts]
    fresh = await _supersede(scene, record, EntryKind.ALERT, raised)
    kept = replace(record, plan=step.course.plan)
    await scene.uow.plans.save(kept)
    alerts = step.alerts[len(step.alerts) - fresh :]
    decisions = tuple(d for number, d in enumerate(step.decisions) if number >= anew or d.at == event.at)
    return Outcome(kept, step.course, decisions, alerts, event.at)


async def plans_so_far(scene: Scene, record: PlanRecord) -> list[tuple[datetime, Plan]]:
    """A plan as it stood after each of its facts, as last corrected."""
    course, found = await _as_begun(scene, record), list[tuple[datetime, Plan]]()
    for event in await facts(scene, record.id):
        course = take(course, event, scene.protocol).course
        found.append((event.at, course.plan))
    return found


async def _as_begun(scene: Scene, record: PlanRecord) -> Course:
    start = (await scene.uow.journal.entries(record.id, EntryKind.START))[0]
    return Course(PLAN.validate_python(start.body["plan"]), Evidence())


async def _derived_again(scene: Scene, record: PlanRecord) -> Step:
    """Everything from the start, with the facts as last corrected, up to where the plan has been evaluated."""
    step = Step(await _as_begun(scene, record))
    for event in await facts(scene, record.id):
        step = step.then(take(step.course, event, scene.protocol))
    return step.then(pass_time(step.course, record.plan.evaluated_until, scene.protocol))


async def _supersede(scene: Scene, record: PlanRecord, kind: EntryKind, derived: list[dict[str, Any]]) -> int:
    """Mark the links of a kind that no longer come out, and add those that now do; says how many were added."""
    entries = await scene.uow.journal.entries(record.id, kind)
    stored = [entry for entry in entries if not entry.superseded]
    same = in_common([entry.body for entry in stored], derived)
    await scene.uow.journal.supersede(record.id, [entry.seq for entry in stored[same:]])
    for body in derived[same:]:
        at = datetime.fromisoformat(str(body["at"]))
        await scene.uow.journal.append(record.id, at, kind, body)
    return len(derived) - same


def in_common(stored: Sequence[Mapping[str, Any]], derived: Sequence[Mapping[str, Any]]) -> int:
    """How many stored bodies, counted from the first, still come out."""
    pairs = zip(stored, derived, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


async def decisions(scene: Scene, plan_id: int) -> list[Decision]:
    """A plan's decisions that stand, oldest first."""
    entries = await scene.uow.journal.entries(plan_id, EntryKind.DECISION)
    return [DECISION.validate_python(entry.body) for entry in entries if not entry.superseded]


async def last_decision(scene: Scene, plan_id: int) -> Decision | None:
    """The latest decision that stands and says where a plan is going; a weekly look back that holds does not."""
    made = [one for one in await decisions(scene, plan_id) if one.rule != WEEKLY_LOOK]
    return made[-1] if made else None


def _next_instant(record: PlanRecord, known: Iterable[AnyEvent], at: datetime) -> datetime:
    """Later than every fact before it, and than all that has been dealt with: no two happenings share an instant.

    Of one instant the facts come first, so a fact that arrives when its instant has been dealt with comes after it.
    """
    latest = max([record.plan.evaluated_until, *(event.at for event in known)])
    return max(at, latest + TICK)


async def _keep_decisions(scene: Scene, record: PlanRecord, made: tuple[Decision, ...] | list[Decision]) -> None:
    for decision in made:
        body = DECISION.dump_python(decision, mode="json")
        await scene.uow.journal.append(record.id, decision.at, EntryKind.DECISION, body)


async def _kept(scene: Scene, record: PlanRecord, step: Step, at: datetime | None) -> Outcome:
    for alert in step.alerts:
        await scene.uow.journal.append(record.id, alert.at, EntryKind.ALERT, ALERT.dump_python(alert, mode="json"))
    kept = replace(record, plan=step.course.plan)
    await scene.uow.plans.save(kept)
    return Outcome(kept, step.course, step.decisions, step.alerts, at)


def engine_due(course: Course, protocol: Protocol) -> datetime:
    """When the rules want to look at a plan next."""
    return next_due(course, protocol) or NEVER


def _body(event: AnyEvent) -> dict[str, Any]:
    body: dict[str, Any] = EVENT.dump_python(event, mode="json")
    return {key: value for key, value in body.items() if value is not None}
