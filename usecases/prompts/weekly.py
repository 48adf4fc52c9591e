"""A check-in as a prompt: which question comes after which, what its card shows, and what is not a fact yet."""

from collections.abc import Mapping
from dataclasses import replace

from rehab.events import Weekly
from rehab.messages.week import WeeklyCard, WeeklyView
from rehab.protocol import Protocol
from rehab.red_flags import listed
from rehab.timetable import PromptKind, is_monthly
from usecases.records import Prompt, PromptState, PromptStep
from usecases.scene import Scene

S = PromptStep
SCREEN, WEEK = "screen", "week"  # the names of facts that are no measures; average and worst are one of them
EVERY_WEEK = (S.AVERAGE, S.WORST, S.SITTING, S.SHARE)
EVERY_MONTH = (S.CHANGE, S.MANAGED)
SCREENING = (S.ASK, S.SIGNS, S.LESSER_SIGNS)
ALL_QUESTIONS = (*EVERY_WEEK, *EVERY_MONTH)
MEASURED: Mapping[PromptStep, str] = {
    S.SITTING: "sitting",
    S.SHARE: "sane",
    S.CHANGE: "global_change",
    S.MANAGED: "managed",
}


def _of_this_week(prompt: Prompt, protocol: Protocol) -> tuple[PromptStep, ...]:
    asked = ALL_QUESTIONS if is_monthly(prompt.slot) else EVERY_WEEK
    return tuple(one for one in asked if protocol.asks_sitting or one is not S.SITTING)


def questions(prompt: Prompt, protocol: Protocol) -> tuple[PromptStep, ...]:
    """The questions of a check-in as it stands; the worst pain is asked once there is an average."""
    told = S.AVERAGE in prompt.draft.answers
    return tuple(one for one in _of_this_week(prompt, protocol) if told or one is not S.WORST)


def step_after(prompt: Prompt, protocol: Protocol) -> PromptStep:
    """What is asked next."""
    if prompt.step in SCREENING:
        return S.AVERAGE
    asked = (*questions(prompt, protocol), S.DONE)
    return asked[asked.index(prompt.step) + 1]


def step_before(prompt: Prompt, protocol: Protocol) -> PromptStep:
    """What was asked before."""
    asked = (S.ASK, *questions(prompt, protocol))
    return asked[asked.index(prompt.step) - 1] if prompt.step in asked[1:] else S.ASK


def weekly_card(scene: Scene, prompt: Prompt, view: WeeklyView | None = None) -> WeeklyCard:
    """The card of a check-in, by default with what it asks."""
    asked = _of_this_week(prompt, scene.protocol)
    return WeeklyCard(
        view=view or _view_of(prompt),
        prompt=prompt.id,
        week=prompt.slot,
        number=asked.index(prompt.step) + 1 if prompt.step in asked else 1,
        of=len(asked),
        monthly=is_monthly(prompt.slot),
        signs=_signs(scene, prompt.step),
        routine=tuple(scene.protocol.routine_signs),
        noted=tuple(sign for sign in scene.protocol.routine_signs if sign in prompt.draft.facts),
        average=prompt.draft.answers.get(S.AVERAGE),
        reminder=prompt.reminded,
        answered=bool(prompt.draft.answers),
    )


def _signs(scene: Scene, step: PromptStep) -> tuple[str, ...]:
    return listed(scene.protocol, slower=step is S.LESSER_SIGNS) if step in {S.SIGNS, S.LESSER_SIGNS} else ()


def _view_of(prompt: Prompt) -> WeeklyView:
    return WeeklyView.SCREEN if prompt.step is S.ASK else WeeklyView(prompt.step.value)


def has_loose_end(prompt: Prompt) -> bool:
    """Whether there is an average that waits for the worst, and no fact of either yet."""
    return prompt.kind is PromptKind.WEEKLY and S.AVERAGE in prompt.draft.answers and WEEK not in prompt.draft.facts


def week_told(prompt: Prompt, scene: Scene) -> Weekly:
    """The week's pain as answered so far; whoever has not told the worst has told the rest when they were asked it."""
    answers = prompt.draft.answers
    at = scene.now if S.WORST in answers else prompt.asked_at or scene.now
    return Weekly(at=at, average_pain=answers[S.AVERAGE], worst_pain=answers.get(S.WORST))


def over(prompt: Prompt) -> Prompt:
    """A check-in whose time is over: answered as far as it was."""
    state = PromptState.ANSWERED if prompt.draft.answers else PromptState.EXPIRED
    return replace(prompt, state=state, next_at=None)
