"""Updates are dealt with once, in order; one that cannot be is set aside, and nobody else waits for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rehab.messages.common import Trouble
from scheduling.inbox_worker import LEASE_SECONDS, MOST_ATTEMPTS, InboxWorker
from scheduling.wake import Bell
from storage.tables import inbox
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY, Hands
from tests.integration.people import CHAT, Practice
from tests.integration.post import Post, words
from usecases.ports import Arrival, Desk
from usecases.records import Clinic

LONGEST_PAUSE = 5.0  # seconds between two attempts


class BrokenError(Exception):
    """Something in dealing with an update fails."""


@dataclass
class Rota:
    """A worker, what it was asked to deal with, and which updates fail."""

    worker: InboxWorker = field(init=False)
    dealt: list[int] = field(default_factory=list)
    failing: set[int] = field(default_factory=set)
    arrived: Bell = field(default_factory=Bell)
    said: Bell = field(default_factory=Bell)

    async def route(self, arrival: Arrival, payload: Mapping[str, object], uow: Desk) -> None:
        """Say something to the sender, and fail if that is planned."""
        assert payload["update_id"] == arrival.update_id
        self.dealt.append(arrival.update_id)
        person = await uow.people.by_chat(CHAT)
        assert person is not None
        await uow.outbox.send(person.id, words(f"to {arrival.update_id}"))
        if arrival.update_id in self.failing:
            raise BrokenError

    async def rest(self) -> int:
        """Work until there is nothing to do; how many updates it took."""
        taken = 0
        while await self.worker.run_once():
            taken += 1
        return taken


@pytest.fixture
def rota(work: SqlWork, real: Hands) -> Rota:
    """One worker."""
    made = Rota()
    made.worker = InboxWorker(work, made.route, real, made.arrived, made.said)
    return made


def text_from(chat_id: int, update_id: int) -> dict[str, Any]:
    """A text."""
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "text": "hello"}}


async def arrive(work: SqlWork, *payloads: dict[str, Any], sender: int = CHAT) -> None:
    """Updates arrive."""
    async with work("poll") as uow:
        for payload in payloads:
            await uow.inbox.add(payload["update_id"], sender, json.dumps(payload), MONDAY)


async def fate(post: Post, update_id: int) -> tuple[str, str | None]:
    """What became of an update, and the reference under which it was set aside."""
    query = select(inbox.c.state, inbox.c.reference).where(inbox.c.update_id == update_id)
    async with post.database.reading() as connection:
        row = (await connection.execute(query)).one()
        return row.state, row.reference


async def told(post: Post) -> dict[int | None, list[object]]:
    """What has been said, by reader."""
    found: dict[int | None, list[object]] = {}
    for item in await post.all_out():
        found.setdefault(item.person_id, []).append(item.message)
    return found


async def test_an_update_is_routed_once_and_what_it_says_is_kept(
    work: SqlWork, rota: Rota, post: Post, known: Practice
) -> None:
    """The mark and the words come in one transaction."""
    await arrive(work, text_from(CHAT, 1), text_from(CHAT, 2))
    assert await rota.rest() == 2
    assert rota.dealt == [1, 2]
    assert await fate(post, 1) == ("done", None)
    assert await told(post) == {known.patient.id: [words("to 1"), words("to 2")]}


async def test_nothing_to_do_is_told(rota: Rota) -> None:
    """So that the worker can wait."""
    assert await rota.worker.run_once() is False
    assert rota.dealt == []


async def test_whoever_sends_is_woken(work: SqlWork, rota: Rota, known: Practice) -> None:
    """What an update said goes out at once and not at the next look."""
    await arrive(work, text_from(CHAT, 1))
    assert await rota.worker.run_once()
    await rota.said.wait(3600)  # rung already: this comes back at once


async def test_an_update_that_fails_leaves_nothing_and_waits(
    work: SqlWork, rota: Rota, post: Post, known: Practice
) -> None:
    """Nothing of what it said before it failed; its sender's next one waits for the second attempt."""
    rota.failing = {1}
    await arrive(work, text_from(CHAT, 1), text_from(CHAT, 2))
    assert await rota.rest() == 1
    assert await fate(post, 1) == ("new", None)
    assert await told(post) == {}


async def test_a_second_attempt_succeeds_where_the_trouble_was_short(
    work: SqlWork, rota: Rota, post: Post, known: Practice, real: Hands
) -> None:
    """After a few seconds it is tried again, and what comes of it is said once."""
    rota.failing = {1}
    await arrive(work, text_from(CHAT, 1), text_from(CHAT, 2))
    await rota.rest()
    rota.failing = set()
    real.at += timedelta(seconds=LONGEST_PAUSE)
    assert await rota.rest() == 2
    assert rota.dealt == [1, 1, 2]
    assert await told(post) == {known.patient.id: [words("to 1"), words("to 2")]}


async def try_until_set_aside(rota: Rota, real: Hands) -> None:
    """As many attempts as there are, each after its pause."""
    for _ in range(MOST_ATTEMPTS):
        await rota.rest()
        real.at += timedelta(seconds=LONGEST_PAUSE)


async def test_an_update_that_fails_three_times_is_set_aside(
    work: SqlWork, rota: Rota, post: Post, known: Practice, real: Hands
) -> None:
    """The person gets a reference to quote, the administrator sees it, and the next update goes on."""
    async with work("clinic") as uow:
        await uow.clinics.save(clinic := Clinic(name="C", phone="1", hours="2", emergency="3"))
    rota.failing = {1}
    await arrive(work, text_from(CHAT, 1), text_from(CHAT, 2))
    await try_until_set_aside(rota, real)
    assert rota.dealt == [1, 1, 1, 2]
    state, reference = await fate(post, 1)
    assert state == "set_aside"
    assert reference
    assert await told(post) == {
        known.patient.id: [Trouble(reference=reference, clinic=clinic), words("to 2")],
        known.administrator.id: [Trouble(reference=reference, operator=True)],
    }


async def test_others_go_on_while_one_is_tried_again(work: SqlWork, rota: Rota, known: Practice) -> None:
    """Only the same sender waits."""
    rota.failing = {1}
    await arrive(work, text_from(CHAT, 1))
    await arrive(work, text_from(CHAT + 1, 2), sender=CHAT + 1)
    await rota.rest()
    assert rota.dealt == [1, 2]


async def test_an_update_that_killed_three_processes_is_not_tried_a_fourth_time(
    work: SqlWork, rota: Rota, post: Post, known: Practice, real: Hands
) -> None:
    """They were gone before they could say that it failed."""
    await arrive(work, text_from(CHAT, 1), text_from(CHAT, 2))
    for _ in range(MOST_ATTEMPTS):
        async with work("inbox") as uow:
            assert await uow.inbox.claim(real.now(), LEASE_SECONDS)
        real.at += timedelta(seconds=LEASE_SECONDS)
    await rota.rest()
    assert rota.dealt == [2]
    assert (await fate(post, 1))[0] == "set_aside"


async def test_of_two_workers_on_one_update_only_the_faster_does_anything(
    work: SqlWork, rota: Rota, post: Post, known: Practice, real: Hands
) -> None:
    """First the mark, then the work: the slower one finds the mark and stops."""
    await arrive(work, text_from(CHAT, 1))
    async with work("inbox") as uow:
        slow = await uow.inbox.claim(real.now(), LEASE_SECONDS)
    assert slow is not None
    real.at += timedelta(seconds=LEASE_SECONDS)
    await rota.rest()
    await rota.worker._tried(slow)
    assert rota.dealt == [1]
    assert await told(post) == {known.patient.id: [words("to 1")]}


async def test_a_press_that_fails_is_answered_too(
    work: SqlWork, rota: Rota, post: Post, known: Practice, real: Hands
) -> None:
    """Whoever pressed is found by who they are."""
    rota.failing = {1}
    press = {"update_id": 1, "callback_query": {"from": {"id": CHAT}, "data": "v1:x"}}
    await arrive(work, press)
    await try_until_set_aside(rota, real)
    assert known.patient.id in await told(post)


@pytest.mark.parametrize(
    "payload",
    [
        {"update_id": 1, "message": {"chat": {"id": 999}}},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 999}}},
        {"update_id": 1, "something_new": {"of": "Telegram"}},
        {"update_id": 1, "message": "not what we know"},
    ],
)
async def test_a_strangers_update_that_fails_is_only_told_to_the_administrator(
    work: SqlWork, rota: Rota, post: Post, known: Practice, real: Hands, payload: dict[str, Any]
) -> None:
    """Nobody known sent it; whatever it is, it does not stop the worker."""
    rota.failing = {1}
    await arrive(work, payload, sender=999)
    await try_until_set_aside(rota, real)
    assert set(await told(post)) == {known.administrator.id}
