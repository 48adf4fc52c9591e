"""Patients, as clinicians read them: exact, and short enough for a phone."""

from collections.abc import Mapping
from datetime import date

from rehab.messages.day import Exercise, Explained, RunView, Value
from rehab.messages.staff import (
    AlertLine,
    ChartPicture,
    PatientCard,
    PatientLine,
    PatientsCard,
    TimelineCard,
    TimelineLine,
)
from wording.reader import Reader
from wording.texts import doses
from wording.texts.base import text
from wording.texts.decisions import number
from wording.texts.plan import amount
from wording.texts.safety import signs
from wording.texts.staff import page
from wording.words import UNKNOWN, Html

URGENT, ALERT, FINE = "🔴", "🟡", "🟢"
RESTING = {"stopped": "🛑", "discharged": "⚪"}  # a stopped plan waits for the clinician, though no alert is left


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
        mark=URGENT if line.urgent else ALERT if line.alerts or line.waits else RESTING.get(line.status, FINE),
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
        reader.lines(head, _position(message, reader), _marks(message, reader)),
        reader.lines(figures, test, run, decision, _missing(message, reader)),
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


@text.register
def timeline(message: TimelineCard, reader: Reader) -> Html:
    """What happened to a patient."""
    lines = [reader.say("timeline-line", at=reader.moment(one.at), what=_event(one, reader)) for one in message.lines]
    body = reader.lines(*lines) if lines else reader.say("timeline-none")
    return reader.paragraphs(
        reader.say("timeline-head", name=message.name), body, page(message.page, message.pages, reader)
    )


def _event(line: TimelineLine, reader: Reader) -> Html:
    if line.decision is not None:
        return _moved(line.decision, reader)
    data = line.data
    match line.what:
        case "session":
            return _session(data, reader)
        case "run":
            return reader.say("timeline-run", before=number(data["before"]), step=data["step"])
        case "red_flag":
            flags = tuple(flag for flag in str(data.get("flags", "")).split(",") if flag)
            return reader.say("timeline-red_flag" if flags else "timeline-red_flag-clean", flags=signs(flags, reader))
        case "clinician":
            return _order(data, reader)
        case "barrier":
            return reader.say("timeline-barrier", value=reader.say(f"button-obstacle-{data['value']}"))
        case "trigger":
            return reader.say("timeline-trigger", value=reader.say(f"button-trigger-{data['value']}"))
        case what:
            return reader.say(f"timeline-{what}", **_values(data))


def _order(data: Mapping[str, Value], reader: Reader) -> Html:
    command = reader.say(f"command-{data['command']}")
    if "level" not in data:
        return reader.say("timeline-clinician", command=command)
    place = {"stage": data["stage"], "level": data["level"]}
    return reader.say("timeline-clinician-position", command=command, **place)


def _session(data: Mapping[str, Value], reader: Reader) -> Html:
    outcome = str(data["outcome"])
    performed = outcome in {"done", "part"}
    return reader.say(
        "timeline-session" if performed else "timeline-session-not",
        outcome=reader.say(f"outcome-{outcome}"),
        before=data.get("pain_before", UNKNOWN),
        during=data.get("pain_during", UNKNOWN),
    )


def _values(data: Mapping[str, Value]) -> dict[str, object]:
    known = {"value": data.get("value", UNKNOWN), "average": data.get("average_pain", UNKNOWN)}
    passed = int(bool(data.get("passed")))
    return {**known, "passed": passed, "measure": data.get("measure", ""), "zone": data.get("timezone", "")}


def _moved(decision: Explained, reader: Reader) -> Html:
    return reader.say(
        "timeline-decision",
        verdict=reader.say(f"verdict-{decision.verdict}"),
        **{"from": f"{decision.before.stage}.{decision.before.level}"},
        to=f"{decision.after.stage}.{decision.after.level}",
        rule=reader.say(f"rule-{decision.rule}"),
    )


@text.register
def chart(message: ChartPicture, reader: Reader) -> Html:
    """Under a patient's chart."""
    done = amount(message.done)
    return reader.say("chart-caption", name=message.name, done=done, prescribed=message.prescribed)
