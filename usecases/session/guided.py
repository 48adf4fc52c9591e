"""The guided session: its timer on the card, how an exercise is done, and gentle holds for relief."""

from dataclasses import replace
from datetime import timedelta

from rehab import guide
from rehab.messages.common import Said
from rehab.messages.day import Exercise, How
from rehab.permissions import Action
from rehab.plan import Status
from rehab.timetable import as_shown, exercises
from usecases.prompts.cards import elapsed, phases
from usecases.prompts.look import RATINGS_WAIT, timer_over
from usecases.records import PlanRecord, Prompt, PromptStep
from usecases.scene import RefusedError, Scene, own_plan
from usecases.session.own import how_put_away, open_prompt, own_prompt, shown


async def start_timer(scene: Scene, prompt_id: int) -> None:
    """Begin, or go on with, a guided session."""
    record, prompt = await open_prompt(scene, prompt_id)
    draft = prompt.draft
    if draft.timer_from is None:
        draft = replace(draft, timer_from=scene.now, moved_on=0.0, paused_at=None)
    elif draft.paused_at is not None:
        draft = replace(draft, timer_from=draft.timer_from + (scene.now - draft.paused_at), paused_at=None)
    await _timing(scene, record, replace(prompt, draft=draft))


async def pause_timer(scene: Scene, prompt_id: int) -> None:
    """Stop the clock of a guided session for a moment."""
    record, prompt = await open_prompt(scene, prompt_id)
    if prompt.step is not PromptStep.TIMER or prompt.draft.paused_at is not None:
        raise RefusedError(Said.CHANGED)
    await _timing(scene, record, replace(prompt, draft=replace(prompt.draft, paused_at=scene.now)))


async def next_phase(scene: Scene, prompt_id: int) -> None:
    """Go on to the next hold or rest."""
    record, prompt = await open_prompt(scene, prompt_id)
    if prompt.step is not PromptStep.TIMER:
        raise RefusedError(Said.CHANGED)
    run = elapsed(prompt.draft, scene.now)
    ahead = guide.start_of_next(phases(record.plan, scene.protocol), run) - run
    moved = replace(prompt.draft, moved_on=prompt.draft.moved_on + ahead)
    await _timing(scene, record, replace(prompt, draft=moved))


async def _timing(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Show a running or paused timer; one that has run out goes on to the ratings."""
    moment = guide.at(phases(record.plan, scene.protocol), elapsed(prompt.draft, scene.now))
    if moment is None:
        await shown(scene, record, timer_over(scene, prompt))
        return
    prompt = prompt.kept_open(scene.now + timedelta(seconds=moment.left_in_all) + RATINGS_WAIT)
    next_at = prompt.closes_at if prompt.draft.paused_at is not None else scene.now + timedelta(seconds=1)
    await shown(scene, record, replace(prompt, step=PromptStep.TIMER, next_at=next_at))


async def how(scene: Scene, prompt_id: int, number: int) -> None:
    """Show how one exercise of the session is done (counted from 0)."""
    record, prompt = await own_prompt(scene, prompt_id)
    known = exercises(record.plan, scene.protocol)
    if not 0 <= number < len(known):
        raise RefusedError(Said.CHANGED)
    prompt = await how_put_away(scene, prompt)
    card = await show_how(scene, known[number])
    await scene.uow.prompts.save(replace(prompt, draft=replace(prompt.draft, how=card)))


async def relief(scene: Scene) -> None:
    """Show the gentle holds that are offered for relief on rest days; they are no session and need no report."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    stopped = {Status.STOPPED: Said.PLAN_STOPPED, Status.DISCHARGED: Said.PLAN_ENDED}
    if (said := stopped.get(record.plan.status)) is not None:
        raise RefusedError(said)
    gentle = scene.protocol.flare
    for dose in scene.protocol.level(gentle.stage, gentle.level).exercises:
        await show_how(scene, as_shown(dose, scene.protocol))


async def show_how(scene: Scene, exercise: Exercise) -> int:
    """Send the drawing of an exercise with its words, or the words alone; returns its card."""
    return await scene.send(How(exercise=exercise))
