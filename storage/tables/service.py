"""What belongs to nobody: the key, the clinical clock, and that somebody was erased."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from storage.tables.base import metadata, one_of
from storage.types import ID, UTCDateTime

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

# Under the random id that they had: a backup that is put back must forget them again.
erasure = Table(
    "erasure",
    metadata,
    Column("person_id", ID, primary_key=True, autoincrement=False),
    Column("erased_at", UTCDateTime, nullable=False),
    Column("asked_by", String(16), nullable=False),
    one_of("asked_by", "patient", "operator", "period"),
)
