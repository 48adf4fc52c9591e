"""`sitbone protocol check`: is a protocol whole, can it be told to people, does it do what its golden cases say?"""

from pathlib import Path

from rehab.lab.golden import GoldenCase, failures, golden_path, load_golden, uncovered
from rehab.lab.reachability import ladder_problems, patients, positions
from rehab.protocol import Protocol, load_protocol
from rehab.protocol.load import SHIPPED
from wording.proofread import text_problems
from wording.words import Library


class CheckFailedError(ValueError):
    """The files can be read, but what they say does not hold; the message has one line for each problem."""


def checked(path: Path | None) -> str:
    """Check a protocol file, the shipped one by default, and say in a line what was proved.

    Raises:
        ProtocolError: if the protocol cannot be used.
        GoldenError: if its golden cases cannot.
        CheckFailedError: if a case fails, a rule has too few, a rung of the ladder is out of reach or a dead end, or a
            text or a drawing is missing.
    """
    path = path or SHIPPED
    protocol = load_protocol(path)
    cases = load_golden(golden_path(path), protocol)
    if problems := _problems(path, protocol, cases):
        raise CheckFailedError("\n".join(problems))
    return _summary(protocol, cases)


def _problems(path: Path, protocol: Protocol, cases: tuple[GoldenCase, ...]) -> list[str]:
    """Every problem behind the file and the place in it that it belongs to."""
    in_cases = [f"{golden_path(path)}: {problem}" for problem in failures(cases, protocol)]
    in_rules = [f"{path}: {problem}" for problem in (*uncovered(cases, protocol), *ladder_problems(protocol))]
    return in_cases + in_rules + text_problems(Library(protocol, path))


def _summary(protocol: Protocol, cases: tuple[GoldenCase, ...]) -> str:
    fire = sum(case.fires for case in cases)
    climbs = len(list(patients(protocol)))
    example = " It is an example, not reviewed: not for patients." if protocol.example else ""
    return (
        f"{protocol.id} {protocol.version}: {len(protocol.rules)} rules, {len(cases)} golden cases as expected "
        f"({fire} fire their rule, {len(cases) - fire} just do not), "
        f"{len(positions(protocol))} levels reached on {climbs} climbs, none skipped, no dead end.{example}"
    )
