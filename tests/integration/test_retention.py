"""Every night what has been kept long enough goes, and nothing else: on both databases, once a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, func, select, update

from rehab.permissions import Role
from scheduling.nightly import Nightly
from storage.engine import Database
from storage.tables import alert, dialogue, entry, erasure, inbox, invitation, outbox, person, plan, prompt
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY, Hands
from tests.integration.hidden import HERS, NAME
from tests.integration.people import Practice, a_prompt, an_alert, plan_for, somebody
from tests.integration.post import Post
from tests.integration.test_database_away import Moody
from usecases.ports import StorageAwayError
from usecases.records import Dialogue, EntryKind, Invitation, PatientTerms, Person, PromptState, Side
from usecases.retention import Periods

DAY = timedelta(days=1)
PERIODS = Periods(traffic=90 * DAY, unfinished=30 * DAY, prompts=365 * DAY, ended=3650 * DAY)
LONDON = ZoneInfo("Europe/London")
Night = Callable[..., Nightly]


@pytest.fixture
def night(work: SqlWork, clock: Hands) -> Night:
    """What is done every night, by a process that has just started."""
    return lambda periods=PERIODS: Nightly(work, clock, LONDON, periods)


async def count(database: Database, table: Table) -> int:
    """How many rows there are."""
    async with database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


# --- traffic ---------------------------------------------------------------------------------------------------------


async def test_traffic_goes_when_its_time_is_over(
    database: Database, work: SqlWork, known: Practice, post: Post, clock: Hands, night: Night
) -> None:
    """Not a moment before; what is still to be dealt with, or to be said, stays however old it is."""
    async with work("arrived") as uow:
        for number in (1, 2):
            await uow.inbox.add(number, HERS, "{}", MONDAY)
        await uow.inbox.finish(1)
    await post.send(known.patient.id, "said")
    await post.all_out()
    await post.send(known.patient.id, "not said yet")
    clock.at = MONDAY + 90 * DAY
    await night().run()
    assert (await count(database, inbox), await count(database, outbox)) == (2, 2)
    clock.at += DAY
    await night().run()
    async with database.reading() as connection:
        assert list(await connection.scalars(select(inbox.c.update_id))) == [2]
        assert list(await connection.scalars(select(outbox.c.state))) == ["due"]


async def test_more_than_a_step_takes_goes_in_one_night(
    database: Database, work: SqlWork, clock: Hands, night: Night
) -> None:
    """Step by step, to the end."""
    async with work("arrived") as uow:
        for number in range(1, 1101):
            await uow.inbox.add(number, HERS, "{}", MONDAY)
    async with database.writing() as connection:
        await connection.execute(update(inbox).values(state="done"))
    clock.at = MONDAY + 91 * DAY
    await night().run()
    assert await count(database, inbox) == 0


async def test_it_is_done_once_a_day(database: Database, work: SqlWork, clock: Hands, night: Night) -> None:
    """What turns old later on the same local day waits for the next, which begins at 03:00."""
    tonight = night()
    clock.at = MONDAY + 91 * DAY
    await tonight.run()
    async with work("arrived") as uow:
        await uow.inbox.add(1, HERS, "{}", MONDAY)
        await uow.inbox.finish(1)
    clock.at = (clock.at + DAY).astimezone(LONDON).replace(hour=2, minute=59)
    await tonight.run()
    assert await count(database, inbox) == 1
    clock.at += timedelta(minutes=1)
    await tonight.run()
    assert await count(database, inbox) == 0


# --- what nobody finished --------------------------------------------------------------------------------------------


async def invites(work: SqlWork, known: Practice, code: str, **more: object) -> Invitation:
    """An invitation that ran out a week after Monday."""
    terms = PatientTerms(name=NAME, side=Side.LEFT, stage=1, level=1, baseline_pain=3, sport_goal=False)
    async with work("invite") as uow:
        made = Invitation(
            id=uow.new_id(), role=Role.PATIENT, created_by=known.clinician.id, created_at=MONDAY,
            expires_at=MONDAY + 7 * DAY, terms=terms,
        )  # fmt: skip
        made = replace(made, **more)  # type: ignore[arg-type]
        await uow.invitations.add(made, code)
    return made


async def test_an_invitation_that_nobody_used_goes(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """Expired or taken back; one that can still be used, or brought somebody in, stays."""
    await invites(work, known, "expired")
    await invites(work, known, "taken back", expires_at=MONDAY + 99 * DAY, revoked_at=MONDAY)
    pending = await invites(work, known, "pending", expires_at=MONDAY + 99 * DAY)
    used = await invites(work, known, "used", used_at=MONDAY, used_by=known.patient.id)
    clock.at = MONDAY + 38 * DAY
    await night().run()
    async with database.reading() as connection:
        assert set(await connection.scalars(select(invitation.c.id))) == {pending.id, used.id}


async def test_a_question_without_an_answer_is_not_kept(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """With what had been typed so far; a young one stays."""
    async with work("asked") as uow:
        await uow.dialogues.set(known.clinician.id, Dialogue("invite", {"name": NAME}), MONDAY)
        await uow.dialogues.set(known.patient.id, Dialogue("settings:city", {}), MONDAY + 30 * DAY)
    clock.at = MONDAY + 31 * DAY
    await night().run()
    async with database.reading() as connection:
        assert list(await connection.scalars(select(dialogue.c.person_id))) == [known.patient.id]


async def a_guest(work: SqlWork, known: Practice, code: str, **more: object) -> Person:
    """Somebody who opened a link and never began."""
    async with work("guest") as uow:
        guest = await somebody(uow, HERS, name=NAME)
        await uow.dialogues.set(guest.id, Dialogue("enrol", {"draft": NAME}), MONDAY)
    await invites(work, known, code, used_by=guest.id, **more)
    return guest


async def test_whoever_never_began_is_forgotten_without_a_word(
    database: Database, work: SqlWork, known: Practice, post: Post, clock: Hands, night: Night
) -> None:
    """With their key, their draft and the link that they opened; nobody else is."""
    await a_guest(work, known, "opened")
    clock.at = MONDAY + 38 * DAY
    await night().run()
    async with work("look") as uow:
        assert await uow.people.by_chat(HERS) is None
    assert [await count(database, table) for table in (person, invitation, dialogue)] == [3, 0, 0]
    assert await post.states() == []
    async with database.reading() as connection:
        assert list(await connection.scalars(select(erasure.c.asked_by))) == ["period"]


async def test_whoever_can_still_begin_is_not_forgotten(
    work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """With a link that is open, whatever other link ran out."""
    guest = await a_guest(work, known, "ran out")
    await invites(work, known, "open", used_by=guest.id, expires_at=MONDAY + 99 * DAY)
    clock.at = MONDAY + 38 * DAY
    await night().run()
    async with work("look") as uow:
        assert await uow.people.by_chat(HERS) == guest


# --- prompts ---------------------------------------------------------------------------------------------------------


async def test_what_was_asked_goes_and_what_was_answered_stays(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """A year later; a prompt that can still be answered stays."""
    async with work("asked") as uow:
        asked = replace(a_prompt(uow, known), next_at=None)
        await uow.prompts.add(replace(asked, state=PromptState.ANSWERED))
        await uow.prompts.add(replace(asked, id=uow.new_id(), slot=2, state=PromptState.SENT))
        await uow.journal.append(known.plan.id, MONDAY, EntryKind.EVENT, {"kind": "pain_24h", "value": 3})
    clock.at = MONDAY + 366 * DAY
    await night().run()
    async with database.reading() as connection:
        assert list(await connection.scalars(select(prompt.c.slot))) == [2]
    assert await count(database, entry) == 1


# --- ended plans -----------------------------------------------------------------------------------------------------


async def ends(database: Database, work: SqlWork, plan_id: int, at: datetime) -> None:
    """A plan ends."""
    async with work("ends") as uow:
        await uow.journal.append(plan_id, at, EntryKind.EVENT, {"kind": "discharge"})
        await uow.journal.append(plan_id, at + 3650 * DAY, EntryKind.DECISION, {"rule": "not_yet"})  # a review
    async with database.writing() as connection:
        await connection.execute(update(plan).where(plan.c.id == plan_id).values(status="discharged"))


async def is_known(work: SqlWork, patient: Person) -> bool:
    """Whether a patient is."""
    async with work("look") as uow:
        return await uow.people.by_number(patient.id) is not None


async def test_a_patient_whose_plan_ended_long_ago_is_erased(
    database: Database, work: SqlWork, known: Practice, clock: Hands, post: Post, night: Night
) -> None:
    """As if the operator had done it: the clinician and the patient are told, awake."""
    await ends(database, work, known.plan.id, MONDAY + DAY)
    clock.at = (MONDAY + 3651 * DAY).replace(hour=4)
    await night().run()
    assert await is_known(work, known.patient)
    clock.at += DAY
    await night().run()
    assert not await is_known(work, known.patient)
    rows = await post.rows("due")
    assert {row["kind"] for row in rows} == {"erased", "patient_erased"}
    assert {row["due_at"].astimezone(LONDON).hour for row in rows} == {8}


async def test_nobody_is_erased_where_the_clinic_has_set_no_period(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """Not after fifty years either."""
    await ends(database, work, known.plan.id, MONDAY)
    clock.at = MONDAY + 365 * 50 * DAY
    await night(replace(PERIODS, ended=None)).run()
    assert await is_known(work, known.patient)


@pytest.mark.parametrize("why", ["running", "begun again", "ended later", "an alert is open"])
async def test_who_is_still_cared_for_is_not_erased(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night, why: str
) -> None:
    """Whatever else of theirs is over."""
    if why != "running":
        await ends(database, work, known.plan.id, MONDAY + (DAY if why == "ended later" else -DAY))
    async with work("more") as uow:
        if why == "begun again":
            await uow.plans.add(plan_for(uow, known.patient, known.clinician))
        if why == "an alert is open":
            await uow.alerts.add(an_alert(uow, known))
    clock.at = MONDAY + 3650 * DAY
    await night().run()
    assert await is_known(work, known.patient)


async def test_an_alert_that_was_resolved_holds_nobody_back(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """It goes with its patient."""
    await ends(database, work, known.plan.id, MONDAY)
    async with work("alert") as uow:
        await uow.alerts.add(an_alert(uow, known))
    async with database.writing() as connection:
        await connection.execute(update(alert).values(state="resolved", open_key=None))
    clock.at = MONDAY + 3651 * DAY
    await night().run()
    assert (await is_known(work, known.patient), await count(database, alert)) == (False, 0)


async def test_one_who_cannot_be_forgotten_holds_up_nobody(
    database: Database, work: SqlWork, known: Practice, clock: Hands, night: Night
) -> None:
    """A clinician who was a patient as well stays, the others go; the night comes to its end."""
    async with work("both") as uow:
        treated = await somebody(uow, HERS, Role.PATIENT, Role.CLINICIAN, name=NAME)
        theirs = plan_for(uow, treated, known.clinician)
        await uow.plans.add(theirs)
    for one in (theirs.id, known.plan.id):
        await ends(database, work, one, MONDAY)
    clock.at = MONDAY + 3651 * DAY
    tonight = night()
    await tonight.run()
    assert (await is_known(work, known.patient), await is_known(work, treated)) == (False, True)


async def test_a_night_without_the_database_is_made_up_for(
    database: Database, work: SqlWork, known: Practice, clock: Hands
) -> None:
    """It ends where it is, blames nobody, and is not counted as done: the next try forgets them."""
    await ends(database, work, known.plan.id, MONDAY)
    clock.at = MONDAY + 3651 * DAY
    tonight = Nightly(Moody(work, "outlived:", times=1), clock, LONDON, PERIODS)
    with pytest.raises(StorageAwayError):
        await tonight.run()
    assert await is_known(work, known.patient)
    await tonight.run()
    assert not await is_known(work, known.patient)
