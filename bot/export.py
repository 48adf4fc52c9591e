"""`sitbone export`: a plan's chain and history as a file that anybody can check, and the list of plans."""

import json
import os
from collections.abc import Callable
from pathlib import Path

from bot.exits import AnswerIsNoError, BadInputError
from bot.stored import chain_of
from bot.verify import counted
from storage.chains import Chains, Listed
from usecases.chain.export import as_export
from usecases.chain.links import ChainError
from usecases.chain.story import as_trace, read_state


async def exported(chains: Chains, plan_id: int, *, only_trace: bool) -> str:
    """A plan as an export, or only its trace, as JSON.

    Raises:
        BadInputError: if there is no such plan.
        AnswerIsNoError: if its chain cannot be read.
    """
    chain = await chain_of(chains, plan_id)
    try:
        return json.dumps(as_trace(chain) if only_trace else as_export(chain), indent=1)
    except ChainError as error:
        raise AnswerIsNoError(f"plan {plan_id}: {error}") from error


async def list_plans(chains: Chains, say: Callable[[str], None]) -> None:
    """Say a line for each plan: its id, how it stands, since when, under which rules."""
    async for listed in chains.plans():
        say(f"{listed.id:>19}  {_standing(listed)}  {listed.protocol}, {counted(listed.links, 'link')}")


def _standing(listed: Listed) -> str:
    try:
        plan = read_state(json.loads(listed.state))
    except (ChainError, ValueError):
        return "cannot be read, see sitbone verify"
    stands = f"{plan.status.value:<11}  stage {plan.position.stage}, level {plan.position.level}"
    return f"{stands}  since {plan.programme_since}, there since {plan.level_since}"


def write_new(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, and never over another.

    Raises:
        BadInputError: if it is there already, or cannot be made.
    """
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise BadInputError(f"{path}: is there already") from error
    except OSError as error:
        raise BadInputError(f"{path}: cannot be written: {error.strerror}") from error
