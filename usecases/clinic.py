"""The clinic's name, phone, hours and emergency number: asked at first start, editable later, shown in urgent texts."""

from collections.abc import Mapping
from dataclasses import asdict

from rehab.messages import Clinic
from rehab.messages.clinic import ClinicCard, ClinicStep
from rehab.messages.common import Said
from rehab.permissions import Action
from usecases.records import Dialogue
from usecases.scene import RefusedError, Scene

STEP = "clinic"
LONGEST = 200
FEWEST_DIGITS = 2  # there are emergency numbers of two
ORDER = (ClinicStep.NAME, ClinicStep.PHONE, ClinicStep.HOURS, ClinicStep.EMERGENCY)
RUNG = frozenset({ClinicStep.PHONE, ClinicStep.EMERGENCY})


async def ask_for_clinic(scene: Scene) -> None:
    """At first start: one thing after the other; what has been answered is not asked again."""
    scene.require(Action.SET_UP_CLINIC)
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    data = _answers(dialogue) if dialogue is not None and unfinished(dialogue) else {}
    await _ask(scene, _missing(data)[0], data)


def _answers(dialogue: Dialogue) -> dict[str, str]:
    return {key: str(value) for key, value in dialogue.data.items() if key != "step"}


def _missing(data: Mapping[str, str]) -> list[ClinicStep]:
    return [wanted for wanted in ORDER if wanted not in data]


def unfinished(dialogue: Dialogue) -> bool:
    """Whether somebody is still on their way through the first questions, of which no answer must be lost."""
    return dialogue.step == STEP and bool(_missing(_answers(dialogue)))


def can_be_rung(text: str) -> bool:
    """Whether there are enough digits for a phone number."""
    return sum(letter.isdigit() for letter in text) >= FEWEST_DIGITS


async def show_clinic(scene: Scene) -> None:
    """What is known of the clinic, each part to be changed."""
    scene.require(Action.SET_UP_CLINIC)
    known = await scene.uow.clinics.get()
    if known is None:
        await ask_for_clinic(scene)
        return
    await scene.show(ClinicCard(step=ClinicStep.HOME, clinic=known))


async def change(scene: Scene, step: ClinicStep) -> None:
    """Ask for one part anew."""
    scene.require(Action.SET_UP_CLINIC)
    if step not in ORDER:
        raise RefusedError(Said.CHANGED)
    known = await scene.uow.clinics.get()
    await _ask(scene, step, asdict(known) if known else {})


async def _ask(scene: Scene, step: ClinicStep, data: dict[str, str]) -> None:
    known = await scene.uow.clinics.get()
    await scene.show(ClinicCard(step=step, clinic=known))
    await scene.uow.dialogues.set(scene.who.id, Dialogue(STEP, {"step": step, **data}), scene.now)


async def typed(scene: Scene, dialogue: Dialogue, text: str) -> None:
    """An answer: kept, and the next thing asked until all is known.

    Raises:
        RefusedError: if it is empty or too long, or no number where one is to be rung.
    """
    scene.require(Action.SET_UP_CLINIC)
    answer = " ".join(text.split())
    if not answer or len(answer) > LONGEST:
        raise RefusedError(Said.EMPTY_NAME if not answer else Said.TOO_LONG)
    step = ClinicStep(str(dialogue.data["step"]))
    if step in RUNG and not can_be_rung(answer):
        raise RefusedError(Said.NO_PHONE_NUMBER)
    data = _answers(dialogue) | {step.value: answer}
    if missing := _missing(data):
        await _ask(scene, missing[0], data)
        return
    await _complete(scene, data)


async def _complete(scene: Scene, data: dict[str, str]) -> None:
    known = Clinic(name=data["name"], phone=data["phone"], hours=data["hours"], emergency=data["emergency"])
    await scene.uow.clinics.save(known)
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    await scene.send(ClinicCard(step=ClinicStep.HOME, clinic=known))
