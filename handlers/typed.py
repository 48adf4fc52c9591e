"""Text that somebody types: an answer that was awaited, a rating, a sign of danger, or something we cannot pass on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from handlers.callbacks import MalformedPressError
from handlers.numbers import Unit, looks_like_a_number, rating, total, whole
from rehab.measures import MEASURES, TOTALS
from rehab.messages.common import Said
from rehab.messages.enrolment import EnrolStep
from rehab.permissions import Role
from rehab.red_flags import signs_in
from usecases import advice, clinic, enrol, flags, invite, load_test, orders, question, settings, totals
from usecases.records import Dialogue
from usecases.scene import NotAllowedError, RefusedError, Scene
from usecases.times import read_times
from wording.cities import find_cities
from wording.texts.enrolment import zone_name

LONGEST_CITY = 80
MOST_CITIES = 5


async def typed(scene: Scene, text: str) -> None:
    """Take a text from somebody known: danger is looked for first, whatever was asked.

    Raises:
        RefusedError: with what to do next, if nothing awaited it.
    """
    if await danger_heard(scene, text):
        return
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    awaited = dialogue is not None and not await _rating_asked_since(scene, dialogue, text)
    if dialogue is not None and awaited and await _awaited(scene, dialogue, text):
        return
    if not scene.who.is_a(Role.PATIENT):
        raise RefusedError(Said.STAFF_TEXT if scene.who.roles else Said.NO_PLAN)
    await _from_patient(scene, text)


async def danger_heard(scene: Scene, text: str) -> bool:
    """Whether words of a patient, or of somebody about to become one, name a sign of danger; then it is acted on."""
    if scene.who.is_a(Role.PATIENT):
        return await flags.words_point_at_signs(scene, text)
    if scene.who.roles or not any(sign in scene.protocol.red_flags for sign in signs_in(text, scene.protocol)):
        return False
    await enrol.something_is_wrong(scene)
    return True


async def _rating_asked_since(scene: Scene, dialogue: Dialogue, text: str) -> bool:
    """Whether a number belongs to a question that was asked after the settings were opened and left."""
    if not dialogue.step.startswith("settings") or dialogue.asked_at is None:
        return False
    return looks_like_a_number(text) and await question.asked_since(scene, dialogue.asked_at)


@asynccontextmanager
async def leaving_question(scene: Scene) -> AsyncIterator[None]:
    """Whoever goes on to something else is not held to what they were asked to type, unless that is refused.

    What is on its way stays open: an enrolment, the first questions about the clinic, an invitation that has a name.
    """
    asked = await scene.uow.dialogues.get(scene.actor.id) if scene.actor else None
    if asked is None or asked.step == enrol.STEP or clinic.unfinished(asked) or invite.under_way(asked):
        yield
        return
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    try:
        yield
    except (RefusedError, NotAllowedError, MalformedPressError):
        await scene.uow.dialogues.set(scene.who.id, asked, asked.asked_at or scene.now)
        raise


async def _awaited(scene: Scene, dialogue: Dialogue, text: str) -> bool:
    """Whether a text was what the dialogue waits for."""
    what, _, part = dialogue.step.partition(":")
    if what == clinic.STEP:
        await clinic.typed(scene, dialogue, text)
    elif what == invite.STEP:
        await invite.typed(scene, str(dialogue.data["step"]), text)
    elif what == orders.NOTE:
        await orders.write_note(scene, int(str(dialogue.data["plan"])), text)
    elif what == totals.STEP:
        await _for_total(scene, dialogue, text)
    elif what == "settings":
        await _for_settings(scene, part, text)
    elif what == enrol.STEP:
        await _for_enrolment(scene, text)
    elif what == load_test.STEP and looks_like_a_number(text):
        await load_test.report(scene, _points(text))
    else:
        return False
    return True


async def _for_total(scene: Scene, dialogue: Dialogue, text: str) -> None:
    measure = str(dialogue.data["measure"])
    value = total(text, TOTALS[measure].high, TOTALS[measure].decimals)
    await totals.write(scene, int(str(dialogue.data["plan"])), measure, value)


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
        await enrol.typed_times(scene, read_times(text))
    else:
        await enrol.show_again(scene, Said.FINISH_ENROLMENT)


async def cities(text: str) -> tuple[tuple[str, str], ...]:
    """The cities that a text may mean, each with its zone; namesakes are told apart by region, country and zone."""
    found = await asyncio.to_thread(find_cities, text[:LONGEST_CITY], MOST_CITIES)
    plain = [", ".join(part for part in (city.name, city.region, city.country) if part) for city in found]
    labels = [
        f"{label} ({zone_name(city.zone)})" if plain.count(label) > 1 else label
        for city, label in zip(found, plain, strict=True)
    ]
    return tuple(dict.fromkeys((label, city.zone) for city, label in zip(found, labels, strict=True)))


async def _from_patient(scene: Scene, text: str) -> None:
    """A rating, something to advise on, or something that we cannot pass on."""
    if not looks_like_a_number(text):
        if await advice.given(scene, text):
            return
        raise RefusedError(Said.CANNOT_PASS_ON)
    value = _number(text, await question.wanted(scene))
    if isinstance(value, Said):
        raise RefusedError(value)
    await question.typed_number(scene, value)


def _points(text: str) -> int:
    """The rating that a text means.

    Raises:
        RefusedError: if it is none, with what to write instead.
    """
    value = rating(text)
    if isinstance(value, Said):
        raise RefusedError(value)
    return value


def _number(text: str, wanted: question.Wanted) -> int | Said:
    """The number that a text means, in the unit that was asked for, or what to say instead."""
    match wanted:
        case question.Wanted.MINUTES:
            return _or(whole(text, MEASURES["sitting"].high, Unit.MINUTES), Said.MINUTES_UNREADABLE)
        case question.Wanted.SHARE:
            return _or(whole(text, MEASURES["sane"].high, Unit.PERCENT), Said.SHARE_UNREADABLE)
        case question.Wanted.MANAGED:
            return _or(whole(text, MEASURES["managed"].high, Unit.OUT_OF_TEN), Said.MANAGED_UNREADABLE)
        case _:
            return rating(text)


def _or(value: int | None, otherwise: Said) -> int | Said:
    return otherwise if value is None else value
