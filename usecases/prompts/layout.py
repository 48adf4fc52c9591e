"""Laying out a local day: the prompts that the plan owes are held against those that are stored.

It is a diff, so it can run twice, late, or in two processes with no harm; the unique key (plan, kind, day, slot)
sees to the rest. A prompt that is no longer owed is cancelled; one whose time had passed when the plan came to life
is not sent.
"""

from dataclasses import replace
from datetime import date, datetime

from rehab.course import Course
from rehab.days import day_opens, instant_in_day
from rehab.timetable import Owed, PromptKind, owed, silence
from usecases.course import engine_due
from usecases.prompts.show import card_of, edit_card, show_cancelled
from usecases.prompts.spread import first_look
from usecases.prompts.weekly import has_loose_end
from usecases.records import Draft, PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import Scene

REVIVABLE = frozenset({PromptState.CANCELLED, PromptState.MUTED})


async def lay_out(scene: Scene, record: PlanRecord, course: Course, *, from_now: bool = False) -> PlanRecord:
    """Bring today's prompts in line with what the plan owes, and keep when to look at the plan again.

    With `from_now`, for a plan that has just come to life, what was due earlier today is not sent any more.
    """
    today = record.plan.today(scene.now)
    wanted = owed(record.plan, course.evidence, record.preferences, scene.protocol, today)
    stored = {(p.kind, p.day, p.slot): p for p in await scene.uow.prompts.of_day_or_live(record.id, today)}
    for one in wanted:
        await _want(scene, record, one, stored.pop((one.kind, one.day, one.slot), None), from_now=from_now)
    for prompt in stored.values():
        # What was reported is recorded in its time, also if the plan has stopped since.
        if prompt.live and not is_reported(prompt) and (prompt.day >= today or not record_runs(record)):
            await cancel(scene, record, prompt)
    record = replace(record, laid_out=today, next_at=next_look(scene, record, course))
    await scene.uow.plans.save(record)
    return record


def is_reported(prompt: Prompt) -> bool:
    """Whether something was told that waits to be recorded."""
    return prompt.draft.outcome is not None or has_loose_end(prompt)


def record_runs(record: PlanRecord) -> bool:
    """Whether the plan owes anything at all."""
    return record.plan.status.value in {"active", "flare", "maintenance"}


async def _want(scene: Scene, record: PlanRecord, one: Owed, prompt: Prompt | None, *, from_now: bool) -> None:
    if prompt is None:
        past = one.closes_at <= scene.now or (from_now and one.due_at <= scene.now)
        await scene.uow.prompts.add(_new(scene, record, one, past=past))
    elif _shown_before_a_move(record, prompt):
        await _ask_anew(scene, record, one, prompt)
    elif _to_be_timed(prompt, one, scene.now):
        timed = _timed(scene, prompt, one)
        late = from_now and one.due_at <= scene.now
        await scene.uow.prompts.save(replace(timed, state=PromptState.CANCELLED, next_at=None) if late else timed)


def _shown_before_a_move(record: PlanRecord, prompt: Prompt) -> bool:
    """Whether a session's card asks for what another place on the ladder owed, and nothing has been reported on it."""
    unreported = prompt.kind is PromptKind.SESSION and prompt.state is PromptState.SENT and not prompt.draft.outcome
    return unreported and prompt.asked_at is not None and prompt.asked_at < record.plan.moves[-1].at


async def _ask_anew(scene: Scene, record: PlanRecord, one: Owed, prompt: Prompt) -> None:
    """Show on an open card what the new place owes; if that is owed later today, it comes then."""
    anew = replace(_timed(scene, prompt, one), step=PromptStep.ASK, draft=Draft(), snoozes=0, reminded=False)
    if one.closes_at <= scene.now:
        await cancel(scene, record, prompt)
    elif one.due_at > scene.now:
        await scene.uow.prompts.save(anew)
        await show_cancelled(scene, record, prompt)
    else:
        next_at = prompt.next_at if prompt.step is PromptStep.ASK else one.closes_at
        kept = replace(anew, state=PromptState.SENT, asked_at=scene.now, next_at=next_at, reminded=prompt.reminded)
        await scene.uow.prompts.save(kept)
        await edit_card(scene, kept, card_of(scene, record, kept))


def _to_be_timed(prompt: Prompt, one: Owed, now: datetime) -> bool:
    """Whether a stored prompt is wanted again, or at another time."""
    if prompt.state in REVIVABLE:
        return one.due_at > now
    return prompt.state is PromptState.PLANNED and prompt.due_at != one.due_at and not prompt.snoozes


def _new(scene: Scene, record: PlanRecord, one: Owed, *, past: bool) -> Prompt:
    return Prompt(
        id=scene.uow.new_id(),
        plan_id=record.id,
        kind=one.kind,
        day=one.day,
        slot=one.slot,
        opens_at=one.opens_at,
        due_at=one.due_at,
        closes_at=one.closes_at,
        about=one.about,
        state=PromptState.CANCELLED if past else PromptState.PLANNED,
        next_at=None if past else first_look(one, record.id, scene.spread),
    )


def _timed(scene: Scene, prompt: Prompt, one: Owed) -> Prompt:
    return replace(
        prompt,
        state=PromptState.PLANNED,
        opens_at=one.opens_at,
        due_at=one.due_at,
        closes_at=one.closes_at,
        next_at=first_look(one, prompt.plan_id, scene.spread),
        about=one.about,
    )


async def cancel(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """A prompt is not owed any more; its card, if it was sent, says so."""
    state = PromptState.MUTED if record.plan.paused_since is not None else PromptState.CANCELLED
    await scene.uow.prompts.save(replace(prompt, state=state, next_at=None))
    await show_cancelled(scene, record, prompt)


def next_look(scene: Scene, record: PlanRecord, course: Course) -> datetime:
    """When to look at a plan next: the rules, a new local day, a pause that ends, a flare, or a silence."""
    tomorrow = day_opens(_next(record.plan.today(scene.now)), record.zone)
    times = [engine_due(course, scene.protocol), tomorrow]
    if record.resume_on is not None:
        times.append(morning_of(record, record.resume_on))
    if record.plan.flare_since is not None:
        times.append(morning_after(record, record.plan.flare_since))
    if (silent := silence(record.plan, course.evidence, scene.protocol)) is not None:
        times += [morning_of(record, silent.ask_on), morning_of(record, silent.pause_on)]
    return min(at for at in times if at > scene.now)


def morning_after(record: PlanRecord, at: datetime) -> datetime:
    """The next morning after something happened."""
    return morning_of(record, _next(record.plan.today(at)))


def morning_of(record: PlanRecord, day: date) -> datetime:
    """When a patient is written to on a day on which nothing is due: in the morning, awake."""
    return record.preferences.next_waking(instant_in_day(day, record.preferences.quiet_to, record.zone), record.zone)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
