"""A session as its patient goes through it: begun, guided, reported, rated, put off, skipped, corrected."""

from dataclasses import replace
from datetime import datetime, timedelta

from rehab import guide
from rehab.events import Outcome as SessionOutcome
from rehab.events import Session
from rehab.explain import explained
from rehab.messages.common import Said
from rehab.messages.day import Exercise, How, SessionView
from rehab.permissions import Action
from rehab.plan import Status
from usecases.after import settle
from usecases.course import Outcome, correct_fact, record_fact
from usecases.flags import ask_if_severe
from usecases.prompts.cards import elapsed, exercises, later_choices, phases, session_card, session_done
from usecases.prompts.look import RATINGS_WAIT, next_look_at, timer_over
from usecases.prompts.show import card_of, edit_card, send_card
from usecases.records import Draft, PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import NotAllowedError, RefusedError, Scene, own_plan

CORRECTABLE = timedelta(hours=24)


async def own_prompt(scene: Scene, prompt_id: int) -> tuple[PlanRecord, Prompt]:
    """One of the asking patient's prompts with its plan.

    Raises:
        NotAllowedError: if it is not theirs, or not there at all.
        RefusedError: if the plan takes no reports at the moment.
    """
    prompt = await scene.uow.prompts.get(prompt_id)
    record = await scene.uow.plans.get(prompt.plan_id) if prompt else None
    if prompt is None or record is None:
        raise NotAllowedError
    scene.require(Action.REPORT, record)
    stopped = {Status.STOPPED: Said.PLAN_STOPPED, Status.DISCHARGED: Said.PLAN_ENDED, Status.PAUSED: Said.PLAN_PAUSED}
    if (said := stopped.get(record.plan.status)) is not None:
        raise RefusedError(said)
    return record, prompt


async def _open(scene: Scene, prompt_id: int) -> tuple[PlanRecord, Prompt]:
    """A prompt that can be answered now.

    Raises:
        RefusedError: if it is over, or not yet open.
    """
    record, prompt = await own_prompt(scene, prompt_id)
    if not prompt.live or scene.now >= prompt.closes_at:
        raise RefusedError(Said.GONE)
    return record, prompt


async def begin(scene: Scene, prompt_id: int) -> None:
    """Show a prompt before or after its time, from the list of today."""
    record, prompt = await _open(scene, prompt_id)
    if scene.now < prompt.opens_at:
        raise RefusedError(Said.GONE)
    shown = await send_card(scene, record, prompt, by_bot=False)
    await scene.uow.prompts.save(replace(shown, next_at=next_look_at(record, shown, scene.now)))


async def back(scene: Scene, prompt_id: int) -> None:
    """Back to what the card asked first; what was answered on the way is forgotten."""
    record, prompt = await _open(scene, prompt_id)
    prompt = replace(prompt, step=PromptStep.ASK, draft=Draft(), next_at=next_look_at(record, prompt, scene.now))
    await _shown(scene, record, prompt)


async def _shown(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Keep a prompt and show what its card now asks."""
    prompt = replace(prompt, state=PromptState.SENT, asked_at=scene.now)
    await edit_card(scene, prompt, card_of(scene, record, prompt))
    await scene.uow.prompts.save(prompt)


# --- the guided session ----------------------------------------------------------------------------------------------


async def start_timer(scene: Scene, prompt_id: int) -> None:
    """Begin, or go on with, a guided session."""
    record, prompt = await _open(scene, prompt_id)
    draft = prompt.draft
    if draft.timer_from is None:
        draft = replace(draft, timer_from=scene.now, moved_on=0.0, paused_at=None)
    elif draft.paused_at is not None:
        draft = replace(draft, timer_from=draft.timer_from + (scene.now - draft.paused_at), paused_at=None)
    await _timing(scene, record, replace(prompt, draft=draft))


async def pause_timer(scene: Scene, prompt_id: int) -> None:
    """Stop the clock of a guided session for a moment."""
    record, prompt = await _open(scene, prompt_id)
    if prompt.step is not PromptStep.TIMER or prompt.draft.paused_at is not None:
        raise RefusedError(Said.CHANGED)
    await _timing(scene, record, replace(prompt, draft=replace(prompt.draft, paused_at=scene.now)))


async def next_phase(scene: Scene, prompt_id: int) -> None:
    """Go on to the next hold or rest."""
    record, prompt = await _open(scene, prompt_id)
    if prompt.step is not PromptStep.TIMER:
        raise RefusedError(Said.CHANGED)
    run = elapsed(prompt.draft, scene.now)
    ahead = guide.start_of_next(phases(record.plan, scene.protocol), run) - run
    moved = replace(prompt.draft, moved_on=prompt.draft.moved_on + ahead)
    await _timing(scene, record, replace(prompt, draft=moved))


async def _timing(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Show a running or paused timer; one that has run out goes on to the ratings."""
    run = elapsed(prompt.draft, scene.now)
    if guide.at(phases(record.plan, scene.protocol), run) is None:
        await _shown(scene, record, timer_over(scene, prompt))
        return
    paused = prompt.draft.paused_at is not None
    next_at = prompt.closes_at if paused else scene.now + timedelta(seconds=1)
    await _shown(scene, record, replace(prompt, step=PromptStep.TIMER, next_at=next_at))


async def how(scene: Scene, prompt_id: int, number: int) -> None:
    """Show how one exercise of the session is done (counted from 0)."""
    record, _ = await own_prompt(scene, prompt_id)
    known = exercises(record.plan, scene.protocol)
    if not 0 <= number < len(known):
        raise RefusedError(Said.CHANGED)
    await show_how(scene, known[number])


async def relief(scene: Scene) -> None:
    """Show the gentle holds that are offered for relief on rest days; they are no session and need no report."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    stopped = {Status.STOPPED: Said.PLAN_STOPPED, Status.DISCHARGED: Said.PLAN_ENDED}
    if (said := stopped.get(record.plan.status)) is not None:
        raise RefusedError(said)
    gentle = scene.protocol.flare
    for dose in scene.protocol.level(gentle.stage, gentle.level).exercises:
        await show_how(scene, Exercise(dose=dose, each_side=scene.protocol.exercises[dose.id].each_side))


async def show_how(scene: Scene, exercise: Exercise) -> None:
    """Send the drawing of an exercise with its words."""
    await scene.send(How(exercise=exercise))


# --- putting off and skipping ----------------------------------------------------------------------------------------


async def choose_later(scene: Scene, prompt_id: int) -> None:
    """Offer the times to which the session can be put off."""
    record, prompt = await _open(scene, prompt_id)
    if not later_choices(record, prompt, scene.now):
        raise RefusedError(Said.TOO_MANY_SNOOZES)
    await _shown(scene, record, replace(prompt, step=PromptStep.LATER))


async def put_off(scene: Scene, prompt_id: int, until: datetime) -> None:
    """Put the session off; it is sent anew then.

    Raises:
        RefusedError: if that time does not fit its window any more.
    """
    record, prompt = await _open(scene, prompt_id)
    near = [at for at in later_choices(record, prompt, scene.now) if abs(at - until) <= timedelta(minutes=10)]
    if not near:
        raise RefusedError(Said.TOO_MANY_SNOOZES)
    later = replace(prompt, step=PromptStep.ASK, state=PromptState.PLANNED, snoozes=prompt.snoozes + 1, next_at=until)
    card = replace(session_card(scene, record, later, SessionView.SNOOZED), snoozed_to=until)
    await edit_card(scene, later, card)
    await scene.uow.prompts.save(later)


async def choose_skip(scene: Scene, prompt_id: int) -> None:
    """Ask why it is skipped."""
    record, prompt = await _open(scene, prompt_id)
    await _shown(scene, record, replace(prompt, step=PromptStep.SKIP))


async def skip(scene: Scene, prompt_id: int, outcome: SessionOutcome) -> None:
    """Skip a session, for pain or another reason."""
    record, prompt = await _open(scene, prompt_id)
    prompt = replace(prompt, draft=Draft(outcome=outcome))
    await _recorded(scene, record, prompt, SessionView.SKIPPED)


# --- reporting and rating --------------------------------------------------------------------------------------------


async def report(scene: Scene, prompt_id: int, outcome: SessionOutcome) -> None:
    """Report a session as done or part done; the ratings are asked next."""
    record, prompt = await _open(scene, prompt_id)
    draft = replace(prompt.draft, outcome=outcome, done_at=scene.now, timer_from=None, paused_at=None)
    await _shown(scene, record, replace(prompt, step=PromptStep.BEFORE, draft=draft, next_at=scene.now + RATINGS_WAIT))


async def rate(scene: Scene, prompt_id: int, value: int) -> None:
    """Take the next rating of a session, points 0-10: first the pain just before it, then the worst during it."""
    record, prompt = await _ratable(scene, prompt_id)
    if prompt.step is PromptStep.BEFORE:
        draft = replace(prompt.draft, pain_before=value)
        await _kept_asking(scene, record, replace(prompt, step=PromptStep.DURING, draft=draft))
    elif prompt.step is PromptStep.DURING:
        rated = replace(prompt, draft=replace(prompt.draft, pain_during=value))
        await _recorded(scene, record, rated, SessionView.DONE)
    else:
        raise RefusedError(Said.CHANGED)


async def rate_again(scene: Scene, prompt_id: int) -> None:
    """Correct a session's ratings: they are asked once more."""
    record, prompt = await own_prompt(scene, prompt_id)
    if not correctable(scene, record, prompt):
        raise RefusedError(Said.GONE)
    await _kept_asking(scene, record, replace(prompt, step=PromptStep.BEFORE))


async def _ratable(scene: Scene, prompt_id: int) -> tuple[PlanRecord, Prompt]:
    record, prompt = await own_prompt(scene, prompt_id)
    if not (prompt.live and scene.now < prompt.closes_at) and not correctable(scene, record, prompt):
        raise RefusedError(Said.GONE)
    return record, prompt


def correctable(scene: Scene, record: PlanRecord, prompt: Prompt) -> bool:
    """Whether what was recorded for a prompt can still be corrected: for a day, and not across a restart."""
    at = prompt.draft.recorded_at
    return at is not None and scene.now - at <= CORRECTABLE and at > record.plan.evidence_from


async def _kept_asking(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Show the next rating question; a session that is recorded already keeps its state."""
    view = SessionView.BEFORE if prompt.step is PromptStep.BEFORE else SessionView.DURING
    if prompt.draft.recorded_at is None:
        prompt = replace(prompt, state=PromptState.SENT, asked_at=scene.now, next_at=scene.now + RATINGS_WAIT)
    else:
        prompt = replace(prompt, asked_at=scene.now)
    await edit_card(scene, prompt, session_card(scene, record, prompt, view))
    await scene.uow.prompts.save(prompt)


async def _recorded(scene: Scene, record: PlanRecord, prompt: Prompt, view: SessionView) -> None:
    """Take what was reported into the plan, and show what follows from it."""
    outcome = await _taken(scene, record, prompt)
    draft = replace(prompt.draft, recorded_at=outcome.at)
    kept = replace(prompt, state=PromptState.ANSWERED, step=PromptStep.DONE, next_at=None, draft=draft)
    await scene.uow.prompts.save(kept)
    record = await settle(scene, outcome)
    decision = explained(outcome.decision) if outcome.decision else None
    if view is SessionView.DONE:
        anchor = outcome.course.evidence.days[-1].first_at if outcome.course.evidence.days else None
        await edit_card(scene, kept, session_done(scene, record, kept, decision, anchor))
        await ask_if_severe(scene, record, kept.draft.pain_during, kept.draft.pain_before)
    else:
        await edit_card(scene, kept, session_card(scene, record, kept, view))


async def _taken(scene: Scene, record: PlanRecord, prompt: Prompt) -> Outcome:
    draft = prompt.draft
    fact = Session(
        at=draft.recorded_at or scene.now,
        outcome=draft.outcome or SessionOutcome.DONE,
        pain_before=draft.pain_before,
        pain_during=draft.pain_during,
    )
    if draft.recorded_at is not None:
        return await correct_fact(scene, record, fact)
    return await record_fact(scene, record, fact)
