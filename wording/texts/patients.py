"""Patients, as clinicians read them: exact, and short enough for a phone."""

from datetime import date

from rehab.messages.alerts import AlertLine
from rehab.messages.day import Exercise, Explained, RunView
from rehab.messages.patients import PatientCard, PatientLine, PatientsCard
from wording.reader import Reader
from wording.texts import doses
from wording.texts.base import text
from wording.texts.decisions import number
from wording.texts.outcomes import outcome_lines
from wording.texts.safety import signs
from wording.texts.staff import page
from wording.words import UNKNOWN, Html

URGENT, ALERT, FINE = "🔴", "🟡", "🟢"
WAITING, ENDED = "🛑", "⚪"  # what only the clinician starts again waits for them, though no alert is left


@text.register
def patients(message: PatientsCard, reader: Reader) -> Html:
    """The list of patients."""
    if not message.lines:
        return reader.say("patients-none")
    head = reader.say("patients-ended-head" if message.ended else "patients-head")
    lines = reader.lines(*(_line(line, reader) for line in message.lines))
    return reader.paragraphs(head, lines, page(message.page, message.pages, reader))


def _line(line: PatientLine, reader: Reader) -> Html:
    stage, level = line.position
    return reader.say(
        "patient-line",
        mark=_mark(line),
        name=line.name,
        stage=stage,
        level=level,
        status=reader.say(f"status-{line.status}"),
        adherence=_percent(line.adherence, reader),
        latest=number(line.latest),
        alerts=_open(line, reader),
    )


def _open(line: PatientLine, reader: Reader) -> Html:
    """What waits for the clinician."""
    alerts = reader.say("patient-line-alerts", count=line.alerts) if line.alerts else ""
    return Html(alerts + (reader.say("patient-line-waits") if line.waits else ""))


def _mark(line: PatientLine) -> str:
    marks = {
        URGENT: line.urgent,
        ALERT: line.alerts > 0 or line.waits,
        WAITING: line.waiting,
        ENDED: line.status == "discharged",
    }
    return next((mark for mark, on in marks.items() if on), FINE)


def _percent(value: int | None, reader: Reader) -> Html:
    return Html(UNKNOWN) if value is None else reader.say("adherence-percent", percent=value)


@text.register
def patient(message: PatientCard, reader: Reader) -> Html:
    """One patient."""
    line = message.line
    head = reader.say(
        "patient-head",
        name=line.name,
        side=reader.say(f"side-{message.side}"),
        status=reader.say(f"status-{line.status}"),
    )
    figures = reader.say("patient-figures", adherence=_percent(line.adherence, reader), latest=number(line.latest))
    decision = _decision(message.decision, reader) if message.decision else None
    run = _run(message.run, reader) if message.run else None
    test = _load_test(*message.load_test, reader) if message.load_test else None
    alerts = [_alert_line(one, reader) for one in message.alerts]
    return reader.paragraphs(
        reader.say("notice"),
        reader.lines(head, _position(message, reader), _marks(message, reader), _care(message, reader)),
        reader.lines(figures, test, run, decision, _missing(message, reader)),
        outcome_lines(message.outcomes, reader),
        reader.lines(*alerts),
    )


def _position(message: PatientCard, reader: Reader) -> Html:
    stage, level = message.line.position
    return reader.say(
        "patient-position",
        stage=stage,
        level=level,
        level_since=reader.day(message.level_since),
        stage_since=reader.day(message.stage_since),
        since=reader.day(message.since),
    )


def _marks(message: PatientCard, reader: Reader) -> Html:
    marks = {
        "awaiting": message.awaits_restart,
        "held": message.held,
        "reduced": message.reduced,
        "approved": message.approved,
        "waiting": message.needs_approval,
        "unreachable": not message.reachable,
    }
    return Html(" · ".join(reader.say(f"patient-flags-{name}") for name, on in marks.items() if on))


def _load_test(day: date, value: int, reader: Reader) -> Html:
    return reader.say("patient-load-test", value=value, day=reader.day(day))


def _run(run: RunView, reader: Reader) -> Html:
    dose = doses.amount(Exercise(dose=run.dose, each_side=False), reader)
    return reader.say("patient-run", step=run.step, steps=run.steps, dose=dose, clean=run.clean, needed=run.needed)


def _care(message: PatientCard, reader: Reader) -> Html | None:
    """What they have reported of injections and surgery, and the signs for which the plan is held."""
    counts = {"injections": message.injections, "operations": message.operations}
    care = reader.say("patient-care", **counts) if any(counts.values()) else None
    held = reader.say("patient-held-for", signs=signs(message.signs, reader)) if message.signs else None
    return reader.lines(care, held)


def _decision(decision: Explained, reader: Reader) -> Html:
    return reader.say(
        "patient-decision",
        at=reader.moment(decision.at),
        verdict=reader.say(f"verdict-{decision.verdict}"),
        rule=reader.say(f"rule-{decision.rule}"),
    )


def _missing(message: PatientCard, reader: Reader) -> Html | None:
    if message.line.status not in {"active", "flare"}:
        return None
    wanted = [one for one in message.missing if not one.met]
    if not wanted:
        return reader.say("patient-missing-approval" if message.line.waits else "patient-missing-none")
    listed = Html(" · ".join(reader.say(f"missing-{one.name}", have=one.have, need=one.need) for one in wanted))
    return reader.say("patient-missing", list=listed)


def _alert_line(alert: AlertLine, reader: Reader) -> Html:
    whose = reader.say("patient-alert-taken", owner=alert.owner) if alert.owner else reader.say("patient-alert-open")
    mark = "🚨" if alert.what == "urgent" else "⚠️"
    values = {"mark": mark, "rule": reader.say(f"rule-{alert.rule}"), "whose": whose}
    if alert.flags:
        return reader.say("patient-alert-signs", flags=signs(alert.flags, reader), **values)
    return reader.say("patient-alert", **values)
