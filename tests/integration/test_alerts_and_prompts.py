"""What the database itself refuses: a second live alert of a kind, a second prompt for one slot; and what is due."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from rehab.alerts import AlertState, Reply
from rehab.engine import AlertKind
from rehab.timetable import PromptKind
from storage.engine import Database
from storage.tables import alert as alerts_table
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import Practice, a_prompt, an_alert, plan_for
from usecases.records import LIVE, AlertRecord, Prompt, PromptState

HOUR = timedelta(hours=1)


async def opened(work: SqlWork, known: Practice, **other: object) -> AlertRecord:
    """An alert, stored; differing from the usual one as told."""
    async with work("open") as uow:
        new = replace(an_alert(uow, known), **other)  # type: ignore[arg-type]
        await uow.alerts.add(new)
    return new


async def saved(work: SqlWork, changed: AlertRecord) -> None:
    """Keep what became of an alert."""
    async with work("save") as uow:
        await uow.alerts.save(changed)


@pytest.mark.parametrize("state", [AlertState.OPEN, AlertState.ACKNOWLEDGED])
async def test_a_second_live_alert_of_the_same_kind_and_rule_is_refused(
    work: SqlWork, known: Practice, state: AlertState
) -> None:
    """By the database, also while somebody has taken the first."""
    first = await opened(work, known)
    await saved(work, replace(first, state=state))
    with pytest.raises(IntegrityError):
        await opened(work, known)
    async with work("look") as uow:
        assert [one.id for one in await uow.alerts.unresolved(known.plan.id)] == [first.id]


async def test_after_the_first_is_resolved_another_may_open(work: SqlWork, known: Practice) -> None:
    """The same thing happened again later: that is a new alert."""
    first = await opened(work, known)
    await saved(work, replace(first, state=AlertState.RESOLVED, resolved_at=MONDAY, next_at=None))
    second = await opened(work, known)
    async with work("look") as uow:
        assert await uow.alerts.unresolved(known.plan.id) == [second]
        resolved = await uow.alerts.get(first.id)
        assert resolved is not None
        assert (resolved.state, resolved.resolved_at) == (AlertState.RESOLVED, MONDAY)


async def test_a_resolved_one_cannot_open_again_beside_a_newer(work: SqlWork, known: Practice) -> None:
    """There is one live alert of a kind, however it came to live."""
    first = await opened(work, known)
    await saved(work, replace(first, state=AlertState.RESOLVED))
    await opened(work, known)
    with pytest.raises(IntegrityError):
        await saved(work, replace(first, state=AlertState.OPEN))


async def test_alerts_of_other_rules_kinds_and_plans_stand_beside_it(work: SqlWork, known: Practice) -> None:
    """Only the same thing about the same plan is the same alert."""
    async with work("plan") as uow:
        other = plan_for(uow, known.patient, known.clinician)
        await uow.plans.add(other)
    first = await opened(work, known)
    rule = await opened(work, known, rule="fever", opened_at=MONDAY + HOUR)
    kind = await opened(work, known, kind=AlertKind.REVIEW, opened_at=MONDAY + 2 * HOUR)
    plan = await opened(work, known, plan_id=other.id)
    async with work("look") as uow:
        assert await uow.alerts.unresolved(known.plan.id) == [first, rule, kind]
        assert await uow.alerts.unresolved(other.id) == [plan]


async def test_resolved_alerts_are_kept_with_what_was_decided(work: SqlWork, known: Practice) -> None:
    """Of this plan, oldest first; those that are open stand elsewhere."""
    async with work("plan") as uow:
        other = plan_for(uow, known.patient, known.clinician)
        await uow.plans.add(other)
    await opened(work, known)
    later = await opened(work, known, rule="stalled", opened_at=MONDAY + HOUR)
    first = await opened(work, known, rule="early_warning")
    elsewhere = await opened(work, known, plan_id=other.id)
    resolved = [
        replace(one, state=AlertState.RESOLVED, next_at=None, reply=Reply.REFERRED) for one in (later, first, elsewhere)
    ]
    for one in resolved:
        await saved(work, one)
    async with work("look") as uow:
        assert await uow.alerts.resolved(known.plan.id) == [resolved[1], resolved[0]]
        assert await uow.alerts.resolved(other.id) == [resolved[2]]


async def test_the_database_holds_state_and_key_together(database: Database, work: SqlWork, known: Practice) -> None:
    """An alert is live exactly as long as it bars another of its kind."""
    first = await opened(work, known)
    forgotten = update(alerts_table).where(alerts_table.c.id == first.id).values(open_key=None)
    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(forgotten)


async def due_alerts(work: SqlWork, now: datetime) -> tuple[list[int], datetime | None]:
    """The alerts whose next step is due, and when the next is."""
    async with work("look") as uow:
        return await uow.alerts.due(now, 10), await uow.alerts.next_at()


async def test_alerts_are_due_when_their_next_step_is(work: SqlWork, known: Practice) -> None:
    """The longest due first; one that waits for nothing is never due."""
    later = await opened(work, known, rule="later", next_at=MONDAY + HOUR)
    soon = await opened(work, known, rule="soon", next_at=MONDAY)
    await opened(work, known, rule="taken", next_at=None, state=AlertState.ACKNOWLEDGED)
    assert await due_alerts(work, MONDAY - HOUR) == ([], MONDAY)
    assert await due_alerts(work, MONDAY) == ([soon.id], MONDAY)
    assert await due_alerts(work, MONDAY + HOUR) == ([soon.id, later.id], MONDAY)


async def laid_out(work: SqlWork, known: Practice, **other: object) -> Prompt:
    """A prompt, stored; differing from the usual one as told."""
    async with work("lay out") as uow:
        new = replace(a_prompt(uow, known), **other)  # type: ignore[arg-type]
        await uow.prompts.add(new)
    return new


@pytest.mark.parametrize("state", list(PromptState))
async def test_a_second_prompt_for_the_same_slot_is_refused(work: SqlWork, known: Practice, state: PromptState) -> None:
    """Whatever became of the first: a day can be laid out twice, and on two machines."""
    await laid_out(work, known, state=state)
    with pytest.raises(IntegrityError):
        await laid_out(work, known)


async def test_prompts_of_other_slots_days_kinds_and_plans_stand_beside_it(work: SqlWork, known: Practice) -> None:
    """Only plan, kind, day and slot together are the key."""
    async with work("plan") as uow:
        other = plan_for(uow, known.patient, known.clinician)
        await uow.plans.add(other)
    first = await laid_out(work, known)
    slot = await laid_out(work, known, slot=2, due_at=MONDAY + HOUR)
    kind = await laid_out(work, known, kind=PromptKind.PAIN_24H, due_at=MONDAY + 2 * HOUR)
    await laid_out(work, known, day=(MONDAY + timedelta(days=1)).date())
    await laid_out(work, known, plan_id=other.id)
    async with work("look") as uow:
        assert await uow.prompts.of_day(known.plan.id, MONDAY.date()) == [first, slot, kind]


async def test_only_what_can_still_be_answered_is_live(work: SqlWork, known: Practice) -> None:
    """In the order in which it falls due."""
    made = {state: await laid_out(work, known, slot=number, state=state) for number, state in enumerate(PromptState)}
    async with work("look") as uow:
        assert await uow.prompts.live(known.plan.id) == [made[state] for state in PromptState if state in LIVE]


async def test_prompts_are_due_when_they_want_to_be_looked_at(work: SqlWork, known: Practice) -> None:
    """The longest due first, no more than asked for; one that wants nothing is never due."""
    later = await laid_out(work, known, slot=1, next_at=MONDAY + HOUR)
    soon = await laid_out(work, known, slot=2, next_at=MONDAY)
    await laid_out(work, known, slot=3, next_at=None, state=PromptState.ANSWERED)
    async with work("look") as uow:
        assert await uow.prompts.next_at() == MONDAY
        assert await uow.prompts.due(MONDAY - HOUR, 10) == []
        assert await uow.prompts.due(MONDAY + HOUR, 10) == [soon.id, later.id]
        assert await uow.prompts.due(MONDAY + HOUR, 1) == [soon.id]


async def test_what_is_coming_is_what_was_not_sent_yet(work: SqlWork, known: Practice) -> None:
    """Planned or held, the next due first."""
    held = await laid_out(work, known, slot=1, state=PromptState.HELD, next_at=MONDAY + HOUR)
    planned = await laid_out(work, known, slot=2, next_at=MONDAY)
    await laid_out(work, known, slot=3, state=PromptState.SENT)
    async with work("look") as uow:
        assert await uow.prompts.coming() == [planned, held]


async def test_a_patients_plan_is_the_one_that_goes_on(work: SqlWork, known: Practice) -> None:
    """One that has ended is found only where there is no other, and then the latest."""
    async with work("plans") as uow:
        ended = replace(known.plan, plan=replace(known.plan.plan, discharged=True))
        await uow.plans.save(ended)
        assert await uow.plans.of_patient(known.patient.id) == ended
        newer = plan_for(uow, known.patient, known.clinician, MONDAY + HOUR)
        await uow.plans.add(newer)
        assert await uow.plans.of_patient(known.patient.id) == newer
        later = replace(newer, plan=replace(newer.plan, discharged=True))
        await uow.plans.save(later)
        assert await uow.plans.of_patient(known.patient.id) == later
        assert await uow.plans.of_clinician(known.clinician.id) == [ended, later]
        assert await uow.plans.of_patient(known.clinician.id) is None
