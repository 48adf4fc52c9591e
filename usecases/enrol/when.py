"""When to train: times that suit most, one of some choices, or times that are typed. Each way ends the enrolment."""

from dataclasses import replace
from datetime import time

from rehab.messages.common import Said
from rehab.messages.enrolment import EnrolStep
from usecases.enrol.begin import begin_plan
from usecases.enrol.draft import Draft, at, go, terms_of
from usecases.records import Invitation
from usecases.scene import RefusedError, Scene
from usecases.settings import BLOCK_CHOICES, LOADING_CHOICES
from usecases.times import checked_blocks, checked_loading, with_blocks, with_loading


async def other_times(scene: Scene) -> None:
    """Other session times: choose, or type."""
    draft, invitation = await at(scene, EnrolStep.TIMES)
    await go(scene, replace(draft, step=EnrolStep.OWN_TIMES), invitation)


async def choose_times(scene: Scene, number: int) -> None:
    """One of the choices, counted from 0."""
    draft, invitation = await at(scene, EnrolStep.OWN_TIMES)
    choices = BLOCK_CHOICES if _daily(scene, invitation) else tuple((loading,) for loading in LOADING_CHOICES)
    if not 0 <= number < len(choices):
        raise RefusedError(Said.CHANGED)
    await _begin_at(scene, draft, invitation, choices[number])


async def typed_times(scene: Scene, times: tuple[time, ...]) -> None:
    """Times that were typed.

    Raises:
        RefusedError: if they cannot be used.
    """
    draft, invitation = await at(scene, EnrolStep.OWN_TIMES, EnrolStep.TIMES)
    await _begin_at(scene, draft, invitation, times)


async def _begin_at(scene: Scene, draft: Draft, invitation: Invitation, times: tuple[time, ...]) -> None:
    if _daily(scene, invitation):
        preferences = with_blocks(draft.preferences, checked_blocks(times))
    else:
        preferences = with_loading(draft.preferences, checked_loading(times))
    await begin_plan(scene, replace(draft, preferences=preferences), invitation)


def _daily(scene: Scene, invitation: Invitation) -> bool:
    return scene.protocol.stage(terms_of(invitation).stage).daily


async def times_suit(scene: Scene) -> None:
    """The times shown suit: the plan begins."""
    draft, invitation = await at(scene, EnrolStep.TIMES)
    await begin_plan(scene, draft, invitation)
