"""People, the clinic, what people agreed to, and what they were last asked."""

import json
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping

from rehab.permissions import Role
from storage.repositories.base import Repository, new_id
from storage.tables import card, clinic, consent, dialogue, inbox, outbox, person, plan, role
from storage.vault import Place
from usecases.canonical import dumped
from usecases.records import Clinic, Consent, Dialogue, Person

_PERSON: BindParameter[int] = bindparam("of_person")
_THEIRS = role.alias("theirs")
_ROLES = select(func.aggregate_strings(_THEIRS.c.role, ",")).where(_THEIRS.c.person_id == person.c.id)
PEOPLE = select(person, _ROLES.scalar_subquery().label("roles"))
BY_ID = PEOPLE.where(person.c.id == _PERSON)
BY_CHAT = PEOPLE.where(person.c.chat_index == bindparam("of_chat"))
AGREED_LAST = select(consent).where(consent.c.person_id == _PERSON).order_by(consent.c.id.desc()).limit(1)
ASKED = select(dialogue).where(dialogue.c.person_id == _PERSON)
_ARRIVED = select(inbox.c.update_id).join(person, person.c.chat_index == inbox.c.sender).limit(1)
WAITING_OF = _ARRIVED.where(person.c.id == _PERSON, inbox.c.state == "new")
HEARD_SINCE = _ARRIVED.where(person.c.id == _PERSON, inbox.c.received_at > bindparam("since"))


class PeopleRepository(Repository):
    """Everybody the bot knows; names and chats are sealed with the person's own key."""

    async def get(self, person_id: int) -> Person:
        """The person with an id.

        Raises:
            LookupError: if there is none.
        """
        found = await self.find(person_id)
        if found is None:
            raise LookupError(f"no person {person_id}")
        return found

    async def find(self, person_id: int) -> Person | None:
        """The person with an id, unless they have been erased."""
        row = (await self._db.execute(BY_ID, {"of_person": person_id})).mappings().one_or_none()
        return await self._person(row) if row is not None else None

    async def by_number(self, number: int) -> Person | None:
        """The patient with an id, or whose plan has it."""
        theirs = select(plan.c.patient_id).where(plan.c.id == number)
        found = await self._db.execute(PEOPLE.where((person.c.id == number) | person.c.id.in_(theirs)))
        row = found.mappings().one_or_none()
        return await self._person(row) if row is not None else None

    async def by_chat(self, chat_id: int) -> Person | None:
        """The person who writes from a private chat."""
        return await self.sending_as(self._vault.index(chat_id))

    async def sending_as(self, sender: str) -> Person | None:
        """The person whose updates the inbox keeps under this index."""
        row = (await self._db.execute(BY_CHAT, {"of_chat": sender})).mappings().one_or_none()
        return await self._person(row) if row is not None else None

    async def with_role(self, wanted: Role) -> list[Person]:
        """Everybody with a role, those longest known first."""
        query = PEOPLE.join(role).where(role.c.role == wanted).order_by(person.c.created_at, person.c.id)
        rows = (await self._db.execute(query)).mappings().all()
        return [await self._person(row) for row in rows]

    async def add(self, *, chat_id: int, name: str, language: str, now: datetime) -> Person:
        """Get to know somebody."""
        person_id, key = new_id(), self._vault.new_data_key()
        values = {
            "id": person_id,
            "data_key": key,
            "name": self._vault.seal(name, Place("person", "name", person_id), key),
            "language": language,
            "reachable": True,
            "created_at": now,
            **self._chat(person_id, chat_id, key),
        }
        await self._db.execute(insert(person).values(**values))
        return Person(id=person_id, name=name, language=language)

    async def save(self, changed: Person) -> None:
        """Keep a person's name, phone, language, roles and reachability."""
        sealed = await self._seal_for(changed.id, changed.name, Place("person", "name", changed.id))
        phone = Place("person", "phone", changed.id)
        values = {
            "name": sealed,
            "phone": await self._seal_for(changed.id, changed.phone, phone) if changed.phone is not None else None,
            "language": changed.language,
            "zone": changed.zone,
        }
        await self._update(person, changed.id, {**values, "reachable": changed.reachable})
        await self._db.execute(delete(role).where(role.c.person_id == changed.id))
        for one in sorted(changed.roles):
            await self._db.execute(insert(role).values(person_id=changed.id, role=one))

    async def move_to_chat(self, person_id: int, chat_id: int) -> int | None:
        """From now on the person writes from another chat, whoever was known there; returns the old chat."""
        row = await self._one(person, person_id)
        old = row["chat"] if row is not None else None
        before = await self._unseal_for(person_id, old, Place("person", "chat", person_id)) if old else None
        taken = person.c.chat_index == self._vault.index(chat_id)
        await self._db.execute(update(person).where(taken).values(chat_index=None, chat=None))
        values = self._chat(person_id, chat_id, await self._data_key(person_id))
        await self._update(person, person_id, {**values, "reachable": True})
        if before is not None and int(before) != chat_id:
            await self._forget_cards(person_id)
        return int(before) if before is not None else None

    async def _forget_cards(self, person_id: int) -> None:
        """Messages are numbered anew in each chat: what the old one shows can neither be edited nor taken away."""
        shown = (card.c.person_id == person_id) & card.c.message_id.is_not(None)
        changes = outbox.c.card.in_(select(card.c.id).where(shown)) & (outbox.c.state == "due")
        await self._db.execute(update(outbox).where(changes).values(state="collapsed", params=None))
        await self._db.execute(update(card).where(shown).values(gone=True))

    async def has_waiting_updates(self, person_id: int) -> bool:
        """Whether something that the person sent has not been dealt with yet."""
        return await self._db.scalar(WAITING_OF, {"of_person": person_id}) is not None

    async def heard_from_since(self, person_id: int, since: datetime) -> bool:
        """Whether the person has written or pressed anything later than an instant (clinical time)."""
        return await self._db.scalar(HEARD_SINCE, {"of_person": person_id, "since": since}) is not None

    def _chat(self, person_id: int, chat_id: int, key: bytes) -> dict[str, str | bytes]:
        sealed = self._vault.seal(str(chat_id), Place("person", "chat", person_id), key)
        return {"chat_index": self._vault.index(chat_id), "chat": sealed}

    async def _person(self, row: RowMapping) -> Person:
        roles = row["roles"].split(",") if row["roles"] else []
        name = self._vault.unseal(row["name"], Place("person", "name", row["id"]), row["data_key"])
        sealed, place = row["phone"], Place("person", "phone", row["id"])
        return Person(
            id=row["id"],
            name=name,
            language=row["language"],
            roles=frozenset(Role(one) for one in roles),
            reachable=row["reachable"],
            zone=row["zone"],
            phone=self._vault.unseal(sealed, place, row["data_key"]) if sealed is not None else None,
        )


class ClinicRepository(Repository):
    """The one clinic."""

    async def get(self) -> Clinic | None:
        """The clinic, once it has been set up."""
        row = (await self._db.execute(select(clinic))).mappings().one_or_none()
        if row is None:
            return None
        return Clinic(name=row["name"], phone=row["phone"], hours=row["hours"], emergency=row["emergency"])

    async def save(self, known: Clinic) -> None:
        """Keep what is known of the clinic."""
        await self._db.execute(delete(clinic))
        values = {"name": known.name, "phone": known.phone, "hours": known.hours, "emergency": known.emergency}
        await self._db.execute(insert(clinic).values(id=1, **values))


class ConsentRepository(Repository):
    """Who agreed to what, when."""

    async def add(self, given: Consent) -> None:
        """Keep a consent."""
        values = {
            "person_id": given.person_id,
            "version": given.version,
            "language": given.language,
            "text": given.text,
            "agreed_at": given.agreed_at,
            "withdrawn_at": given.withdrawn_at,
        }
        await self._db.execute(insert(consent).values(**values))

    async def latest(self, person_id: int) -> Consent | None:
        """The last text that a person agreed to, perhaps withdrawn since."""
        row = (await self._db.execute(AGREED_LAST, {"of_person": person_id})).mappings().one_or_none()
        if row is None:
            return None
        return Consent(
            person_id=person_id,
            version=row["version"],
            language=row["language"],
            text=row["text"],
            agreed_at=row["agreed_at"],
            withdrawn_at=row["withdrawn_at"],
        )

    async def withdraw(self, person_id: int, at: datetime) -> None:
        """From an instant on a person agrees to nothing any more."""
        given = (consent.c.person_id == person_id) & consent.c.withdrawn_at.is_(None)
        await self._db.execute(update(consent).where(given).values(withdrawn_at=at))


class DialogueRepository(Repository):
    """What people were last asked; what they have answered so far is sealed."""

    async def get(self, person_id: int) -> Dialogue | None:
        """What a person was last asked, if an answer is still awaited."""
        row = (await self._db.execute(ASKED, {"of_person": person_id})).mappings().one_or_none()
        if row is None:
            return None
        text = await self._unseal_for(person_id, row["data"], Place("dialogue", "data", person_id))
        return Dialogue(row["step"], json.loads(text), row["updated_at"])

    async def set(self, person_id: int, asked: Dialogue | None, now: datetime) -> None:
        """Await an answer, or no more."""
        await self._db.execute(delete(dialogue).where(dialogue.c.person_id == person_id))
        if asked is None:
            return
        data = await self._seal_for(person_id, dumped(asked.data), Place("dialogue", "data", person_id))
        values = {"person_id": person_id, "step": asked.step, "data": data, "updated_at": now}
        await self._db.execute(insert(dialogue).values(**values))
