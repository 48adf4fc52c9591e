"""What goes in and out: updates, cards, messages, and how fast."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata, one_of
from storage.types import ID, SEQUENCE, UTCDateTime

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
