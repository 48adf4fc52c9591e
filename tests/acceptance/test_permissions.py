"""Who may do what: every button and every command, tried by everybody, with ids taken from somebody else's cards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.callbacks import data
from handlers.commands import ADMINISTRATOR, CLINICIAN, PATIENT
from handlers.presses import VERBS
from rehab.permissions import Role
from tests.acceptance.practising import CASES, ROLES, Ids, busy, ids_of, may
from tests.acceptance.rig import Rig
from tests.acceptance.staff import TRAFFIC, Cast, Watch, calm, forges, kept, opened, said


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[tuple[Rig, Cast, Ids]]:
    """The practice in the middle of its work, with Ann's ids."""
    async with opened(tmp_path, busy) as (rig, cast):
        yield rig, cast, await ids_of(rig, cast)


# --- buttons ---------------------------------------------------------------------------------------------------------


def test_every_button_has_a_case_here() -> None:
    """A new kind of button must be tried by everybody before it ships."""
    assert set(CASES) == set(VERBS)


@pytest.mark.parametrize("who", ROLES)
async def test_what_the_table_does_not_allow_changes_nothing(running: tuple[Rig, Cast, Ids], who: str) -> None:
    """Forged with real ids of somebody else's: refused with a notice, and nobody sees anything."""
    rig, cast, ids = running
    before, watches, wrong = await kept(rig), {name: Watch(cast[name]) for name in cast}, []
    for verb, case in CASES.items():
        if may(who, case):
            continue
        notice = await forges(rig, cast[who], data(verb, *case.args(ids)))
        seen = [name for name, watch in watches.items() if watch.answers()]
        now = await kept(rig)
        wrong += [f"{verb}: no notice"] if not notice else []
        wrong += [f"{verb}: shown to {seen}"] if seen else []
        wrong += [f"{verb}: changed {[table for table in now if now[table] != before[table]]}"] if now != before else []
        before, watches = now, {name: Watch(cast[name]) for name in cast}
    assert wrong == []
    await calm(rig)


@pytest.mark.parametrize("who", ["guest", "ann", "bob", "weber", "boss"])
async def test_what_the_table_allows_is_not_forbidden(running: tuple[Rig, Cast, Ids], who: str) -> None:
    """It may not fit the moment, but nobody is told that it is not theirs."""
    rig, cast, ids = running
    forbidden = {said(rig, f"said-{name}") for name in ("not_allowed", "malformed", "staff_only", "patient_only")}
    told = {v: await forges(rig, cast[who], data(v, *c.args(ids))) for v, c in CASES.items() if may(who, c)}
    assert [verb for verb, notice in told.items() if notice in forbidden] == []
    await calm(rig)


# --- commands --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ROLES)
async def test_commands_of_others_change_nothing(running: tuple[Rig, Cast, Ids], who: str) -> None:
    """Each brings one message to whoever wrote it, and to nobody else; an enrolment's own card comes again."""
    rig, cast, _ = running
    theirs = {Role.PATIENT: PATIENT, Role.CLINICIAN: CLINICIAN, Role.ADMINISTRATOR: ADMINISTRATOR}
    but_cards = TRAFFIC | {"dialogue"}  # it holds the number of the card
    before, wrong = await kept(rig, without=but_cards), []
    for role, commands in theirs.items():
        for name in [one for one in commands if role not in ROLES[who]]:
            watches = {other: Watch(cast[other]) for other in cast}
            await rig.says(cast[who], f"/{name}")
            answers = {other: len(watch.new()) for other, watch in watches.items() if watch.answers()}
            wrong += [f"/{name}: {answers}"] if answers != {who: 1} else []
            wrong += [f"/{name}: changed something"] if await kept(rig, without=but_cards) != before else []
    assert wrong == []
    await calm(rig)
