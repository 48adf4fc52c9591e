"""What goes in and out of storage: frozen values, never a database object.

Ids are random positive integers of at most 62 bits; instants are aware UTC datetimes; days are local days of the plan.
"""

from rehab.messages import Clinic
from usecases.records.people import (
    Access,
    Consent,
    Dialogue,
    Invitation,
    InvitationState,
    PatientTerms,
    Person,
    Side,
    Sight,
)
from usecases.records.plans import AlertRecord, CoverRecord, CoverState, Entry, EntryKind, Note, PauseReason, PlanRecord
from usecases.records.prompts import LIVE, Draft, Prompt, PromptState, PromptStep

__all__ = [
    "LIVE",
    "Access",
    "AlertRecord",
    "Clinic",
    "Consent",
    "CoverRecord",
    "CoverState",
    "Dialogue",
    "Draft",
    "Entry",
    "EntryKind",
    "Invitation",
    "InvitationState",
    "Note",
    "PatientTerms",
    "PauseReason",
    "Person",
    "PlanRecord",
    "Prompt",
    "PromptState",
    "PromptStep",
    "Side",
    "Sight",
]
