"""Text that somebody types: an answer that was awaited, a rating, a sign of danger, or something we cannot pass on."""

import asyncio

from handlers.numbers import looks_like_a_number, rating
from rehab.messages.common import Said
from rehab.messages.enrolment import EnrolStep
from rehab.permissions import Role
from usecases import clinic, enrol, flags, invite, orders, question, settings
from usecases.records import Dialogue
from usecases.scene import RefusedError, Scene
from wording.cities import find_cities

LONGEST_CITY = 80
MOST_CITIES = 5


async def typed(scene: Scene, text: str) -> None:
    """Take a text from somebody known.

    Raises:
        RefusedError: with what to do next, if nothing awaited it.
    """
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    if dialogue is not None and await _awaited(scene, dialogue, text):
        return
    if scene.who.is_a(Role.PATIENT):
        await _from_patient(scene, text)
    elif scene.who.roles:
        raise RefusedError(Said.STAFF_TEXT)
    else:
        raise RefusedError(Said.FINISH_ENROLMENT if dialogue else Said.NO_PLAN)


async def _awaited(scene: Scene, dialogue: Dialogue, text: str) -> bool:
    """Whether a text was what the dialogue waits for."""
    what, _, part = dialogue.step.partition(":")
    if what == clinic.STEP:
        await clinic.typed(scene, dialogue, text)
    elif what == invite.STEP:
        await _for_invitation(scene, dialogue, text)
    elif what == orders.NOTE:
        await orders.write_note(scene, int(str(dialogue.data["plan"])), text)
    elif what == "settings":
        await _for_settings(scene, part, text)
    elif what == enrol.STEP:
        await _for_enrolment(scene, text)
    else:
        return False
    return True


async def _for_invitation(scene: Scene, dialogue: Dialogue, text: str) -> None:
    if dialogue.data["step"] != "name":
        raise RefusedError(Said.USE_BUTTONS)
    await invite.typed_name(scene, text)


async def _for_settings(scene: Scene, part: str, text: str) -> None:
    if part == "city":
        await settings.offer_cities(scene, await cities(text))
    else:
        await settings.typed(scene, part, text)


async def _for_enrolment(scene: Scene, text: str) -> None:
    """Cities and times are typed; everything else is a button, and the card comes again so that it is near."""
    draft = await enrol.draft_of(scene)
    if draft is not None and draft.step in {EnrolStep.CITY, EnrolStep.CITIES, EnrolStep.ZONE}:
        await enrol.offer_cities(scene, await cities(text))
    elif draft is not None and draft.step in {EnrolStep.OWN_TIMES, EnrolStep.TIMES}:
        await enrol.typed_times(scene, settings.read_times(text))
    else:
        await enrol.show_again(scene)
        raise RefusedError(Said.FINISH_ENROLMENT)


async def cities(text: str) -> tuple[tuple[str, str], ...]:
    """The cities that a text may mean, each with its zone; of several in one zone with one name, the largest."""
    found = await asyncio.to_thread(find_cities, text[:LONGEST_CITY], MOST_CITIES)
    return tuple((f"{city.name}, {city.country}", city.zone) for city in found)


async def _from_patient(scene: Scene, text: str) -> None:
    """A rating, a sign of danger, or something that we cannot pass on; danger is looked for first."""
    if await flags.words_point_at_flags(scene, text):
        return
    if looks_like_a_number(text):
        value = rating(text)
        if isinstance(value, Said):
            raise RefusedError(value)
        await question.typed_rating(scene, value)
        return
    raise RefusedError(Said.CANNOT_PASS_ON)
