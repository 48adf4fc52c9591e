"""What handlers are given besides the update: how to make a scene of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.incoming import Incoming
from rehab.plan import zone_of
from rehab.protocol import Protocol
from usecases.ports import Desk
from usecases.prompts.spread import spread_of
from usecases.scene import ConsentText, Scene
from wording.words import Words

WordsFor = Callable[[str], Words]


class CatalogueTexts:
    """The few words that use cases keep, from the catalogue."""

    def __init__(self, words_for: WordsFor) -> None:
        self.words_for = words_for

    def consent_version(self, language: str) -> str:
        """Which version of the text that a patient agrees to there is now."""
        return self.words_for(language).say("consent.version")

    def consent(self, language: str, values: Mapping[str, str] | None = None) -> ConsentText:
        """The text that a patient agrees to, as they read it."""
        words = self.words_for(language)
        text = words.say("consent", dict(values or {}))
        return ConsentText(version=self.consent_version(language), language=words.language, text=text)


@dataclass(slots=True)
class Crowd:
    """How many plans run, as last counted: what is sent to all of them at one time is drawn apart accordingly."""

    plans: int = 0


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of every scene that do not depend on who is asking."""

    protocol: Protocol
    clinic_zone: str
    texts: CatalogueTexts
    crowd: Crowd = field(default_factory=Crowd)

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's zone."""
        return zone_of(self.clinic_zone)

    def scene(self, uow: Desk, now: datetime) -> Scene:
        """A scene that nobody asked for: something fell due."""
        return Scene(
            uow=uow,
            now=now,
            protocol=self.protocol,
            clinic_zone=self.clinic_zone,
            texts=self.texts,
            spread=spread_of(self.crowd.plans),
        )

    async def scene_of(self, uow: Desk, incoming: Incoming, now: datetime) -> Scene:
        """A scene with the one who sent an update as its actor."""
        person = await uow.people.by_chat(incoming.chat_id) if incoming.private else None
        card = None
        if person is not None and incoming.press is not None and incoming.message_id is not None:
            card = await uow.outbox.card_shown_as(person.id, incoming.message_id)
        return replace(
            self.scene(uow, now),
            actor=person,
            press=incoming.press,
            card=card,
            language=incoming.language,
            chat_id=incoming.chat_id,
        )
