"""Letters of every kind, with nothing in them and with more than anybody will ever have."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

from rehab.alerts import Reply
from rehab.engine import Verdict
from rehab.events import Command
from rehab.letter import ASKED, TOPICS
from rehab.measures import MEASURES
from rehab.messages import Clinic, Message
from rehab.messages import letter as m
from rehab.messages.day import Exercise, Explained, Value
from rehab.messages.plan import ChartData, ChartDay, ChartMove, ChartWeek
from rehab.plan import Position, Status
from rehab.protocol import shipped_protocol
from rehab.timetable import as_shown

NOW = datetime(2026, 3, 30, 8, tzinfo=UTC)
START = date(2026, 1, 5)
PROTOCOL = shipped_protocol()
LOWERING = ("gap", "severe_pain", "flare_at_24h", "second_red", "red_day", "week_drift")
NUMBERS: Mapping[str, Value] = {
    "weeks": 12.3, "adherence": 86, "pain_start": 5.0, "pain_now": 4.6, "fall_percent": 8.0, "questionnaire_gain": 4.0,
    "days_without_gain": 42, "silent_days": 1, "pain_during": 7, "pain_24h": 5, "rise": 2.5, "days": 15, "mean": 4.3,
    "before": 3.0, "flags": "pop,bruising", "tier": "A", "what": "injection",
}  # fmt: skip


def day(number: int) -> date:
    """A day of the programme, counted from 0."""
    return START + timedelta(days=number)


def told() -> tuple[m.Told, ...]:
    """Everything of the kind that a patient can tell."""
    return (
        m.Told(day=day(5), what="barrier", data={"value": "time"}),
        m.Told(day=day(9), what="trigger", data={"value": PROTOCOL.flare.triggers[0]}),
        m.Told(day=day(10), what="routine_sign", data={"signs": next(iter(PROTOCOL.routine_signs))}),
        m.Told(day=day(11), what="treatment", data={"what": "injection"}),
    )


def fired(rule: str) -> m.Fired:
    """A rule with every number and threshold that it may have."""
    if rule == ASKED:
        return m.Fired(rule=ASKED, at=NOW, inputs=NUMBERS)
    uses, options = TOPICS[rule].uses, TOPICS[rule].options
    thresholds = {name: PROTOCOL.thresholds.value(name) for name in uses}
    return m.Fired(rule=rule, at=NOW, inputs=NUMBERS, thresholds=thresholds, asks=True, options=options)


def down(rule: str, at: int, *, lighter: bool = False, after: int | None = 5) -> Explained:
    """A step down."""
    return Explained(
        at=datetime.combine(day(at), datetime.min.time(), UTC),
        rule=rule,
        verdict=Verdict.REDUCE,
        before=Position(2, 2),
        after=Position(2, 2 if lighter else 1),
        lighter=lighter,
        inputs={**NUMBERS, "pain_24h": after},
    )


def exercises(place: Position) -> tuple[Exercise, ...]:
    """What is done at a place of the ladder."""
    doses = PROTOCOL.level(*place).exercises
    return tuple(as_shown(dose, PROTOCOL) for dose in doses)


def bare(name: str = "Ann Example", clinic: Clinic | None = None, rule: str = ASKED) -> m.Letter:
    """A patient who has just begun: nothing is known yet."""
    return m.Letter(
        reference=(1 << 62) - 1,
        at=NOW,
        urgency=m.Urgency.ROUTINE,
        version="pht 1.0.0",
        fired=fired(rule),
        subject=m.Subject(name=name, side="left", clinician=name, clinic=clinic),
        programme=m.Programme(
            since=START,
            weeks=0.0,
            adherence=None,
            status=Status.ACTIVE,
            position=Position(1, 1),
            held=False,
            lighter=False,
            exercises=exercises(Position(1, 1)),
            blocks=2,
            daily=True,
            per_week=0,
            spells=(m.Spell(stage=1, since=START, until=None, lowest=1, highest=1),),
        ),
        screened_at=START,
        chart=ChartData(ceiling=5, easy=3),
    )


def full(name: str = "Ann Example", clinic: Clinic | None = None, rule: str = "stalled", times: int = 1) -> m.Letter:
    """A patient of half a year, with so many times as much as is usual."""
    known = bare(name, clinic, rule)
    programme = replace(
        known.programme,
        weeks=26.0,
        adherence=86,
        held=True,
        lighter=True,
        position=Position(2, 2),
        daily=False,
        exercises=exercises(Position(2, 2)),
        per_week=3,
        status=Status.PAUSED,
        spells=(
            m.Spell(stage=1, since=START, until=day(14), lowest=1, highest=4),
            m.Spell(stage=2, since=day(14), until=None, lowest=2, highest=2),
        ),
        table=tuple(_week(number) for number in range(1, 27)),
        pauses=(m.Away(since=day(30), until=day(40)), m.Away(since=day(80), until=None)) * times,
        lowered=tuple(down(rule, 20, lighter=rule == "red_day") for rule in LOWERING) * times,
        tests=(m.ExitTested(day=day(9), stage=1, passed=False), m.ExitTested(day=day(14), stage=1, passed=True))
        * times,
        told=told() * times,
        orders=tuple(_order(command) for command in Command) * times,
    )
    subject = replace(known.subject, agreed_at=NOW, agreed_to="1", phone="07700 900123", injected=True)
    subject = replace(subject, sport_goal=True, pain_at_start=5)
    totals = tuple(m.Totals(measure=one, values=((START, 48.0), (day(80), 52.5)) * times) for one in (*MEASURES, "new"))
    screens = (
        m.Screened(day=day(7), flags=()),
        m.Screened(day=day(8), flags=(), asked=("pop",)),
        m.Screened(day=day(14), flags=tuple(PROTOCOL.red_flags)[:2]),
    ) * times
    dealt = tuple(
        m.Dealt(rule="stalled", opened_at=NOW, resolved_at=NOW, reply=reply, by=name if reply else None)
        for reply in (*Reply, None)
    )
    return replace(
        known,
        subject=subject,
        programme=programme,
        screens=screens,
        totals=totals,
        dealt=dealt * times,
        chart=_chart(),
        trends=tuple(_trend(what) for what in ("after", "during", "average")),
    )


def _week(number: int) -> m.Week:
    first = day(7 * number - 7)
    if number % 5 == 0:
        return m.Week(number=number, first=first, done=0.0, prescribed=0)
    return m.Week(number=number, first=first, done=2.5, prescribed=3, during=4.0, after=3.7, average=4)


def _order(command: Command) -> m.Order:
    place = Position(2, 2) if command in {Command.SET, Command.RESTART} else None
    return m.Order(day=day(20), command=command, place=place)


def _trend(what: str) -> m.Trend:
    return m.Trend(what=what, first=5.0, latest=4.6, best=4.1, weeks=12, slope=-0.2)


def _chart() -> ChartData:
    return ChartData(
        ceiling=5,
        easy=3,
        days=tuple(ChartDay(day=day(i), pain_24h=i % 6, pain_during=None if i % 3 else 4) for i in range(182)),
        weeks=tuple(ChartWeek(monday=day(7 * i), done=2.5, prescribed=3) for i in range(26)),
        moves=(ChartMove(day=START, position=Position(1, 1)), ChartMove(day=day(14), position=Position(2, 2))),
    )


def letters(name: str, clinic: Clinic) -> Iterator[Message]:
    """Each part of each letter, and its document."""
    kinds = [bare(name, None), bare(name, clinic), full(name, clinic, times=40)]
    for rule, urgency in product([*TOPICS, ASKED], m.Urgency):
        kinds.append(replace(full(name, clinic, rule), urgency=urgency))
    last = replace(full(name, clinic), screens=(m.Screened(day=day(14), flags=("pop",)),))
    one = replace(full(name, clinic), trends=(replace(_trend("after"), weeks=1, slope=None),), screens=())
    never = replace(
        one, trends=(replace(_trend("after"), first=0.0, latest=0.0),), subject=replace(one.subject, injected=False)
    )
    for letter in (*kinds, last, one, never):
        yield from (m.LetterText(part=part, letter=letter) for part in m.LetterPart)
        yield m.LetterFile(letter=letter)
