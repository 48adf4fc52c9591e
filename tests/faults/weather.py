"""What lies between the bot and Telegram: any call may meet any of the faults that networks and servers have."""

import random
from collections import Counter
from collections.abc import Callable, Mapping

from sandbox import faults
from sandbox.faults import Fault, Faults
from sandbox.params import Params

KINDS: Mapping[str, Callable[[random.Random], Fault]] = {
    "429": lambda rng: faults.flood(rng.randint(1, 40)),
    "500": lambda _: faults.server_error(),
    "503": lambda _: faults.server_error(503, "Service Unavailable"),
    "a page of HTML": lambda _: faults.bad_gateway(),
    "200 and no JSON": lambda _: faults.nonsense(),
    "reset": lambda _: faults.Reset(),
    "hangs": lambda _: faults.Silence(),
    "done, then reset": lambda _: faults.AnswerLost("reset"),
    "done, then hangs": lambda _: faults.AnswerLost("silence"),
}


class Weather(Faults):
    """Faults of a seed; `share` of all calls meet one."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.share = 0.0
        self.played: Counter[str] = Counter()
        self._rng = random.Random(seed)

    def becomes(self, share: float) -> None:
        """From now on so many of all calls meet a fault."""
        self.share = share

    def strike(self, method: str, params: Params) -> Fault | None:
        """What this call meets: of a storm, or as it was planted."""
        if self._rng.random() >= self.share:
            return super().strike(method, params)
        kind = self._rng.choice(list(KINDS))
        self.played[kind] += 1
        return KINDS[kind](self._rng)
