"""One plan as a file that anybody can check (`sitbone-export/1`): its history as a trace, and the chain behind it.

There is no name, no chat and no free text in it: a plan stands under its random id, as it does in the chain. The file
holds what is stored, whether it verifies or not.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from rehab.lab.reading import NotJsonError, in_plain_words, strict_json
from rehab.plan import Plan
from rehab.protocol import place
from usecases.canonical import first_difference
from usecases.chain.links import Chain, ChainError, Head, Link
from usecases.chain.story import as_json, as_trace, read_state
from usecases.records import Entry, EntryKind

FORMAT = "sitbone-export/1"


class ExportError(ValueError):
    """The text is no export; the message lists every problem with its place."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,18}$")]
Count = Annotated[int, Field(ge=0)]


class _Rules(_Model):
    id: str
    version: str


class _Head(_Model):
    links: Count
    hash: Hash


class _Link(_Model):
    seq: Count
    at: str
    kind: EntryKind
    body: dict[str, Any]
    superseded: bool = False
    previous: Hash
    hash: Hash


class _File(_Model):
    format: Literal["sitbone-export/1"]
    plan: Number
    protocol: _Rules
    head: _Head
    state: dict[str, Any]
    trace: dict[str, Any]
    chain: list[_Link]


def as_export(chain: Chain) -> dict[str, Any]:
    """A plan as plain JSON data. Its id is text, because not every reader of JSON keeps numbers of that size.

    Raises:
        ChainError: if the chain cannot be read.
    """
    return {
        "format": FORMAT,
        "plan": str(chain.plan_id),
        "protocol": {"id": chain.protocol_id, "version": chain.protocol_version},
        "head": {"links": chain.head.links, "hash": chain.head.hash},
        "state": as_json(chain.state),
        "trace": as_trace(chain),
        "chain": [_written(link) for link in chain.links],
    }


def _written(link: Link) -> dict[str, Any]:
    entry = link.entry
    told = {"seq": entry.seq, "at": entry.at.isoformat(), "kind": entry.kind.value, "body": entry.body}
    undone = {"superseded": True} if entry.superseded else {}
    return {**told, **undone, "previous": link.previous, "hash": link.hash}


@dataclass(frozen=True, slots=True)
class Export:
    """A chain as it was handed in, and the trace that came with it."""

    chain: Chain
    trace: dict[str, Any]

    def check_trace(self) -> None:
        """Check that the trace tells what the chain tells.

        Raises:
            ChainError: with the first place at which it does not.
        """
        if (found := first_difference(self.trace, as_trace(self.chain))) is not None:
            raise ChainError(f"trace.{found.where}: is {found.found}, by the chain {found.expected}")


def read_export(text: str) -> Export:
    """Read an export. What it says is not checked yet, only that it is one.

    Raises:
        ExportError: with every problem and its place, list items counted from 1.
    """
    file = _file(text)
    plan_id = int(file.plan)
    chain = Chain(
        plan_id=plan_id,
        links=tuple(_link(plan_id, number, link) for number, link in enumerate(file.chain, 1)),
        head=Head(file.head.links, file.head.hash),
        state=_state(file.state),
        protocol_id=file.protocol.id,
        protocol_version=file.protocol.version,
    )
    return Export(chain, file.trace)


def _file(text: str) -> _File:
    try:
        return _File.model_validate_json(strict_json(text))
    except ValidationError as error:
        problems = [f"{place(e['loc'])}: {in_plain_words(e)}".lstrip(": ") for e in error.errors()]
        raise ExportError("; ".join(problems)) from error
    except NotJsonError as error:
        raise ExportError(str(error)) from error


def _state(state: dict[str, Any]) -> Plan:
    try:
        return read_state(state)
    except ChainError as error:
        raise ExportError(str(error)) from error


def _link(plan_id: int, number: int, link: _Link) -> Link:
    at = _instant(link.at, f"chain.{number}.at")
    kept = Entry(plan_id=plan_id, seq=link.seq, at=at, kind=link.kind, body=link.body, superseded=link.superseded)
    return Link(kept, link.previous, link.hash)


def _instant(text: str, where: str) -> datetime:
    """An instant in the one way of writing that its hash covers."""
    try:
        at = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        at = None
    if at is None or at.isoformat() != text:
        raise ExportError(f"{where}: must be an instant in UTC such as 2026-01-05T18:00:00+00:00")
    return at
