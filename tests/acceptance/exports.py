"""An export in the hands of somebody who changes it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.acceptance.lifetime import sitbone

Export = dict[str, Any]
NOTHING = "0" * 64
_TAKEN: dict[bytes, str] = {}


def taken_from(folder: Path) -> Export:
    """The export of the only plan; of each database it is made once."""
    database = hashlib.sha256((folder / "sitbone.db").read_bytes()).digest()
    if database not in _TAKEN:
        plan = sitbone(folder, "export", "--list").stdout.split()[0]
        _TAKEN[database] = sitbone(folder, "export", plan).stdout
    found: Export = json.loads(_TAKEN[database])
    return found


def verdict(folder: Path, export: Export | str, *options: str) -> tuple[int, str]:
    """Exit code and what is said of an export that came in by standard input; nothing but one line."""
    text = export if isinstance(export, str) else json.dumps(export)
    result = sitbone(folder, "verify", "-", *options, given=text)
    assert (result.stdout == "") == (result.exit_code != 0)
    [line] = result.output.splitlines()
    return result.exit_code, line


def of(export: Export, kind: str, number: int = 0) -> dict[str, Any]:
    """A link of some kind."""
    found: dict[str, Any] = [link for link in export["chain"] if link["kind"] == kind][number]
    return found


def forged(export: Export) -> Export:
    """With all hashes and the head made to fit, as by somebody who knows how: written here a second time."""
    previous = NOTHING
    for seq, link in enumerate(export["chain"], 1):
        covered = [previous, int(export["plan"]), seq, link["at"], link["kind"], link["body"]]
        text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        link |= {"seq": seq, "previous": previous, "hash": hashlib.sha256(text.encode()).hexdigest()}
        previous = link["hash"]
    export["head"] = {"links": len(export["chain"]), "hash": previous}
    return export


def broken(what: str) -> tuple[int, str]:
    """What is said of a chain that does not verify."""
    return 1, f"-: does not verify: {what}"
