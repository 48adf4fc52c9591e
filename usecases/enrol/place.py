"""Where the patient lives: the clinic's zone is proposed by its local time, else a city is typed."""

from dataclasses import replace

from rehab.messages.common import Said
from rehab.messages.enrolment import EnrolStep
from rehab.plan import zone_of
from usecases.enrol.draft import at, go
from usecases.scene import RefusedError, Scene


async def ask_city(scene: Scene) -> None:
    """Another zone than the clinic's: which city?"""
    draft, invitation = await at(scene, EnrolStep.ZONE, EnrolStep.CITIES)
    await go(scene, replace(draft, step=EnrolStep.CITY), invitation)


async def offer_cities(scene: Scene, cities: tuple[tuple[str, str], ...]) -> None:
    """Show what a typed city may mean; where all of it lies in one zone, that is proposed by its local time.

    Raises:
        RefusedError: if no city was found.
    """
    draft, invitation = await at(scene, EnrolStep.CITY, EnrolStep.CITIES, EnrolStep.ZONE)
    if not cities:
        raise RefusedError(Said.CITY_UNKNOWN)
    zones = {zone for _, zone in cities}
    if len(zones) == 1:
        await go(scene, replace(draft, step=EnrolStep.ZONE, zone=zones.pop()), invitation)
    else:
        await go(scene, replace(draft, step=EnrolStep.CITIES, cities=cities), invitation)


async def pick_zone(scene: Scene, zone: str) -> None:
    """One of the cities: its zone is proposed by its local time."""
    draft, invitation = await at(scene, EnrolStep.CITIES)
    zone_of(zone)
    await go(scene, replace(draft, step=EnrolStep.ZONE, zone=zone), invitation)


async def zone_is_right(scene: Scene) -> None:
    """The local time shown is right: on to the session times."""
    draft, invitation = await at(scene, EnrolStep.ZONE)
    await go(scene, replace(draft, step=EnrolStep.TIMES), invitation)
