"""Triggers by which the database itself refuses to change the past: a chain is only ever added to.

They stop slips, careless repairs by hand and most tampering; whoever owns the database can still take them away first,
and then the hashes and the head tell (`sitbone verify`). On SQLite a table that a later migration alters by copying it
loses its triggers: such a migration must call `create` again.
"""

from alembic import op

COVERED = "plan_id, seq, at, kind, body, previous_hash, hash"
WHY = "what happened is only ever added to"

# Trigger, what fires it, on which table, and in which case.
GUARDS = (
    ("entry_is_kept", f"UPDATE OF {COVERED}", "entry", None),
    ("entry_stays", "DELETE", "entry", None),
    ("entry_stays_undone", "UPDATE OF superseded", "entry", "OLD.superseded AND NOT NEW.superseded"),
    ("access_is_kept", "UPDATE", "access", None),
    ("plan_head_goes_on", "UPDATE OF links, head", "plan", "NEW.links <> OLD.links + 1"),
)
# INSERT OR REPLACE would remove a link without firing what guards a DELETE.
NOT_REPLACED = "EXISTS (SELECT 1 FROM entry WHERE plan_id = NEW.plan_id AND seq = NEW.seq)"

REFUSING = f"""
CREATE FUNCTION refuse_to_change_a_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def create() -> None:
    """Put the guards up."""
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def drop() -> None:
    """Remove what does not go with its table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_to_change_a_chain() CASCADE")


def _on_sqlite() -> None:
    for name, event, table, case in (*GUARDS, ("entry_is_not_replaced", "INSERT", "entry", NOT_REPLACED)):
        when = f"WHEN {case} " if case else ""
        refused = f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when}{refused}")


def _on_postgresql() -> None:
    op.execute(REFUSING)
    for name, event, table, case in GUARDS:
        when = f"WHEN ({case}) " if case else ""
        _refuse(f"{name} BEFORE {event} ON {table} FOR EACH ROW {when}")
    _refuse("entry_is_not_emptied BEFORE TRUNCATE ON entry FOR EACH STATEMENT ")


def _refuse(trigger: str) -> None:
    op.execute(f"CREATE TRIGGER {trigger}EXECUTE FUNCTION refuse_to_change_a_chain()")
