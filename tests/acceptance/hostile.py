"""Updates as nobody should send them: recorded valid ones with one field changed, and others made up."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from handlers.commands import COMMANDS
from handlers.presses import VERBS
from sandbox.people import Person
from tests.acceptance.practising import CASES, Ids
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, forged
from tests.acceptance.states import INPUTS

Update = dict[str, Any]
HOSTILE = ("stranger", "guest", "ann", "weber", "boss")  # Bob and Dr Adams have nothing to do with them


def nested(depth: int) -> object:
    """A list in a list in a list."""
    found: object = "deep"
    for _ in range(depth):
        found = [found]
    return found


WORDS: tuple[str, ...] = (
    "", " ", "\n\n", "\u200b", "\u202egnp.exe", "\u2066\u2067\u2068", "👩‍👩‍👧‍👦" * 3, "e\u0301" * 40,
    "\x00", "\ud800", "\ufffe", "<b>bold", "</b>", "<script>alert(1)</script>", "&amp;&lt;&#0;&bogus;",
    "<a href='tg://user?id=1'>x</a>", "{ $phone }", "%s%n%(x)s", "${PATH}", "=1+1", "@SUM(A1)", "-2+3",
    "'; DROP TABLE person; --", "../../etc/passwd", "/start", "/stop", "/", "/start " + "A" * 32, "/clinic x",
    "7", "0", "-1", "11", "٣", "4-5", "3.5", "1e309", "08:30 13:00 18:30", "Springfield",
    "I felt a pop and my leg is numb", "x" * 65, "y" * 5_000, "(" * 3_000, " " * 4_096, "9" * 4_000, "A\n" * 2_000,
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**53, 2**63, -(2**63), 10**30, 1.5, -0.0, float("inf"), float("nan"),
    [], {}, [None], {"id": 1}, [[]], nested(40), nested(400), "private", "group", "supergroup", "channel", "kicked",
    "member", "en", "xx-" + "y" * 300, "v1:sd:1", "bot_command",
)  # fmt: skip
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "channel_post",
    "inline_query",
    "poll_answer",
    "x",
)


async def recorded(rig: Rig, cast: Cast, ids: Ids) -> list[Update]:
    """One valid update of every kind from each of them, as Telegram would bring it; none is dealt with."""
    await rig.settle()
    for name in HOSTILE:
        for send in _everything(cast[name], ids):
            send()
    group = rig.world.group("Runners", cast["ann"], cast["weber"])
    cast["ann"].in_group(group).says("/today")
    found = [dict(waiting.payload) for waiting in rig.world.account.updates.pending()]
    rig.world.account.updates.clear()
    return found


def _everything(person: Person, ids: Ids) -> Iterator[Callable[[], object]]:
    for send in INPUTS.values():
        yield lambda send=send: send(person)  # type: ignore[misc]
    for command in (*COMMANDS, "help", "start"):
        yield lambda command=command: person.says(f"/{command}")  # type: ignore[misc]
    for verb, case in CASES.items():
        yield lambda verb=verb, case=case: forged(person, _data(verb, case.args(ids)))  # type: ignore[misc]
    yield lambda: person.start(ids.code)
    yield person.blocks
    yield person.unblocks


def _data(verb: str, args: tuple[int | str, ...]) -> str:
    from handlers.callbacks import data

    return data(verb, *args)


class Hostile:
    """An endless supply of hostile updates, always the same for the same seed."""

    def __init__(self, seed: int, valid: list[Update], first_id: int) -> None:
        self._rng, self._valid, self._next = random.Random(seed), valid, first_id

    def __iter__(self) -> Iterator[bytes]:
        while True:
            make = (
                self._changed if self._rng.random() < 0.5 else self._rng.choice((self._pressed, self._said, self._odd))
            )
            yield json.dumps({"update_id": self._number(), **make()}).encode()

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _copy(self) -> Update:
        found = deepcopy(self._rng.choice(self._valid))
        del found["update_id"]
        return found

    def _changed(self) -> Update:
        """A valid one with one field removed, or of another kind, or of another size."""
        update = self._copy()
        place, key = self._rng.choice(list(_places(update)))
        what = self._rng.random()
        if what < 0.2:
            del place[key]
        elif what < 0.3 and isinstance(key, str):
            place[f"{key}_"] = place.pop(key)
        else:
            place[key] = self._rng.choice(WORDS if what < 0.65 else VALUES)
        return update

    def _pressed(self) -> Update:
        """A press with made-up data, on some message of theirs."""
        presses = [one for one in self._valid if "callback_query" in one]
        update = deepcopy(self._rng.choice(presses))
        del update["update_id"]
        update["callback_query"]["data"] = self._some_data(update["callback_query"]["data"])
        return update

    def _some_data(self, valid: str) -> str:
        rng, parts = self._rng, valid.split(":")
        verb = rng.choice([*VERBS, "zz"])
        args = rng.choices(
            [*parts[2:], "0", "1", "3", "zz", "9z9z9z9z", "", "stop", "set", "pain", "-1"], k=rng.randrange(5)
        )
        return rng.choice((":".join(["v1", verb, *args]), ":".join([*parts[:2], *args]), rng.choice(WORDS)))[:64]

    def _said(self) -> Update:
        """Words in place of some message's own."""
        texts = [one for one in self._valid if "text" in one.get("message", {})]
        update = deepcopy(self._rng.choice(texts))
        del update["update_id"]
        update["message"]["text"] = "".join(self._rng.choices(WORDS, k=self._rng.choice((1, 1, 2))))
        return update

    def _odd(self) -> Update:
        """Something of no kind that there is, or of one kind that holds another's content."""
        content = next(iter(self._copy().values()))
        return {self._rng.choice(KINDS): self._rng.choice((content, *VALUES))}


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - plain JSON
    """Every field of plain data, by what holds it and its key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)
