"""A clinician's patients: lists, cards, timelines, orders."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, product

from rehab.engine import AlertKind
from rehab.events import NOTHING, Obstacle
from rehab.measures import MEASURES
from rehab.messages import Message
from rehab.messages import alerts as a
from rehab.messages import orders as r
from rehab.messages import patients as t
from rehab.messages import plan as p
from rehab.plan import Position, Status
from rehab.protocol import Care
from tests.unit.wording.samples import world
from tests.unit.wording.samples.alerts import ALERT_RULES, alert_cards
from tests.unit.wording.samples.clinic import covers
from tests.unit.wording.samples.day import runs
from tests.unit.wording.samples.decided import REQUIREMENTS, every_decision, explained
from tests.unit.wording.samples.measured import fares
from tests.unit.wording.samples.values import BIG, DAY, NOW, Words
from usecases.orders import COMMANDS


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
        a.AlertLine(alert=BIG, what=kind.value, rule=rule, owner=w.name if number % 2 else None)
        for number, (kind, rule) in enumerate(zip(cycle(AlertKind), ALERT_RULES, strict=False))
    )
    for status, flag, outcomes in product(Status, (False, True), fares()):
        yield t.PatientCard(
            line=line(w, status, 2), side="both", since=DAY, stage_since=DAY, level_since=DAY, held=flag, approved=flag,
            sport_goal=flag, needs_approval=flag, reduced=flag, reachable=not flag, missing=missing if flag else (),
            decision=explained("red_day") if flag else None, alerts=alerts if flag else (), awaits_restart=flag,
            signs=world.ROUTINE if flag else (), injections=2 * flag, operations=int(flag),
            run=next(runs(), None) if flag else None, load_test=(DAY, 3) if flag else None, outcomes=outcomes,
        )  # fmt: skip
    yield from timelines(w)
    averages = (p.ChartAverage(day=DAY, average=3), p.ChartAverage(day=DAY, average=3, worst=7))
    chart = p.ChartData(averages=averages, ceiling=5, easy=3)
    yield t.ChartPicture(plan=BIG, name=w.name, chart=chart, done=2.5, prescribed=21)
    for command, step, place in product(sorted(COMMANDS), r.OrderStep, ((None, None), (4, 4))):
        card = r.OrderCard(
            plan=BIG,
            name=w.name,
            command=command,
            step=step,
            stages=world.PROTOCOL.last_stage,
            levels=4,
            now=Position(1, 1),
        )
        yield replace(card, stage=place[0], level=place[1])
    yield from (r.WriteNote(plan=BIG, name=w.name, sent=sent) for sent in (False, True))
    yield from alert_cards(w)
    yield from covers(w)


def timelines(w: Words) -> Iterator[Message]:
    """Every kind of line."""
    kinds = ("pain_24h", "exit_test", "load_test", "weekly", "pause", "resume", "goal_met", "discharge")
    lines = [t.TimelineLine(at=NOW, what=kind, data={"value": 3}) for kind in (*kinds, "timezone", "correction")]
    lines += [t.TimelineLine(at=NOW, what="decision", decision=made) for made in every_decision()]
    lines += [t.TimelineLine(at=NOW, what="run", data={"before": n, "step": 2}) for n in (None, 1)]
    lines += [t.TimelineLine(at=NOW, what="red_flag", data={"flags": flags}) for flags in ("", ",".join(world.FLAGS))]
    lines += [t.TimelineLine(at=NOW, what="barrier", data={"value": one.value}) for one in Obstacle]
    triggers = (*world.PROTOCOL.flare.triggers, NOTHING)
    lines += [t.TimelineLine(at=NOW, what="trigger", data={"value": one}) for one in triggers]
    for measure, by in product((*MEASURES, "no_such_measure"), ("patient", "clinician")):
        lines.append(t.TimelineLine(at=NOW, what="outcome", data={"measure": measure, "value": 4.5, "by": by}))
    lines.append(t.TimelineLine(at=NOW, what="red_flag", data={"flags": "", "asked": world.FLAGS[0]}))
    lines.append(t.TimelineLine(at=NOW, what="routine_sign", data={"signs": ",".join(world.ROUTINE)}))
    lines.append(t.TimelineLine(at=NOW, what="pain_24h", data={"value": 3, "stiffness": 20}))
    lines += [t.TimelineLine(at=NOW, what="treatment", data={"what": what.value}) for what in Care]
    for command in sorted(COMMANDS - {"discharge"}):
        lines.append(t.TimelineLine(at=NOW, what="clinician", data={"command": command}))
    for outcome in ("done", "part", "skipped_pain", "skipped_other", "missed"):
        lines.append(t.TimelineLine(at=NOW, what="session", data={"outcome": outcome, "pain_before": 1}))
    for at in range(0, len(lines), 10):
        yield t.TimelineCard(plan=BIG, name=w.name, lines=tuple(lines[at : at + 10]), page=1, pages=3)
    yield t.TimelineCard(plan=BIG, name=w.name, lines=())
