"""What can be replayed: a trace in a file, or a plan of the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.exits import AnswerIsNoError, BadInputError
from bot.files import text_of
from bot.settings import Settings
from bot.stored import chain_of, known_protocols, stored_chains
from rehab.protocol import Protocol
from usecases.chain.derive import Protocols
from usecases.chain.links import Chain, ChainError
from usecases.chain.story import as_trace
from usecases.records import EntryKind


@dataclass(frozen=True, slots=True)
class History:
    """A trace (as JSON) by the name under which it was asked for.

    Attributes:
        decided: the protocol under which its decisions were made; None where none were made yet.
        note: what a reader must know of it besides.
    """

    name: str
    trace: str
    decided: Protocol | None = None
    note: str | None = None


async def of_file(path: Path) -> History:
    """The history of a trace file.

    Raises:
        BadInputError: if it cannot be read.
    """
    return History(str(path), text_of(path))


async def of_stored_plan(settings: Settings, plan_id: int) -> History:
    """The history of a plan of the configured database.

    Raises:
        BadInputError: if there is no such plan, or its rules are not at hand.
        AnswerIsNoError: if its chain cannot be read.
        ProtocolError: if the configured protocol cannot be used.
    """
    protocols = known_protocols([settings.protocol])
    async with stored_chains(settings) as chains:
        chain = await chain_of(chains, plan_id)
    return _of_chain(chain, protocols)


def _of_chain(chain: Chain, protocols: Protocols) -> History:
    rules = (chain.protocol_id, chain.protocol_version)
    if rules not in protocols:
        raise BadInputError(
            f"plan {chain.plan_id}: is under {' '.join(rules)}, which is not at hand; set PROTOCOL to its file"
        )
    try:
        trace = json.dumps(as_trace(chain))
    except ChainError as error:
        raise AnswerIsNoError(f"plan {chain.plan_id}: {error}") from error
    return History(f"plan {chain.plan_id}", trace, protocols[rules], _note(chain))


def _note(chain: Chain) -> str | None:
    """A replay is under one protocol from end to end; the plan may not have been."""
    changes = [link.entry for link in chain.links if link.entry.kind is EntryKind.PROTOCOL]
    if not changes:
        return None
    since = f"{_rules(changes[-1].body)} only since {changes[-1].at:%Y-%m-%d}"
    began = _rules(chain.links[0].entry.body)
    return f"plan {chain.plan_id}: began under {began}, is under {since}; the replay is under one from end to end"


def _rules(body: Mapping[str, object]) -> str:
    return f"{body.get('protocol')} {body.get('version')}"
