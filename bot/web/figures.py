"""GET /metrics: the counters of this process, and what is read from the database whenever somebody asks."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from scheduling.auditor import ALIVE_SECONDS, Auditor
from scheduling.pulse import Pulse
from usecases.ports import Census, Clock, Depth, Traffic

log = structlog.get_logger("metrics")
PATIENCE = 5.0  # seconds

Labelled = Iterable[tuple[Sequence[str], float]]


class Figures(Collector):
    """How things stand at this moment."""

    def __init__(self, census: Census, clock: Clock, auditor: Auditor, ticking: Pulse) -> None:
        self._census, self._clock = census, clock
        self._auditor, self._ticking = auditor, ticking
        self._read: tuple[Traffic, datetime] | None = None

    async def shown(self, registry: CollectorRegistry) -> web.Response:
        """All metrics, those of the database as they are now; without them if it is away."""
        self._read = await self._now()
        text = generate_latest(registry)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _now(self) -> tuple[Traffic, datetime] | None:
        try:
            async with asyncio.timeout(PATIENCE):
                now = self._clock.now()
                return await self._census.traffic(now), now
        except (SQLAlchemyError, OSError) as error:
            log.warning("database_away", error=type(error).__name__)
            return None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """For the registry."""
        yield _one("sitbone_database_up", "Whether the database answered just now", self._read is not None)
        yield _one("sitbone_ticker_alive", "Whether what falls due is looked at", self._ticking.alive(ALIVE_SECONDS))
        yield from self._audited()
        if self._read is not None:
            yield from _traffic(*self._read)

    def _audited(self) -> Iterator[GaugeMetricFamily]:
        found = self._auditor.found
        passed = found is not None and not any(found.values())
        yield _one("sitbone_audit_passed", "Whether the last audit found every invariant to hold", passed)
        counts = [((one.value,), count) for one, count in (found or {}).items()]
        yield _many("sitbone_audit_violations", "What the last audit found late or left", ("invariant",), counts)


def _traffic(traffic: Traffic, now: datetime) -> Iterator[GaugeMetricFamily]:
    yield _one("sitbone_inbox_waiting", "Updates not dealt with yet", traffic.inbox.count)
    yield _one("sitbone_inbox_oldest_seconds", "For how long the oldest of them has waited", _age(traffic.inbox, now))
    priority, depths = ("priority",), [((one.name.lower(),), depth) for one, depth in traffic.outbox.items()]
    waiting = [(names, depth.count) for names, depth in depths]
    late = [(names, _age(depth, now)) for names, depth in depths]
    yield _many("sitbone_outbox_waiting", "Messages that are due and not out", priority, waiting)
    yield _many("sitbone_outbox_lateness_seconds", "How late the latest of them is", priority, late)
    yield _many("sitbone_alerts", "Unresolved alerts", ("kind", "state"), traffic.alerts.items())


def _age(depth: Depth, now: datetime) -> float:
    return max(0.0, (now - depth.since).total_seconds()) if depth.since else 0.0


def _one(name: str, means: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, means, value=float(value))


def _many(name: str, means: str, labels: tuple[str, ...], values: Labelled) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, means, labels=labels)
    for names, value in values:
        family.add_metric(names, value)
    return family
