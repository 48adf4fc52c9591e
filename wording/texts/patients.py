"""Patients and alerts, as clinicians read them: exact, and short enough for a phone."""

from collections.abc import Mapping

from rehab.messages.day import Explained, Value
from rehab.messages.staff import (
    AlertCard,
    ChartPicture,
    PatientCard,
    PatientLine,
    PatientsCard,
    TimelineCard,
    TimelineLine,
)
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.plan import amount
from wording.texts.safety import signs
from wording.texts.staff import page
from wording.words import UNKNOWN, Html

URGENT, ALERT, FINE = "🔴", "🟡", "🟢"
MOST_RECENT = 7


@text.register
def patients(message: PatientsCard, reader: Reader) -> Html:
    """The list of patients."""
    if not message.lines:
        return reader.say("patients-none")
    lines = reader.lines(*(_line(line, reader) for line in message.lines))
    return reader.paragraphs(reader.say("patients-head"), lines, page(message.page, message.pages, reader))


def _line(line: PatientLine, reader: Reader) -> Html:
    stage, level = line.position
    return reader.say(
        "patient-line",
        mark=URGENT if line.urgent else ALERT if line.alerts else FINE,
        name=line.name,
        stage=stage,
        level=level,
        status=reader.say(f"status-{line.status}"),
        adherence=_percent(line.adherence, reader),
        latest=_points(line.latest),
        alerts=reader.say("patient-line-alerts", count=line.alerts) if line.alerts else Html(""),
    )


def _percent(value: int | None, reader: Reader) -> Html:
    return Html(UNKNOWN) if value is None else reader.say("adherence-percent", percent=value)


def _points(value: int | None) -> object:
    return UNKNOWN if value is None else value


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
    figures = reader.say("patient-figures", adherence=_percent(line.adherence, reader), latest=_points(line.latest))
    decision = _decision(message.decision, reader) if message.decision else None
    alerts = [_alert_line(what, rule, reader) for _, what, rule in message.alerts]
    return reader.paragraphs(
        reader.lines(head, _position(message, reader), _marks(message, reader)),
        reader.lines(figures, decision, _missing(message, reader)),
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
        return reader.say("patient-missing-none")
    listed = Html(" · ".join(reader.say(f"missing-{one.name}", have=one.have, need=one.need) for one in wanted))
    return reader.say("patient-missing", list=listed)


def _alert_line(what: str, rule: str, reader: Reader) -> Html:
    return reader.say("patient-alert", what=what.upper(), rule=reader.say(f"rule-{rule}"))


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
        case "red_flag":
            flags = tuple(flag for flag in str(data.get("flags", "")).split(",") if flag)
            return reader.say("timeline-red_flag" if flags else "timeline-red_flag-clean", flags=signs(flags, reader))
        case "clinician":
            return reader.say("timeline-clinician", command=reader.say(f"command-{data['command']}"))
        case what:
            return reader.say(f"timeline-{what}", **_values(data))


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


@text.register
def alert(message: AlertCard, reader: Reader) -> Html:
    """An alert: what, about whom, on which numbers, and who has it."""
    stage, level = message.position
    status = reader.say(f"status-{message.status}")
    open_still = message.state == "open"
    notice = reader.say("alert-for-administrator") if message.for_administrator and open_still else None
    again = reader.say("alert-repeated") if message.repeated and open_still and not notice else None
    return reader.paragraphs(
        reader.lines(reader.say(f"alert-head-{message.what}", name=message.name), notice, again),
        reader.lines(_cause(message, reader), _numbers(message, reader)),
        reader.lines(
            reader.say("alert-position", stage=stage, level=level, status=status),
            _recent(message, reader),
            reader.say("alert-opened", at=reader.moment(message.opened_at), count=message.count),
            _whose(message, reader),
        ),
        reader.say("alert-reference", reference=f"{message.alert % 36**6:06d}"[-6:], version=message.version),
    )


def _cause(message: AlertCard, reader: Reader) -> Html:
    flags = tuple(flag for flag in str(message.inputs.get("flags", "")).split(",") if flag)
    tier = message.inputs.get("tier")
    values = {"flags": signs(flags, reader), "letter": str(tier or "")}
    values["tier"] = reader.say(f"alert-tier-{tier}") if tier else ""
    return reader.say(f"alert-{message.rule}", **values)


def _numbers(message: AlertCard, reader: Reader) -> Html | None:
    if "pain_during" not in message.inputs and "pain_24h" not in message.inputs:
        return None
    during, after = message.inputs.get("pain_during"), message.inputs.get("pain_24h")
    shown = {"during": UNKNOWN if during is None else during, "after": UNKNOWN if after is None else after}
    return reader.say("alert-numbers", **shown)


def _recent(message: AlertCard, reader: Reader) -> Html:
    if not message.recent:
        return reader.say("alert-recent-none")
    listed = Html(" · ".join(f"{reader.day(day)} <b>{value}</b>" for day, value in message.recent[-MOST_RECENT:]))
    return reader.say("alert-recent", list=listed)


def _whose(message: AlertCard, reader: Reader) -> Html | None:
    owner = message.owner or UNKNOWN
    if message.state == "resolved" and message.resolved_at is not None:
        return reader.say("alert-resolved", at=reader.moment(message.resolved_at), owner=owner)
    if message.state == "acknowledged" and message.acknowledged_at is not None:
        return reader.say("alert-acknowledged", at=reader.moment(message.acknowledged_at), owner=owner)
    return None
