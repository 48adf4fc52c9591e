"""People: who they are, what they may do, how they come in and what they agree to."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from storage.tables.base import metadata, one_of
from storage.types import ID, SEQUENCE, UTCDateTime

person = Table(
    "person",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("data_key", LargeBinary, nullable=False),  # wrapped; without it nothing sealed of this person can be read
    Column("chat_index", String(64), unique=True),  # blind index: finds a chat without storing it in the clear
    Column("chat", LargeBinary),
    Column("name", LargeBinary, nullable=False),
    Column("language", String(16), nullable=False),
    Column("zone", String(64)),  # IANA name; empty means the clinic's
    Column("phone", LargeBinary),  # of a patient, as the clinician knows it
    Column("reachable", Boolean, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
)

role = Table(
    "role",
    metadata,
    Column("person_id", ID, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    one_of("role", "administrator", "clinician", "patient"),
)

clinic = Table(
    "clinic",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("hours", Text, nullable=False),
    Column("emergency", Text, nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("created_by", ID, ForeignKey("person.id"), index=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("terms", LargeBinary),
    Column("plan_id", ID, ForeignKey("plan.id")),
    Column("used_at", UTCDateTime),
    Column("used_by", ID, ForeignKey("person.id", ondelete="SET NULL")),
    Column("revoked_at", UTCDateTime),
)

dialogue = Table(
    "dialogue",
    metadata,
    Column("person_id", ID, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("step", String(32), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("updated_at", UTCDateTime, nullable=False),
)

consent = Table(
    "consent",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False, index=True),
    Column("version", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("agreed_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
)
