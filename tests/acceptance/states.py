"""Everywhere that somebody can stand in a dialogue, how they get there, and everything that they may send there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.owner import offer_ownership
from sandbox.people import Person
from tests.acceptance.checking_in import to_fourth_sunday
from tests.acceptance.rig import OWNER_CODE, Rig
from tests.acceptance.staff import (
    CLINIC,
    Build,
    Cast,
    flags,
    invited,
    one_patient,
    opens,
    orders,
)

Send = Callable[[Person], object]


def types(text: str) -> Send:
    """Somebody writes this."""
    return lambda person: person.says(text)


def edits(person: Person) -> None:
    """Somebody changes the words of their last message."""
    own = [note for note in person.screen().notes if not note.from_bot and note.attachment is None]
    person.edits(own[-1].id, f"I meant {len(own[-1].text)}")


MEDIA: dict[str, Send] = {
    "sticker": lambda person: person.sends_sticker(),
    "photo": lambda person: person.sends_photo(caption="look at this"),
    "voice": lambda person: person.sends_voice(),
    "document": lambda person: person.sends_document(b"a letter"),
    "location": lambda person: person.sends_location(),
    "contact": lambda person: person.sends_contact(),
    "edited": edits,
}
COMMANDS: dict[str, Send] = {"slash": types("/"), "nonsense": types("/nonsense")}
WORDS = {"long": "Why? " * 819, "emoji": "👍👍", "half": "0.5", "range": "4-5", "eleven": "11", "minus": "-1"}
DIGITS = {"arabic": "٣", "devanagari": "३"}
TEXTS: dict[str, Send] = {name: types(text) for name, text in (WORDS | DIGITS).items()}
INPUTS: dict[str, Send] = MEDIA | COMMANDS | TEXTS
SHORT = frozenset(TEXTS) - {"long"}
SOME = frozenset({"emoji", "eleven", *DIGITS})  # of what is an answer, enough to see that it is taken


@dataclass(frozen=True)
class State:
    """Where somebody stands: how they got there, and what is an answer there."""

    enter: Callable[[Rig, Cast], Awaitable[Person]]
    takes: frozenset[str] = frozenset()
    base: Build = one_patient


async def nobody(rig: Rig) -> Cast:
    """A bot that has just been started for the first time."""
    await offer_ownership(rig.app)
    return {}


def walks(who: str, *steps: str, wall: str | None = None) -> Callable[[Rig, Cast], Awaitable[Person]]:
    """Somebody writes the steps with a slash or a quote in front, and presses the others."""

    async def enter(rig: Rig, cast: Cast) -> Person:
        if wall:
            await rig.at(wall)
        for step in steps:
            await take(rig, cast[who], step)
        return cast[who]

    return enter


async def take(rig: Rig, person: Person, step: str) -> None:
    """One step on the way: a command, a text in quotes, a number, or a button by its name or label."""
    if step.startswith(("/", "'")):
        await rig.says(person, step.removeprefix("'"))
    elif step.isdigit():
        await rig._points(person, int(step))
    else:
        await rig.presses(person, rig.label(step) if rig.reader.words.has(f"button-{step}") else step)


def enrolling(*steps: str) -> State:
    """Somebody new on their way into the programme."""

    async def enter(rig: Rig, cast: Cast) -> Person:
        guest = rig.world.person("Guest")
        guest.start(await invited(rig, cast["owner"], "Guest Example"))
        await rig.settle()
        for step in steps:
            await take(rig, guest, step)
        return guest

    return State(enter)


def setting_up(answers: int) -> State:
    """The first administrator, who has answered so many of the four questions."""

    async def enter(rig: Rig, _: Cast) -> Person:
        owner = rig.world.person("Mrs Boss")
        owner.start(OWNER_CODE)
        await rig.settle()
        for answer in CLINIC[:answers]:
            await rig.says(owner, answer)
        return owner

    return State(enter, frozenset({"eleven", "half", "range"}) if answers == 3 else SHORT, nobody)


async def stranger(rig: Rig, _: Cast) -> Person:
    """Somebody whom the bot does not know."""
    guest = rig.world.person("Guest")
    await rig.says(guest, "hello")
    return guest


async def questioned(rig: Rig, cast: Cast) -> Person:
    """Ann has an open 24-hour question."""
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 2)
    await rig.at("08:33", days=1)
    return cast["ann"]


async def checking_in(rig: Rig) -> Cast:
    """The clinic on the eve of Ann's fourth review: her monthly check-in has just come."""
    cast = await one_patient(rig)
    await to_fourth_sunday(rig, (cast["owner"], cast["ann"]))
    return cast


def check_in(*steps: str, takes: frozenset[str] = frozenset()) -> State:
    """Ann, so far into her check-in."""
    return State(walks("ann", *steps), takes, checking_in)


async def stopped(rig: Rig, cast: Cast) -> Person:
    """Ann’s plan is stopped by a red flag."""
    await flags(rig, cast["ann"])
    return cast["ann"]


async def discharged(rig: Rig, cast: Cast) -> Person:
    """Ann’s plan has ended."""
    await orders(rig, cast["owner"], "discharge")
    return cast["ann"]


async def writing(rig: Rig, cast: Cast) -> Person:
    """The clinician is about to write to Ann."""
    await opens(rig, cast["owner"])
    await rig.presses(cast["owner"], rig.label("write"))
    return cast["owner"]


def entering(*steps: str) -> Callable[[Rig, Cast], Awaitable[Person]]:
    """The clinician is about to enter a total."""

    async def enter(rig: Rig, cast: Cast) -> Person:
        await opens(rig, cast["owner"])
        for step in steps:
            await take(rig, cast["owner"], step)
        return cast["owner"]

    return enter


ZONE = ("begin", "agree", "none-of-these")
FORM = ("/invite", "'Bob Other", "no-phone", "confirm-all", "no", "left", "2 –", "yes", "Level 1", "3", "no")
DONE = ("done", "2", "3")
WEEK = ("none-of-these", "1", "2", "sat-10-20", "50", "change-4", "7")
STATES: dict[str, State] = {
    "stranger": State(stranger),
    "enrol welcome": enrolling(),
    "enrol consent": enrolling("begin"),
    "enrol declined": enrolling("begin", "decline"),
    "enrol screen": enrolling("begin", "agree"),
    "enrol signs": enrolling("begin", "agree", "some"),
    "enrol flagged": enrolling("begin", "agree", "some", "Fever"),
    "enrol zone": enrolling(*ZONE),
    "enrol city": enrolling(*ZONE, "other-city"),
    "enrol cities": enrolling(*ZONE, "other-city", "'Springfield"),
    "enrol times": enrolling(*ZONE, "yes-time"),
    "enrol own times": enrolling(*ZONE, "yes-time", "other-times"),
    "idle patient": State(walks("ann")),
    "session": State(walks("ann", wall="08:31")),
    "session timer": State(walks("ann", "start", wall="08:31")),
    "session later": State(walks("ann", "later", wall="08:31")),
    "session skip": State(walks("ann", "skip", wall="08:31")),
    "rating before": State(walks("ann", *DONE[:1], wall="08:31"), frozenset(DIGITS)),
    "rating during": State(walks("ann", *DONE[:2], wall="08:31"), frozenset(DIGITS)),
    "rating again": State(walks("ann", *DONE, "correct", wall="08:31"), frozenset(DIGITS)),
    "question": State(questioned, frozenset(DIGITS)),
    "check-in screen": check_in(),
    "check-in signs": check_in("some"),
    "check-in average": check_in(*WEEK[:1], takes=frozenset(DIGITS)),
    "check-in worst": check_in(*WEEK[:2], takes=frozenset(DIGITS)),
    "check-in sitting": check_in(*WEEK[:3], takes=frozenset({"eleven", *DIGITS})),
    "check-in share": check_in(*WEEK[:4], takes=frozenset({"eleven", *DIGITS})),
    "check-in change": check_in(*WEEK[:5]),
    "check-in managed": check_in(*WEEK[:6], takes=frozenset(DIGITS)),
    "check-in done": check_in(*WEEK),
    "check-in again": check_in(*WEEK, "correct", takes=frozenset(DIGITS)),
    "settings": State(walks("ann", "/settings")),
    "settings blocks": State(walks("ann", "/settings", "set-blocks")),
    "settings loading": State(walks("ann", "/settings", "set-loading"), frozenset({"eleven"})),  # 3 is in the night
    "settings quiet": State(walks("ann", "/settings", "set-quiet")),
    "settings city": State(walks("ann", "/settings", "set-zone", "other-city")),
    "paused": State(walks("ann", "/pause", "away", "no-end")),
    "stopped": State(stopped),
    "discharged": State(discharged),
    "clinic name": setting_up(0),
    "clinic emergency": setting_up(3),
    "clinic idle": State(setting_up(4).enter, base=nobody),
    "clinic change": State(walks("owner", "/clinic", "hours"), SHORT),
    "idle clinician": State(walks("owner")),
    "invite name": State(walks("owner", *FORM[:1]), SHORT),
    "invite 2": State(walks("owner", *FORM[:2]), frozenset({"eleven", "half", "range"})),  # digits can be rung
    **{f"invite {n}": State(walks("owner", *FORM[:n])) for n in (3, 6, 10, len(FORM))},
    "note": State(writing, SHORT),
    "total choose": State(entering("add-total")),
    "total": State(entering("add-total", "VISA-H"), frozenset({"eleven", *DIGITS})),
}
