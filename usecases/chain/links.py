"""The links of a plan's chain, and how they hang together.

Every link's hash covers its plan, number, instant, kind and body and the hash before it, so that a link cannot be
changed, removed or put elsewhere without every later hash giving it away. What is cut off at the end leaves a chain
that is whole in itself: only the head, kept with the plan, gives that away. `superseded` says what a later correction
undid and is not covered: the correction itself is a link.
"""

import hashlib
from dataclasses import dataclass

from rehab.plan import Plan
from usecases.canonical import dumped
from usecases.records import Entry

NOTHING_BEFORE = "0" * 64


def link_hash(previous: str, link: Entry) -> str:
    """The hash of a link that follows another."""
    covered = [previous, link.plan_id, link.seq, link.at.isoformat(), link.kind.value, link.body]
    # Half a character cannot be written, but read: what somebody put into a link must not keep it from being checked.
    return hashlib.sha256(dumped(covered).encode(errors="surrogatepass")).hexdigest()


class ChainError(Exception):
    """A chain is not as it must be: the message names the first link that is not, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is stored: what it records, the hash before it and its own."""

    entry: Entry
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number of its links and the hash of the last."""

    links: int = 0
    hash: str = NOTHING_BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All that is stored of a plan's course: its links, its head, and the state and rules under which it now stands."""

    plan_id: int
    links: tuple[Link, ...]
    head: Head
    state: Plan
    protocol_id: str
    protocol_version: str


def check_links(chain: Chain) -> None:
    """Check that each link follows from the one before, and that none is missing at the end.

    Raises:
        ChainError: for the first that does not.
    """
    head = Head()
    for link in chain.links:
        _check_link(head, link)
        head = Head(link.entry.seq, link.hash)
    _check_head(chain.head, head)


def _check_link(before: Head, link: Link) -> None:
    seq = link.entry.seq
    if seq != before.links + 1:
        where = f"after link {before.links}" if before.links else "at the beginning"
        raise ChainError(f"link {before.links + 1}: is missing, {where} stands link {seq}")
    if link.previous != before.hash:
        raise ChainError(f"link {seq}: does not follow from the link before it")
    if link.hash != link_hash(link.previous, link.entry):
        raise ChainError(f"link {seq}: does not fit its hash, something in it was changed")


def _check_head(kept: Head, found: Head) -> None:
    if kept.links != found.links:
        raise ChainError(f"link {found.links}: is the last, and by the head there are {kept.links}")
    if kept.hash != found.hash:
        raise ChainError(f"link {found.links}: is the last, and its hash is not that of the head")
