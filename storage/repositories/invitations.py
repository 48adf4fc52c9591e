"""Invitations: only the hash of a code is stored, and what was said of the patient is sealed."""

import hashlib
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import insert, select
from sqlalchemy.engine import RowMapping

from rehab.permissions import Role
from storage.repositories.base import Repository
from storage.tables import invitation
from storage.vault import Place
from usecases.records import Invitation, PatientTerms

TERMS: TypeAdapter[PatientTerms] = TypeAdapter(PatientTerms)


def hashed(code: str) -> str:
    """What is stored of a code. Codes are random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(code.encode()).hexdigest()


class InvitationRepository(Repository):
    """Ways in, by the hash of their code."""

    async def add(self, made: Invitation, code: str) -> None:
        """Keep an invitation."""
        values = {"id": made.id, "code_hash": hashed(code), "created_at": made.created_at, **self._values(made)}
        await self._db.execute(insert(invitation).values(**values))

    async def get(self, invitation_id: int) -> Invitation | None:
        """The invitation with an id."""
        row = await self._one(invitation, invitation_id)
        return self._invitation(row) if row is not None else None

    async def by_code(self, code: str) -> Invitation | None:
        """The invitation that a code opens."""
        query = select(invitation).where(invitation.c.code_hash == hashed(code))
        row = (await self._db.execute(query)).mappings().one_or_none()
        return self._invitation(row) if row is not None else None

    async def made_by(self, person_id: int) -> list[Invitation]:
        """Somebody's invitations, newest first."""
        query = select(invitation).where(invitation.c.created_by == person_id)
        rows = await self._db.execute(query.order_by(invitation.c.created_at.desc(), invitation.c.id))
        return [self._invitation(row) for row in rows.mappings()]

    async def that_began(self, person_id: int) -> Invitation | None:
        """The invitation by which a patient last came in, with what was said of them."""
        theirs = (
            (invitation.c.used_by == person_id) & invitation.c.used_at.is_not(None) & invitation.c.terms.is_not(None)
        )
        query = select(invitation).where(theirs).order_by(invitation.c.used_at.desc()).limit(1)
        row = (await self._db.execute(query)).mappings().one_or_none()
        return self._invitation(row) if row is not None else None

    async def save(self, changed: Invitation) -> None:
        """Keep what became of an invitation."""
        await self._update(invitation, changed.id, self._values(changed))

    def _values(self, made: Invitation) -> dict[str, Any]:
        terms = TERMS.dump_json(made.terms).decode() if made.terms else None
        return {
            "role": made.role,
            "created_by": made.created_by,
            "expires_at": made.expires_at,
            "terms": self._vault.seal(terms, Place("invitation", "terms", made.id)) if terms else None,
            "plan_id": made.plan_id,
            "used_at": made.used_at,
            "used_by": made.used_by,
            "revoked_at": made.revoked_at,
        }

    def _invitation(self, row: RowMapping) -> Invitation:
        sealed = row["terms"]
        terms = self._vault.unseal(sealed, Place("invitation", "terms", row["id"])) if sealed else None
        return Invitation(
            id=row["id"],
            role=Role(row["role"]),
            created_by=row["created_by"],
            created_at=row["created_at"],
            expires_at=row["expires_at"],
            terms=TERMS.validate_json(terms) if terms else None,
            plan_id=row["plan_id"],
            used_at=row["used_at"],
            used_by=row["used_by"],
            revoked_at=row["revoked_at"],
        )
