"""What belongs to nobody: the key, and the clinical clock."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from storage.tables.base import metadata
from storage.types import UTCDateTime

secret = Table(
    "secret",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),  # by ENCRYPTION_KEYS
)

# Where an accelerated clinical clock stands; empty when time runs at its usual speed.
clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("real_at", UTCDateTime, nullable=False),
    Column("clinical_at", UTCDateTime, nullable=False),
    Column("speed", String(16), nullable=False),
)
