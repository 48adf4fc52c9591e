"""What this process counts for Prometheus, as it happens. Names and labels are stable, see docs/operations.md."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

from usecases.ports import DeliveryError, Failure, Outgoing, Sender
from usecases.records import Entry, EntryKind

TICK_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one process. Nothing of any person is among them."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.sends = Counter(
            "sitbone_sends", "Attempts to send, by outcome", ["operation", "outcome"], registry=registry
        )
        self.too_fast = Counter("sitbone_telegram_429", "Times that Telegram asked to slow down", registry=registry)
        self.decisions = Counter("sitbone_decisions", "Decisions made, by verdict", ["verdict"], registry=registry)
        self.webhook_requests = Counter(
            "sitbone_webhook_requests", "Updates brought by Telegram, by answer", ["status"], registry=registry
        )
        self.tick = Histogram(
            "sitbone_tick_seconds", "How long a look at what is due took", buckets=TICK_BUCKETS, registry=registry
        )

    def kept(self, entries: Sequence[Entry]) -> None:
        """Count the decisions among what has been committed."""
        for entry in entries:
            if entry.kind is EntryKind.DECISION:
                self.decisions.labels(str(entry.body["verdict"])).inc()

    def sent(self, item: Outgoing, outcome: str) -> None:
        """Count an attempt to send."""
        self.sends.labels(item.operation.value, outcome).inc()
        if outcome == Failure.TOO_FAST:
            self.too_fast.inc()


class CountedSender:
    """The way out to Telegram, counted."""

    def __init__(self, sender: Sender, metrics: Metrics) -> None:
        self._sender, self._metrics = sender, metrics

    async def deliver(self, item: Outgoing) -> int | None:
        """Pass it on; an attempt that is broken off has an outcome that nobody knows."""
        outcome = Failure.UNKNOWN.value
        try:
            message_id = await self._sender.deliver(item)
            outcome = "sent"
        except DeliveryError as error:
            outcome = error.failure.value
            raise
        finally:
            self._metrics.sent(item, outcome)
        return message_id
