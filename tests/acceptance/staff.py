"""Helpers for what clinicians, administrators and strangers do, and for what must not happen while they do it."""

import html
import pickle
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from telegram import CallbackQuery

from rehab.permissions import Role
from sandbox.callbacks import Press
from sandbox.people import Person
from sandbox.screens import Note
from sandbox.shapes import render
from sandbox.world import World
from storage.tables import inbox, metadata, outbox
from tests.acceptance.rig import HandClock, Rig, rigged
from usecases.invite import invite
from usecases.records import PatientTerms, Side
from usecases.records import Person as Known

CLINIC = ("Sitbone Clinic", "020 7946 0000", "Mon–Fri 8:00–18:00", "999")
PHONE = CLINIC[1]
TRAFFIC = frozenset({"inbox", "outbox", "card", "clock", "secret", "pace"})
Cast = dict[str, Person]
Build = Callable[[Rig], Awaitable[Mapping[str, Person]]]


# --- starting points: made once, then copied -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Start:
    database: bytes
    world: World
    clock: HandClock
    people: Mapping[str, int]


_STARTS: dict[tuple[Build, Any, Any], bytes] = {}


@asynccontextmanager
async def opened(folder: Path, build: Build, **given: Any) -> AsyncIterator[tuple[Rig, Cast]]:  # noqa: ANN401
    """A running clinic as `build` left it, and its people by name; what was built once is only copied."""
    key = (build, given.get("words_for"), given.get("protocol"))
    if key not in _STARTS:
        _STARTS[key] = pickle.dumps(await _built(_made(folder / "start"), build, given))
    start: _Start = pickle.loads(_STARTS[key])
    (folder / "sitbone.db").write_bytes(start.database)
    async with rigged(folder, world=start.world, clock=start.clock, **given) as rig:
        yield rig, {name: rig.world.people[number] for name, number in start.people.items()}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _built(folder: Path, build: Build, given: Mapping[str, Any]) -> _Start:
    async with rigged(folder, **given) as rig:
        people = {name: person.id for name, person in (await build(rig)).items()}
        world, clock = rig.world, rig.clock
    return _Start((folder / "sitbone.db").read_bytes(), world, clock, people)


async def clinic(rig: Rig) -> Cast:
    """An administrator who treats patients as well."""
    return {"owner": await rig.owner()}


async def one_patient(rig: Rig) -> Cast:
    """A clinic with one patient, Ann Example, in Stage 1."""
    owner = await rig.owner()
    return {"owner": owner, "ann": await rig.enrols(await rig.invites(owner))}


async def practice(rig: Rig) -> Cast:
    """An administrator who treats nobody, two clinicians, and a patient of each: Ann of Weber, Bob of Adams."""
    boss = await administrator(rig)
    weber, adams = [await joins(rig, boss, name) for name in ("Dr Weber", "Dr Adams")]
    ann = await rig.enrols(await invited(rig, weber, "Ann Example"), "Ann")
    bob = await rig.enrols(await invited(rig, adams, "Bob Other"), "Bob")
    return {"boss": boss, "weber": weber, "adams": adams, "ann": ann, "bob": bob}


async def administrator(rig: Rig, name: str = "Mrs Boss") -> Person:
    """Somebody takes the clinic over and enters its details, but treats nobody."""
    from bot.owner import offer_ownership
    from tests.acceptance.rig import OWNER_CODE

    await offer_ownership(rig.app)
    boss = rig.world.person(name)
    boss.start(OWNER_CODE)
    await rig.settle()
    for answer in CLINIC:
        await rig.says(boss, answer)
    return boss


async def joins(rig: Rig, boss: Person, name: str) -> Person:
    """The administrator invites a clinician, who comes in."""
    code = code_in(await rig.says(boss, "/staff"))
    clinician = rig.world.person(name)
    clinician.start(code)
    await rig.settle()
    return clinician


def said(rig: Rig, text_id: str, **values: object) -> str:
    """A text of the catalogue as it stands in a chat: without markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", rig.reader.say(text_id, **values)))


def of(rig: Rig, label: str, name: str) -> str:
    """The label of a button that names somebody."""
    return rig.reader.plain(f"button-{label}", name=name)


def labels(note: Note) -> list[str]:
    """The labels of a message's buttons."""
    return [button.label for button in note.buttons]


def code_in(note: Note) -> str:
    """The code of the link that a message shows."""
    return note.text.split("?start=")[1].split()[0]


async def invited(rig: Rig, clinician: Person, name: str, **terms: Any) -> str:  # noqa: ANN401
    """A link for a patient without going through the form; returns its code."""
    values = {"side": Side.LEFT, "stage": 1, "level": 1, "baseline_pain": 4, "sport_goal": False, **terms}
    async with rig.app.work("invited") as uow:
        maker = await uow.people.by_chat(clinician.id)
        assert maker is not None
        code = await invite(rig.app.scene(uow).as_actor(maker), PatientTerms(name=name, **values))
    await rig.settle()
    return code


# --- what clinicians do ----------------------------------------------------------------------------------------------


async def opens(rig: Rig, clinician: Person, name: str = "Ann Example") -> Note:
    """A clinician opens a patient's card from the list."""
    await rig.says(clinician, "/patients")
    return await rig.presses(clinician, name)


async def prepares(
    rig: Rig, clinician: Person, command: str, stage: int = 0, level: int = 0, name: str = "Ann Example"
) -> Note:
    """A clinician goes through an order up to its confirmation."""
    await opens(rig, clinician, name)
    note = await rig.presses(clinician, rig.label(command))
    if stage:
        await rig.presses(clinician, f"{stage} –")
        note = await rig.presses(clinician, rig.label("level", number=level))
    return note


async def orders(
    rig: Rig, clinician: Person, command: str, stage: int = 0, level: int = 0, name: str = "Ann Example"
) -> Note:
    """A clinician orders something and confirms it."""
    await prepares(rig, clinician, command, stage, level, name)
    return await rig.presses(clinician, rig.label("confirm"))


async def flags(rig: Rig, patient: Person, flag: str = "fever") -> None:
    """A patient names a red flag, on the list of the urgent signs or on the other one."""
    sign = rig.reader.plain(f"flag-{flag}")
    if sign not in labels(await rig.says(patient, "/flag")):
        await rig.presses(patient, rig.label("lesser"))
    await rig.presses(patient, sign)


def alerts(person: Person, name: str = "Ann Example") -> list[Note]:
    """The alerts about somebody that stand in a chat."""
    return [note for note in person.screen().from_bot if name in note.text and "Ref " in note.text]


def sent_to(rig: Rig, person: Person, about: str = "Ann Example") -> int:
    """How often an alert about a patient went out to somebody."""
    made = rig.world.api.made("sendMessage")
    mine = [str(call.params["text"]) for call in made if str(call.params["chat_id"]) == str(person.id)]
    return sum("Ref " in text and about in text for text in mine)


async def has_it(rig: Rig, person: Person) -> None:
    """Somebody acknowledges the alert in their chat."""
    await rig.presses(person, rig.label("acknowledge"))


# --- presses that no card offers -------------------------------------------------------------------------------------


async def forges(rig: Rig, person: Person, data: str | None, message_id: int | None = None) -> str:
    """Send a press with any data, as a changed client could; returns what the person was told over the button."""
    press = forged(person, data, message_id)
    await rig.settle()
    assert press.answer is not None, "a press was left without an answer"
    return press.answer.text


def forged(person: Person, data: str | None, message_id: int | None = None) -> Press:
    """The press alone, on the newest message with words."""
    press = person.account.callbacks.press(data or "")
    notes = [note for note in person.screen().from_bot if note.attachment is None]
    shown = message_id or (notes[-1].id if notes else None)
    message = person.room.messages[shown].message if shown else None
    query = CallbackQuery(press.query_id, person.user, person._instance, message=message, data=data)
    person._push("callback_query", render(query), lane=f"press {person.id}")
    return press


# --- what is watched -------------------------------------------------------------------------------------------------


class Watch:
    """Somebody's chat from now on: what the bot says anew or shows differently."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._before = self._shown()

    def _shown(self) -> dict[int, Note]:
        return {note.id: note for note in self._person.screen().from_bot}

    def answers(self) -> list[Note]:
        """The messages that are new or changed since."""
        return [note for number, note in self._shown().items() if note != self._before.get(number)]

    def new(self) -> list[Note]:
        """The messages that are new since."""
        return [note for note in self.answers() if note.id not in self._before]


async def kept(rig: Rig, *, without: frozenset[str] = TRAFFIC) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is stored, but the traffic: what a refused act must leave as it was."""
    async with rig.app.database.reading() as connection:
        tables = [name for name in metadata.tables if name not in without]
        # as the driver gives them: to compare rows, nobody needs to know what stands in them
        rows = {name: await connection.exec_driver_sql(f"SELECT * FROM {name}") for name in tables}
        return {name: sorted(map(tuple, found), key=repr) for name, found in rows.items()}


async def calm(rig: Rig, *, undelivered: int = 0) -> None:
    """Nothing has failed on the way: every update was dealt with at the first attempt, and what was said arrived."""
    async with rig.app.database.reading() as connection:
        updates = (await connection.execute(select(inbox.c.state, inbox.c.attempts))).all()
        lost = (await connection.execute(select(outbox).where(outbox.c.state == "failed"))).mappings().all()
    assert {tuple(row) for row in updates} <= {("done", 1)}, "an update failed"
    assert len(lost) == undelivered, [(row["operation"], row["kind"], row["failure"]) for row in lost]
    assert not rig.app.ticks._failing
    assert not rig.world.api.unknown


async def known(rig: Rig, person: Person) -> Known:
    """What the bot knows of somebody."""
    async with rig.app.work("look") as uow:
        found = await uow.people.by_chat(person.id)
    assert found is not None
    return found


async def staff_of(rig: Rig, role: Role) -> list[str]:
    """The names of everybody with a role."""
    async with rig.app.work("look") as uow:
        return [person.name for person in await uow.people.with_role(role)]
