"""What becomes of everything that is stored when a patient asks for it, or asks for it to go: one row for every table.

Export and erasure are made from this list, and a test holds it against `storage.tables`: a table or column that nobody
has classified fails it. docs/privacy.md tells the same to people.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, false, select

from storage.tables import (
    access,
    alert,
    card,
    clinic,
    clock,
    consent,
    cover,
    dialogue,
    entry,
    erasure,
    inbox,
    invitation,
    note,
    outbox,
    pace,
    person,
    plan,
    prompt,
    role,
    secret,
)

Whose = Callable[[int], ColumnElement[bool]]
SOMEBODY = "erased"  # in the place of a sender who is not to be known any more


class Fate(StrEnum):
    """What an erasure does to the rows of a person."""

    DELETED = "deleted"
    STRIPPED = "stripped"  # the row stays, without what leads to the person
    RETAINED = "retained"  # it is not theirs, or leads to nobody


class Seal(StrEnum):
    """With which key a column is sealed."""

    PERSON = "person"
    DATABASE = "database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One table.

    Attributes:
        whose: which of its rows are a person's, by their id.
        shown: the columns that an export shows; sealed ones with their key, bound to the row's number in `row`.
        written: of the sealed columns those that hold JSON text.
        unshown: the columns that say nothing of the person, or are keys and traffic.
        stripped: what an erasure leaves in columns of rows that stay.
    """

    table: Table
    fate: Fate
    whose: Whose = lambda _: false()
    shown: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()
    sealed: Mapping[str, Seal] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    row: str = "id"
    stripped: Mapping[str, str | None] = field(default_factory=dict)


def _their_plans(person_id: int) -> ColumnElement[bool]:
    return plan.c.patient_id == person_id


def _of_plan(table: Table) -> Whose:
    return lambda person_id: table.c.plan_id.in_(select(plan.c.id).where(_their_plans(person_id)))


def _of_person(table: Table, column: str = "person_id") -> Whose:
    return lambda person_id: table.c[column] == person_id


def _of_chat(table: Table, column: str) -> Whose:
    """By the blind index of their chat."""
    return lambda person_id: table.c[column].in_(select(person.c.chat_index).where(person.c.id == person_id))


def _way_in(person_id: int) -> ColumnElement[bool]:
    """The invitations by which they came, and those that would link them to another phone."""
    return (invitation.c.used_by == person_id) | _of_plan(invitation)(person_id)


# In the order in which an erasure goes through them: what refers to something goes before it.
EVERYTHING = (
    Kept(
        table=outbox,
        fate=Fate.DELETED,
        whose=_of_person(outbox),
        unshown=tuple(outbox.c.keys()),  # what was said is kept only until it has been sent
    ),
    Kept(
        table=prompt,
        fate=Fate.DELETED,
        whose=_of_plan(prompt),
        shown=(
            "plan_id", "kind", "day", "slot", "opens_at", "due_at", "closes_at", "about", "state", "asked_at", "draft",
        ),
        unshown=("id", "step", "next_at", "card", "snoozes", "reminded"),
    ),
    Kept(
        table=alert,
        fate=Fate.DELETED,
        whose=_of_plan(alert),
        shown=(
            "plan_id", "kind", "rule", "inputs", "state", "opened_at", "told_from", "count", "acknowledged_at",
            "resolved_at", "note", "reply",
        ),
        unshown=(
            "id", "open_key", "policy", "protocol_version", "step", "next_at", "owner_id", "asked_at",
            "resolved_by", "told",
        ),
        sealed={"note": Seal.PERSON},
    ),
    Kept(
        table=access,
        fate=Fate.DELETED,
        whose=_of_plan(access),
        shown=("plan_id", "what", "at"),
        unshown=("id", "person_id"),
    ),
    Kept(
        table=note,
        fate=Fate.DELETED,
        whose=_of_plan(note),
        shown=("plan_id", "at", "text"),
        unshown=("id", "author_id"),
        sealed={"text": Seal.PERSON},
    ),
    Kept(
        table=consent,
        fate=Fate.DELETED,
        whose=_of_person(consent),
        shown=("version", "language", "text", "agreed_at", "withdrawn_at"),
        unshown=("id", "person_id"),
    ),
    Kept(
        table=invitation,
        fate=Fate.DELETED,
        whose=_way_in,
        shown=("created_at", "expires_at", "used_at", "revoked_at", "terms"),
        unshown=("id", "code_hash", "role", "created_by", "plan_id", "used_by"),
        sealed={"terms": Seal.DATABASE},
        written=("terms",),
    ),
    Kept(
        table=dialogue,
        fate=Fate.DELETED,
        whose=_of_person(dialogue),
        shown=("step", "data", "updated_at"),
        unshown=("person_id",),
        sealed={"data": Seal.PERSON},
        written=("data",),
        row="person_id",
    ),
    Kept(table=role, fate=Fate.DELETED, whose=_of_person(role), shown=("role",), unshown=("person_id",)),
    Kept(table=card, fate=Fate.DELETED, whose=_of_person(card), unshown=tuple(card.c.keys())),
    Kept(
        table=inbox,
        fate=Fate.STRIPPED,  # so that nothing that Telegram brings again is dealt with twice
        whose=_of_chat(inbox, "sender"),
        unshown=tuple(inbox.c.keys()),
        stripped={"sender": SOMEBODY},
    ),
    Kept(table=pace, fate=Fate.DELETED, whose=_of_chat(pace, "what"), unshown=tuple(pace.c.keys())),
    Kept(
        table=entry,
        fate=Fate.RETAINED,  # ratings, times and decisions under a random number, which then leads to nobody
        whose=_of_plan(entry),
        shown=("plan_id", "seq", "at", "kind", "body", "superseded"),
        unshown=("previous_hash", "hash"),
    ),
    Kept(
        table=plan,
        fate=Fate.STRIPPED,
        whose=_their_plans,
        shown=(
            "id", "side", "status", "state", "preferences", "protocol_id", "protocol_version", "pause_reason",
            "resume_on", "created_at",
        ),
        unshown=("patient_id", "clinician_id", "cover_id", "next_at", "laid_out", "links", "head"),
        stripped=dict.fromkeys(
            (
                "patient_id", "clinician_id", "cover_id", "side", "preferences", "next_at", "laid_out",
                "pause_reason", "resume_on",
            )
        ),
    ),
    Kept(
        table=person,
        fate=Fate.DELETED,
        whose=_of_person(person, "id"),
        shown=("name", "phone", "chat", "language", "zone", "reachable", "created_at"),
        unshown=("id", "data_key", "chat_index"),
        sealed={"name": Seal.PERSON, "phone": Seal.PERSON, "chat": Seal.PERSON},
    ),
    # of nobody who is treated
    Kept(table=secret, fate=Fate.RETAINED, unshown=tuple(secret.c.keys())),
    Kept(table=clock, fate=Fate.RETAINED, unshown=tuple(clock.c.keys())),
    Kept(table=clinic, fate=Fate.RETAINED, unshown=tuple(clinic.c.keys())),
    Kept(table=cover, fate=Fate.RETAINED, unshown=tuple(cover.c.keys())),
    Kept(table=erasure, fate=Fate.RETAINED, unshown=tuple(erasure.c.keys())),
)  # fmt: skip
