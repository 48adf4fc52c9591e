"""What a visitor of the chat page does, carried out in the name of the person whose chat it is."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.callbacks import CallbackAnswer
from sandbox.controls import Controls
from sandbox.people import Person
from sandbox.screens import start_payload
from sandbox.world import World

# How long a button spins while the bot has not answered, in seconds of the real clock.
PRESS_PATIENCE = 10.0
Wish = dict[str, Any]
Outcome = dict[str, Any]
# Made-up names, taken one after the other, so that every demonstration is the same.
_NAMES = (
    ("Pat", "Moore"),
    ("Alex", "Okafor"),
    ("Maria", "Lindqvist"),
    ("Sam", "Haddad"),
    ("Priya", "Nair"),
    ("Tom", "Beckett"),
    ("Yuki", "Tanaka"),
    ("Rosa", "Duarte"),
)


class Actions:
    """One method for each thing to do; each returns what the page needs to know."""

    def __init__(self, world: World, controls: Controls, clinician: Person) -> None:
        self._world, self._controls, self._clinician = world, controls, clinician
        self._table: dict[str, Callable[[Wish], Awaitable[Outcome]]] = {
            "start": self._start,
            "say": self._say,
            "press": self._press,
            "open": self._open,
            "send": self._send,
            "photo": self._photo,
            "block": self._block,
            "speed": self._speed,
            "skip": self._skip,
            "new_patient": self._new_patient,
        }

    async def do(self, wish: Wish) -> Outcome:
        """Carry out what was asked for.

        Raises:
            ValueError, LookupError, PermissionError: with a line for the visitor.
        """
        action = self._table.get(str(wish.get("do")))
        if action is None:
            raise ValueError("There is no such action")
        return await action(wish)

    def _person(self, wish: Wish) -> Person:
        person = self._world.people.get(int(wish.get("person", 0)))
        if person is None:
            raise LookupError("That person is not here")
        return person

    async def _start(self, wish: Wish) -> Outcome:
        self._person(wish).start()
        return {}

    async def _say(self, wish: Wish) -> Outcome:
        text = str(wish.get("text", "")).strip()
        if not text:
            raise ValueError("Type something first")
        self._person(wish).says(text[:4096])
        return {}

    async def _press(self, wish: Wish) -> Outcome:
        press = self._person(wish).presses(message_id=int(wish["message"]), data=str(wish["data"]))
        answer = await press.answered(PRESS_PATIENCE) or CallbackAnswer()
        return {"text": answer.text, "alert": answer.alert, "url": answer.url}

    async def _open(self, wish: Wish) -> Outcome:
        """Follow a link: one to this bot opens a patient's chat, with START to press."""
        url = str(wish.get("url", ""))
        payload = start_payload(url, self._world.username)
        if payload is None:
            return {"external": url}
        person = self._person(wish)
        reader = person if person is not self._clinician else self._invited(payload, str(wish.get("current", "")))
        reader.opens(self._world.link(payload))
        return {"open": str(reader.id)}

    def _invited(self, payload: str, current: str) -> Person:
        """Who follows a link from the clinician's chat: whoever has it open, else an idle patient, else a new one."""
        patients = [person for person in self._world.people.values() if person is not self._clinician]
        idle = [person for person in patients if not person.room.started]
        same = [person for person in idle if person.invited_with == payload]
        here = [person for person in idle if str(person.id) == current and person.invited_with is None]
        return (same or here or [self._somebody()])[0]

    def _somebody(self) -> Person:
        number = len(self._world.people) - 1
        first, last = _NAMES[number % len(_NAMES)]
        return self._world.person(first, last_name=last)

    async def _send(self, wish: Wish) -> Outcome:
        person = self._person(wish)
        kinds: dict[str, Callable[[], int]] = {
            "photo": person.sends_photo,
            "sticker": person.sends_sticker,
            "voice": person.sends_voice,
            "document": lambda: person.sends_document(b"A letter.\n", "letter.txt", mime="text/plain"),
            "location": person.sends_location,
            "contact": person.sends_contact,
        }
        send = kinds.get(str(wish.get("kind")))
        if send is None:
            raise ValueError("That cannot be sent")
        send()
        return {}

    async def _photo(self, wish: Wish) -> Outcome:
        self._person(wish).sends_photo(wish["bytes"])
        return {}

    async def _block(self, wish: Wish) -> Outcome:
        person = self._person(wish)
        if not person.room.blocked:
            person.blocks()
        return {}

    async def _speed(self, wish: Wish) -> Outcome:
        await self._controls.set_speed(float(wish.get("factor", 1)))
        return {}

    async def _skip(self, _wish: Wish) -> Outcome:
        return {"line": await self._controls.skip()}

    async def _new_patient(self, _wish: Wish) -> Outcome:
        payload = await self._controls.new_patient()
        person = self._somebody()
        person.opens(self._world.link(payload))
        return {"open": str(person.id)}
