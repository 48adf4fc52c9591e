"""Plans: their chains, prompts, alerts and notes, and who stands in for whom."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from storage.tables.base import metadata, one_of
from storage.types import ID, JSON_VALUE, SEQUENCE, UTCDateTime

ALL_OR_NOTHING = " AND ".join(
    f"(patient_id IS NULL) = ({column} IS NULL)" for column in ("clinician_id", "side", "preferences", "next_at")
)
plan = Table(
    "plan",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    # Whose it is, and what is owed to them. After an erasure nothing of this stays: the row is then nobody's, and only
    # holds what the chain needs to be verified.
    Column("patient_id", ID, ForeignKey("person.id"), index=True),
    Column("clinician_id", ID, ForeignKey("person.id"), index=True),
    Column("cover_id", ID, ForeignKey("person.id"), index=True),  # who is there instead at the moment
    Column("side", String(8)),
    Column("status", String(16), nullable=False),
    Column("state", JSON_VALUE, nullable=False),
    Column("preferences", JSON_VALUE),
    Column("protocol_id", String(32), nullable=False),
    Column("protocol_version", String(16), nullable=False),
    Column("next_at", UTCDateTime),
    Column("laid_out", Date),
    Column("pause_reason", String(16)),
    Column("resume_on", Date),
    Column("created_at", UTCDateTime, nullable=False),
    Column("links", Integer, nullable=False),  # of its chain, and the last one's hash: a chain cut short does not fit
    Column("head", String(64), nullable=False),
    one_of("status", "active", "flare", "paused", "stopped", "maintenance", "discharged"),
    CheckConstraint(ALL_OR_NOTHING, name="somebodys_or_nobodys"),
    Index("ix_plan_next_at", "next_at"),
)

# A clinician's patients in a colleague's care for a while; one of them at a time.
cover = Table(
    "cover",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("clinician_id", ID, ForeignKey("person.id"), nullable=False, index=True),
    Column("colleague_id", ID, ForeignKey("person.id"), nullable=False, index=True),
    Column("starts_at", UTCDateTime, nullable=False),
    Column("ends_at", UTCDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("next_at", UTCDateTime),
    Column("created_at", UTCDateTime, nullable=False),
    one_of("state", "asked", "agreed", "active", "ended", "declined", "withdrawn", "unanswered"),
    CheckConstraint("starts_at < ends_at", name="has_days"),
)
Index(
    "ix_cover_next_at",
    cover.c.next_at,
    sqlite_where=cover.c.next_at.is_not(None),
    postgresql_where=cover.c.next_at.is_not(None),
)

# The chain: each link's hash covers the one before it. Only `superseded`, which is not covered, is ever changed: the
# database itself refuses everything else, see the triggers of migration 0001.
entry = Table(
    "entry",
    metadata,
    Column("plan_id", ID, ForeignKey("plan.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", UTCDateTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", JSON_VALUE, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    one_of("kind", "start", "event", "correction", "decision", "alert", "protocol"),
)

prompt = Table(
    "prompt",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("plan_id", ID, ForeignKey("plan.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("opens_at", UTCDateTime, nullable=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("closes_at", UTCDateTime, nullable=False),
    Column("about", Date),
    Column("state", String(16), nullable=False),
    Column("step", String(16), nullable=False),
    Column("next_at", UTCDateTime),
    Column("asked_at", UTCDateTime),
    Column("card", ID, ForeignKey("card.id")),
    Column("snoozes", Integer, nullable=False),
    Column("reminded", Boolean, nullable=False),
    Column("draft", JSON_VALUE, nullable=False),
    UniqueConstraint("plan_id", "kind", "day", "slot"),
    one_of("state", "planned", "held", "sent", "answered", "expired", "cancelled", "muted", "failed"),
)
Index(
    "ix_prompt_next_at",
    prompt.c.next_at,
    sqlite_where=prompt.c.next_at.is_not(None),
    postgresql_where=prompt.c.next_at.is_not(None),
)
Index(
    "ix_prompt_live",
    prompt.c.due_at,
    sqlite_where=prompt.c.state.in_(["held", "planned", "sent"]),
    postgresql_where=prompt.c.state.in_(["held", "planned", "sent"]),
)

alert = Table(
    "alert",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("plan_id", ID, ForeignKey("plan.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("open_key", String(128), unique=True),  # set while unresolved: one live alert per plan, kind and rule
    Column("inputs", JSON_VALUE, nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", UTCDateTime, nullable=False),
    Column("told_from", UTCDateTime, nullable=False),
    Column("policy", JSON_VALUE, nullable=False),
    Column("protocol_version", String(16), nullable=False),
    Column("step", Integer, nullable=False),
    Column("next_at", UTCDateTime),
    Column("count", Integer, nullable=False),
    Column("owner_id", ID, ForeignKey("person.id")),
    Column("acknowledged_at", UTCDateTime),
    Column("asked_at", UTCDateTime),
    Column("resolved_at", UTCDateTime),
    Column("resolved_by", ID, ForeignKey("person.id")),
    Column("note", LargeBinary),
    Column("reply", String(16)),
    Column("told", JSON_VALUE, nullable=False),
    one_of("state", "open", "acknowledged", "resolved"),
    CheckConstraint("(state = 'resolved') = (open_key IS NULL)", name="key_while_unresolved"),
)
Index(
    "ix_alert_next_at",
    alert.c.next_at,
    sqlite_where=alert.c.next_at.is_not(None),
    postgresql_where=alert.c.next_at.is_not(None),
)
Index(
    "ix_alert_live",
    alert.c.kind,
    alert.c.state,
    sqlite_where=alert.c.open_key.is_not(None),
    postgresql_where=alert.c.open_key.is_not(None),
)

note = Table(
    "note",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("plan_id", ID, ForeignKey("plan.id"), nullable=False, index=True),
    Column("author_id", ID, ForeignKey("person.id"), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)

# Who looked at whom: added to and never changed. `person_id` is who looked, `plan_id` whose plan it was.
access = Table(
    "access",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("plan_id", ID, ForeignKey("plan.id"), nullable=False, index=True),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False),
    Column("what", String(16), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    one_of("what", "card", "timeline", "chart", "letter"),
)
