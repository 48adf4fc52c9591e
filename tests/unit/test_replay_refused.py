"""What `sitbone replay` refuses: one line that names the place, and exit code 2 (design 8.4)."""

import json
from pathlib import Path

import pytest

from rehab.protocol.load import SHIPPED
from tests.unit.rehab.tales import answer, tale
from tests.unit.replaying import refused


def test_a_bad_trace_names_the_file_and_the_place(tmp_path: Path) -> None:
    """All of its problems on one line."""
    path = tmp_path / "trace.json"
    path.write_text(json.dumps(tale(2, 9, answer(1, 11))), "utf-8")
    assert refused("replay", str(path)) == (
        f"{path}: start.level: stage 2 has levels 1 to 4, not 9; "
        "events.1.value: input should be less than or equal to 10, not 11"
    )


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (b"", "-: line 1, column 1: is not JSON: Expecting value"),
        (b"\xff\xfe", "-: is not text in UTF-8"),
        (b"[]", "-: input should be an object"),
    ],
)
def test_what_comes_in_by_standard_input_may_be_bad_too(given: bytes, line: str) -> None:
    """It is named as it was on the command line."""
    assert refused("replay", "-", given=given) == line


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """It is not there, or it is a folder."""
    assert (
        refused("replay", str(tmp_path / "no.json")) == f"{tmp_path}/no.json: cannot be read: No such file or directory"
    )
    assert refused("replay", str(tmp_path)) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_bad_protocol_names_the_file_and_the_place(tmp_path: Path) -> None:
    """Before the trace is looked at."""
    path = tmp_path / "mine.toml"
    path.write_text(SHIPPED.read_text("utf-8").replace('version = "1.0.0"', "version = 1", 1), "utf-8")
    assert refused("replay", "-", "--protocol", str(path), given="") == f"{path}: version: should be a valid string"
    assert refused("replay", "-", "--protocol", "/no.toml").startswith("/no.toml: cannot be read: ")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["replay"], "Error: needs either TRACE or --plan ID (sitbone replay --help says more)"),
        (["replay", "-", "-"], "Error: Got unexpected extra argument (-) (sitbone replay --help says more)"),
        (["replay", "--verbose", "-"], "Error: No such option '--verbose' (sitbone replay --help says more)"),
        (["replay", "-", "--protocol"], "Error: Option '--protocol' requires an argument"),
        (["reply"], "Error: No such command 'reply'. Did you mean 'replay'? (sitbone --help says more)"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_understood(arguments: list[str], line: str) -> None:
    """One line, and where the help is."""
    assert refused(*arguments) == line
