"""What a patient can look at: the plan, today, why, progress."""

from datetime import date, datetime, timedelta
from itertools import groupby

from rehab.course import Course
from rehab.days import DAY
from rehab.evidence import adherence, counted_since
from rehab.explain import explained, missing, run_view
from rehab.messages.common import Said
from rehab.messages.plan import (
    ChartAverage,
    ChartData,
    ChartDay,
    ChartMove,
    ChartWeek,
    PlanCard,
    ProgressCard,
    TodayCard,
    TodayItem,
    TodayState,
    WhyCard,
)
from rehab.permissions import Action
from rehab.plan import Status
from rehab.running import present_run
from rehab.timetable import (
    PromptKind,
    block_times,
    exercises,
    maintenance_aim,
    offers_load_test,
    offers_maintenance,
    owed,
    prescribed,
)
from usecases.awaiting import shown_status
from usecases.course import last_decision, load
from usecases.outcomes import better_than_chance, measured
from usecases.records import PlanRecord, Prompt, PromptState
from usecases.scene import RefusedError, Scene, own_plan

AHEAD = 8  # days in which the next session is looked for
CHART_DAYS = 84


async def show_plan(scene: Scene) -> None:
    """Where the plan stands, and what is still missing to move on."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    await scene.show(await plan_card(scene, record, await load(scene, record)))


async def plan_card(scene: Scene, record: PlanRecord, course: Course, *, first: bool = False) -> PlanCard:
    """The plan's card."""
    plan, protocol = record.plan, scene.protocol
    prescription, stage = prescribed(plan, protocol), protocol.stage(plan.position.stage)
    wanted, held_by = missing(plan, course.evidence, protocol, scene.now)
    return PlanCard(
        first=first,
        position=plan.position,
        levels=protocol.top_level(plan.position.stage),
        stages=protocol.last_stage,
        status=shown_status(plan),
        exercises=exercises(plan, protocol),
        blocks=prescription.blocks_per_day,
        daily=prescription.daily,
        per_week=prescription.sessions_per_week,
        gap_hours=prescription.gap_hours,
        lighter=plan.reduced_dose,
        avoid=stage.avoid,
        missing=wanted,
        blocks_by=held_by,
        exit_test=stage.exit_test if plan.position.level == protocol.top_level(plan.position.stage) else None,
        run=run_view(plan, protocol, present_run(plan, protocol)),
        runs=protocol.running is not None,
        aim=maintenance_aim(plan, protocol),
        goal=offers_maintenance(plan, protocol),
        next_session=await next_session(scene, record, course),
        times=block_times(prescription, record.preferences) if prescription.daily else (record.preferences.loading,),
        clinic=await scene.uow.clinics.get(),
    )


async def next_session(scene: Scene, record: PlanRecord, course: Course) -> datetime | None:
    """When the next session is due: one that is stored, else the first that a coming day will owe."""
    live = await scene.uow.prompts.live(record.id)
    stored = [p.due_at for p in live if p.kind is PromptKind.SESSION and p.due_at > scene.now]
    if stored:
        return min(stored)
    today = record.plan.today(scene.now)
    for ahead in range(1, AHEAD):
        day = today + timedelta(days=ahead)
        for one in owed(record.plan, course.evidence, record.preferences, scene.protocol, day):
            if one.kind is PromptKind.SESSION:
                return one.due_at
    return None


async def show_today(scene: Scene) -> None:
    """Today's prompts, what became of them, and what can be done now."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    course = await load(scene, record)
    today = record.plan.today(scene.now)
    items = [_item(scene, prompt) for prompt in await _of_today(scene, record)]
    shown = tuple(item for item in items if item is not None)
    coming = await next_session(scene, record, course)
    sessions = [item for item in shown if item.what == PromptKind.SESSION]
    await scene.show(
        TodayCard(
            day=today,
            status=shown_status(record.plan),
            items=shown,
            next_at=coming,
            rest_day=not sessions and record.plan.status in {Status.ACTIVE, Status.MAINTENANCE},
            load_test=offers_load_test(record.plan, scene.protocol) and not _tested(course, today),
        )
    )


def _tested(course: Course, day: date) -> bool:
    return any(test.day == day for test in course.evidence.load_tests)


async def _of_today(scene: Scene, record: PlanRecord) -> list[Prompt]:
    """Today's prompts, after a check-in of the days before that is still open."""
    today = record.plan.today(scene.now)
    open_still = [p for p in await scene.uow.prompts.live(record.id) if p.kind is PromptKind.WEEKLY and p.day < today]
    return [*open_still, *await scene.uow.prompts.of_day(record.id, today)]


def _item(scene: Scene, prompt: Prompt) -> TodayItem | None:
    state = _state(scene, prompt)
    if state is None:
        return None
    return TodayItem(prompt=prompt.id, what=prompt.kind, slot=prompt.slot, due_at=prompt.due_at, state=state)


def _state(scene: Scene, prompt: Prompt) -> TodayState | None:
    """What became of a prompt; one that was cancelled is not shown."""
    if prompt.live:
        return TodayState.OPEN if scene.now >= prompt.opens_at else TodayState.COMING
    if prompt.state is PromptState.ANSWERED:
        skipped = prompt.draft.outcome is not None and prompt.draft.outcome.value.startswith("skipped")
        return TodayState.SKIPPED if skipped else TodayState.DONE
    return TodayState.MISSED if prompt.state is PromptState.EXPIRED else None


async def show_why(scene: Scene) -> None:
    """The last decision with its rule and numbers.

    Raises:
        RefusedError: if nothing has been decided yet.
    """
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    made = await last_decision(scene, record.id)
    if made is None:
        raise RefusedError(Said.NOTHING_DECIDED)
    await scene.show(WhyCard(decision=explained(made)))


async def show_progress(scene: Scene) -> None:
    """The patient's own chart, and the week in words."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    course = await load(scene, record)
    done, prescribed_sessions = week(record, course, scene.now)
    answers = course.evidence.ratings
    await scene.send(
        ProgressCard(
            chart=chart(scene, record, course),
            done=done,
            prescribed=prescribed_sessions,
            position=record.plan.position,
            latest=answers[-1].value if answers else None,
            first=record.plan.programme_start_pain
            if record.plan.programme_start_pain is not None
            else record.plan.baseline_pain,
            better=better_than_chance(await measured(scene, record.id)),
        )
    )


def week(record: PlanRecord, course: Course, now: datetime) -> tuple[float, int]:
    """Sessions done (part counting half) and prescribed, over today and the 6 local days before."""
    today = record.plan.today(now)
    entries = counted_since(course.evidence, record.plan, today - 6 * DAY)
    share = adherence(entries)
    return float((share or 0) * len(entries)), len(entries)


def chart(scene: Scene, record: PlanRecord, course: Course, *, days: int = CHART_DAYS) -> ChartData:
    """Pain and sessions of the last so many days."""
    since = record.plan.today(scene.now) - timedelta(days=days)
    limits = scene.protocol.thresholds
    return ChartData(
        days=tuple(_days(course, since)),
        weeks=tuple(_weeks(course, since)),
        averages=tuple(_averages(course, since)),
        moves=tuple(
            ChartMove(day=record.plan.today(move.at), position=move.position)
            for move in record.plan.moves
            if record.plan.today(move.at) >= since
        ),
        ceiling=int(limits.pain_ceiling.value),
        easy=int(limits.pain_progress_max.value),
    )


def _days(course: Course, since: date) -> list[ChartDay]:
    during = {d.day: d.worst_during for d in course.evidence.days}
    tests = {t.day: t.value for t in course.evidence.load_tests}
    ratings = {r.day: r.value for r in course.evidence.ratings}
    days = sorted(day for day in {*during, *ratings, *tests} if day >= since)
    return [
        ChartDay(day=day, pain_24h=ratings.get(day), pain_during=during.get(day), load_test=tests.get(day))
        for day in days
    ]


def _averages(course: Course, since: date) -> list[ChartAverage]:
    """Each check-in's week under the day on which it was told; of two of one day the later."""
    told = {course.plan.today(one.at): one for one in course.evidence.weekly}
    return [
        ChartAverage(day=day, average=one.average_pain, worst=one.worst_pain)
        for day, one in told.items()
        if day >= since
    ]


def _weeks(course: Course, since: date) -> list[ChartWeek]:
    entries = [entry for entry in course.evidence.logged if entry.day >= since]
    weeks = groupby(entries, key=lambda entry: entry.day - timedelta(days=entry.day.weekday()))
    found = []
    for monday, group in weeks:
        of_week = list(group)
        done = float((adherence(of_week) or 0) * len(of_week))
        found.append(ChartWeek(monday=monday, done=done, prescribed=len(of_week)))
    return found
