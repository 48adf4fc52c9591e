"""What stands in the log, and what never does: no token, and nothing that a person wrote or rated."""

import asyncio
import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from pydantic import TypeAdapter

from bot.logs import CHATTY, redacted, set_up_logs

TOKEN = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"
WORDS = "my sit bone hurts at 7"


class Lines(io.StringIO):
    """Standard error, read line by line."""

    def told(self) -> list[dict[str, str]]:
        """What was logged since the last look."""
        lines = [json.loads(line) for line in self.getvalue().splitlines()]
        self.seek(0)
        self.truncate()
        return lines


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Logs as the bot sets them up; afterwards as they were."""
    root, stream = logging.getLogger(), Lines()
    level = root.level
    levels = {name: logging.getLogger(name).level for name in CHATTY}
    monkeypatch.setattr(sys, "stderr", stream)
    set_up_logs("DEBUG")
    (ours,) = root.handlers
    yield stream
    root.removeHandler(ours)
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


def test_an_event_is_one_line_with_a_stable_name(lines: Lines) -> None:
    """With its time, its level and who says it, in a form that a machine can read."""
    structlog.get_logger("outbox").warning("not_sent", failure="temporary", attempt=3)
    (line,) = lines.told()
    assert line.pop("timestamp").endswith("Z")
    told = {"event": "not_sent", "failure": "temporary", "attempt": 3, "level": "warning", "logger": "outbox"}
    assert line == told


def test_a_token_is_taken_out_wherever_it_stands(lines: Lines) -> None:
    """In an address, in a field, and in another library's line."""
    structlog.get_logger("poller").info(f"POST https://api.telegram.org/bot{TOKEN}/getMe", bot=TOKEN)
    logging.getLogger("somebody.else").error("failed: %r", f"Bot[{TOKEN}]")
    said = json.dumps(lines.told())
    assert TOKEN not in said
    assert said.count("<token>") == 3


@pytest.mark.parametrize("text", [TOKEN, f"bot{TOKEN}/x", f"{TOKEN} and {TOKEN}"])
def test_every_token_is_redacted(text: str) -> None:
    """And the rest of the text stays."""
    assert redacted(text) == text.replace(TOKEN, "<token>")


@pytest.mark.parametrize("text", ["at 07:30", "2026-01-05T07:30:00Z", "prompt:17", "127.0.0.1:8080", "x:y"])
def test_what_only_looks_a_little_like_a_token_stays(text: str) -> None:
    """Times, places and numbers are what a log is read for."""
    assert redacted(text) == text


def misled() -> None:
    """An error whose own words repeat what a person wrote, behind another one with the token in it."""
    try:
        TypeAdapter(int).validate_python(WORDS)
    except ValueError as error:
        raise RuntimeError(f"{TOKEN} sent {WORDS}") from error


def test_an_error_tells_where_and_not_what_somebody_wrote(lines: Lines) -> None:
    """Drivers and validators repeat the very values that they complain of."""
    try:
        misled()
    except RuntimeError:
        structlog.get_logger("inbox").exception("update_failed", attempt=1)
        logging.getLogger("apscheduler.executors").exception("Job raised an exception")
    for line in lines.told():
        said = line["exception"]
        assert said.index("ValidationError") < said.index("builtins.RuntimeError")
        assert "in misled" in said
        assert WORDS not in json.dumps(line)
        assert TOKEN not in json.dumps(line)


async def test_of_several_errors_at_once_each_is_told(lines: Lines) -> None:
    """Tasks that fail together come as a group."""

    async def fails() -> None:
        misled()

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(fails())
    except ExceptionGroup:
        structlog.get_logger("inbox").exception("several")
    (line,) = lines.told()
    assert line["exception"].count("builtins.RuntimeError") == 2
    assert WORDS not in json.dumps(line)


@pytest.mark.parametrize("name", CHATTY)
def test_libraries_that_would_tell_too_much_are_kept_quiet(lines: Lines, name: str) -> None:
    """Their lines hold addresses with the token, and message texts; also when everything is to be logged."""
    logging.getLogger(name).info("POST /bot…/sendMessage text=%s", WORDS)
    logging.getLogger(f"{name}.part").debug(WORDS)
    assert lines.told() == []
    logging.getLogger(name).warning("that is worth knowing")
    assert [line["event"] for line in lines.told()] == ["that is worth knowing"]
