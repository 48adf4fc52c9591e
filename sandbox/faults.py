"""Things that go wrong, for tests to plant: each of them has been seen on the real network."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sandbox.params import Params
from sandbox.replies import ApiError, Reply, failure, too_many_requests

EVERY_METHOD = "*"


class ConnectionLostError(Exception):
    """The connection broke after the request went out."""


class NoAnswerError(Exception):
    """Nothing comes back; whoever asked waits until their read time-out."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error envelope instead of the result; nothing is done."""

    error: ApiError

    @property
    def reply(self) -> Reply:
        """What goes over the wire."""
        return failure(self.error)


@dataclass(frozen=True, slots=True)
class RawBody:
    """Bytes instead of an envelope; nothing is done."""

    status: int
    body: bytes

    @property
    def reply(self) -> Reply:
        """What goes over the wire."""
        return Reply(self.status, self.body)


@dataclass(frozen=True, slots=True)
class Silence:
    """The request is never answered, and never carried out."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset before anything is done."""


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """It is done, but the answer never arrives: by a reset, or by silence until the read time-out."""

    how: Literal["reset", "silence"] = "reset"


Fault = Refusal | RawBody | Silence | Reset | AnswerLost


def flood(seconds: int) -> Fault:
    """429 with `retry_after`."""
    return Refusal(too_many_requests(seconds))


def forbidden(text: str = "bot was blocked by the user") -> Fault:
    """403 in Telegram's words."""
    return Refusal(ApiError(403, f"Forbidden: {text}"))


def server_error(status: int = 500, text: str = "Internal Server Error: restart") -> Fault:
    """A 5xx with a JSON body."""
    return Refusal(ApiError(status, text))


def bad_gateway() -> Fault:
    """The 502 page of the web server in front of Telegram."""
    return RawBody(502, b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>")


def nonsense() -> Fault:
    """200, but the body is not JSON."""
    return RawBody(200, b"<html>OK</html>")


@dataclass
class Planted:
    """One planted fault. `seen` counts the calls it looked at, `played` those it spoilt."""

    method: str
    fault: Fault
    nth: int
    times: int | None
    when: Callable[[Params], bool] | None
    seen: int = 0
    played: int = 0
    lifted: bool = False

    def lift(self) -> None:
        """Take it away again."""
        self.lifted = True

    def strikes(self, method: str, params: Params) -> bool:
        """Whether this call is one to spoil."""
        if self.lifted or self.method not in {EVERY_METHOD, method} or (self.when and not self.when(params)):
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.played >= self.times):
            return False
        self.played += 1
        return True


@dataclass
class Faults:
    """The faults of one sandbox."""

    planted: list[Planted] = field(default_factory=list)

    def plant(
        self,
        method: str,
        fault: Fault,
        *,
        nth: int = 1,
        times: int | None = 1,
        when: Callable[[Params], bool] | None = None,
    ) -> Planted:
        """Spoil the `nth` call of `method` (counted from now) and those after it, `times` in all; None means for ever.

        `EVERY_METHOD` spoils any method. `when` narrows it to calls with certain parameters.
        """
        planted = Planted(method.lower(), fault, nth, times, when)
        self.planted.append(planted)
        return planted

    def strike(self, method: str, params: Params) -> Fault | None:
        """The fault that this call meets."""
        hits = [one.fault for one in self.planted if one.strikes(method, params)]
        return hits[0] if hits else None
