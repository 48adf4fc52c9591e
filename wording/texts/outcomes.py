"""Outcome measures, as clinicians read them: exact, each in its unit."""

from rehab.measures import MEASURES, DueTotal
from rehab.messages.outcomes import MeasureLine, Outcomes, TotalCard, TotalStep
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.decisions import number
from wording.words import UNKNOWN, Html


def outcome_lines(outcomes: Outcomes, reader: Reader) -> Html:
    """The week's pain, every measure with its first value and its latest, and the totals that are due."""
    measures = Html(" · ".join(_measure(line, reader) for line in outcomes.measures))
    due = Html(" · ".join(_due(one, reader) for one in outcomes.due))
    return reader.lines(
        _week(outcomes, reader),
        reader.say("patient-measures", list=measures) if measures else None,
        reader.say("patient-totals-due", list=due) if due else None,
    )


def _week(outcomes: Outcomes, reader: Reader) -> Html | None:
    if (week := outcomes.week) is None:
        return None
    worst = UNKNOWN if week.worst is None else week.worst
    values = {"average": week.average, "worst": worst, "first": week.first}
    return reader.say("patient-week", day=reader.day(week.day), **values)


def _measure(line: MeasureLine, reader: Reader) -> Html:
    name, bar = measure_name(line.measure, reader), MEASURES[line.measure].bar
    first, latest = (measure_value(line.measure, value, reader) for value in (line.first, line.latest))
    if line.given == 1:
        return reader.say("measure-once", name=name, latest=latest)
    small = bar is not None and 0 < abs(line.latest - line.first) < bar
    values = {"name": name, "first": first, "latest": latest, "bar": number(bar)}
    return reader.say("measure-since-small" if small else "measure-since", **values)


def measure_name(measure: str, reader: Reader) -> Html:
    """What a measure is called; one that is not known by its id."""
    return reader.say(f"measure-{measure}") if reader.words.has(f"measure-{measure}") else Html(measure)


def measure_value(measure: str, value: object, reader: Reader) -> Html:
    """A value with its unit, if it has one."""
    own = f"measure-value-{measure}"
    sign = "+" if isinstance(value, int | float) and value > 0 else ""
    return reader.say(own if reader.words.has(own) else "measure-value", value=number(value), sign=sign)


def _due(one: DueTotal, reader: Reader) -> Html:
    return reader.say("total-due", name=measure_name(one.measure, reader), week=one.week)


@text.register
def total(message: TotalCard, reader: Reader) -> Html:
    """A clinician enters a total."""
    if message.step is TotalStep.CHOOSE or message.measure is None:
        return reader.say("total-choose", name=message.name)
    known, measure = MEASURES[message.measure], measure_name(message.measure, reader)
    if message.step is TotalStep.TYPE:
        return reader.say("total-type", name=message.name, measure=measure, low=known.low, high=known.high)
    value = measure_value(message.measure, message.value, reader)
    values = {"name": message.name, "measure": measure, "value": value}
    return reader.say("total-replaced" if message.replaced else "total-kept", **values)
