"""Every table. Names, free text and chat ids are stored sealed (`LargeBinary`); what the rules query stays plain.

A sealed value is bound to its table, column and row, see `vault`. Ratings, stages and times stand under random ids.
"""

from storage.tables.base import metadata
from storage.tables.people import clinic, consent, dialogue, invitation, person, role
from storage.tables.plans import access, alert, cover, entry, note, plan, prompt
from storage.tables.service import clock, erasure, secret
from storage.tables.traffic import card, inbox, outbox, pace

__all__ = [
    "access",
    "alert",
    "card",
    "clinic",
    "clock",
    "consent",
    "cover",
    "dialogue",
    "entry",
    "erasure",
    "inbox",
    "invitation",
    "metadata",
    "note",
    "outbox",
    "pace",
    "person",
    "plan",
    "prompt",
    "role",
    "secret",
]
