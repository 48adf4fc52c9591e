"""A session as it is reported: opened, told as done, rated, corrected."""

from dataclasses import replace

from rehab.events import Outcome as SessionOutcome
from rehab.events import Session
from rehab.explain import explained, run_moved
from rehab.messages.common import Said
from rehab.messages.day import SessionView
from usecases.after import settle
from usecases.course import Outcome, correct_fact, record_fact
from usecases.flags import ask_if_severe
from usecases.prompts.cards import session_card, session_done
from usecases.prompts.look import RATINGS_WAIT, next_look_at
from usecases.prompts.show import edit_card, send_card
from usecases.records import Draft, PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import RefusedError, Scene
from usecases.session.own import correctable, how_put_away, open_prompt, own_prompt, shown

RATED = (PromptStep.BEFORE, PromptStep.DURING)  # what is asked of a session, as its buttons count


async def begin(scene: Scene, prompt_id: int) -> None:
    """Show a prompt before or after its time, from the list of today."""
    record, prompt = await open_prompt(scene, prompt_id)
    if scene.now < prompt.opens_at:
        raise RefusedError(Said.GONE)
    shown = await send_card(scene, record, prompt, by_bot=False)
    await scene.uow.prompts.save(replace(shown, next_at=next_look_at(record, shown, scene.now)))


async def back(scene: Scene, prompt_id: int) -> None:
    """Back to what the card asked first; what was answered on the way is forgotten."""
    record, prompt = await open_prompt(scene, prompt_id)
    prompt = replace(prompt, step=PromptStep.ASK, draft=Draft(), next_at=next_look_at(record, prompt, scene.now))
    await shown(scene, record, prompt)


async def report(scene: Scene, prompt_id: int, outcome: SessionOutcome) -> None:
    """Report a session as done or part done; the ratings are asked next."""
    record, prompt = await open_prompt(scene, prompt_id)
    draft = replace(prompt.draft, outcome=outcome, done_at=scene.now, timer_from=None, paused_at=None)
    rate_by = scene.now + RATINGS_WAIT
    asking = replace(prompt, step=PromptStep.BEFORE, draft=draft, next_at=rate_by)
    await shown(scene, record, asking.kept_open(rate_by))


async def rate(scene: Scene, prompt_id: int, asked: PromptStep, value: int) -> None:
    """Take a rating of a session, points 0-10: the pain just before it, then the worst during it.

    A second tap on the first question's buttons, which stay until the card changes, does not answer the second.
    """
    record, prompt = await _ratable(scene, prompt_id)
    if asked is not prompt.step:
        raise RefusedError(Said.CHANGED)
    if asked is PromptStep.BEFORE:
        draft = replace(prompt.draft, pain_before=value)
        await _kept_asking(scene, record, replace(prompt, step=PromptStep.DURING, draft=draft))
    else:
        rated = replace(prompt, draft=replace(prompt.draft, pain_during=value))
        await recorded(scene, record, rated, SessionView.DONE)


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


async def _kept_asking(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Show the next rating question; a session that is recorded already keeps its state."""
    view = SessionView.BEFORE if prompt.step is PromptStep.BEFORE else SessionView.DURING
    if prompt.draft.recorded_at is None:
        prompt = replace(prompt, state=PromptState.SENT, asked_at=scene.now, next_at=scene.now + RATINGS_WAIT)
    else:
        prompt = replace(prompt, asked_at=scene.now)
    prompt = await how_put_away(scene, prompt)
    await edit_card(scene, prompt, session_card(scene, record, prompt, view))
    await scene.uow.prompts.save(prompt)


async def recorded(scene: Scene, record: PlanRecord, prompt: Prompt, view: SessionView) -> None:
    """Take what was reported into the plan, and show what follows from it."""
    before = record.plan
    outcome = await _taken(scene, record, prompt)
    draft = replace(prompt.draft, recorded_at=outcome.at)
    kept = replace(prompt, state=PromptState.ANSWERED, step=PromptStep.DONE, next_at=None, draft=draft)
    await scene.uow.prompts.save(kept)
    record = await settle(scene, outcome)
    decision = explained(outcome.decision) if outcome.decision else None
    if view is SessionView.DONE:
        anchor = outcome.course.evidence.days[-1].first_at if outcome.course.evidence.days else None
        card = session_done(scene, record, kept, decision, anchor)
        await edit_card(scene, kept, replace(card, run_moved=run_moved(before, record.plan, scene.protocol)))
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
