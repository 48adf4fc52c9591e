"""Looking at a prompt when its time has come: send it, hold it, remind once, record what was left open, close it.

Everything is decided from the row at that moment, so a look that comes late, twice, or after a crash does no harm.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from rehab import guide
from rehab.days import day_closes
from rehab.events import Outcome as SessionOutcome
from rehab.events import Session
from rehab.messages.day import QuestionView, SessionView
from rehab.messages.week import WeeklyView
from rehab.timetable import QUESTIONS, PromptKind
from usecases.after import look, settle
from usecases.contact import keep_in_touch
from usecases.course import record_fact
from usecases.learn import ask_what_changed
from usecases.prompts.answers import tie_up, tie_up_all
from usecases.prompts.cards import elapsed, phases, question_card, session_card
from usecases.prompts.layout import cancel, is_reported, record_runs
from usecases.prompts.measure import day_is_full, room_today
from usecases.prompts.show import card_of, edit_card, send_card
from usecases.prompts.weekly import over, weekly_card
from usecases.records import PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import Scene
from usecases.telling import ask_anew

REMIND_AFTER = timedelta(hours=2, minutes=30)
RATINGS_WAIT = timedelta(minutes=30)  # a session reported as done is recorded after this, also without its ratings
TIMER_STEP = 10  # seconds between two edits of a running timer
CLOSE = timedelta(minutes=60)  # a question that falls due within this time of a session comes before it
QUESTION_FIRST = timedelta(minutes=30)  # for how long a block of a daily stage waits for the question's answer


async def look_at_prompt(scene: Scene, prompt_id: int) -> None:
    """Do what has fallen due for a prompt."""
    prompt = await scene.uow.prompts.get(prompt_id)
    record = await scene.uow.plans.get(prompt.plan_id) if prompt else None
    # Another process, or another tick, may have looked since the list of what is due was made.
    if prompt is None or record is None or prompt.next_at is None or prompt.next_at > scene.now:
        return
    if not prompt.live:
        await scene.uow.prompts.save(replace(prompt, next_at=None))
    elif await scene.uow.people.has_waiting_updates(record.patient_id):
        return  # what they have just sent comes first; the next tick looks again
    else:
        await _look(scene, record, prompt)


async def _look(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    record, prompt = await tie_up(scene, record, prompt)
    if not prompt.live:
        return
    if not (is_reported(prompt) or await scene.agreed_by(record.patient_id)):
        await cancel(scene, record, prompt)
        await ask_anew(scene, record)
    elif scene.now >= prompt.closes_at:
        await close_prompt(scene, record, prompt)
    elif prompt.state is not PromptState.SENT:
        await _send_or_hold(scene, record, prompt)
    elif prompt.step is PromptStep.TIMER:
        await _run_timer(scene, record, prompt)
    elif prompt.step in {PromptStep.BEFORE, PromptStep.DURING}:
        await _give_up_on_ratings(scene, record, prompt)
    elif not prompt.reminded:
        await _remind(scene, record, prompt)
    else:
        await scene.uow.prompts.save(replace(prompt, next_at=prompt.closes_at))


# --- sending ---------------------------------------------------------------------------------------------------------


async def _send_or_hold(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Send a prompt that is due, unless something must come first."""
    wait_until = await _must_wait(scene, record, prompt)
    if wait_until is not None:
        held = replace(prompt, state=PromptState.HELD, next_at=min(wait_until, prompt.closes_at))
        await scene.uow.prompts.save(held)
        return
    silent = record.preferences.is_quiet(scene.now, record.zone)
    sent = await send_card(scene, record, prompt, by_bot=True, silent=silent)
    await scene.uow.prompts.save(replace(sent, next_at=next_look_at(record, sent, scene.now)))


async def _must_wait(scene: Scene, record: PlanRecord, prompt: Prompt) -> datetime | None:
    """Until when a prompt is held; None if it may go."""
    if prompt.kind is PromptKind.SESSION:
        if (answer_by := await _question_first(scene, record, prompt)) is not None:
            return answer_by
        if await day_is_full(scene, record):
            return prompt.closes_at
    elif prompt.kind is PromptKind.WEEKLY and await day_is_full(scene, record):
        return day_closes(record.plan.today(scene.now), record.zone)
    waking = record.preferences.next_waking(scene.now, record.zone)
    return waking if scene.now < waking < prompt.closes_at else None


async def _question_first(scene: Scene, record: PlanRecord, prompt: Prompt) -> datetime | None:
    """A question that falls close to a session is asked first; a loading session waits for its answer."""
    live = await scene.uow.prompts.live(record.id)
    near = [p for p in live if p.kind in QUESTIONS and p.due_at <= scene.now + CLOSE < p.closes_at + CLOSE]
    if not near:
        return None
    daily = scene.protocol.stage(record.plan.position.stage).daily or record.plan.flare_since is not None
    until = max(prompt.due_at, near[0].due_at) + QUESTION_FIRST if daily else near[0].closes_at
    return until if scene.now < until else None


def next_look_at(record: PlanRecord, prompt: Prompt, now: datetime) -> datetime:
    """When to look again at a prompt that has been sent: for its one reminder, else when it closes.

    A check-in stays open for days, so what would come in the night comes the next morning.
    """
    reminder = max(prompt.asked_at or now, now) + REMIND_AFTER
    if prompt.kind is PromptKind.WEEKLY:
        reminder = record.preferences.next_waking(reminder, record.zone)
    wanted = not prompt.reminded and not record.preferences.fewer and reminder < prompt.closes_at
    return reminder if wanted else prompt.closes_at


async def release_held(scene: Scene, record: PlanRecord) -> None:
    """After an answer: sessions that waited for it are looked at now."""
    for prompt in await scene.uow.prompts.live(record.id):
        if prompt.state is PromptState.HELD:
            await scene.uow.prompts.save(replace(prompt, next_at=scene.now))


async def _remind(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """One follow-up, in waking hours and within the day's measure; then silence for this prompt."""
    quiet = record.preferences.is_quiet(scene.now, record.zone)
    if quiet or record.preferences.fewer or await room_today(scene, record) < 1:
        await scene.uow.prompts.save(replace(prompt, next_at=prompt.closes_at))
        return
    reminded = await send_card(scene, record, replace(prompt, reminded=True), by_bot=True)
    await scene.uow.prompts.save(replace(reminded, next_at=prompt.closes_at))


# --- the guided session ----------------------------------------------------------------------------------------------


async def _run_timer(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Show where the guided session is; once it is over, ask how it went."""
    moment = guide.at(phases(record.plan, scene.protocol), elapsed(prompt.draft, scene.now))
    prompt = timer_over(scene, prompt) if moment is None else _ticking(scene, prompt, moment)
    await edit_card(scene, prompt, card_of(scene, record, prompt))
    await scene.uow.prompts.save(prompt)


def _ticking(scene: Scene, prompt: Prompt, moment: guide.Moment) -> Prompt:
    """Look again at the end of the phase or the next multiple of the step; a paused timer only waits for its window."""
    if prompt.draft.paused_at is not None:
        return replace(prompt, next_at=prompt.closes_at)
    step = moment.left % TIMER_STEP or TIMER_STEP
    return replace(prompt, next_at=scene.now + timedelta(seconds=min(step, moment.left)))


def timer_over(scene: Scene, prompt: Prompt) -> Prompt:
    """A guided session that ran to its end counts as done; the ratings are asked next."""
    draft = replace(prompt.draft, outcome=SessionOutcome.DONE, done_at=scene.now, timer_from=None, paused_at=None)
    rate_by = scene.now + RATINGS_WAIT
    return replace(prompt, step=PromptStep.BEFORE, draft=draft, next_at=rate_by).kept_open(rate_by)


# --- closing ---------------------------------------------------------------------------------------------------------


async def _give_up_on_ratings(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Record a session that was done though its ratings never came; they can still be added."""
    done_at = prompt.draft.done_at or scene.now
    if scene.now < done_at + RATINGS_WAIT:
        await scene.uow.prompts.save(replace(prompt, next_at=done_at + RATINGS_WAIT))
        return
    await record_session(scene, record, prompt)


async def record_session(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Record what is known of a session; its card stays as it is."""
    draft = prompt.draft
    outcome = draft.outcome or SessionOutcome.MISSED
    fact = Session(at=scene.now, outcome=outcome, pain_before=draft.pain_before, pain_during=draft.pain_during)
    taken = await record_fact(scene, record, fact)
    state = PromptState.EXPIRED if outcome is SessionOutcome.MISSED else PromptState.ANSWERED
    kept = replace(prompt, state=state, next_at=None, draft=replace(draft, recorded_at=taken.at))
    await scene.uow.prompts.save(kept)
    await settle(scene, taken)


async def close_prompt(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """A prompt's window is over: a session that was not reported is recorded as missed, a question just ends."""
    if prompt.kind is PromptKind.SESSION and prompt.card is not None:
        await record_session(_as_it_closed(scene, record, prompt), record, prompt)
        if prompt.draft.outcome is None:
            await edit_card(scene, prompt, session_card(scene, record, prompt, SessionView.CLOSED))
        return
    if prompt.kind is PromptKind.WEEKLY:
        await _close_weekly(scene, record, prompt)
        return
    # A session that was never shown was not missed by anybody.
    await scene.uow.prompts.save(replace(prompt, state=PromptState.EXPIRED, next_at=None))
    if prompt.card is not None:
        await edit_card(scene, prompt, question_card(scene, prompt, QuestionView.CLOSED))


async def _close_weekly(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    _, prompt = await tie_up(scene, record, prompt)
    await scene.uow.prompts.save(over(prompt))
    if prompt.card is not None:
        await edit_card(scene, prompt, weekly_card(scene, prompt, WeeklyView.CLOSED))


def _as_it_closed(scene: Scene, record: PlanRecord, prompt: Prompt) -> Scene:
    """The last second of its window: what was left alone on Monday is missed on Monday, also if it closed at night."""
    last = prompt.closes_at - timedelta(seconds=1)
    return replace(scene, now=max(last, record.plan.evaluated_until))


async def close_what_is_over(scene: Scene, record: PlanRecord) -> PlanRecord:
    """Close a plan's prompts whose windows are over, in their order: before the rules look at what fell due since."""
    over = [p for p in await scene.uow.prompts.live(record.id) if p.closes_at <= scene.now]
    for prompt in sorted(over, key=lambda p: p.closes_at):
        await close_prompt(scene, record, prompt)
        record = await scene.uow.plans.get(record.id) or record
    return record


async def look_at_plan(scene: Scene, plan_id: int) -> None:
    """Do what has fallen due for a plan: windows that closed, gaps, flares, a new local day, the end of a pause."""
    record = await scene.uow.plans.get(plan_id)
    if record is None or record.next_at > scene.now or await scene.uow.people.has_waiting_updates(record.patient_id):
        return
    record = await tie_up_all(scene, record)
    record = await close_what_is_over(scene, record)
    seen = await look(scene, record)
    await keep_in_touch(scene, seen.record, seen.course)
    if record_runs(seen.record):
        await ask_what_changed(scene, seen.record)
