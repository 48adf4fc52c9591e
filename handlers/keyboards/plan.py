"""Buttons of the plan, today, settings, pausing and leaving."""

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import Row, button, keyboard, markup, pairs
from handlers.keyboards.day import flag_row
from handlers.keyboards.enrolment import cities
from rehab.messages.common import Help
from rehab.messages.plan import (
    GoalCard,
    LeaveCard,
    NextCard,
    PauseCard,
    PauseView,
    PlanCard,
    ProgressCard,
    RunningCard,
    SettingsCard,
    SettingsView,
    TodayCard,
    TodayState,
    WhyCard,
)
from rehab.protocol import Care
from usecases.pause import LENGTHS
from usecases.records import PauseReason
from usecases.settings import BLOCK_CHOICES, LOADING_CHOICES, QUIET_CHOICES
from wording.reader import Reader


@keyboard.register
def plan(message: PlanCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Today, why, and at the top of a stage its test."""
    if message.status == "paused":
        return markup([button(reader, "resume", "pc")], flag_row(reader))
    test = message.exit_test is not None and message.status in {"active", "maintenance"} and not message.first
    wanted = any(one.name == "exit_test" and not one.met for one in message.missing)
    views = [button(reader, "today", "vt")] + ([] if message.first else [button(reader, "why", "vw")])
    ahead = [] if message.first else [button(reader, "ahead", "vn")]
    learn = [button(reader, "what-helps" if message.status == "flare" else "learn", "ll")]
    learn += [button(reader, "running", "vr")] if message.runs and not message.first else []
    goal = [button(reader, "goal", "gr")] if message.goal and not message.first else []
    test_row = [button(reader, "test", "ts")] if test and wanted else []
    return markup(test_row, ahead, views, learn, goal, flag_row(reader))


@keyboard.register
def today(message: TodayCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """What can be done now."""
    if message.status == "paused":
        return markup([button(reader, "resume", "pc")], flag_row(reader))
    single = sum(item.what == "session" for item in message.items) == 1
    rows: list[Row] = []
    for item in message.items:
        if item.state is TodayState.OPEN:
            what = "single" if item.what == "session" and single else item.what
            rows.append([button(reader, "do-now", "so", item.prompt, what=reader.say(f"today-{what}", slot=item.slot))])
    test = [button(reader, "load-test", "mt")] if message.load_test else []
    return markup(*rows, test, [button(reader, "plan", "vp")], flag_row(reader))


@keyboard.register
def running(_: RunningCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Back to the plan."""
    return markup([button(reader, "plan", "vp")], flag_row(reader))


@keyboard.register
def why(_: WhyCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """On to the plan."""
    return markup([button(reader, "plan", "vp")], flag_row(reader))


@keyboard.register
def following(message: NextCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """What is still to be done for it can be done from here."""
    test = [button(reader, "test", "ts")] if message.exit_test and message.status in {"active", "maintenance"} else []
    back = [button(reader, "resume", "pc")] if message.status == "paused" else []
    return markup(test, back, [button(reader, "today", "vt"), button(reader, "plan", "vp")], flag_row(reader))


@keyboard.register
def progress(_: ProgressCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """A picture can be put away."""
    return markup([button(reader, "close", "vc")], flag_row(reader))


@keyboard.register
def settings(message: SettingsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """What can be set, or the choices for one setting."""
    back = [button(reader, "back", "sv", "home")]
    match message.view:
        case SettingsView.HOME:
            return _home(message, reader)
        case SettingsView.BLOCKS:
            choices = [button(reader, "at", "sB", i, time=reader.clocks(one)) for i, one in enumerate(BLOCK_CHOICES)]
            return markup(*[[one] for one in choices], back)
        case SettingsView.LOADING:
            choices = [button(reader, "at", "sL", i, time=reader.clock(one)) for i, one in enumerate(LOADING_CHOICES)]
            return markup(*pairs(choices), back)
        case SettingsView.QUIET:
            return markup(*_quiet(reader), back)
        case SettingsView.ZONE:
            return markup([button(reader, "yes-time", "sv", "home")], [button(reader, "other-city", "sv", "city")])
        case SettingsView.CITIES:
            return markup(*cities(message.cities, "sZ"), back)
        case _:
            return markup(back)


def _home(message: SettingsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    views = ("blocks", "loading", "quiet", "zone")
    buttons = [button(reader, f"set-{view}", "sv", view) for view in views]
    fewer = button(reader, "fewer-off", "sF", 0) if message.fewer else button(reader, "fewer-on", "sF", 1)
    return markup(*pairs(buttons), [fewer], flag_row(reader))


def _quiet(reader: Reader) -> list[Row]:
    values = [{"from": reader.clock(begin), "to": reader.clock(end)} for begin, end in QUIET_CHOICES]
    return pairs([button(reader, "range", "sQ", i, **one) for i, one in enumerate(values)])


@keyboard.register
def pause(message: PauseCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Why, for how long, and the way back."""
    match message.view:
        case PauseView.REASON:
            own = [reason for reason in PauseReason if reason is not PauseReason.TREATMENT]
            reasons = pairs([button(reader, reason, "pr", reason.value) for reason in own])
            return markup(*reasons, [button(reader, "treatment", "pi")], flag_row(reader))
        case PauseView.UNTIL:
            reason = message.reason or PauseReason.OTHER.value
            lengths = [button(reader, "days", "pu", reason, days, days=days) for days in LENGTHS]
            return markup(lengths, [button(reader, "no-end", "pu", reason, 0)])
        case PauseView.PAUSED:
            return markup([button(reader, "resume", "pc")], flag_row(reader))
        case PauseView.WELCOME_BACK:
            return markup([button(reader, "resume", "pc"), button(reader, "stay-paused", "ps")], flag_row(reader))
        case PauseView.CHECK:
            treatment = [button(reader, "treatment", "pi")]
            stay = [button(reader, "stay-paused", "ps")]
            return markup([button(reader, "nothing-new", "pg")], flag_row(reader), treatment, stay)
        case PauseView.TREATMENT:
            which = [button(reader, what, "px", what.value) for what in Care]
            return markup(which, [button(reader, "back", "pa")])
        case PauseView.TREATED:
            return markup(flag_row(reader))
        case _:
            return markup([button(reader, "today", "vt")], flag_row(reader))


@keyboard.register
def goal(message: GoalCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Yes, or back to the plan."""
    if message.done:
        return markup([button(reader, "today", "vt"), button(reader, "plan", "vp")], flag_row(reader))
    return markup([button(reader, "goal-yes", "gy", style="success")], [button(reader, "back", "vp")], flag_row(reader))


@keyboard.register
def leave(message: LeaveCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """A pause instead, for good, or neither; whoever has left may also want to be forgotten."""
    if message.view == "left":
        return markup([button(reader, "erase-on", "ea")])
    if message.view != "ask":
        return markup(flag_row(reader))
    return markup(
        [button(reader, "pause", "pa"), button(reader, "stay", "ln")],
        [button(reader, "leave", "ly", style="danger")],
    )


@keyboard.register
def help_card(message: Help, reader: Reader) -> InlineKeyboardMarkup | None:
    """For patients, where most go from here."""
    if not message.patient:
        return None
    return markup([button(reader, "today", "vt"), button(reader, "plan", "vp")], flag_row(reader))
