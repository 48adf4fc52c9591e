"""Buttons of sessions and questions."""

from datetime import datetime

from telegram import InlineKeyboardMarkup

from handlers.keyboards.base import Row, button, keyboard, markup, pain_rows, pairs
from rehab.messages.day import (
    Decided,
    ExitTestCard,
    FlareOver,
    How,
    LoadTestCard,
    QuestionCard,
    QuestionView,
    SessionCard,
    SessionView,
)
from wording.reader import Reader
from wording.texts.decisions import first_missing


def flag_row(reader: Reader) -> Row:
    """The way to the red flags, on every card."""
    return [button(reader, "flag", "fa")]


@keyboard.register
def session(message: SessionCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """What can be done with a session."""
    match message.view:
        case SessionView.ASK:
            return markup(*_ask(message, reader), flag_row(reader))
        case SessionView.TIMER:
            return markup(*_timer(message, reader), flag_row(reader))
        case SessionView.LATER:
            times = [
                button(reader, "at", "sq", message.prompt, minute_of(at), time=reader.clock(at)) for at in message.later
            ]
            return markup(times, [button(reader, "back", "sb", message.prompt)], flag_row(reader))
        case SessionView.SKIP:
            why = [
                button(reader, "skip-pain", "ss", message.prompt, 1),
                button(reader, "skip-other", "ss", message.prompt, 0),
            ]
            return markup(why, [button(reader, "back", "sb", message.prompt)], flag_row(reader))
        case SessionView.BEFORE | SessionView.DURING:
            asked = int(message.view is SessionView.DURING)
            return markup(*pain_rows("sr", message.prompt, asked), flag_row(reader))
        case SessionView.DONE:
            correct = [button(reader, "correct", "sc", message.prompt)] if message.correctable else []
            return markup(correct, flag_row(reader))
        case _:
            return markup(flag_row(reader))


def minute_of(at: datetime) -> int:
    """An instant as a button carries it: whole minutes since 1970."""
    return int(at.timestamp()) // 60


def _ask(message: SessionCard, reader: Reader) -> list[Row]:
    prompt = message.prompt
    several = len(message.exercises) > 1
    how = [
        button(reader, "how-named", "sh", prompt, i, name=reader.say(f"exercise-{one.dose.id}"))
        for i, one in enumerate(message.exercises)
    ]
    report = [button(reader, "done", "sd", prompt, style="success"), button(reader, "part", "sp", prompt)]
    guide = [button(reader, "start", "st", prompt, style="primary")]
    if not several:
        guide.append(button(reader, "how", "sh", prompt, 0))
    off = [button(reader, "later", "sl", prompt), button(reader, "skip", "sk", prompt)]
    test = [button(reader, "load-test", "mt")] if message.load_test else []
    return [guide, *(pairs(how) if several else []), report, off, test]


def _timer(message: SessionCard, reader: Reader) -> list[Row]:
    prompt = message.prompt
    paused = message.timer is not None and message.timer.paused
    run = button(reader, "go-on", "st", prompt) if paused else button(reader, "pause-timer", "sx", prompt)
    first = [run, button(reader, "next", "sn", prompt)]
    return [first, [button(reader, "finish", "sd", prompt, style="success"), button(reader, "part", "sp", prompt)]]


@keyboard.register
def question(message: QuestionCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """0 to 10, and afterwards the way back."""
    if message.view is QuestionView.ASK:
        return markup(*pain_rows("qa", message.prompt), _stiffness(message, reader), flag_row(reader))
    if message.view is QuestionView.ANSWERED:
        correct = [button(reader, "correct", "qc", message.prompt)] if message.correctable else []
        why = [button(reader, "why", "vw")] if message.decision else []
        lacks_test = message.decision is not None and first_missing(message.decision) == "exit_test"
        test = [button(reader, "test", "ts")] if lacks_test else []
        relief = [button(reader, "relief", "rh")] if message.relief and not message.daily else []
        helps = [button(reader, "what-helps", "ll")] if message.decision and message.decision.flare else []
        return markup([*correct, *why], helps, test, relief, flag_row(reader))
    return markup(flag_row(reader))


def _stiffness(message: QuestionCard, reader: Reader) -> Row:
    """How stiff the morning was, where that is asked; what was pressed is marked."""
    row = []
    for number, minutes in enumerate(message.stiffness_choices):
        span = reader.plain(f"stiff-{number}", limit=message.stiffness_limit)
        chosen = minutes == message.stiffness
        row.append(button(reader, "stiff-chosen" if chosen else "stiff", "qs", message.prompt, minutes, span=span))
    return row


@keyboard.register
def how(_: How, reader: Reader) -> InlineKeyboardMarkup | None:
    """A drawing can be put away."""
    return markup([button(reader, "close", "vc")], flag_row(reader))


@keyboard.register
def exit_test(message: ExitTestCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """How the test went."""
    if message.passed is not None:
        return markup([button(reader, "plan", "vp")], flag_row(reader))
    return markup([button(reader, "passed", "tp", 1), button(reader, "not-passed", "tp", 0)], flag_row(reader))


@keyboard.register
def load_test(message: LoadTestCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """0 to 10, and afterwards the way back."""
    if message.value is None:
        return markup(*pain_rows("mr"), flag_row(reader))
    return markup([button(reader, "correct", "mc")], flag_row(reader))


@keyboard.register
def decided(message: Decided, reader: Reader) -> InlineKeyboardMarkup | None:
    """From a decision to its numbers."""
    helps = [button(reader, "what-helps", "ll")] if message.decision.flare else []
    return markup(helps, [button(reader, "why", "vw"), button(reader, "today", "vt")], flag_row(reader))


@keyboard.register
def flare_over(_: FlareOver, reader: Reader) -> InlineKeyboardMarkup | None:
    """On with the plan."""
    return markup([button(reader, "today", "vt")], flag_row(reader))
