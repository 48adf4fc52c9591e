"""Every table. Names, free text and chat ids are stored sealed (`LargeBinary`); what the rules query stays plain.

A sealed value is bound to its table, column and row, see `vault`. Ratings, stages and times stand under random ids.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.types import ID, JSON_VALUE, SEQUENCE, UTCDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A closed list of values for a column."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


# --- keys and clock --------------------------------------------------------------------------------------------------

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

# --- people ----------------------------------------------------------------------------------------------------------

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

# That somebody was erased, under the random id that they had: a backup that is put back must forget them again.
erasure = Table(
    "erasure",
    metadata,
    Column("person_id", ID, primary_key=True, autoincrement=False),
    Column("erased_at", UTCDateTime, nullable=False),
    Column("asked_by", String(16), nullable=False),
    one_of("asked_by", "patient", "operator", "period"),
)

# --- plans -----------------------------------------------------------------------------------------------------------

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

# --- traffic ---------------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", ID, primary_key=True, autoincrement=False),
    Column(
        "sender", String(64), nullable=False
    ),  # blind index of the chat or user: updates of one sender keep their order
    Column("payload", LargeBinary),
    Column("received_at", UTCDateTime, nullable=False),  # clinical time: the instant of the facts that it brings
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", UTCDateTime),
    Column("finished_at", UTCDateTime),
    Column("reference", String(16)),
    one_of("state", "new", "done", "set_aside"),
)
Index(
    "ix_inbox_waiting",
    inbox.c.sender,
    inbox.c.update_id,
    sqlite_where=inbox.c.state == "new",
    postgresql_where=inbox.c.state == "new",
)

Index(
    "ix_inbox_new",  # so that taking the next one never looks at those that have been dealt with
    inbox.c.update_id,
    sqlite_where=inbox.c.state == "new",
    postgresql_where=inbox.c.state == "new",
)

# How fast the bot sends: up to when the bot, or a chat by its blind index, has had its share, and until when Telegram
# wants silence. Real time, on PostgreSQL as the database's own clock tells it.
pace = Table(
    "pace",
    metadata,
    Column("what", String(64), primary_key=True),
    Column("used_until", UTCDateTime, nullable=False),
)

card = Table(
    "card",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("person_id", ID, ForeignKey("person.id"), index=True),
    Column("message_id", ID),  # Telegram's, once it has been sent
    Column("gone", Boolean, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", SEQUENCE, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("key", String(96), nullable=False, unique=True),
    Column("operation", String(16), nullable=False),
    Column("person_id", ID, ForeignKey("person.id")),
    Column("chat", LargeBinary),  # a chat that belongs to nobody we know
    Column("language", String(16)),
    Column("card", ID, ForeignKey("card.id")),
    Column("kind", String(32)),
    Column("params", LargeBinary),
    Column("press", LargeBinary),
    Column("loud", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("started_by_bot", Boolean, nullable=False),
    Column("wanted_while", String(64)),
    Column("created_at", UTCDateTime, nullable=False),  # clinical time, as are the next two
    Column("due_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime),
    Column("not_before", UTCDateTime, nullable=False),  # real time, as are leases and attempts
    Column("state", String(16), nullable=False),
    Column("owner", String(32)),
    Column("lease_until", UTCDateTime),
    Column("attempts", Integer, nullable=False),
    Column("unsure", Integer, nullable=False),  # attempts whose outcome nobody knows
    Column("failure", String(32)),
    Column("finished_at", UTCDateTime),
    one_of("operation", "send", "edit", "answer", "photo", "document", "delete", "menu"),
    one_of("state", "due", "claimed", "sending", "sent", "failed", "expired", "dropped", "collapsed"),
)
Index(
    "ix_outbox_due",  # what is due first, of each priority: what is not due yet costs nothing
    outbox.c.priority,
    outbox.c.due_at,
    outbox.c.seq,
    sqlite_where=outbox.c.state == "due",
    postgresql_where=outbox.c.state == "due",
)
Index(
    "ix_outbox_reader",  # what is due of one reader
    outbox.c.person_id,
    outbox.c.due_at,
    sqlite_where=outbox.c.state == "due",
    postgresql_where=outbox.c.state == "due",
)
Index(
    "ix_outbox_taken",  # what is under way, which is never much, by its reader
    outbox.c.person_id,
    outbox.c.lease_until,
    sqlite_where=outbox.c.state.in_(["claimed", "sending"]),
    postgresql_where=outbox.c.state.in_(["claimed", "sending"]),
)
Index("ix_outbox_person", outbox.c.person_id, outbox.c.created_at)
Index("ix_outbox_card", outbox.c.card)
