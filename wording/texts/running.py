"""Running, as patients and clinicians read of it: the step of the ladder, how it moved, and what holds before it."""

from rehab.messages.day import Exercise, RunView
from rehab.messages.plan import RunningCard
from wording.reader import Reader
from wording.texts import doses
from wording.texts.base import text
from wording.words import Html


def run_line(run: RunView, reader: Reader) -> Html:
    """Under a session's exercises: which step its run is, when it ends, and what is new about it."""
    ends = reader.say("run-ends") if run.dose.walk and run.dose.km else None
    return reader.lines(reader.say("run-step", step=run.step, steps=run.steps), ends, _note(run, reader))


def run_moved(run: RunView | None, reader: Reader) -> Html | None:
    """Why the next run is another one, and which."""
    if run is None:
        return None
    way = "up" if run.moved > 0 else "down" if run.moved else "first"
    spike = reader.say("run-down-spike") if run.moved < 0 else None
    return reader.lines(reader.say(f"run-{way}", needed=run.needed), _run(run, reader), _note(run, reader), spike)


def run_standing(run: RunView, reader: Reader) -> Html:
    """Where somebody stands on the ladder, and what leads on."""
    kind = "last" if run.step == run.steps else "bounded" if run.bounded and run.clean >= run.needed else "clean"
    return reader.say(f"run-{kind}", step=run.step, steps=run.steps, clean=run.clean, needed=run.needed)


def _run(run: RunView, reader: Reader) -> Html:
    amount = doses.amount(Exercise(dose=run.dose, each_side=False), reader)
    return reader.say("exercise-line", name=doses.name(run.dose.id, reader), dose=amount)


def _note(run: RunView, reader: Reader) -> Html | None:
    return reader.say(f"run-note-{run.note}") if run.note else None


@text.register
def running(message: RunningCard, reader: Reader) -> Html:
    """The card on running."""
    head = reader.say("running-head")
    if message.status in {"flare", "paused", "stopped"}:
        return reader.lines(head, reader.say(f"running-{message.status}"))
    if message.run is None or message.status == "discharged":
        parts = _before_the_ladder(message, reader)
    elif message.status == "maintenance":
        parts = (reader.say("running-maintenance"), _run(message.run, reader))
    else:
        parts = _ladder(message, message.run, reader)
    return reader.paragraphs(head, *parts, reader.say("running-spike"))


def _before_the_ladder(message: RunningCard, reader: Reader) -> tuple[Html | None, ...]:
    runs = message.status != "discharged" and message.stage < message.ladder_stage
    stage = reader.say(f"running-stage-{message.stage}") if runs else None
    later = reader.say("running-later") if message.sport_goal and runs else None
    return stage, reader.say("running-pain", easy=message.easy, ceiling=message.ceiling), later


def _ladder(message: RunningCard, run: RunView, reader: Reader) -> tuple[Html, ...]:
    """The present run and the one after it, and what leads on and back."""
    following = message.following
    then = reader.say("running-then", run=_run(following, reader)) if following else None
    now = reader.lines(reader.say("running-now", run=_run(run, reader)), _note(run, reader), then)
    rules = reader.say("running-rules", needed=run.needed, easy=message.easy, ceiling=message.ceiling)
    return reader.lines(run_standing(run, reader), now), reader.lines(rules, reader.say("running-rest"))
