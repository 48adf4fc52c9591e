"""What a supervisor and Prometheus are told."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import CountedSender
from rehab.messages import Message
from rehab.messages.operator import Invariant
from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.upgrade import downgrade
from storage.vault import Vault
from tests.integration.databases import MONDAY, Databases, Hands
from tests.integration.door import Door, opened, pressed
from tests.integration.people import CHAT, Practice, an_alert
from tests.integration.post import Post, words
from usecases.ports import DeliveryError, Failure, Outgoing, Priority
from usecases.records import EntryKind

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
HEALTHY = {"ready": True, "database": True, "schema": True, "ticker": True}


@pytest.fixture
async def door(database: Database, work: SqlWork, clock: Hands, real: Hands) -> AsyncIterator[Door]:
    """The web server of one process."""
    async with opened(database, work, clock, real) as opening:
        yield opening


async def nothing_is_due() -> None:
    """A tick that finds nothing."""


async def fails() -> None:
    """A tick that fails."""
    raise RuntimeError


async def ready(door: Door) -> tuple[int, dict[str, bool]]:
    """What /readyz says."""
    status, text = await door.asked("/readyz")
    return status, json.loads(text)


async def test_a_process_that_is_up_is_alive_whatever_else(
    work: SqlWork, clock: Hands, real: Hands, tmp_path: Path
) -> None:
    """A supervisor that killed it because the database is away would help nobody; it is only not ready."""
    away = Database(f"postgresql+psycopg://me@/sitbone?host={tmp_path}")
    async with opened(away, work, clock, real) as door:
        assert (await door.asked("/healthz"))[0] == 200
        await door.ticking.of(nothing_is_due)()
        assert await ready(door) == (503, HEALTHY | {"ready": False, "database": False, "schema": False})
        assert await door.metric("sitbone_database_up") == 0
        assert await door.metric("sitbone_inbox_waiting") is None, "no number is better than an old one"
    await away.close()


async def test_a_process_is_ready_once_its_ticker_has_ticked(door: Door) -> None:
    """Not before, and not when a tick fails."""
    assert await ready(door) == (503, HEALTHY | {"ready": False, "ticker": False})
    with pytest.raises(RuntimeError):
        await door.ticking.of(fails)()
    assert await ready(door) == (503, HEALTHY | {"ready": False, "ticker": False})
    await door.ticking.of(nothing_is_due)()
    assert await ready(door) == (200, HEALTHY)
    assert await door.metric("sitbone_ticker_alive") == 1
    assert await door.metric("sitbone_tick_seconds_count") == 1


async def test_a_database_of_another_version_is_not_one_to_work_with(
    databases: Databases, work: SqlWork, clock: Hands, real: Hands
) -> None:
    """As while a newer version is being rolled out."""
    database = Database(databases.own())
    await downgrade(database, "base")
    async with opened(database, work, clock, real) as door:
        await door.ticking.of(nothing_is_due)()
        assert await ready(door) == (503, HEALTHY | {"ready": False, "schema": False})
    await database.close()


async def test_the_inbox_is_shown_by_its_depth_and_age(door: Door, clock: Hands) -> None:
    """Of what has not been dealt with."""
    assert (await door.metric("sitbone_inbox_waiting"), await door.metric("sitbone_inbox_oldest_seconds")) == (0, 0)
    await door.brings(pressed(1))
    clock.at += timedelta(seconds=90)
    await door.brings(pressed(2, CHAT + 1))
    assert await door.metric("sitbone_inbox_waiting") == 2
    assert await door.metric("sitbone_inbox_oldest_seconds") == 90
    assert await door.metric("sitbone_webhook_requests_total", status="200") == 2


async def test_the_outbox_is_shown_by_priority(door: Door, post: Post, known: Practice, clock: Hands) -> None:
    """What is due and not out; what is to go out later does not wait."""
    await post.send(known.patient.id, "now", priority=Priority.PROMPT)
    await post.send(known.patient.id, "later", due_at=MONDAY + timedelta(days=1))
    clock.at += timedelta(minutes=2)
    await post.send(known.clinician.id, "at once", priority=Priority.URGENT)
    waiting = {one.name: await door.metric("sitbone_outbox_waiting", priority=one.name.lower()) for one in Priority}
    assert waiting == {"URGENT": 1, "REPLY": 0, "PROMPT": 1, "BULK": 0}
    late = [await door.metric("sitbone_outbox_lateness_seconds", priority=one) for one in ("urgent", "prompt")]
    assert late == [0, 120]


async def test_alerts_are_shown_by_kind_and_state(door: Door, work: SqlWork, known: Practice) -> None:
    """The unresolved ones."""
    async with work("test") as uow:
        await uow.alerts.add(an_alert(uow, known))
    assert await door.metric("sitbone_alerts", kind="urgent", state="open") == 1


async def test_the_audit_is_shown_by_invariant(door: Door, clock: Hands) -> None:
    """Nothing before there is a result; then a number for each, so that none can be missing unnoticed."""
    assert await door.metric("sitbone_audit_passed") == 0
    await door.ticking.of(nothing_is_due)()
    await door.auditor.audit()
    assert await door.metric("sitbone_audit_passed") == 1
    await door.brings(pressed(1))
    clock.at += timedelta(hours=1)
    await door.auditor.audit()
    assert await door.metric("sitbone_audit_passed") == 0
    shown = {one: await door.metric("sitbone_audit_violations", invariant=one.value) for one in Invariant}
    assert shown == dict.fromkeys(Invariant, 0) | {Invariant.INBOX: 1}


class Outcomes:
    """A way out to Telegram on which things happen as planned."""

    def __init__(self, *planned: Failure | None) -> None:
        self._planned = list(planned)

    async def deliver(self, item: Outgoing) -> int | None:
        """As planned."""
        if (failure := self._planned.pop(0)) is not None:
            raise DeliveryError(failure)
        return 1


async def test_sends_are_counted_by_their_outcome(door: Door, post: Post, known: Practice) -> None:
    """And every time that Telegram asked to slow down."""
    await post.send(known.patient.id, "hello")
    item = await post.one()
    way = CountedSender(Outcomes(None, Failure.TOO_FAST, None, Failure.BLOCKED), door.metrics)
    for _ in range(4):
        try:
            await way.deliver(item)
        except DeliveryError:
            continue
    outcomes = ("sent", "too_fast", "blocked")
    counted = [await door.metric("sitbone_sends_total", operation="send", outcome=one) for one in outcomes]
    assert counted == [2, 1, 1]
    assert await door.metric("sitbone_telegram_429_total") == 1


async def test_decisions_are_counted_once_they_are_committed(
    door: Door, database: Database, vault: Vault, known: Practice, clock: Hands, real: Hands
) -> None:
    """One that was rolled back was never made."""
    work = SqlWork(database, vault, clock.now, real.now, door.metrics.kept)
    async with work("decide") as uow:
        await uow.journal.append(known.plan.id, MONDAY, EntryKind.DECISION, {"verdict": "reduce"})
        await uow.journal.append(known.plan.id, MONDAY, EntryKind.EVENT, {"kind": "pause"})
    with pytest.raises(RuntimeError):
        await _decides_and_fails(work, known)
    assert await door.metric("sitbone_decisions_total", verdict="reduce") == 1


async def _decides_and_fails(work: SqlWork, known: Practice) -> None:
    async with work("fail") as uow:
        await uow.journal.append(known.plan.id, MONDAY, EntryKind.DECISION, {"verdict": "reduce"})
        raise RuntimeError


async def test_every_metric_is_documented(door: Door) -> None:
    """By its name and its labels, and nothing is documented that is not there."""
    door.metrics.sends.labels("send", "sent")
    door.metrics.decisions.labels("hold")
    _, text = await door.asked("/metrics")
    families = text_string_to_metric_families(text)
    names = {one.name + ("_total" if one.type == "counter" else "") for one in families}
    shown = {one for one in names if not one.endswith("_created")}  # the library's, of when a counter began
    told = set(re.findall(r"^\| `(sitbone_\w+)`", OPERATIONS.read_text("utf-8"), re.MULTILINE))
    assert {one for one in shown if one.startswith("sitbone_")} == told


async def test_every_invariant_is_documented() -> None:
    """With where to look when it does not hold."""
    told = re.findall(r"^\| `(\w+)` \|", OPERATIONS.read_text("utf-8"), re.MULTILINE)
    assert set(Invariant) <= set(told)


async def test_no_metric_tells_of_a_person(door: Door, post: Post, known: Practice) -> None:
    """Neither a name nor a word nor an id."""
    said: Message = words("a very private word")
    async with post.unit() as uow:
        await uow.outbox.send(known.patient.id, said)
    await door.brings(pressed(1))
    _, text = await door.asked("/metrics")
    private = (known.patient.name, "private", str(known.patient.id), str(CHAT))
    assert [one for one in private if one in text] == []
