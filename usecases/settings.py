"""What a patient can set: session times, quiet hours, time zone, fewer messages."""

from dataclasses import replace
from datetime import time

from rehab.events import ZoneChange
from rehab.messages.common import Said
from rehab.messages.plan import SettingsCard, SettingsView
from rehab.permissions import Action
from rehab.plan import zone_of
from rehab.timetable import Preferences
from usecases.after import settle
from usecases.course import load, record_fact
from usecases.prompts.layout import lay_out
from usecases.records import Dialogue, PlanRecord
from usecases.scene import RefusedError, Scene, own_plan
from usecases.times import checked_blocks, checked_loading, read_times, with_blocks, with_loading

BLOCK_CHOICES = (
    (time(7), time(12), time(17, 30)),
    (time(8, 30), time(13), time(18, 30)),
    (time(9, 30), time(14), time(20)),
)
LOADING_CHOICES = (time(8), time(12, 30), time(18), time(20))
QUIET_CHOICES = ((time(20), time(7)), (time(21), time(8)), (time(22), time(7)), (time(22), time(9)))


def settings_card(scene: Scene, record: PlanRecord, view: SettingsView = SettingsView.HOME) -> SettingsCard:
    """The settings as they stand."""
    preferences = record.preferences
    return SettingsCard(
        view=view,
        now=scene.now,
        zone=record.plan.zones[-1].zone,
        blocks=preferences.blocks,
        loading=preferences.loading,
        quiet_from=preferences.quiet_from,
        quiet_to=preferences.quiet_to,
        fewer=preferences.fewer,
    )


async def show(scene: Scene, view: SettingsView = SettingsView.HOME) -> None:
    """Show the settings, or the choices for one of them; what can be typed is awaited."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    card = await scene.show(settings_card(scene, record, view))
    typed = {SettingsView.BLOCKS: "settings:blocks", SettingsView.LOADING: "settings:loading"}
    typed |= {SettingsView.QUIET: "settings:quiet", SettingsView.CITY: "settings:city"}
    dialogue = Dialogue(typed[view], {"card": card}) if view in typed else None
    await scene.uow.dialogues.set(scene.who.id, dialogue, scene.now)


async def _changed(scene: Scene, record: PlanRecord, preferences: Preferences) -> None:
    """Keep other preferences, lay out the day accordingly, and show the settings again."""
    record = replace(record, preferences=preferences)
    await lay_out(scene, record, await load(scene, record), from_now=True)
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    await scene.show(settings_card(scene, record))
    await scene.toast(Said.SAVED)


async def set_blocks(scene: Scene, blocks: tuple[time, ...]) -> None:
    """Other times for the blocks of a daily stage, at least three hours apart."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    await _changed(scene, record, with_blocks(record.preferences, checked_blocks(blocks)))


async def set_loading(scene: Scene, loading: time) -> None:
    """Another time for loading sessions."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    await _changed(scene, record, with_loading(record.preferences, loading))


async def set_quiet(scene: Scene, quiet_from: time, quiet_to: time) -> None:
    """Other quiet hours."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    await _changed(scene, record, replace(record.preferences, quiet_from=quiet_from, quiet_to=quiet_to))


async def set_fewer(scene: Scene, *, fewer: bool) -> None:
    """Fewer messages: no reminders, and at most two blocks a day; or the usual measure again."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    await _changed(scene, record, replace(record.preferences, fewer=fewer))


async def set_zone(scene: Scene, zone: str) -> None:
    """Another time zone: from now on local days and times are those there."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    zone_of(zone)
    if zone != record.plan.zones[-1].zone:
        record = await settle(scene, await record_fact(scene, record, ZoneChange(at=scene.now, timezone=zone)))
        await scene.uow.people.save(replace(scene.who, zone=zone))
    await _changed(scene, record, record.preferences)


async def offer_cities(scene: Scene, cities: tuple[tuple[str, str], ...]) -> None:
    """Show the cities that a typed name may mean."""
    record = await own_plan(scene, Action.CHANGE_SETTINGS)
    if not cities:
        raise RefusedError(Said.CITY_UNKNOWN)
    card = replace(settings_card(scene, record, SettingsView.CITIES), cities=cities)
    await scene.show(card)


async def typed(scene: Scene, what: str, text: str) -> None:
    """Times that were typed for one of the settings.

    Raises:
        RefusedError: if they cannot be read, or lie too close together.
    """
    times = read_times(text)
    if what == "blocks":
        await set_blocks(scene, times)
    elif what == "loading":
        await set_loading(scene, checked_loading(times))
    elif what == "quiet" and len(times) == 2:
        await set_quiet(scene, *times)
    else:
        raise RefusedError(Said.QUIET_UNREADABLE)
