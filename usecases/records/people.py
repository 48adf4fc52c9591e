"""People: who they are, how they come in, what they agreed to, what they were last asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rehab.messages import Json
from rehab.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the bot can talk to. `reachable` is false after they blocked it.

    `zone` is the IANA name of the zone in which they read times; None means the clinic's. `phone` is a patient's, as
    the clinician knows it.
    """

    id: int
    name: str
    language: str
    roles: frozenset[Role] = frozenset()
    reachable: bool = True
    zone: str | None = None
    phone: str | None = None

    def is_a(self, role: Role) -> bool:
        """Whether the person has a role."""
        return role in self.roles


class Side(StrEnum):
    """The painful side."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientTerms:
    """What a clinician says of a patient when inviting them (enrolment gate: reference 1.1).

    `protocol` is the id of the protocol under whose questions it was said.
    """

    name: str
    side: Side
    stage: int
    level: int
    baseline_pain: int
    sport_goal: bool
    surgery_or_injection: bool = False  # if so, the clinician has set the start knowingly
    phone: str | None = None
    protocol: str = ""


class InvitationState(StrEnum):
    """What has become of an invitation."""

    PENDING = "pending"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A single-use way in. Only a hash of its code is stored. `plan_id` is set when a patient is linked again."""

    id: int
    role: Role
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    terms: PatientTerms | None = None
    plan_id: int | None = None
    used_at: datetime | None = None
    used_by: int | None = None
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> InvitationState:
        """What has become of it by an instant."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if now >= self.expires_at else InvitationState.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """That a person agreed to a text: which version, in which language, from when until when."""

    person_id: int
    version: str
    language: str
    text: str
    agreed_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a person was last asked to type or press through, so that any process can take the answer."""

    step: str
    data: Mapping[str, Json] = field(default_factory=dict)
    asked_at: datetime | None = field(default=None, compare=False)  # known once it is stored


class Sight(StrEnum):
    """What of a patient somebody looked at."""

    CARD = "card"
    TIMELINE = "timeline"
    CHART = "chart"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One look of somebody (`person_id`) at a patient's plan."""

    plan_id: int
    person_id: int
    what: Sight
    at: datetime
