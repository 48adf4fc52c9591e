"""The Bot API in one function: a method, its parameters and its files in; a status and a body out."""

import inspect
import re
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.account import Account
from sandbox.faults import AnswerLost, ConnectionLostError, Fault, Faults, NoAnswerError, RawBody, Refusal, Reset
from sandbox.methods import METHODS
from sandbox.params import Params, Upload
from sandbox.replies import Answer, ApiError, Reply, bad_request, failure, success

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")


@dataclass(slots=True)
class Call:
    """One call as it came in. `status` is 0 until it is answered, and stays 0 when the answer was lost."""

    method: str
    params: Mapping[str, Any]
    uploads: tuple[str, ...]
    at: datetime
    status: int = 0
    description: str | None = None


class BotApi:
    """Carries out calls for one bot, and writes each of them down."""

    def __init__(self, account: Account, remember: int = 100_000) -> None:
        self.account, self.faults = account, Faults()
        self.calls: deque[Call] = deque(maxlen=remember)
        self.counts: Counter[str] = Counter()
        self.unknown: list[str] = []

    def made(self, method: str) -> list[Call]:
        """The calls of one method, oldest first; its spelling in capitals and small letters does not matter."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def forget_calls(self) -> None:
        """Start counting afresh."""
        self.calls.clear()
        self.counts.clear()

    async def answer(
        self, token: str, method: str, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None
    ) -> Reply:
        """What an adapter calls: checks the token first.

        Raises:
            ConnectionLostError: a planted fault broke the connection.
            NoAnswerError: a planted fault left the caller without an answer.
        """
        try:
            self.check_token(token)
        except ApiError as error:
            return failure(error)
        return await self.call(method, Params(values, uploads))

    def download(self, token: str, path: str) -> bytes:
        """The bytes behind a link of `getFile`.

        Raises:
            ApiError: 401 or 404.
        """
        self.check_token(token)
        return self.account.files.download(path, self.account.clock.now())

    def check_token(self, token: str) -> None:
        """Refuse a token that is malformed or not this bot's.

        Raises:
            ApiError: 404 or 401.
        """
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self.account.token:
            raise ApiError(401, "Unauthorized")

    async def call(self, method: str, params: Params) -> Reply:
        """Carry out one call, with whatever fault is planted for it."""
        name = method.lower()
        call = Call(method, dict(params), tuple(params.uploads), self.account.clock.now())
        self.calls.append(call)
        self.counts[name] += 1
        fault = self.faults.strike(name, params)
        reply = _replaced(fault) or await self._perform(name, params, call)
        if isinstance(fault, AnswerLost):
            raise ConnectionLostError if fault.how == "reset" else NoAnswerError
        call.status = reply.status
        return reply

    async def _perform(self, name: str, params: Params, call: Call) -> Reply:
        try:
            return success(await self._result(name, params))
        except ApiError as error:
            call.description = error.description
            return failure(error)

    async def _result(self, name: str, params: Params) -> Answer:
        method = METHODS.get(name)
        if method is None:
            self.unknown.append(name)
            raise ApiError(404, "Not Found: method not found")
        unknown = set(params) - method.parameters
        if unknown:
            raise bad_request(f"the sandbox does not know the parameters {sorted(unknown)} of {method.name}")
        answer = method.handler(self.account, params)
        return await answer if inspect.isawaitable(answer) else answer


def _replaced(fault: Fault | None) -> Reply | None:
    """What a fault puts in the place of the answer.

    Raises:
        ConnectionLostError: the connection breaks before anything is done.
        NoAnswerError: nothing is done and nothing comes back.
    """
    match fault:
        case None | AnswerLost():
            return None
        case Refusal() | RawBody():
            return fault.reply
        case Reset():
            raise ConnectionLostError
        case _:
            raise NoAnswerError
