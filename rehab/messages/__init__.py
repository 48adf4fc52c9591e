"""What to say, as kind and parameters, never as text: `wording` makes words of it, in the reader's language."""

from functools import cache

from pydantic import TypeAdapter

from rehab.messages import (
    alerts,
    clinic,
    common,
    contact,
    cover,
    day,
    enrolment,
    invitations,
    learn,
    letter,
    operator,
    orders,
    outcomes,
    patients,
    plan,
    privacy,
    safety,
    week,
)
from rehab.messages.base import Clinic, Json, Message

_MODULES = (
    common,
    enrolment,
    day,
    week,
    plan,
    contact,
    learn,
    safety,
    clinic,
    invitations,
    patients,
    orders,
    alerts,
    cover,
    outcomes,
    letter,
    operator,
    privacy,
)
MESSAGES: dict[str, type[Message]] = {
    made.kind: made
    for module in _MODULES
    for made in vars(module).values()
    if isinstance(made, type) and issubclass(made, Message) and made is not Message
}


@cache
def _adapter(kind: str) -> TypeAdapter[Message]:
    return TypeAdapter(MESSAGES[kind])


def encode(message: Message) -> str:
    """A message as JSON text, without its kind."""
    return _adapter(message.kind).dump_json(message).decode()


def decode(kind: str, text: str) -> Message:
    """The message of a kind that `encode` wrote."""
    return _adapter(kind).validate_json(text)


__all__ = ["MESSAGES", "Clinic", "Json", "Message", "decode", "encode"]
