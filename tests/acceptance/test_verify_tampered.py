"""Whoever changes an export is found out: in one line that names the place."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.exports import NOTHING, Export, broken, forged, of, taken_from, verdict
from tests.acceptance.lifetime import ONE, a_life

folder = a_life(ONE)


@pytest.fixture
def export(folder: Path) -> Export:
    """A plan's export, to be changed."""
    return taken_from(folder)


# --- changed without skill: the hashes tell --------------------------------------------------------------------------


def test_the_hashes_can_be_computed_by_anybody(folder: Path, export: Export) -> None:
    """SHA-256 over the link before, the plan, the number, the instant, the kind and the body, as compact JSON."""
    again = json.loads(json.dumps(export))
    assert forged(again) == export
    assert verdict(folder, again)[0] == 0


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "body": lambda link: link["body"].update(extra=1),
    "at": lambda link: link.update(at="2026-01-05T18:05:00.000001+00:00"),
    "kind": lambda link: link.update(kind="alert"),
    "hash": lambda link: link.update(hash="f" * 64),
}


@pytest.mark.parametrize("place", [0, 10, -1])
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_link_does_not_fit_its_hash(folder: Path, export: Export, change: str, place: int) -> None:
    """Whichever part of it was changed, in the first link, in a middle one and in the last."""
    link = export["chain"][place]
    CHANGES[change](link)
    assert verdict(folder, export) == broken(f"link {link['seq']}: does not fit its hash, something in it was changed")


def test_a_changed_decision_does_not_fit_its_hash(folder: Path, export: Export) -> None:
    """A plan that was lowered cannot be made one that was held."""
    link = of(export, "decision")
    link["body"]["verdict"] = "hold"
    assert verdict(folder, export) == broken("link 4: does not fit its hash, something in it was changed")


def test_a_link_with_another_before_it_does_not_follow(folder: Path, export: Export) -> None:
    """A link that was made to fit itself does not fit the one before it."""
    export["chain"][10]["previous"] = NOTHING
    assert verdict(folder, export) == broken("link 11: does not follow from the link before it")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, "link 1: is missing, at the beginning stands link 2"),
        (10, "link 11: is missing, after link 10 stands link 12"),
    ],
)
def test_a_removed_link_is_missed(folder: Path, export: Export, place: int, said: str) -> None:
    """By its number."""
    del export["chain"][place]
    assert verdict(folder, export) == broken(said)


def test_links_cut_off_at_the_end_are_missed(folder: Path, export: Export) -> None:
    """What is left is whole in itself: the head tells."""
    count = len(export["chain"])
    del export["chain"][-3:]
    assert verdict(folder, export) == broken(f"link {count - 3}: is the last, and by the head there are {count}")


def test_another_end_of_the_same_length_is_noticed(folder: Path, export: Export) -> None:
    """Its last hash is not that of the head."""
    head = export["head"]
    of(export, "event", -1)["body"]["outcome"] = "done"
    assert forged(export)["head"] != head
    export["head"] = head
    said = broken(f"link {head['links']}: is the last, and its hash is not that of the head")
    assert verdict(folder, export) == said


def test_reordered_links_are_noticed(folder: Path, export: Export) -> None:
    """Two that changed places."""
    chain = export["chain"]
    chain[10], chain[11] = chain[11], chain[10]
    assert verdict(folder, export) == broken("link 11: is missing, after link 10 stands link 12")


def test_a_chain_without_links_is_none(folder: Path, export: Export) -> None:
    """It does not say how the plan began."""
    export |= {"chain": [], "head": {"links": 0, "hash": NOTHING}}
    assert verdict(folder, export) == broken("link 1: does not say how the plan began")


def test_another_plan_s_number_does_not_fit(folder: Path, export: Export) -> None:
    """One patient's past cannot become another's."""
    export["plan"] = "4711"
    assert verdict(folder, export) == broken("link 1: does not fit its hash, something in it was changed")


# --- what is no export -----------------------------------------------------------------------------------------------


NO_EXPORTS: dict[str, tuple[Callable[[Export], object], str]] = {
    "another version": (
        lambda e: e.update(format="sitbone-export/2"),
        "format: input should be 'sitbone-export/1', not \"sitbone-export/2\"",
    ),
    "a trace": (
        lambda e: e.update(format="sitbone-trace/1"),
        "format: input should be 'sitbone-export/1', not \"sitbone-trace/1\"",
    ),
    "an unknown key": (lambda e: e.update(name=1), "name: unknown key"),
    "an unknown key in a link": (lambda e: e["chain"][2].update(note="hi"), "chain.3.note: unknown key"),
    "an unknown key in the head": (lambda e: e["head"].update(note="hi"), "head.note: unknown key"),
    "an unknown key in the state": (
        lambda e: e["state"].update(note=1),
        "the plan's state: note is 1, must be nothing",
    ),
    "no head": (lambda e: e.pop("head"), "head: field required"),
    "no hash": (lambda e: e["chain"][0].pop("hash"), "chain.1.hash: field required"),
    "two problems": (lambda e: (e.pop("head"), e.pop("trace")), "head: field required; trace: field required"),
    "a hash that is none": (
        lambda e: e["chain"][1].update(hash="xyz"),
        "chain.2.hash: string should match pattern '^[0-9a-f]{64}$', not \"xyz\"",
    ),
    "a number as text": (
        lambda e: e["chain"][1].update(seq="2"),
        'chain.2.seq: input should be a valid integer, not "2"',
    ),
    "a plan that is no number": (
        lambda e: e.update(plan="Ann"),
        "plan: string should match pattern '^[1-9][0-9]{0,18}$', not \"Ann\"",
    ),
    "a link of no kind": (lambda e: e["chain"][1].update(kind="dance"), "chain.2.kind: input should be 'start', "),
    "an instant in another zone": (
        lambda e: e["chain"][1].update(at="2026-01-05T19:05:00+01:00"),
        "chain.2.at: must be an instant in UTC such as 2026-01-05T18:00:00+00:00",
    ),
    "an instant that is none": (
        lambda e: e["chain"][1].update(at="yesterday"),
        "chain.2.at: must be an instant in UTC such as 2026-01-05T18:00:00+00:00",
    ),
    "a state that is none": (lambda e: e["state"].pop("position"), "the plan's state: position: field required"),
    "a state without a zone": (
        lambda e: e["state"].update(evaluated_until="2026-02-09T14:00:59.999999"),
        "the plan's state: evaluated_until must be in UTC, in 1900 to 2199",
    ),
    "half a character": (lambda e: of(e, "event")["body"].update(note="\ud800"), "is not JSON: 'utf-8' codec can't"),
    "no number": (lambda e: of(e, "event")["body"].update(value=float("nan")), "is not JSON: NaN is not a JSON number"),
}


@pytest.mark.parametrize("name", NO_EXPORTS)
def test_what_is_no_export_is_refused_with_its_place(folder: Path, export: Export, name: str) -> None:
    """In one line, with exit code 2."""
    change, said = NO_EXPORTS[name]
    change(export)
    code, line = verdict(folder, export)
    assert (code, line[: len(said) + 3]) == (2, f"-: {said}")


def test_a_truncated_file_is_refused_with_the_place_where_it_ends(folder: Path, export: Export) -> None:
    """A copy that broke off."""
    text = json.dumps(export, indent=1)
    code, line = verdict(folder, text[: len(text) // 2])
    assert code == 2
    assert re.fullmatch(r"-: line \d+, column \d+: is not JSON: .*", line)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1: is not JSON: Expecting value"),
        ("[]", "input should be an object"),
        ("7", "input should be an object"),
        ("[" * 200_000, "is not JSON: maximum recursion depth exceeded"),
    ],
)
def test_what_is_not_even_an_object_is_refused(folder: Path, text: str, said: str) -> None:
    """However strange."""
    code, line = verdict(folder, text)
    assert (code, line[: len(said) + 3]) == (2, f"-: {said}")
