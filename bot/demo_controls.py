"""What the chat page steers in the bot: the clock's speed, skipping to the next message, inviting somebody new."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from bot.app import App
from rehab.plan import Status
from sandbox.controls import ControlsState
from sandbox.people import Person
from sandbox.world import World
from scheduling.clock import AdjustableClock
from usecases import enrol
from usecases.invite import invite
from usecases.ports import Desk
from usecases.records import PatientTerms, PlanRecord, PromptState, Side
from usecases.scene import Scene
from wording.reader import Reader
from wording.words import words_in

PHONE = "07700 900123"  # a number that Ofcom keeps free for stories
# Whom "New patient" invites, one after the other: name, stage, level, pain, sport goal.
NEWCOMERS = (
    ("Pat Moore", 1, 1, 4, True),
    ("Alex Okafor", 2, 1, 2, False),
    ("Maria Lindqvist", 1, 3, 3, True),
    ("Sam Haddad", 3, 1, 2, True),
)
LONGEST_SKIP = 400  # looks at what falls due before giving up
QUIET_SECONDS = 6.0  # of real time in which what was said must have been sent


@dataclass(frozen=True, slots=True)
class Coming:
    """What happens next by itself."""

    at: datetime
    what: str


class DemoControls:
    """Implements the page's `Controls` on a running app."""

    def __init__(self, clock: AdjustableClock, world: World, zone: str) -> None:
        self._clock, self._world, self._zone = clock, world, zone
        self._app: App | None = None
        self._clinician: Person | None = None
        self._number = count()

    def attach(self, app: App, clinician: Person) -> None:
        """From now on steer this app."""
        self._app, self._clinician = app, clinician

    def _newest(self) -> dict[int, int]:
        """The newest message of the bot in each chat."""
        said = {person.id: person.screen().from_bot for person in self._world.people.values()}
        return {chat: notes[-1].id for chat, notes in said.items() if notes}

    @property
    def app(self) -> App:
        """The app that is steered.

        Raises:
            ValueError: while it is still starting.
        """
        if self._app is None:
            raise ValueError(words_in("en").say("demo-nothing"))
        return self._app

    @property
    def _reader(self) -> Reader:
        return Reader(words_in("en"), self.app.office.zone, self._clock.now())

    # --- what the toolbar shows --------------------------------------------------------------------------------------

    async def state(self) -> ControlsState:
        """The clock, what comes next, and what a visitor could do now."""
        if self._app is None:
            return ControlsState(self._clock.now(), self._zone, self._clock.anchor.speed)
        async with self.app.work("demo") as uow:
            coming, guidance = await _coming(uow, self._clock.now()), await self._guidance(uow)
        hint = self._hint(coming) if coming else None
        return ControlsState(self._clock.now(), self._zone, self._clock.anchor.speed, hint, guidance)

    def _hint(self, coming: Coming) -> str:
        reader = self._reader
        what = reader.plain(f"demo-next-{coming.what}")
        return reader.plain("demo-next", what=what, when=reader.soon(coming.at))

    async def _guidance(self, uow: Desk) -> str:
        plans = await self._plans(uow)
        if any(person.invited_with and not person.room.started for person in self._world.people.values()):
            return self._reader.plain("demo-start")
        if await self._somebody_enrols(uow):
            return self._reader.plain("demo-enrol")
        if not plans:
            return self._reader.plain("demo-begin")
        if any(plan.plan.status is Status.STOPPED for plan in plans):
            return self._reader.plain("demo-stopped")
        waiting = [p for plan in plans for p in await uow.prompts.live(plan.id) if p.state is PromptState.SENT]
        return self._reader.plain("demo-open" if waiting else "demo-day")

    async def _plans(self, uow: Desk) -> list[PlanRecord]:
        assert self._clinician is not None
        known = await uow.people.by_chat(self._clinician.id)
        return await uow.plans.of_clinician(known.id) if known else []

    async def _somebody_enrols(self, uow: Desk) -> bool:
        for person in self._world.people.values():
            known = await uow.people.by_chat(person.id)
            dialogue = await uow.dialogues.get(known.id) if known else None
            if dialogue is not None and dialogue.step == enrol.STEP:
                return True
        return False

    # --- what the toolbar does ---------------------------------------------------------------------------------------

    async def set_speed(self, factor: float) -> None:
        """Let clinical time pass so many times as fast."""
        self._clock.run_at(factor)

    async def skip(self) -> str:
        """Let time pass until the bot has something new to say."""
        said = self._newest()
        for _ in range(LONGEST_SKIP):
            async with self.app.work("demo") as uow:
                coming = await _coming(uow, self._clock.now(), everything=True)
            if coming is None:
                break
            self._clock.jump_to(coming.at)
            await self.app.ticks.tick()
            await self._drained()
            if self._newest() != said:
                return self._reader.plain("demo-skipped", when=self._reader.moment(self._clock.now()))
        return self._reader.plain("demo-nothing")

    async def _drained(self) -> None:
        """Until everything that was to be said has been sent."""
        self.app.said.ring()
        for _ in range(int(QUIET_SECONDS / 0.02)):
            async with self.app.work("demo") as uow:
                if not await uow.deliveries.under_way(self._clock.now()):
                    return
            await asyncio.sleep(0.02)

    async def new_patient(self) -> str:
        """Invite the next newcomer in the clinician's name; returns the code of the link."""
        name, stage, level, pain, goal = NEWCOMERS[next(self._number) % len(NEWCOMERS)]
        stage = min(stage, self.app.office.protocol.last_stage)
        terms = PatientTerms(
            name=name, side=Side.RIGHT, stage=stage, level=level, baseline_pain=pain, sport_goal=goal, phone=PHONE
        )
        async with self.app.work("demo") as uow:
            code = await invite(await self._as_clinician(uow), terms)
        self.app.said.ring()
        return code

    async def _as_clinician(self, uow: Desk) -> Scene:
        assert self._clinician is not None
        known = await uow.people.by_chat(self._clinician.id)
        if known is None:
            raise ValueError(words_in("en").say("demo-nothing"))
        return self.app.scene(uow).as_actor(known)


async def _coming(uow: Desk, now: datetime, *, everything: bool = False) -> Coming | None:
    """What falls due next; without `everything`, only what people will see."""
    prompts = await uow.prompts.coming()
    found = [Coming(prompt.next_at, prompt.kind) for prompt in prompts if prompt.next_at and prompt.next_at > now]
    alert, outbox, plan = await uow.alerts.next_at(), await uow.deliveries.next_at(), await uow.plans.next_at()
    cover = await uow.covers.next_at()
    if alert is not None and alert > now:
        found.append(Coming(alert, "alert"))
    if everything:
        found += [
            Coming(at, "day")
            for at in (outbox, plan, cover, await uow.prompts.next_at())
            if at is not None and at > now
        ]
    elif not found and plan is not None:
        found.append(Coming(plan, "day"))
    return min(found, key=lambda coming: coming.at, default=None)
