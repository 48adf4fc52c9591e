"""What Telegram brings is in the database before it is told so; whoever is not Telegram gets nowhere."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.web.server import LARGEST_BODY
from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.vault import Vault
from tests.integration.databases import MONDAY, Databases, Hands, vault_of
from tests.integration.door import SECRET, Door, opened, pressed
from tests.integration.people import CHAT


@pytest.fixture
async def door(database: Database, work: SqlWork, clock: Hands, real: Hands) -> AsyncIterator[Door]:
    """The web server of one process."""
    async with opened(database, work, clock, real) as opening:
        yield opening


async def test_an_update_is_in_the_database_when_telegram_hears_that_we_have_it(door: Door, work: SqlWork) -> None:
    """With the words that came, at the instant at which they came; whoever deals with updates is woken."""
    assert await door.brings(pressed(41)) == 200
    assert await door.stored() == [41]
    await door.arrived.wait(3600)  # rung already: this comes back at once
    async with work("look") as uow:
        arrival = await uow.inbox.claim(MONDAY, 60)
    assert arrival is not None
    assert (json.loads(arrival.payload), arrival.received_at) == (pressed(41), MONDAY)


async def test_an_update_that_comes_again_is_kept_once(door: Door) -> None:
    """Telegram brings it again whenever it did not hear our answer, perhaps in the same breath."""
    answers = await asyncio.gather(*(door.brings(pressed(41)) for _ in range(5)))
    assert set(answers) == {200}
    assert await door.brings(pressed(41)) == 200
    assert await door.stored() == [41]


async def test_updates_of_the_same_moment_share_a_transaction(door: Door) -> None:
    """Hundreds at once, each kept, in far fewer commits."""
    answers = await asyncio.gather(*(door.brings(pressed(one, CHAT + one)) for one in range(1, 201)))
    assert set(answers) == {200}
    assert await door.stored() == list(range(1, 201))


async def test_two_processes_take_the_same_updates(postgresql: Databases, clock: Hands, real: Hands) -> None:
    """One that was brought to both is kept once, in whichever order they came."""
    address = postgresql.fresh()
    first, second = Database(address), Database(address)
    vault = await vault_of(first)
    works = [SqlWork(database, vault, clock.now, real.now) for database in (first, second)]
    async with opened(first, works[0], clock, real) as one, opened(second, works[1], clock, real) as other:
        there, back = range(1, 60), range(59, 0, -1)
        brought = [one.brings(pressed(number)) for number in there] + [other.brings(pressed(number)) for number in back]
        assert set(await asyncio.gather(*brought)) == {200}
        assert await one.stored() == list(there)
    await first.close()
    await second.close()


@pytest.mark.parametrize("secret", [None, "", "a-secret", SECRET.upper(), "ä" * 20])
async def test_whoever_does_not_know_the_secret_learns_nothing(door: Door, secret: str | None) -> None:
    """Neither the reason, nor whether the update would have been one."""
    assert await door.brings(pressed(41), secret=secret) == 403
    assert await door.brings(body=b"nonsense", secret=secret) == 403
    assert await door.stored() == []
    assert await door.metric("sitbone_webhook_requests_total", status="403") == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"\xff\xfe",
        b"[]",
        b"41",
        b"null",
        b"{}",
        b'{"update_id": "41"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
async def test_what_is_not_an_update_is_refused_and_harms_nobody(door: Door, body: bytes) -> None:
    """Those that come beside it are kept."""
    bad, good = await asyncio.gather(door.brings(body=body), door.brings(pressed(42)))
    assert (bad, good) == (400, 200)
    assert await door.stored() == [42]


@pytest.mark.parametrize("inside", [{"message": {}}, {"message": {"chat": {"id": "x"}}}, {"callback_query": []}])
async def test_an_update_that_is_odd_inside_is_kept(door: Door, inside: dict[str, object]) -> None:
    """Refused, it would be brought again for ever. Whoever deals with it passes it over."""
    assert await door.brings({"update_id": 41, **inside}) == 200
    assert await door.stored() == [41]


async def test_a_kind_of_update_that_nobody_knows_is_kept(door: Door) -> None:
    """It is Telegram's to invent new ones; what becomes of it is decided later."""
    assert await door.brings({"update_id": 41, "something_new": {"of": "tomorrow"}}) == 200
    assert await door.stored() == [41]


async def test_a_body_that_is_too_large_is_not_read(door: Door) -> None:
    """Telegram's updates are a few thousand bytes long."""
    assert await door.brings(body=b" " * (LARGEST_BODY + 1)) == 413
    assert await door.brings(body=json.dumps(pressed(41)).encode().ljust(LARGEST_BODY)) == 200
    assert await door.metric("sitbone_webhook_requests_total", status="413") == 1


async def test_only_the_path_of_the_webhook_takes_updates(door: Door) -> None:
    """Any name below it; the secret decides."""
    assert await door.brings(pressed(41), path="/telegram/another-name") == 200
    assert await door.brings(pressed(42), path="/telegram/") == 404
    assert await door.brings(pressed(42), path="/") == 404
    assert (await door.asked("/telegram/updates"))[0] == 405
    assert await door.stored() == [41]


async def test_while_the_database_is_away_telegram_is_told_to_come_again(
    vault: Vault, clock: Hands, real: Hands, tmp_path: Path
) -> None:
    """Nothing was kept, so nothing may be confirmed."""
    away = Database(f"postgresql+psycopg://me@/sitbone?host={tmp_path}")
    async with opened(away, SqlWork(away, vault, clock.now, real.now), clock, real) as door:
        assert set(await asyncio.gather(*(door.brings(pressed(one)) for one in range(5)))) == {503}
    await away.close()


async def test_what_could_not_be_kept_is_kept_once_the_database_is_back(
    databases: Databases, clock: Hands, real: Hands
) -> None:
    """The same process goes on; nobody has to start it again."""
    database = Database(databases.own())
    work = SqlWork(database, await vault_of(database), clock.now, real.now)
    async with opened(database, work, clock, real) as door:
        await _renamed(database, "inbox", "elsewhere")
        assert await door.brings(pressed(41)) == 503
        await _renamed(database, "elsewhere", "inbox")
        assert await door.brings(pressed(41)) == 200
        assert await door.stored() == [41]
    await database.close()


async def _renamed(database: Database, before: str, after: str) -> None:
    async with database.writing() as connection:
        await connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


async def test_a_process_that_stops_keeps_what_it_took_and_takes_no_more(door: Door) -> None:
    """Telegram brings the rest to whoever comes next."""
    await asyncio.gather(*(door.brings(pressed(one)) for one in range(1, 20)))
    await door.stops()
    assert await door.brings(pressed(99)) == 503
    assert await door.stored() == list(range(1, 20))
