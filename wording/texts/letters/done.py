"""The sections that say what was done: the programme with its dates, every step down, and what else was tried."""

from collections.abc import Mapping

from rehab.messages.day import Explained, Value
from rehab.messages.letter import Away, Dealt, ExitTested, Letter, Order, Programme, Spell, Told, Week
from wording.reader import Reader
from wording.sheets import Grid, Lines, Rows, Section
from wording.texts import doses
from wording.texts.decisions import number
from wording.texts.letters.base import section
from wording.texts.timeline import happened
from wording.words import UNKNOWN, Html

WEEKS = 26  # so many of the latest weeks have a row
RESTING = frozenset({"stopped", "discharged", "paused"})
BRIEF = 4  # and so many are told in a chat


def programme(letter: Letter, reader: Reader) -> Section:
    """What was actually done, and what is done now."""
    done, say = letter.programme, reader.say
    since = say("letter-since-weeks", day=reader.dated(done.since), weeks=number(done.weeks))
    rows = [
        (say("letter-since"), since),
        (say("letter-sessions"), _sessions(done, reader)),
        (say("letter-stages"), _listed([_spell(one, reader) for one in done.spells])),
        (say("letter-now"), _now(done, reader)),
        (say("letter-dose"), _dose(done, reader)),
        (say("letter-pauses"), _listed([_away(one, reader) for one in done.pauses]) or say("letter-none")),
        (say("letter-tests"), _listed([_test(one, reader) for one in done.tests]) or say("letter-none")),
    ]
    return section("programme", reader, Rows(rows=tuple(rows)))


def _listed(parts: list[Html]) -> Html:
    return Html("; ".join(parts))


def sessions(done: Programme) -> dict[str, object]:
    """Sessions done and prescribed in the whole programme."""
    table = done.table
    return {"done": number(sum(week.done for week in table)), "prescribed": sum(week.prescribed for week in table)}


def _sessions(done: Programme, reader: Reader) -> Html:
    if done.adherence is None:
        return reader.say("letter-sessions-none")
    return reader.say("letter-sessions-done", percent=done.adherence, **sessions(done))


def _spell(spell: Spell, reader: Reader) -> Html:
    since = reader.dated(spell.since)
    when = reader.say("letter-since-day", since=since)
    if spell.until is not None:
        when = reader.say("letter-from-to", since=since, until=reader.dated(spell.until))
    levels = reader.say("letter-levels", lowest=spell.lowest, highest=spell.highest)
    if spell.lowest == spell.highest:
        levels = reader.say("letter-level", level=spell.lowest)
    return reader.say("letter-spell", stage=spell.stage, levels=levels, when=when)


def _now(done: Programme, reader: Reader) -> Html:
    stage, level = done.position
    status = reader.say(f"status-{done.status}")
    held = [reader.say("letter-now-held")] if done.held else []
    lighter = [reader.say("letter-now-lighter")] if done.lighter else []
    return Html(" · ".join([reader.say("letter-now-at", stage=stage, level=level, status=status), *held, *lighter]))


def _dose(done: Programme, reader: Reader) -> Html:
    rhythm = reader.say("letter-rhythm-weekly", per_week=done.per_week)
    if done.daily:
        rhythm = reader.say("letter-rhythm-daily", blocks=done.blocks)
    named = [f"{doses.name(one.dose.id, reader)}, {doses.amount(one, reader)}" for one in done.exercises]
    manner = doses.manner(done.exercises[0], reader)
    dose = Html("; ".join([*named, manner, rhythm]))
    return reader.say("letter-dose-resting", dose=dose) if done.status in RESTING else dose


def _away(pause: Away, reader: Reader) -> Html:
    since = reader.dated(pause.since)
    if pause.until is None:
        return reader.say("letter-since-day", since=since)
    return reader.say("letter-from-to", since=since, until=reader.dated(pause.until))


def _test(test: ExitTested, reader: Reader) -> Html:
    return reader.say("letter-test", stage=test.stage, passed=int(test.passed), day=reader.dated(test.day))


def lowered(letter: Letter, reader: Reader) -> Section:
    """Every step down with its date and reason."""
    lines = tuple(_lowered(one, reader) for one in letter.programme.lowered)
    if not lines:
        return section("lowered", reader, Lines(lines=(reader.say("letter-lowered-none"),)))
    return section("lowered", reader, Lines(lines=lines, listed=True))


def _lowered(decision: Explained, reader: Reader) -> Html:
    why = reader.say(f"letter-because-{decision.rule}", **with_ratings(decision.inputs, reader))
    before, after = [f"{place.stage}.{place.level}" for place in (decision.before, decision.after)]
    told = {"day": reader.dated(decision.at), "from": before, "why": why}
    return (
        reader.say("letter-lowered-dose", **told)
        if decision.lighter
        else reader.say("letter-lowered", **told, to=after)
    )


def with_ratings(inputs: Mapping[str, Value], reader: Reader) -> dict[str, object]:
    """The numbers of a rule, and in words the ratings that it knew."""
    rated = [(name, inputs[name]) for name in ("pain_during", "pain_24h") if inputs.get(name) is not None]
    said = Html(", ".join(reader.say(f"letter-rated-{name}", value=number(value)) for name, value in rated))
    return {**{name: number(value) for name, value in inputs.items()}, "rated": said}


def weeks(letter: Letter, reader: Reader) -> Section:
    """The latest weeks, a row each; without a column for averages that the patient never gave."""
    table, say = letter.programme.table[-WEEKS:], reader.say
    averaged = any(week.average is not None for week in table)
    head = (
        say("letter-week"),
        say("letter-week-from"),
        say("letter-week-sessions"),
        say("letter-week-during"),
        say("letter-week-after"),
        *((say("letter-week-average"),) if averaged else ()),
    )
    brief = tuple(_brief(week, reader) for week in table[-BRIEF:])
    grid = Grid(head=head, rows=tuple(_week(week, reader)[: len(head)] for week in table), brief=brief)
    notes = (say("letter-weeks-note"), *((say("letter-weeks-note-average"),) if averaged else ()))
    return section("weeks", reader, *((grid, Lines(lines=notes, small=True)) if table else ()))


def _week(week: Week, reader: Reader) -> tuple[str, ...]:
    done = f"{number(week.done)}/{week.prescribed}" if week.prescribed else UNKNOWN
    pain = [str(number(value)) for value in (week.during, week.after, week.average)]
    return (str(week.number), reader.dated(week.first), done, *pain)


def _brief(week: Week, reader: Reader) -> Html:
    values = {"done": number(week.done), "during": number(week.during), "after": number(week.after)}
    return reader.say("letter-week-brief", number=week.number, prescribed=week.prescribed, **values)


def tried(letter: Letter, reader: Reader) -> Section:
    """What was tried, as far as anything is recorded of it."""
    done = letter.programme
    counted = sessions(done)
    loading = reader.say("letter-tried-loading", spells=len({one.stage for one in done.spells}), **counted)
    lines = (
        *([loading] if counted["prescribed"] else []),
        reader.say("letter-tried-lowered", count=len(done.lowered)),
        *(_told(one, reader) for one in done.told),
        *(_order(one, reader) for one in done.orders),
        *(_dealt(one, reader) for one in letter.dealt),
        reader.say("letter-tried-unknown"),
    )
    return section("tried", reader, Lines(lines=lines, listed=True))


def _told(told: Told, reader: Reader) -> Html:
    what = happened(told.what, told.data, reader)
    return reader.say("letter-tried-told", day=reader.dated(told.day), what=what)


def _order(order: Order, reader: Reader) -> Html:
    values = {"day": reader.dated(order.day), "command": reader.say(f"command-{order.command}")}
    if order.place is None:
        return reader.say("letter-tried-order", **values)
    return reader.say("letter-tried-order-at", stage=order.place.stage, level=order.place.level, **values)


def _dealt(dealt: Dealt, reader: Reader) -> Html:
    return reader.say(
        "letter-tried-dealt",
        opened=reader.dated(dealt.opened_at),
        rule=reader.say(f"rule-{dealt.rule}"),
        reply=reader.say(f"letter-reply-{dealt.reply or 'none'}"),
        by=dealt.by or UNKNOWN,
        resolved=reader.dated(dealt.resolved_at),
    )
