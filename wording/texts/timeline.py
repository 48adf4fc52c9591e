"""What happened to a patient as clinicians read it: one line a link of the chain, and the chart."""

from collections.abc import Callable, Mapping

from rehab.events import NOTHING
from rehab.messages.day import Explained, Value
from rehab.messages.patients import ChartPicture, TimelineCard, TimelineLine
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.decisions import number
from wording.texts.outcomes import measure_name, measure_value
from wording.texts.plan import amount
from wording.texts.safety import named, signs
from wording.texts.staff import page
from wording.words import UNKNOWN, Html


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
    return happened(line.what, line.data, reader)


def happened(what: str, data: Mapping[str, Value], reader: Reader) -> Html:
    """A fact of the chain in a few words."""
    told = _EVENTS.get(what)
    return told(data, reader) if told else reader.say(f"timeline-{what}", **_values(data))


def _screen(data: Mapping[str, Value], reader: Reader) -> Html:
    """A red-flag screen: what was ticked, or that nothing was of what was asked about."""
    if flags := named(data.get("flags")):
        return reader.say("timeline-red_flag", flags=signs(flags, reader))
    if asked := named(data.get("asked")):
        return reader.say("timeline-red_flag-asked", flags=signs(asked, reader))
    return reader.say("timeline-red_flag-clean")


def _order(data: Mapping[str, Value], reader: Reader) -> Html:
    command = reader.say(f"command-{data['command']}")
    if "level" not in data:
        return reader.say("timeline-clinician", command=command)
    place = {"stage": data["stage"], "level": data["level"]}
    return reader.say("timeline-clinician-position", command=command, **place)


def _outcome(data: Mapping[str, Value], reader: Reader) -> Html:
    measure = str(data["measure"])
    entered = int(data.get("by") == "clinician")
    value = measure_value(measure, data["value"], reader)
    return reader.say("timeline-outcome", measure=measure_name(measure, reader), value=value, entered=entered)


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
    known |= {"worst": data.get("worst_pain", UNKNOWN)}
    passed = int(bool(data.get("passed")))
    return {**known, "passed": passed, "zone": data.get("timezone", "")}


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


def _run(data: Mapping[str, Value], reader: Reader) -> Html:
    return reader.say("timeline-run", before=number(data["before"]), step=data["step"])


def _routine_sign(data: Mapping[str, Value], reader: Reader) -> Html:
    return reader.say("timeline-routine_sign", signs=signs(named(data.get("signs")), reader))


def _treatment(data: Mapping[str, Value], reader: Reader) -> Html:
    return reader.say("timeline-treatment", what=reader.say(f"care-{data['what']}"))


def _pain_24h(data: Mapping[str, Value], reader: Reader) -> Html:
    if "stiffness" in data:
        return reader.say("timeline-pain_24h-stiff", value=data["value"], stiffness=data["stiffness"])
    return reader.say("timeline-pain_24h", value=data["value"])


def _barrier(data: Mapping[str, Value], reader: Reader) -> Html:
    return reader.say("timeline-barrier", value=reader.say(f"button-obstacle-{data['value']}"))


def _trigger(data: Mapping[str, Value], reader: Reader) -> Html:
    """What was different before a flare, in the protocol's words, or nothing."""
    name = str(data["value"])
    value = reader.say("button-trigger-nothing" if name == NOTHING else f"trigger-{name}")
    return reader.say("timeline-trigger", value=value)


_EVENTS: Mapping[str, Callable[[Mapping[str, Value], Reader], Html]] = {
    "session": _session,
    "pain_24h": _pain_24h,
    "outcome": _outcome,
    "run": _run,
    "red_flag": _screen,
    "routine_sign": _routine_sign,
    "treatment": _treatment,
    "clinician": _order,
    "barrier": _barrier,
    "trigger": _trigger,
}
