"""Sessions, questions, and what they decided."""

from collections.abc import Callable, Mapping
from datetime import date

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
    TimerView,
)
from wording.reader import Reader
from wording.texts import doses
from wording.texts.base import text
from wording.texts.decisions import number, sentence
from wording.texts.running import run_line, run_moved
from wording.words import Html

BAR = 10


@text.register
def session(message: SessionCard, reader: Reader) -> Html:
    """A session's card, whatever it shows."""
    match message.view:
        case SessionView.TIMER if message.timer is not None:
            return _timer(message.timer, reader)
        case SessionView.SNOOZED if message.snoozed_to is not None:
            return reader.say("session-snoozed", time=reader.clock(message.snoozed_to))
        case SessionView.SKIPPED:
            return reader.say(f"session-{(message.outcome or 'skipped_other').replace('_', '-')}")
        case view if view in _VIEWS:
            return _VIEWS[view](message, reader)
        case view:
            return reader.lines(_head(message, reader), reader.say(f"session-{view}"))


def _head(message: SessionCard, reader: Reader) -> Html:
    if message.maintenance:
        return reader.say("session-maintenance")
    kind = "flare" if message.flare else "block" if message.of > 1 else "single"
    stage, level = message.position
    return reader.say(f"session-{kind}", slot=message.slot, of=message.of, stage=stage, level=level)


def _ask(message: SessionCard, reader: Reader) -> Html:
    notes = reader.lines(
        doses.reserve(message.exercises, reader),
        reader.say("session-lighter") if message.lighter and not message.flare else None,
        _limit(message, reader),
    )
    run = run_line(message.run, reader) if message.run and not message.flare else None
    reminder = reader.say("session-reminder") if message.reminder else None
    head = reader.lines(_head(message, reader), reminder)
    return reader.paragraphs(head, doses.listed(message.exercises, reader), run, notes)


def _limit(message: SessionCard, reader: Reader) -> Html:
    """How much pain is fine while it is done."""
    if message.flare:
        return reader.say("session-flare-ceiling")
    if message.aim is not None:
        return reader.say("session-aim", aim=message.aim)
    return reader.say("session-ceiling", ceiling=message.ceiling)


def _timer(timer: TimerView, reader: Reader) -> Html:
    """The phase, a bar of the seconds that are left in it, and the time to go."""
    what = "timer-work-hold" if timer.phase == "work" and timer.hold else f"timer-{timer.phase}"
    phase = reader.say("timer-phase", what=reader.say(what), left=reader.duration(timer.left))
    side = reader.say(f"timer-{timer.side}") if timer.side != "both" and timer.phase != "rest" else None
    done = round(BAR * (1 - timer.left / max(timer.length, 1)))
    parts = [reader.say("timer-set", set=timer.set_number, sets=timer.sets), side]
    parts.append(reader.say("timer-paused") if timer.paused else None)
    return reader.lines(
        Html(f"{doses.name(timer.exercise, reader)} · " + " · ".join(part for part in parts if part)),
        phase,
        "▰" * done + "▱" * (BAR - done),
        reader.say("timer-all", left=reader.duration(max(60, timer.left_in_all // 60 * 60))),
    )


def _rating(message: SessionCard, reader: Reader) -> Html:
    before = message.view is SessionView.DURING and message.pain_before is not None
    said = reader.say("session-before-is", before=message.pain_before or 0) if before else None
    return reader.lines(said, reader.say(f"session-{message.view}"))


def _done(message: SessionCard, reader: Reader) -> Html:
    """What was reported; what to do now, where it was too much; what it changed; when the question comes."""
    during = message.pain_during
    kind = "part" if message.outcome == "part" else "done"
    head = reader.say(f"session-{kind}", before=number(message.pain_before), during=number(during))
    advice = None
    if during is not None and during > message.ceiling:
        advice = reader.say("session-above", ceiling=message.ceiling)
    elif during is not None and message.aim is not None and during > message.aim:
        advice = reader.say("session-lighter-next", aim=message.aim)
    elif during is not None and during > message.easy:
        advice = reader.say("session-amber", during=during)
    decision = sentence(message.decision, reader) if message.decision else None
    asked = reader.say("session-question", when=reader.soon(message.question_at)) if message.question_at else None
    return reader.paragraphs(reader.lines(head, advice), decision, run_moved(message.run_moved, reader), asked)


_VIEWS: Mapping[SessionView, Callable[[SessionCard, Reader], Html]] = {
    SessionView.ASK: _ask,
    SessionView.BEFORE: _rating,
    SessionView.DURING: _rating,
    SessionView.DONE: _done,
}


@text.register
def question(message: QuestionCard, reader: Reader) -> Html:
    """A question's card, whatever it shows."""
    about = reader.weekday(message.about) if isinstance(message.about, date) else Html("")
    match message.view:
        case QuestionView.ASK:
            kind = "daily" if message.daily or message.about is None else "ask"
            reminder = reader.say("question-reminder") if message.reminder else None
            stiff = reader.say("question-stiffness") if message.stiffness_choices else None
            return reader.paragraphs(reader.lines(reader.say(f"question-{kind}", day=about), reminder), stiff)
        case QuestionView.ANSWERED:
            return _answered(message, reader)
        case QuestionView.CLOSED:
            kind = "daily-closed" if message.daily or message.about is None else "closed"
            decision = sentence(message.decision, reader) if message.decision else None
            return reader.paragraphs(reader.say(f"question-{kind}", day=about), decision)
        case _:
            return reader.say("question-cancelled")


def _answered(message: QuestionCard, reader: Reader) -> Html:
    thanks = reader.say("question-answered", value=number(message.value))
    late = None if message.on_time else reader.say("question-late")
    if message.flare_over is not None:
        stage, level = message.flare_over
        decision: Html | None = reader.say("question-flare-over", stage=stage, level=level)
    elif message.decision is not None:
        decision = sentence(message.decision, reader)
    else:
        decision = reader.say("question-daily-thanks") if message.daily else None
    relief = reader.say("question-relief") if message.relief and not message.daily else None
    return reader.paragraphs(reader.lines(thanks, late), decision, run_moved(message.run_moved, reader), relief)


@text.register
def how(message: How, reader: Reader) -> Html:
    """How an exercise is done."""
    exercise = message.exercise
    said = {part: reader.say(f"exercise-{exercise.dose.id}.{part}") for part in ("start", "movement", "mistake")}
    return reader.say(
        "how-caption", name=doses.name(exercise.dose.id, reader), dose=doses.amount(exercise, reader), **said
    )


@text.register
def exit_test(message: ExitTestCard, reader: Reader) -> Html:
    """The test at the top of a stage."""
    if message.passed is not None:
        asked = reader.say("exit-test-asked", stage=message.stage + 1) if message.asked else None
        return reader.paragraphs(reader.say("exit-test-passed" if message.passed else "exit-test-failed"), asked)
    parts = {part: reader.say(f"test-{message.test}.{attr}") for part, attr in (("how", "start"), ("pass", "pass"))}
    return reader.say("exit-test", stage=message.stage, name=reader.say(f"test-{message.test}"), **parts)


@text.register
def load_test(message: LoadTestCard, reader: Reader) -> Html:
    """The morning's test: how it is done, or what it says."""
    if message.value is None:
        return reader.say("load-test", how=reader.say(f"test-{message.test}.start"))
    means = reader.say("load-test-easy" if message.value <= message.easy else "load-test-sore", easy=message.easy)
    return reader.lines(reader.say("load-test-done", value=message.value), means)


@text.register
def decided(message: Decided, reader: Reader) -> Html:
    """A decision that no answer brought."""
    return reader.paragraphs(
        reader.say("decided", sentence=sentence(message.decision, reader)), reader.say("decided-then")
    )


@text.register
def flare_over(message: FlareOver, reader: Reader) -> Html:
    """A flare has settled."""
    return reader.say("flare-over", stage=message.position.stage, level=message.position.level)
