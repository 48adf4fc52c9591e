"""`sitbone verify`: are the chains whole, and does every decision come out of the facts again?"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.exits import AnswerIsNoError, BadInputError
from bot.files import text_of
from storage.chains import Chains
from usecases.chain.derive import Protocols, UnknownProtocolError, verify
from usecases.chain.export import ExportError, read_export
from usecases.chain.links import Chain, ChainError

HINT = "name its file with --protocol"


def verified_file(path: Path, protocols: Protocols) -> str:
    """Verify an export, and say in a line what was derived again.

    Raises:
        BadInputError: if the file is no export, or names rules that are not at hand.
        AnswerIsNoError: if the chain is broken, or anything comes out otherwise.
    """
    text = text_of(path)
    try:
        export = read_export(text)
        line = _verified(export.chain, protocols)
        export.check_trace()
    except ExportError as error:
        raise BadInputError(f"{path}: {error}") from error
    except UnknownProtocolError as error:
        raise BadInputError(f"{path}: {error}; {HINT}") from error
    except ChainError as error:
        raise AnswerIsNoError(f"{path}: does not verify: {error}") from error
    return line


async def verify_all(chains: Chains, protocols: Protocols, say: Callable[[str], None]) -> None:
    """Verify every plan of a database, one at a time, with a line for each and one for all.

    Raises:
        AnswerIsNoError: if any does not verify.
        BadInputError: if some could not be derived again, for want of their rules.
    """
    broken, unknown, count = _Found(), _Found(), 0
    async for listed in chains.plans():
        count += 1
        try:
            chain = await chains.get(listed.id)
            say(_verified(chain, protocols) if chain else f"plan {listed.id}: is gone")
        except ChainError as error:
            say(broken.noted(f"plan {listed.id}: DOES NOT VERIFY: {error}"))
        except UnknownProtocolError as error:
            say(unknown.noted(f"plan {listed.id}: is whole, but was not derived again: {error}"))
    if broken.count:
        raise AnswerIsNoError(f"{broken.count} of {counted(count, 'plan')} broken; {broken.first}")
    if unknown.count:
        raise BadInputError(f"{unknown.count} of {counted(count, 'plan')} not derived again; {unknown.first}; {HINT}")
    say(f"{counted(count, 'plan')} verified.")


@dataclass(slots=True)
class _Found:
    """How often something was found, and where first."""

    count: int = 0
    first: str = ""

    def noted(self, line: str) -> str:
        """Count it; returns the line."""
        self.count += 1
        self.first = self.first or line
        return line


def _verified(chain: Chain, protocols: Protocols) -> str:
    found = verify(chain, protocols)
    undone = f" ({found.undone} undone by corrections)" if found.undone else ""
    outcomes = f"{counted(found.decisions, 'decision')} and {counted(found.alerts, 'alert')}{undone}"
    return (
        f"plan {chain.plan_id}: {counted(chain.head.links, 'link')}, none changed or missing; "
        f"{counted(found.facts, 'fact')} lead to the same {outcomes} under {', then '.join(found.protocols)}; "
        f"head {chain.head.hash[:16]}"
    )


def counted(number: int, what: str) -> str:
    """So many of something."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
