"""The check-in as its patient goes through it: signs first, then one number at a time; each can be left out."""

from dataclasses import replace

from rehab.consistency import sessions_kept
from rehab.course import Course
from rehab.engine import Case, Occasion, OccasionKind
from rehab.engine.review import standing
from rehab.events import AnyEvent, Measure, RoutineSign
from rehab.measures import MEASURES
from rehab.messages.common import Said
from rehab.messages.week import Better, WeeklyCard, WeeklyView
from rehab.timetable import PromptKind
from usecases.course import load
from usecases.flags import clean_screen, tell_noticed
from usecases.outcomes import better_than_chance, measured
from usecases.prompts.answers import keep_fact
from usecases.prompts.look import next_look_at
from usecases.prompts.show import edit_card, send_card
from usecases.prompts.weekly import (
    ALL_QUESTIONS,
    MEASURED,
    SCREEN,
    SCREENING,
    WEEK,
    step_after,
    step_before,
    week_told,
    weekly_card,
)
from usecases.records import PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import RefusedError, Scene
from usecases.session import correctable, own_prompt
from usecases.session.own import open_prompt, shown

S = PromptStep
BY_BUTTON = frozenset({*SCREENING, S.CHANGE})
CHANGES = range(-3, 4)  # very much worse to very much better


async def _asking(scene: Scene, prompt_id: int, *steps: PromptStep) -> tuple[PlanRecord, Prompt]:
    """A check-in that can be answered now, or whose answers are being corrected.

    Raises:
        RefusedError: if it is over, or asks something else by now.
    """
    record, prompt = await own_prompt(scene, prompt_id)
    if prompt.kind is not PromptKind.WEEKLY:
        raise RefusedError(Said.CHANGED)
    if prompt.draft.recorded_at is None:
        record, prompt = await open_prompt(scene, prompt_id)
    elif not correctable(scene, record, prompt):
        raise RefusedError(Said.GONE)
    if prompt.step not in steps:
        raise RefusedError(Said.CHANGED)
    return record, prompt


def awaits_number(scene: Scene, record: PlanRecord, prompt: Prompt) -> bool:
    """Whether a check-in waits for an answer that can be typed."""
    numbered = prompt.step in ALL_QUESTIONS and prompt.step is not S.CHANGE
    return numbered and (prompt.live or correctable(scene, record, prompt))


def awaits_press(prompt: Prompt) -> bool:
    """Whether a check-in waits for one of its buttons, and nothing that is typed would do."""
    return prompt.kind is PromptKind.WEEKLY and prompt.state is PromptState.SENT and prompt.step in BY_BUTTON


async def no_signs(scene: Scene, prompt_id: int) -> None:
    """None of the red flags: on to the first question."""
    record, prompt = await _asking(scene, prompt_id, *SCREENING)
    if SCREEN not in prompt.draft.facts:
        record, prompt = await keep_fact(scene, record, prompt, SCREEN, clean_screen(scene))
    await _go_on(scene, record, prompt)


async def list_signs(scene: Scene, prompt_id: int) -> None:
    """One or more of them: which? The press on one goes the way of every red flag, and ends the check-in."""
    record, prompt = await _asking(scene, prompt_id, S.ASK, S.LESSER_SIGNS)
    await _show(scene, record, replace(prompt, step=S.SIGNS))


async def list_lesser_signs(scene: Scene, prompt_id: int) -> None:
    """None of the urgent ones: which of the others?"""
    record, prompt = await _asking(scene, prompt_id, S.SIGNS)
    await _show(scene, record, replace(prompt, step=S.LESSER_SIGNS))


async def routine_sign(scene: Scene, prompt_id: int, sign: str) -> None:
    """A routine sign: the clinician is told, the patient reads when to be seen, and the check-in goes on below that.

    Raises:
        RefusedError: if it is none.
    """
    record, prompt = await _asking(scene, prompt_id, S.LESSER_SIGNS)
    if sign not in scene.protocol.routine_signs or sign in prompt.draft.facts:
        raise RefusedError(Said.CHANGED)
    record, prompt = await keep_fact(scene, record, prompt, sign, RoutineSign(at=scene.now, signs=(sign,)))
    await tell_noticed(scene, record, (sign,))
    anew = await send_card(scene, record, prompt, by_bot=False)
    await scene.uow.prompts.save(replace(anew, next_at=next_look_at(record, anew, scene.now)))


async def answer(scene: Scene, prompt_id: int, step: PromptStep, value: int) -> None:
    """Answer one question; `value` is in the question's own unit, but a change is counted from 0, the worst.

    Raises:
        RefusedError: if the card asks something else by now, or there is no such answer.
    """
    record, prompt = await _asking(scene, prompt_id, step)
    value = value + CHANGES.start if step is S.CHANGE else value
    _possible(prompt, value)
    answered = _with_answer(prompt, value)
    if answered != prompt and not _waits_for_the_worst(answered):
        record, answered = await keep_fact(scene, record, answered, *_fact(scene, answered))
    await _go_on(scene, record, answered)


def _with_answer(prompt: Prompt, value: int) -> Prompt:
    """The check-in with one answer more; an average above the worst takes the worst back, to be told anew."""
    answers = {**prompt.draft.answers, prompt.step.value: value}
    if prompt.step is S.AVERAGE and answers.get(S.WORST, value) < value:
        del answers[S.WORST]
    return replace(prompt, draft=replace(prompt.draft, answers=answers))


def _possible(prompt: Prompt, value: int) -> None:
    average = prompt.draft.answers.get(S.AVERAGE, 0)
    if prompt.step is S.WORST and value < average:
        raise RefusedError(Said.WORST_BELOW, {"average": str(average)})
    known = MEASURES.get(MEASURED.get(prompt.step, ""))
    lowest, highest = (known.low, known.high) if known else (0, 10)
    if not lowest <= value <= highest:
        raise RefusedError(Said.CHANGED)


def _waits_for_the_worst(prompt: Prompt) -> bool:
    """The average goes into the plan together with the worst, which is asked next."""
    return prompt.step is S.AVERAGE and WEEK not in prompt.draft.facts


def _fact(scene: Scene, prompt: Prompt) -> tuple[str, AnyEvent]:
    """What was just answered as a fact, and its name."""
    measure = MEASURED.get(prompt.step)
    if measure is None:
        return WEEK, week_told(prompt, scene)
    return measure, Measure(at=scene.now, measure=measure, value=float(prompt.draft.answers[prompt.step]))


async def leave_out(scene: Scene, prompt_id: int, step: PromptStep) -> None:
    """Go on without an answer; one that was given before stays."""
    record, prompt = await _asking(scene, prompt_id, step)
    if step is S.WORST and WEEK not in prompt.draft.facts:
        record, prompt = await keep_fact(scene, record, prompt, WEEK, week_told(prompt, scene))
    await _go_on(scene, record, prompt)


async def back(scene: Scene, prompt_id: int) -> None:
    """One question back; what was answered is kept until it is answered otherwise."""
    record, prompt = await _asking(scene, prompt_id, S.SIGNS, S.LESSER_SIGNS, S.AVERAGE, S.WORST, *MEASURED)
    await _show(scene, record, replace(prompt, step=step_before(prompt, scene.protocol)))


async def again(scene: Scene, prompt_id: int) -> None:
    """Correct the answers of a check-in that is done: its questions are asked once more."""
    record, prompt = await _asking(scene, prompt_id, S.DONE)
    await _show(scene, record, replace(prompt, step=S.AVERAGE))


async def _go_on(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    prompt = replace(prompt, step=step_after(prompt, scene.protocol))
    await (_done(scene, record, prompt) if prompt.step is S.DONE else _show(scene, record, prompt))


async def _show(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Show what is asked now; one that was done before keeps its state."""
    if prompt.draft.recorded_at is None:
        asked = replace(prompt, asked_at=scene.now)
        await shown(scene, record, replace(asked, next_at=next_look_at(record, asked, scene.now)))
    else:
        prompt = replace(prompt, asked_at=scene.now)
        await edit_card(scene, prompt, weekly_card(scene, prompt))
        await scene.uow.prompts.save(prompt)


async def _done(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Thank, and say how the week went."""
    draft = replace(prompt.draft, recorded_at=prompt.draft.recorded_at or scene.now)
    kept = replace(prompt, state=PromptState.ANSWERED, next_at=None, draft=draft)
    await scene.uow.prompts.save(kept)
    await edit_card(scene, kept, await _summary(scene, record, kept))


# --- the end ---------------------------------------------------------------------------------------------------------


async def _summary(scene: Scene, record: PlanRecord, prompt: Prompt) -> WeeklyCard:
    course = await load(scene, record)
    card = replace(weekly_card(scene, prompt, WeeklyView.DONE), correctable=bool(prompt.draft.answers))
    card = replace(card, better=await _better(scene, record, course, prompt))
    if _leaves_sessions_unsaid(scene, record):
        return card
    kept, prescribed = sessions_kept(record.plan, course.evidence, prompt.day)
    return replace(card, kept=kept, prescribed=prescribed)


def _leaves_sessions_unsaid(scene: Scene, record: PlanRecord) -> bool:
    """In the last stage and in a flare nobody is to be counted into doing more (reference 7.2)."""
    return record.plan.flare_since is not None or record.plan.position.stage == scene.protocol.last_stage


async def _better(scene: Scene, record: PlanRecord, course: Course, prompt: Prompt) -> tuple[Better, ...]:
    """What was answered today and is better than at the start; nothing is said of what is not."""
    start = standing(Case(course.plan, course.evidence, Occasion(OccasionKind.REVIEW), scene.protocol, scene.now)).start
    average = prompt.draft.answers.get(S.AVERAGE)
    lower = average is not None and start is not None and average < start
    pain = (Better("pain", float(start or 0), float(average or 0)),) if lower else ()
    today = {MEASURED[S(step)] for step in prompt.draft.answers if S(step) in MEASURED}
    risen = better_than_chance(await measured(scene, record.id))
    return (*pain, *(one for one in risen if one.measure in today))
