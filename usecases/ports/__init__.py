"""What use cases need of the world, as protocols: `storage` keeps things, `bot` sends them."""

from usecases.ports.census import Census, Depth, Traffic
from usecases.ports.delivery import (
    UNREACHABLE,
    Arrival,
    Deliveries,
    DeliveryError,
    Failure,
    Inbox,
    Operation,
    Outgoing,
    Received,
    Sender,
)
from usecases.ports.holdings import AskedBy, Holdings, Leftovers
from usecases.ports.outbox import Outbox, Priority
from usecases.ports.people import Clinics, Clock, Consents, Dialogues, Invitations, People
from usecases.ports.plans import Alerts, Journal, Notes, Plans, Prompts
from usecases.ports.work import Desk, OverlapError, StorageAwayError, UnitOfWork, Work

__all__ = [
    "UNREACHABLE",
    "Alerts",
    "Arrival",
    "AskedBy",
    "Census",
    "Clinics",
    "Clock",
    "Consents",
    "Deliveries",
    "DeliveryError",
    "Depth",
    "Desk",
    "Dialogues",
    "Failure",
    "Holdings",
    "Inbox",
    "Invitations",
    "Journal",
    "Leftovers",
    "Notes",
    "Operation",
    "Outbox",
    "Outgoing",
    "OverlapError",
    "People",
    "Plans",
    "Priority",
    "Prompts",
    "Received",
    "Sender",
    "StorageAwayError",
    "Traffic",
    "UnitOfWork",
    "Work",
]
