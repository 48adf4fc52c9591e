"""Where a patient stands, why, what comes next, how it went; settings, pausing, leaving."""

from collections.abc import Iterator
from datetime import date

from rehab.messages.plan import (
    GoalCard,
    LeaveCard,
    Missing,
    NextCard,
    PauseCard,
    PauseView,
    PlanCard,
    ProgressCard,
    SettingsCard,
    SettingsView,
    TodayCard,
    TodayItem,
    WhyCard,
)
from wording.reader import Reader
from wording.texts import doses
from wording.texts.base import text
from wording.texts.common import clinic_values
from wording.texts.decisions import limits, numbers, sentence
from wording.texts.enrolment import zone_name
from wording.texts.running import run_standing
from wording.texts.week import better
from wording.words import UNKNOWN, Html

MARKS = {"open": "▫️", "coming": "▫️", "done": "✅", "skipped": "⏭", "missed": UNKNOWN}
MOST_DAYS = 4  # are named one by one


@text.register
def plan(message: PlanCard, reader: Reader) -> Html:
    """The plan's card."""
    stage, level = message.position
    name = reader.say(f"stage-{stage}") if message.status != "maintenance" else reader.say("stage-maintenance")
    head = reader.say("plan-head", stage=stage, level=level, levels=message.levels, name=name)
    status = reader.say(f"plan-status-{message.status}") if reader.words.has(f"plan-status-{message.status}") else None
    first = reader.say("plan-first") if message.first else None
    runs = message.status in {"active", "flare", "maintenance"}
    run = run_standing(message.run, reader) if message.run else None
    return reader.paragraphs(
        reader.say("notice"),
        reader.lines(first, head, status),
        reader.lines(doses.brief(message.exercises, reader), _lighter(message, reader), _rhythm(message, reader)),
        run,
        _first_tips(message, reader) if message.first else _towards(message, reader) if runs else None,
    )


def _lighter(message: PlanCard, reader: Reader) -> Html | None:
    return reader.say("plan-lighter") if message.lighter else None


def _rhythm(message: PlanCard, reader: Reader) -> Html:
    times = reader.clocks(message.times)
    if message.daily:
        return reader.say("plan-blocks", blocks=message.blocks, times=times)
    return reader.say("plan-loading", per_week=message.per_week, times=times, gap=message.gap_hours)


def _first_tips(message: PlanCard, reader: Reader) -> Html:
    avoid = _avoid(message, reader)
    following = reader.say("plan-next", when=reader.soon(message.next_session)) if message.next_session else None
    return reader.paragraphs(avoid, reader.lines(following, reader.say("plan-first-tip")))


def _avoid(message: PlanCard, reader: Reader) -> Html | None:
    listed = Html(", ".join(reader.say(f"avoid-{one}") for one in message.avoid))
    return reader.say("plan-avoid", list=listed) if listed else None


def _towards(message: PlanCard, reader: Reader) -> Html:
    """When the next session is, and what moving on still needs."""
    following = reader.say("plan-next", when=reader.soon(message.next_session)) if message.next_session else None
    if message.status == "maintenance" and "maintenance" in message.blocks_by:
        aim = reader.say("plan-aim", aim=message.aim) if message.aim is not None else None
        kept = reader.lines(reader.say("plan-missing-maintenance"), aim, _tip("stage-maintenance.tip", reader))
        return reader.paragraphs(following, kept)
    needs = [_need(one, reader) for one in message.missing]
    blocks = [name for name in message.blocks_by if name in {"approval", "routine_sign", "clinician_hold"}]
    needs += [_held(name, message, reader) for name in blocks]
    wanted = reader.lines(reader.say("plan-missing"), *needs)
    return reader.paragraphs(following, wanted, reader.say("plan-easy"), _avoid(message, reader))


def _tip(name: str, reader: Reader) -> Html | None:
    """What a condition calls for besides, if it calls for anything."""
    return reader.say(name) if reader.words.has(name) else None


def _held(name: str, message: PlanCard, reader: Reader) -> Html:
    """What holds the plan; an approval is asked for as soon as nothing else is missing."""
    asked = message.blocks_by == ("approval",) and all(one.met for one in message.missing)
    return reader.say("need-approval-asked" if asked else f"need-{name}")


def _need(missing: Missing, reader: Reader) -> Html:
    mark = "☑" if missing.met else "☐"
    return reader.say(f"need-{missing.name}", mark=mark, have=missing.have, need=missing.need)


@text.register
def today(message: TodayCard, reader: Reader) -> Html:
    """What today holds."""
    if message.status in {"paused", "awaiting", "stopped", "discharged"}:
        return reader.say(f"today-{message.status}")
    single = sum(item.what == "session" for item in message.items) == 1
    lines = [_item(item, reader, single=single) for item in message.items]
    rest = reader.say("today-rest") if message.rest_day else None
    nothing = reader.say("today-nothing") if not lines and not rest else None
    following = reader.say("today-next", when=reader.soon(message.next_at)) if message.next_at else None
    head = reader.say("today-head", day=reader.day(message.day))
    return reader.paragraphs(reader.lines(head, *lines, rest, nothing), following)


def _item(item: TodayItem, reader: Reader, *, single: bool) -> Html:
    what = "single" if item.what == "session" and single else item.what
    said = reader.say(f"today-{what}", slot=item.slot)
    return reader.say("today-item", mark=MARKS[item.state], time=reader.clock(item.due_at), what=said)


@text.register
def why(message: WhyCard, reader: Reader) -> Html:
    """The last decision with its rule and numbers."""
    decision = message.decision
    said, compared = numbers(decision, reader), limits(decision, reader)
    return reader.paragraphs(
        sentence(decision, reader),
        reader.lines(
            reader.say("why-rule", rule=reader.say(f"rule-{decision.rule}")),
            reader.say("why-numbers", numbers=said) if said else None,
            reader.say("why-limits", limits=compared) if compared else None,
        ),
        reader.lines(
            reader.say("why-source", source=decision.source, version=decision.version),
            reader.say("why-when", at=reader.moment(decision.at)),
        ),
    )


@text.register
def following(message: NextCard, reader: Reader) -> Html:
    """What exactly would move the plan on, and when at the earliest."""
    if message.at is None or message.after is None:
        return reader.say(f"next-none-{_why_none(message)}")
    stage, level = message.after
    kind = "maintenance" if message.maintenance else "stage" if stage != message.position.stage else "level"
    head = reader.say(f"next-head-{kind}", stage=stage, level=level)
    when = reader.say("next-when", when=reader.soon(message.at))
    wanted = reader.lines(reader.say("next-wanted"), *_wanted(message, reader))
    return reader.paragraphs(reader.lines(head, when), wanted, reader.say("next-no-setback"))


def _why_none(message: NextCard) -> str:
    return message.status if message.status in {"stopped", "awaiting", "discharged", "maintenance"} else "far"


def _wanted(message: NextCard, reader: Reader) -> Iterator[Html]:
    """Everything that has to happen, in the order in which it can."""
    if message.resume:
        yield reader.say("next-resume")
    for order in message.orders:
        yield reader.say(f"next-order-{order}", stage=message.after[0] if message.after else 0)
    if message.exit_test is not None:
        yield reader.say("next-test", test=reader.say(f"test-{message.exit_test}"))
    if message.train_on:
        yield reader.say("next-sessions", count=len(message.train_on), days=_days(message.train_on, reader))
    yield reader.say("next-answers")
    yield reader.say("next-easy", most=message.at_most)


def _days(days: tuple[date, ...], reader: Reader) -> Html:
    """Each day by itself, or the first and the last of many."""
    if len(days) > MOST_DAYS:
        return reader.say("next-from-to", first=reader.day(days[0]), last=reader.day(days[-1]))
    return Html(", ".join(reader.day(day) for day in days))


@text.register
def progress(message: ProgressCard, reader: Reader) -> Html:
    """The week in words, under the chart."""
    week = reader.say("progress-week-none")
    if message.prescribed:
        week = reader.say("progress-week", done=amount(message.done), prescribed=message.prescribed)
    pain = reader.say("progress-pain-none")
    if message.latest is not None:
        first = UNKNOWN if message.first is None else message.first
        pain = reader.say("progress-pain", latest=message.latest, first=first)
    return reader.lines(week, pain, *better(message.better, reader), reader.say("progress-tip"))


def amount(value: float) -> object:
    """A count of sessions, with a half where there is one."""
    return int(value) if value == int(value) else value


@text.register
def settings(message: SettingsCard, reader: Reader) -> Html:
    """The settings, or the choices for one of them."""
    values = {
        "blocks": reader.clocks(message.blocks),
        "loading": reader.clock(message.loading),
        "from": reader.clock(message.quiet_from),
        "to": reader.clock(message.quiet_to),
        "zone": zone_name(message.zone),
        "now": reader.clock(message.now),
        "fewer": int(message.fewer),
    }
    view = SettingsView(message.view)
    return reader.say(f"settings-{view}", **values)


@text.register
def pause(message: PauseCard, reader: Reader) -> Html:
    """Pausing, and coming back."""
    match message.view:
        case PauseView.PAUSED if message.until is not None:
            return reader.say("pause-paused-until", day=reader.day(message.until))
        case PauseView.WELCOME_BACK:
            return reader.say("pause-back")
        case PauseView.TREATED:
            what = reader.say(f"care-{message.what}")
            return reader.say("pause-treated", what=what, **clinic_values(message.clinic))
        case PauseView.RESUMED if message.position is not None:
            stage, level = message.position
            went = reader.say("pause-resumed", stage=stage, level=level)
            return reader.paragraphs(sentence(message.decision, reader) if message.decision else None, went)
        case view:
            return reader.say(f"pause-{view}", days=message.days)


@text.register
def goal(message: GoalCard, reader: Reader) -> Html:
    """The goal is reached."""
    return reader.say("goal-done" if message.done else "goal-ask")


@text.register
def leave(message: LeaveCard, reader: Reader) -> Html:
    """Stopping for good."""
    return reader.say(f"leave-{message.view}", **clinic_values(message.clinic))
